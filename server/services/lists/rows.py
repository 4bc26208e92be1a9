"""The rows of `households`, `members` and `villages`: every value as the form engine accepts it, or blank."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from server.domain.facts import Fact, load_facts
from server.forms.read import prefill_text
from server.services.projection.rounds import case_id_of
from server.store.tables import Area, Case, Household, Member, Round, Village

from .work import PART, Share, Work, given_apart

OUTCOME_WORDS = {"poor": "Nghèo", "near_poor": "Cận nghèo", "not_poor": "Không nghèo", "undetermined": "Chưa xác định"}
HOUSEHOLD_COLUMNS = (
    "village", "area_kind", "size", "head", "recognised", "assessed", "case_id", "assignment_id", "review_state", "rev",
    "screening",
)  # fmt: skip
NO_STATUS, NO_NAME = "chưa có", "Chưa rõ tên"
GONE = ("moved", "split", "died", "mistake")  # who left in an earlier review is not asked about again (R7)
HOUSEHOLD, CASE, MEMBER, VILLAGE = Household.__table__, Case.__table__, Member.__table__, Village.__table__
Row = list[str]


def households_header() -> Row:
    """name, label, __version, then the properties."""
    return ["name", "label", "__version", *HOUSEHOLD_COLUMNS, *(fact.id for fact in prefilled("household"))]


def members_header() -> Row:
    """The household, the position and id of the person, then the prefilled facts."""
    return ["hh", "no", "person_id", *(fact.id for fact in prefilled("member"))]


def villages_header() -> Row:
    """What a new household needs to know of its village."""
    return ["name", "label", "area_kind", "assignment_id"]


def prefilled(level: str) -> list[Fact]:
    """The facts a form starts with."""
    facts = load_facts()
    pool = facts.household if level == "household" else facts.member
    return [fact for fact in pool.values() if fact.is_prefilled]


def household_rows(connection: Connection, work: Work) -> Iterator[Row]:
    """Every active household she has to visit, once, with its case in the round worked in there."""
    texts = [(fact.id, make_text(fact)) for fact in prefilled("household")]
    for share in work.shares():
        sizes, round_id = _sizes(connection, work, share), share.round_id
        query = (
            select(
                *(HOUSEHOLD, VILLAGE.c.name.label("village_name"), CASE.c.case_id, CASE.c.tablet_state),
                PART.c.assignment_id.label("apart_id"),
            )
            .join(VILLAGE, _lives_in())
            .outerjoin(PART, given_apart(round_id))
            .outerjoin(CASE, and_(CASE.c.household_id == HOUSEHOLD.c.household_id, CASE.c.round_id == round_id))
            .where(VILLAGE.c.code.in_(share.villages), HOUSEHOLD.c.state == "active", work.is_hers(share))
            .order_by(VILLAGE.c.sort_key, VILLAGE.c.code, HOUSEHOLD.c.sort_key, HOUSEHOLD.c.code)
        )
        round_code = connection.execute(select(Round.code).where(Round.round_id == round_id)).scalar_one()
        for one in connection.execute(query):
            head, facts = one.head_name.strip() or NO_NAME, one.facts
            yield [
                one.household_id,
                f"{head} – {one.village_name} ({one.code})",
                str(one.entity_version),
                one.village_code,
                one.area_kind or "",
                str(sizes.get(one.household_id, 0)),
                head,
                _status_words(one.recognised) or NO_STATUS,
                _status_words(one.last_assessed) or NO_STATUS,
                one.case_id or case_id_of(round_id, one.household_id),
                one.apart_id or share.whole[one.village_code].assignment_id,
                one.tablet_state or "todo",
                "-".join(digest[:16] for digest in one.heads),
                _screening(one.recognised, facts, round_code),
                *[text(facts.get(name)) for name, text in texts],
            ]


def member_rows(connection: Connection, work: Work) -> Iterator[Row]:
    """`no` counts the household's people from 1 without gaps, because the form looks them up by position."""
    texts = [(fact.id, make_text(fact)) for fact in prefilled("member")]
    columns = (MEMBER.c.household_id, MEMBER.c.person_id, MEMBER.c.facts)
    for share in work.shares():
        query = _people(select(*columns), work, share).where(HOUSEHOLD.c.state == "active")
        last, position = "", 0
        for household_id, person_id, facts in connection.execute(query.order_by(MEMBER.c.household_id, MEMBER.c.no)):
            position = position + 1 if household_id == last else 1
            last = household_id
            yield [household_id, str(position), person_id, *(text(facts.get(name)) for name, text in texts)]


def village_rows(connection: Connection, work: Work) -> Iterator[Row]:
    """The villages she works in, for new households."""
    places = work.places()
    query = (
        select(Village.code, Village.name, Area.area_kind, Area.name)
        .join(Area, Area.code == Village.area_code)
        .where(Village.code.in_(list(places)))
        .order_by(Village.sort_key, Village.code)
    )
    for code, name, area_kind, area_name in connection.execute(query):
        yield [code, f"{name}, {area_name}", area_kind or "", places[code].assignment_id]


def make_text(fact: Fact) -> Callable[[Any], str]:
    """`prefill_text` of one fact, remembering texts it has written: most answers are one of a few codes."""
    known: dict[tuple[type, Any], str] = {}

    def text(value: Any) -> str:
        if value is None:
            return ""
        kind = type(value)
        if kind is list:
            return prefill_text(fact, value)
        # The type belongs to the key: True equals 1, and is written otherwise.
        found = known.get((kind, value))
        if found is None:
            found = known[kind, value] = prefill_text(fact, value)
        return found

    return text


def _sizes(connection: Connection, work: Work, share: Share) -> dict[str, int]:
    """How many people `members` lists of each household; the form asks about exactly so many."""
    query = _people(select(MEMBER.c.household_id, func.count()), work, share).group_by(MEMBER.c.household_id)
    return {household_id: count for household_id, count in connection.execute(query)}


def _people(query: Select[Any], work: Work, share: Share) -> Select[Any]:
    """Who lives in the households of a share."""
    return (
        query.select_from(VILLAGE)
        .join(HOUSEHOLD, _lives_in())
        .join(MEMBER, MEMBER.c.household_id == HOUSEHOLD.c.household_id)
        .outerjoin(PART, given_apart(share.round_id))
        .where(VILLAGE.c.code.in_(share.villages), MEMBER.c.state.not_in(GONE), work.is_hers(share))
    )


def _lives_in() -> Any:
    """By commune and village, as the index of households is."""
    return and_(HOUSEHOLD.c.village_code == VILLAGE.c.code, HOUSEHOLD.c.area_code == VILLAGE.c.area_code)


def _screening(recognised: dict[str, Any], facts: dict[str, Any], round_code: str) -> str:
    """Phiếu A in this round: yes, no or nothing yet; `listed` is reviewed without it (TT 17/2016 Điều 6.1b)."""
    if any(one["outcome"] in ("poor", "near_poor") for one in recognised.values()):
        return "listed"
    said = facts.get("needs_review") if facts.get("screened_in") == round_code else None
    return "" if said is None else "yes" if said else "no"


def _status_words(by_standard: dict[str, Any]) -> str:
    return "; ".join(OUTCOME_WORDS.get(one["outcome"], one["outcome"]) for _, one in sorted(by_standard.items()))
