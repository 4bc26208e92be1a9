"""What tests of whole nodes share: the forms of equal rounds are built once a run."""

from __future__ import annotations

from functools import lru_cache

import pytest

import server.forms.build
from server.forms.spec import BuiltForm, RoundSpec


@pytest.fixture(scope="session", autouse=True)
def built_forms() -> None:
    """A form follows from what its round asks alone, and most nodes of the tests hold the demo's round."""
    build = server.forms.build.build_round_forms
    kept = lru_cache(maxsize=16)(build)

    def build_once(spec: RoundSpec) -> tuple[BuiltForm, ...]:
        return build(spec) if spec.languages else kept(spec)

    server.forms.build.build_round_forms = build_once
