"""The queue over a demo node's cases: right counts, every case once in every order, the next one after a decision."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from server.config import Config
from server.errors import Problem
from server.services import review
from server.services.node import Node, open_node
from server.services.views import queue
from server.services.views.queue import QueueFilter, Scope
from server.services.views.queue import page as queue_page
from server.store.tables import Case, Household, HouseholdLineage, Village
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender

CASE = Case.__table__
LINEAGE = HouseholdLineage.__table__
RECENT_ON = "2016-01-01"
STANDARD = "training_points"
COUNT = 8  # forms of each of two enumerators in different communes


@pytest.fixture(scope="module")
def sent(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A demo node with forms whose cases differ in everything the queue looks at."""
    folder = tmp_path_factory.mktemp("queue") / "var"
    shutil.copytree(demo_template, folder)
    node = open_node(Config(var=folder))
    ids = []
    for number in (0, 2):
        sender = Sender(node, number)
        for household in range(min(COUNT, len(sender.households()))):
            filled = sender.fill(household)
            sender.send(filled)
            ids.append(filled.fields["case_id"])
    _spread(node, ids)
    yield node
    node.close()


def _spread(node: Node, ids: list[str]) -> None:
    movements = ("new_poor", "stayed_poor", "poor_to_above", None)

    def operation(unit: Any) -> None:
        for number, one in enumerate(ids):
            values = {
                "severity": number % 4,
                "movement": movements[number % 4],
                "distance": None if number % 5 == 0 else number - 6,
                "version_no": 1 + number % 2,
                "has_conflict": number % 7 == 0,
            }
            unit.connection.execute(update(CASE).where(CASE.c.case_id == one).values(**values))
        query = select(CASE.c.household_id).where(CASE.c.case_id.in_(ids)).order_by(CASE.c.household_id)
        first, second, third, fourth = unit.connection.execute(query.limit(4)).scalars()
        more = {"decision": "", "record_digest": "", "recorded_at": node.now(), "how": "split_from"}
        for one, other, day in ((first, second, RECENT_ON), (third, fourth, "2015-12-31")):
            unit.connection.execute(
                insert(LINEAGE), {"household_id": one, "other_id": other, "happened_on": day, **more}
            )

    node.writer.write(operation)


@pytest.fixture(scope="module")
def scope(sent: Node) -> Scope:
    """Everything there is."""
    rows = sent.read(lambda c: c.execute(select(CASE.c.round_id, CASE.c.area_code).distinct()).all())
    return Scope(rows[0].round_id, tuple(sorted(row.area_code for row in rows)), sent.now(), RECENT_ON)


def expected(node: Node, wanted: QueueFilter) -> set[str]:
    """The queue by its definition in words, over every row."""
    groups = queue.MOVEMENT_GROUPS.get(wanted.movement)
    recent = select(LINEAGE.c.household_id, LINEAGE.c.other_id).where(LINEAGE.c.happened_on >= RECENT_ON)
    split = {one for row in node.read(lambda c: c.execute(recent).all()) for one in row}
    return {
        row.case_id
        for row in node.read(lambda c: c.execute(select(CASE)).all())
        if row.received_at is not None
        and wanted.state in ("all", row.review_state)
        and (not wanted.severity or row.severity >= queue.SEVERITIES[wanted.severity])
        and (groups is None or row.movement in groups)
        and (not wanted.near or (row.distance is not None and -queue.NEAR_POINTS <= row.distance <= queue.NEAR_POINTS))
        and (not wanted.again or row.version_no > 1)
        and (not wanted.crossing or row.has_conflict)
        and (not wanted.lineage or row.household_id in split)
        and (not wanted.overdue or (node.now() - row.received_at).days >= queue.OVERDUE_DAYS)
    }


@pytest.mark.parametrize("name", list(queue.BUILT_IN))
def test_the_count_of_a_queue_is_the_number_of_cases_it_lists(sent: Node, scope: Scope, name: str) -> None:
    wanted = queue.BUILT_IN[name]
    ids = sent.read(lambda c: queue.list_case_ids(c, scope, wanted, 1000))
    assert len(ids) == len(set(ids)) and set(ids) == expected(sent, wanted)
    assert sent.read(lambda c: queue.count_up_to(c, scope, wanted)) == len(ids)
    if name not in queue.ASKED:
        assert sent.read(lambda c: queue.QueueCounts().read_total(c, scope))[name] == len(ids)


@pytest.mark.parametrize("down", ["", "1"])
@pytest.mark.parametrize("sort", queue.SORTS)
def test_pages_go_forwards_and_back_over_every_case_once_in_every_order(
    sent: Node, scope: Scope, monkeypatch: pytest.MonkeyPatch, sort: str, down: str
) -> None:
    monkeypatch.setattr(queue_page, "PAGE_SIZE", 3)
    wanted = QueueFilter(sort=sort, down=down)
    whole = sent.read(lambda c: queue.list_case_ids(c, scope, wanted, 1000))
    pages, after = [], ""
    while True:
        page = sent.read(lambda c: queue.read_queue(c, scope, wanted, after=after, standard=STANDARD))  # noqa: B023
        pages.append([row.case_id for row in page.rows])
        if page.next_after is None:
            break
        after = page.next_after
    assert [one for page in pages for one in page] == whole and len(whole) > 9
    last = pages[-1][0]
    back = sent.read(lambda c: queue.read_queue(c, scope, wanted, before=last, standard=STANDARD))
    assert [row.case_id for row in back.rows] == pages[-2]


def test_an_order_is_by_its_column_and_then_by_the_longest_waiting(sent: Node, scope: Scope) -> None:
    def rows(sort: str) -> list[Any]:
        page = sent.read(lambda c: queue.read_queue(c, scope, QueueFilter(sort=sort), standard=STANDARD))
        return list(page.rows)

    assert [one.received_at for one in rows("wait")] == sorted(one.received_at for one in rows("wait"))
    distances = [abs(one.distance) for one in rows("distance") if one.distance is not None]
    assert distances == sorted(distances) and rows("distance")[-1].distance is None
    worst = sent.read(lambda c: dict(c.execute(select(CASE.c.case_id, CASE.c.severity)).all()))
    severities = [worst[one.case_id] for one in rows("severity")]
    assert severities == sorted(severities, reverse=True)
    names = [one.sender for one in rows("sender")]
    assert names == sorted(names)


def test_a_name_or_the_beginning_of_a_code_is_found(sent: Node, scope: Scope) -> None:
    row = sent.read(
        lambda c: c.execute(
            select(Household.code, Household.head_name, CASE.c.case_id)
            .join(CASE, CASE.c.household_id == Household.household_id)
            .where(CASE.c.received_at.is_not(None))
        ).first()
    )
    for text in (row.head_name, row.head_name.split()[-1], row.code, row.code[:-1], row.code.lower()):
        wanted = QueueFilter(text=text)
        assert row.case_id in sent.read(lambda c: queue.list_case_ids(c, scope, wanted, 1000)), text  # noqa: B023
    assert sent.read(lambda c: queue.list_case_ids(c, scope, QueueFilter(text="%"), 1000)) == []


def test_over_a_whole_province_only_codes_are_found(sent: Node, scope: Scope) -> None:
    wide = replace(scope, areas=(*scope.areas, *(f"x{n}" for n in range(20))))
    row = sent.read(lambda c: c.execute(select(Household.code, Household.head_name)).first())
    found = {text: sent.read(lambda c: queue.count_up_to(c, wide, QueueFilter(text=text))) for text in row}  # noqa: B023
    assert not queue.finds_names(wide, QueueFilter()) and found[row.head_name] == 0
    assert queue.finds_names(wide, QueueFilter(area_code=scope.areas[0]))


def test_nothing_outside_the_scope_is_listed_counted_or_ordered(sent: Node, scope: Scope) -> None:
    own = replace(scope, areas=scope.areas[:1])
    everywhere = QueueFilter(state="all")
    ids = sent.read(lambda c: queue.list_case_ids(c, own, everywhere, 1000))
    areas = sent.read(lambda c: dict(c.execute(select(CASE.c.case_id, CASE.c.area_code)).all()))
    assert {areas[one] for one in ids} == set(own.areas)
    foreign = [one for one, area in areas.items() if area not in own.areas]
    assert sent.read(lambda c: queue.list_pairs(c, own, foreign)) == []
    elsewhere = replace(everywhere, area_code=scope.areas[1])
    assert sent.read(lambda c: queue.count_up_to(c, own, elsewhere)) == 0


def test_choices_are_of_the_scope(sent: Node, scope: Scope) -> None:
    own = replace(scope, areas=scope.areas[:1])
    found = sent.read(lambda c: queue.read_choices(c, own, ""))
    villages = sent.read(lambda c: c.execute(select(Village.code).where(Village.area_code == own.areas[0])).scalars())
    assert [code for code, _ in found.areas] == list(own.areas)
    assert {code for code, _ in found.villages} == set(villages)
    assert len(found.senders) == 2 and len(found.forms) >= 1


def test_a_decision_leaves_the_queue_at_once_and_the_next_case_is_still_found(demo_node: Node) -> None:
    sender, counts = Sender(demo_node), queue.QueueCounts()
    for number in range(3):
        sender.send(sender.maker.settle(sender.fill(number)))
    rows = demo_node.read(lambda c: c.execute(select(CASE.c.round_id, CASE.c.area_code).distinct()).all())
    scope = Scope(rows[0].round_id, tuple(row.area_code for row in rows), demo_node.now())
    first, second, third = demo_node.read(lambda c: queue.list_case_ids(c, scope, QueueFilter(), 10))
    assert demo_node.read(lambda c: counts.read_total(c, scope))["to_review"] == 3
    (pair,) = demo_node.read(lambda c: queue.list_pairs(c, scope, [second]))
    review.hold(demo_node, read_admin(demo_node), *pair, "Chờ giấy")
    total = demo_node.read(lambda c: counts.read_total(c, scope))
    assert (total["to_review"], total["held"], total["state.held"]) == (2, 1, 1)

    def step(*, backwards: bool) -> str | None:
        return demo_node.read(lambda c: queue.find_step(c, scope, QueueFilter(), second, backwards=backwards))

    assert (step(backwards=False), step(backwards=True)) == (third, first)


def test_a_person_keeps_queues_of_her_own_without_what_she_searched_for(demo_node: Node) -> None:
    wanted = QueueFilter(severity="warn", text="Nguyễn Thị Mến")
    queue_id = queue.save_queue(demo_node, "a", "  Cần   xem ", wanted)
    (row,) = demo_node.read(lambda c: queue.list_saved(c, "a"))
    assert (row.name, queue.from_args(row.wanted)) == ("Cần xem", QueueFilter(severity="warn"))
    assert demo_node.read(lambda c: queue.list_saved(c, "b")) == []
    queue.drop_queue(demo_node, "b", queue_id)
    assert len(demo_node.read(lambda c: queue.list_saved(c, "a"))) == 1
    queue.drop_queue(demo_node, "a", queue_id)
    assert demo_node.read(lambda c: queue.list_saved(c, "a")) == []
    with pytest.raises(Problem, match="chưa có tên"):
        queue.save_queue(demo_node, "a", "  ", wanted)
