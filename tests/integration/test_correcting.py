"""What a correction in the browser asks for, when it is refused, and that its reason lives and goes with the form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from server.domain.access import Actor
from server.errors import Problem
from server.services.correcting import Opened, Sent, correct, list_uncounted, open_shown, read_shown
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.review import approve
from server.services.review.correcting import confirm_correction
from server.services.review.correcting import correct as correct_answers
from server.store.tables import Case, Correction, FormCorrection, Grant, Submission
from tests.integration.ingest.sender import Sender
from tests.integration.review.conftest import Office
from tests.integration.review.test_deciding import recognise

FIRST, SECOND = "uuid:first", "uuid:second"


@pytest.fixture
def sender(demo_node: Node) -> Sender:
    """A tablet of the demo that has sent one form."""
    one = Sender(demo_node)
    assert one.send(one.fill(instance_id=FIRST)).status == 201
    return one


def edit(sender: Sender) -> bytes:
    """The form as the browser sends it back."""
    filled = sender.fill(instance_id=SECOND, deprecated_id=FIRST)
    return sender.maker.make(replace(filled, facts=sender.known_facts(sender.households()[0].household_id)))


def province(node: Node) -> Actor:
    """Who corrects."""
    query = select(Grant.actor_id).where(Grant.role == "province")
    return Actor(node.read(lambda c: c.execute(query).scalar_one()), "Cán bộ", ())


def opened(sender: Sender) -> Opened:
    """The case with a form, for who may correct in its commune."""
    (case,) = [one for one in sender.rows(Case) if one.instance_id]
    return sender.node.read(lambda c: open_shown(c, case.case_id))


def not_opened(sender: Sender) -> str:
    """The code with which the case's form is not opened."""
    with pytest.raises(Problem) as caught:
        opened(sender)
    return caught.value.code


def refusal(sender: Sender, sent: Sent) -> str:
    """The code of the refusal."""
    with pytest.raises(Problem) as caught:
        correct(sender.node, province(sender.node), opened(sender), sent)
    return caught.value.code


@pytest.mark.parametrize(("reason", "code"), [("  ", "CORR-004"), ("x" * 1001, "CORR-005")])
def test_a_correction_needs_a_reason_of_a_readable_length(sender: Sender, reason: str, code: str) -> None:
    assert refusal(sender, Sent(edit(sender), (), reason)) == code
    assert [one.instance_id for one in sender.rows(Submission)] == [FIRST]


def test_a_form_of_another_version_or_of_nothing_shown_is_refused(sender: Sender) -> None:
    assert refusal(sender, Sent(edit(sender).replace(b'version="', b'version="x', 1), (), "vì")) == "CORR-006"
    assert refusal(sender, Sent(edit(sender).replace(b"uuid:first", b"uuid:other"), (), "vì")) == "CORR-409"
    assert [one.instance_id for one in sender.rows(Submission)] == [FIRST]


def test_an_approved_form_and_one_a_recognition_stands_on_are_not_opened(sender: Sender) -> None:
    case, actor_id = opened(sender).case, province(sender.node).actor_id
    approve(sender.node, actor_id, case.case_id, FIRST)
    assert not_opened(sender) == "REV-002"
    recognise(Office(sender.node), case.household_id, "12/QĐ-UBND")
    assert not_opened(sender) == "REV-017"


def test_what_the_office_corrected_is_in_the_form_that_opens(sender: Sender) -> None:
    case, actor_id = opened(sender).case, province(sender.node).actor_id
    changes = [{"f": "electricity_kwh", "value": "123"}, {"f": "1|full_name", "value": "Tên Đã Sửa"}]
    correct_answers(sender.node, actor_id, case.case_id, FIRST, changes, "nghe nhầm")
    for one in sender.rows(Correction):
        confirm_correction(sender.node, Office(sender.node).one, case.case_id, one.correction_id)
    now = opened(sender)
    xml = sender.node.read(lambda c: read_shown(c, now)).decode()
    assert "<electricity_kwh>123<" in xml and "<m_full_name>Tên Đã Sửa<" in xml
    assert sender.node.read(lambda c: list_uncounted(c, now)) == ()
    assert correct(sender.node, province(sender.node), now, Sent(edit(sender), (), "vì")).status == 201
    assert (opened(sender).submission.instance_id, opened(sender).case.has_conflict) == (SECOND, False)


def test_a_decisive_answer_corrected_in_the_form_waits_for_a_second_person(sender: Sender) -> None:
    filled = sender.fill(instance_id=SECOND, deprecated_id=FIRST)
    facts = sender.known_facts(sender.households()[0].household_id, motorbike_count=9)
    actor = province(sender.node)
    sent = Sent(sender.maker.make(replace(filled, facts=facts)), (), "đếm lại xe")
    assert correct(sender.node, actor, opened(sender), sent).status == 201
    (row,) = sender.rows(Correction)
    assert (row.instance_id, row.state, row.decisive) == (SECOND, "pending", ["motorbike_count"])
    with pytest.raises(Problem) as caught:
        approve(sender.node, actor.actor_id, opened(sender).case.case_id, SECOND)
    assert caught.value.code == "REV-004"
    case_id = opened(sender).case.case_id
    confirm_correction(sender.node, Office(sender.node).one, case_id, row.correction_id)
    approve(sender.node, actor.actor_id, case_id, SECOND)


def test_a_race_lost_inside_the_writer_leaves_nothing(sender: Sender) -> None:
    before = opened(sender)
    other = sender.fill(instance_id="uuid:tablet", deprecated_id=FIRST)
    assert sender.send(other).status == 201
    with pytest.raises(Problem) as caught:
        correct(sender.node, province(sender.node), before, Sent(edit(sender), (), "vì"))
    assert caught.value.code == "CORR-409"
    assert {one.instance_id for one in sender.rows(Submission)} == {FIRST, "uuid:tablet"}
    assert sender.rows(FormCorrection) == []


def test_the_reason_comes_back_with_a_rebuild_and_goes_with_an_erasure(sender: Sender) -> None:
    sent = Sent(edit(sender), (), " Theo hóa đơn ")
    assert correct(sender.node, province(sender.node), opened(sender), sent).status == 201
    assert correct(sender.node, province(sender.node), opened(sender), sent).status == 201  # a button pressed twice
    (row,) = sender.rows(FormCorrection)
    assert (row.instance_id, row.reason) == (SECOND, "Theo hóa đơn")
    rebuild_node(sender.node, lambda _done, _total: None)
    assert sender.rows(FormCorrection) == [row]
    household_id = opened(sender).household.household_id
    records = [*sender.records("submission.received"), *sender.records("correction.explained")]
    sender.erase(*records, subjects=(household_id,))
    assert sender.rows(FormCorrection) == []
