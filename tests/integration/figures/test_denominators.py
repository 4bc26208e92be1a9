"""Numbers that rates are taken of: entered with their source, confirmed by a second person, summed with care (R23)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.app import create_app
from server.errors import Problem
from server.services import denominators
from server.services.denominators import NewDenominator
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.people_sessions import start_session
from server.store.tables import Denominator, DenominatorEntry
from server.web.frame import COOKIE
from sync.records import Draft
from tests.builders.forms import read_admin, read_erasers
from tests.integration.figures.conftest import visit
from tests.integration.ingest.sender import Sender

FIRST, SECOND = "26506", "26508"
SOURCE = "Niên giám thống kê, biểu 2"


def number(area: str = FIRST, households: int = 900, persons: int = 3_500, **other: str) -> NewDenominator:
    filled = {"counted_on": "2016-12-31", "group": "all", "area_kind": "urban", **other}
    return NewDenominator(area_code=area, households=households, persons=persons, **filled)


def rows(node: Node) -> list[tuple[int, bool]]:
    query = select(Denominator.households, Denominator.confirmed_by)
    return [(one, by is not None) for one, by in node.read(lambda c: c.execute(query).all())]


def test_a_second_person_with_the_same_numbers_confirms_and_other_numbers_take_their_place(demo_node: Node) -> None:
    first, second = read_erasers(demo_node)
    denominators.enter(demo_node, first, SOURCE, [number()])
    denominators.enter(demo_node, first, SOURCE, [number()])
    assert rows(demo_node) == [(900, False)]
    denominators.enter(demo_node, second, SOURCE, [number()])
    assert rows(demo_node) == [(900, True)]
    denominators.enter(demo_node, second, SOURCE, [number(households=910)])
    assert rows(demo_node) == [(910, False)]
    rebuild_node(demo_node, lambda _done, _all: None)
    assert rows(demo_node) == [(910, False)]


def test_a_number_taken_back_is_as_if_it_had_never_been_said(demo_node: Node) -> None:
    first, second = read_erasers(demo_node)

    def enter(actor: str, households: int) -> str:
        denominators.enter(demo_node, actor, SOURCE, [number(households=households)])
        query = select(DenominatorEntry.record_digest).order_by(DenominatorEntry.number.desc())
        return demo_node.read(lambda c: c.execute(query).scalars().first())  # type: ignore[return-value]

    def take_back(digest: str) -> None:
        payload = {"area_code": FIRST, "digests": [digest]}
        demo_node.write(lambda _c: [Draft(FIRST, "denominators.withdrawn", (), first, payload)])

    kept, mistaken = enter(first, 900), enter(first, 910)
    take_back(mistaken)
    assert rows(demo_node) == [(900, False)]
    confirming = enter(second, 900)
    assert rows(demo_node) == [(900, True)]
    take_back(confirming)
    assert rows(demo_node) == [(900, False)]
    take_back(kept)
    assert rows(demo_node) == []
    rebuild_node(demo_node, lambda _done, _all: None)
    assert rows(demo_node) == []


def test_a_place_sums_its_communes_and_names_those_without_numbers(demo_node: Node) -> None:
    admin = read_admin(demo_node)
    newer, older = number(households=950), number(counted_on="2015-12-31")
    denominators.enter(demo_node, admin, SOURCE, [older, newer, number(area_kind="rural", households=50, persons=200)])
    bases = demo_node.read(lambda c: denominators.read_bases(c, [FIRST, SECOND]))
    whole = denominators.Base("2016-12-31", 1_000, 3_700, is_confirmed=False, missing=(SECOND,))
    assert bases.of([FIRST, SECOND]) == whole
    assert bases.of([FIRST], "rural") == denominators.Base("2016-12-31", 50, 200, is_confirmed=False)
    assert bases.of([SECOND]) is None


@pytest.mark.parametrize(
    ("code", "source", "entries"),
    [
        ("DEN-001", " ", [number()]),
        ("DEN-002", SOURCE, []),
        ("DEN-003", SOURCE, [number("00000")]),
        ("DEN-004", SOURCE, [number(group="kinh")]),
        ("DEN-005", SOURCE, [number(counted_on="31/12/2016")]),
        ("DEN-006", SOURCE, [number(households=3_501)]),
        ("DEN-007", SOURCE, [number(), number(households=901)]),
        ("DEN-008", SOURCE, [number(), number(households=901, group="minority")]),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_kept(
    demo_node: Node, code: str, source: str, entries: list[NewDenominator]
) -> None:
    with pytest.raises(Problem) as refused:
        denominators.enter(demo_node, read_admin(demo_node), source, entries)
    assert refused.value.code == code
    assert rows(demo_node) == []


def test_a_rate_over_a_hundred_percent_is_marked_where_it_stands(demo_node: Node) -> None:
    visit(Sender(demo_node), 0, income_vnd=300_000)
    visit(Sender(demo_node), 1, income_vnd=300_000)
    numbers = [NewDenominator(FIRST, "2016-12-31", "all", "urban", 1, 1)]
    denominators.enter(demo_node, read_admin(demo_node), "Niên giám", numbers)
    client = create_app(demo_node).test_client()
    client.set_cookie(COOKIE, start_session(demo_node, read_admin(demo_node)))
    page = client.get(f"/so-lieu?noi={FIRST}&chuan=training_income").get_data(as_text=True)
    assert "200 %" in page and page.count("quá 100 %") >= 1 and 'class="num bad"' in page
