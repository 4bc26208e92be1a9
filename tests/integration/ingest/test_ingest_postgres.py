"""The same intake on PostgreSQL: one full day, several senders at once, a rebuild."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.config import Config
from server.demo.build import build_demo
from server.services.ingest.types import Receipt
from server.services.maintenance import rebuild_node
from server.store.tables import AssessmentRow, Submission

from .sender import Sender
from .test_ingest_replay import a_busy_day, dump


@pytest.fixture
def sender(postgres_url: str, tmp_path: Path) -> Iterator[Sender]:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=16, communes=1)
    yield Sender(node)
    node.close()


def test_a_busy_day_and_its_rebuild_are_equal_on_postgresql(sender: Sender) -> None:
    a_busy_day(sender)
    before = dump(sender)
    assert {one["state"] for one in before["submission"]} >= {
        "current",
        "superseded",
        "conflict",
        "held",
        "quarantined",
    }
    assert rebuild_node(sender.node, lambda *_: None).pending_count == 0
    after = dump(sender)
    for name, rows in before.items():
        assert after[name] == rows, name


def test_duplicates_at_once_are_one_record_on_postgresql(sender: Sender) -> None:
    filled, receipts = sender.fill(), list[Receipt]()
    threads = [threading.Thread(target=lambda: receipts.append(sender.send(filled))) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.status for one in receipts] == [201] * 6
    assert len(sender.rows(Submission)) == 1
    assert len(sender.rows(AssessmentRow)) == 2
