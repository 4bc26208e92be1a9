"""News of a place for its people: others' doings, read or not."""

from __future__ import annotations

from server.services import notices, review
from server.services.notices import Notice

from .conftest import Office


def news(office: Office, actor_id: str, *areas: str) -> tuple[Notice, ...]:
    return office.node.read(lambda c: notices.list_notices(c, actor_id, areas or (office.area,)))


def unread(office: Office, actor_id: str, *areas: str) -> int:
    return office.node.read(lambda c: notices.count_unread(c, actor_id, areas or (office.area,)))


def test_a_person_is_told_what_others_did_where_she_works(office: Office) -> None:
    sent = office.send()
    case_id = office.case(sent).case_id
    review.return_case(office.node, office.one, case_id, sent.instance_id, note="hỏi lại")
    told = news(office, office.other)
    assert [(one.kind, one.case_id, one.instance_id, one.is_read) for one in told] == [
        ("review.returned", case_id, sent.instance_id, False),
        ("submission.received", case_id, sent.instance_id, False),
    ]
    assert told[0].actor == "duyet1" and told[0].household_code
    assert [one.kind for one in news(office, office.one)] == ["submission.received"]
    assert news(office, office.other, "00000") == ()
    assert (unread(office, office.other), unread(office, office.one)) == (2, 1)
    assert unread(office, office.other, "00000") == 0


def test_news_is_read_one_by_one_or_up_to_a_moment(office: Office) -> None:
    sent = [office.send(number) for number in range(3)]
    newest = news(office, office.one)
    notices.mark_read(office.node, office.one, [newest[0].digest, newest[0].digest])
    notices.mark_read(office.node, office.one, [newest[0].digest])
    assert [one.is_read for one in news(office, office.one)] == [True, False, False]
    assert unread(office, office.one) == 2
    notices.mark_all_read(office.node, office.one, newest[1].at)
    assert [one.is_read for one in news(office, office.one)] == [False, True, True]
    notices.mark_all_read(office.node, office.one, newest[2].at)
    assert unread(office, office.one) == 1
    review.approve(office.node, office.other, office.case(sent[0]).case_id, sent[0].instance_id)
    assert (unread(office, office.one), unread(office, office.other)) == (2, 3)


def test_what_was_here_before_a_person_came_is_no_news_to_her(office: Office) -> None:
    office.send()
    late = office.register("moi_den")
    assert [one.is_read for one in news(office, late)] == [True]
    assert unread(office, late) == 0


def test_older_news_is_asked_for_by_its_moment(office: Office) -> None:
    for number in range(3):
        office.send(number)
    told = news(office, office.one)
    older = office.node.read(lambda c: notices.list_notices(c, office.one, (office.area,), before=told[1].at))
    assert older == told[2:]
