"""The form on disk and an opened engine per test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.tablet import Rows, build, write_lists
from server.forms.spec import BuiltForm
from tests.clients.javarosa import Engine

Open = Callable[..., Path]


@pytest.fixture
def opened(engine: Engine, tmp_path: Path) -> Open:
    """`opened(households, members, …)` loads the form with these lists and opens a blank one."""

    def open_form(households: Rows, members: Rows = (), form: BuiltForm | None = None, **lists: Rows) -> Path:
        media = write_lists(tmp_path / "media", households, members, **lists)
        path = tmp_path / "form.xml"
        path.write_bytes((form or build()).xml)
        engine.load(path, media)
        engine.new(clock="2018-09-20T08:30:00+07:00")
        return media

    return open_form
