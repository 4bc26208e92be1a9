"""The demo's first days: real forms through the real intake, a few decided, nothing that looks broken."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select

from server.config import Config
from server.demo.build import build_demo
from server.demo.first_days import APPROVED, PER_COMMUNE, RETURNED
from server.services.node import Node
from server.store.tables import Attachment, Case, Finding


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Node:
    return build_demo(Config(var=tmp_path_factory.mktemp("begun") / "var"), households=60, communes=2, visited=1)


def test_forms_of_the_begun_communes_wait_and_some_are_decided(begun: Node) -> None:
    rows = begun.read(lambda c: c.execute(select(Case.area_code, Case.review_state, Case.instance_id)).all())
    sent = [one for one in rows if one.instance_id]
    assert {one.area_code for one in sent} == {"26506"}
    assert len(sent) == PER_COMMUNE
    states = Counter(one.review_state for one in sent)
    assert (states["approved"], states["returned"], states["held"]) == (APPROVED, RETURNED, 1)
    assert states["received"] == PER_COMMUNE - APPROVED - RETURNED - 1


def test_no_form_looks_wrongly_filled_and_every_visit_at_home_has_a_photo_of_its_own(begun: Node) -> None:
    codes = set(begun.read(lambda c: c.execute(select(Finding.code)).scalars().all()))
    assert not {one for one in codes if one.startswith("answer_")}
    photos = begun.read(lambda c: c.execute(select(func.count(Attachment.sha256.distinct()))).scalar_one())
    away = begun.read(lambda c: c.execute(select(func.count()).where(Case.outcome == "absent")).scalar_one())
    assert photos == PER_COMMUNE - away
    assert list(begun.blobs.spool.iterdir()) == []
