"""The same review on PostgreSQL: a day of decisions, news of them, and a rebuild."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier

import pytest

from server.config import Config
from server.demo.build import build_demo
from server.errors import Problem
from server.services import notices, review, webhooks
from server.services.maintenance import rebuild_node
from server.store.tables import CaseApproval, Job, Webhook
from tests.integration.ingest.test_ingest_replay import dump

from .conftest import Office


@pytest.fixture
def office(postgres_url: str, tmp_path: Path) -> Iterator[Office]:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=16, communes=1)
    yield Office(node)
    node.close()


def test_a_day_of_decisions_and_its_rebuild_are_equal_on_postgresql(office: Office) -> None:
    webhooks.add_webhook(office.node, "https://vi.du/tin", (), office.area)
    sent = [office.send(number, car_count=0) for number in range(4)]
    cases = [(office.case(one).case_id, one.instance_id) for one in sent]
    review.return_case(office.node, office.one, *cases[0], comments=[{"f": "toilet", "text": "Xem lại"}])
    again = office.send(0)
    review.correct(office.node, office.one, *cases[1], [{"f": "car_count", "value": "1"}], "xem tại nhà")
    (one,) = office.node.read(lambda c: review.list_corrections(c, cases[1][0]))
    review.confirm_correction(office.node, office.other, cases[1][0], one.row.correction_id)
    batch = review.act_on_many(office.node, office.one, "approve", [(cases[0][0], again.instance_id), *cases[1:]])
    assert (len(batch.done), batch.refused) == (4, ())
    review.undo(office.node, office.other, cases[3][0])
    assert len(office.sender.rows(CaseApproval)) == 3
    told = office.node.read(lambda c: review.read_history(c, cases[0][0]))
    assert [entry.kind for entry in told][-3:] == ["review.returned", "submission.received", "review.approved"]
    assert office.node.read(lambda c: notices.count_unread(c, office.other, [office.area])) == 11
    webhooks.sweep(office.node)
    assert [job.args["webhook_id"] for job in office.sender.rows(Job, kind=webhooks.DELIVER_JOB)] == [
        office.sender.rows(Webhook)[0].webhook_id
    ]
    before = dump(office.sender)
    rebuild_node(office.node, lambda *_: None)
    after = dump(office.sender)
    for name, rows in before.items():
        assert after[name] == rows, name


def test_of_two_who_decide_at_once_one_is_told_that_the_other_has_decided(office: Office) -> None:
    for number in range(4):
        sent = office.send(number, car_count=0)
        case_id, together, told = office.case(sent).case_id, threading.Barrier(2), list[str]()

        def decide(action: str, case_id: str = case_id, seen: str = sent.instance_id, at: Barrier = together) -> None:
            at.wait()
            try:
                if action == "approve":
                    review.approve(office.node, office.one, case_id, seen)
                else:
                    review.return_case(office.node, office.other, case_id, seen, note="xem lại")
            except Problem as problem:
                told.append(problem.code)  # noqa: B023 - joined below

        both = [threading.Thread(target=decide, args=(one,)) for one in ("approve", "return")]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert told == ["REV-002"]
        assert office.case(sent).review_state in ("approved", "returned")
        decisions = [one.kind for one in office.node.read(lambda c, case=case_id: review.read_history(c, case))]
        assert sum(kind in ("review.approved", "review.returned") for kind in decisions) == 1
