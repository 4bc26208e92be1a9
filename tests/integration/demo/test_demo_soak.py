"""The demo at its full size: built, checked record by record, and made again from its log. Run by `make soak`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from server.config import Config
from server.demo.build import build_demo
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.verification import verify_node
from server.store.tables import Area, Assignment, Case, Household, Member, Village

COUNTED = (Household, Member, Case, Village, Assignment)


def _quiet(_done: int, _total: int) -> None:
    """Progress nobody watches."""


def _counts(node: Node) -> dict[str, int]:
    return {
        one.__tablename__: node.read(lambda c, one=one: c.execute(select(func.count()).select_from(one)).scalar_one())
        for one in COUNTED
    }


@pytest.mark.soak
def test_the_whole_province_is_made_in_a_minute_verifies_and_comes_back_from_its_log(tmp_path: Path) -> None:
    start = time.process_time()
    node = build_demo(Config(var=tmp_path / "var"))
    assert time.process_time() - start < 60
    made = _counts(node)
    assert (made["household"], made["review_case"]) == (8200, 8200)
    assert 82 * 3 <= made["village"] <= 82 * 6
    con_dao = select(Area.code).where(Area.parent_code == "755")
    assert node.read(lambda c: c.execute(con_dao).all()) == []
    assert verify_node(node, _quiet).faults == []
    assert rebuild_node(node, _quiet).pending_count == 0
    assert _counts(node) == made
    node.close()
