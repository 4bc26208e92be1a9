"""The answers of a case beside each other: last year's, the form as sent, the form as corrected. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.facts import Fact, FactDictionary

Answers = Mapping[str, Any]
# What the form itself notes, of no year: beside it there is nothing to compare.
NOT_COMPARED = frozenset({"photo", "point"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact in three versions as stored JSON values; `corrected` None where nobody corrected it."""

    fact: Fact
    last_year: Any
    sent: Any
    corrected: Any
    findings: tuple[Any, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the form says otherwise than last year, where both say something."""
        return self.last_year is not None and self.sent is not None and self.last_year != self.sent

    @property
    def is_worth_showing(self) -> bool:
        """Whether a reader who only wants what moved should see it."""
        return self.is_changed or self.corrected is not None or bool(self.findings)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in both years. `place` is hers in the form, None where she is not in it; `how` says how she was matched.

    `how`: `id` (same person id, known to the tablet), `new` (not in the household last year), `gone`.
    """

    person_id: str
    name: str
    place: int | None
    how: str
    last_year: Answers
    now: Answers
    changed: tuple[Cell, ...]
    findings: tuple[Any, ...]

    @property
    def has_moved(self) -> bool:
        """Whether she is gone, or an answer about her differs from last year's or was corrected."""
        return self.how == "gone" or any(one.is_changed or one.corrected is not None for one in self.changed)


@dataclass(frozen=True, slots=True)
class Three:
    """The three versions of a household's answers as JSON (`{"household", "members"}`)."""

    last_year: Answers
    sent: Answers
    corrected: Answers


def compare_household(facts: FactDictionary, three: Three, findings: Sequence[Any]) -> tuple[Cell, ...]:
    """Every household fact that any version answers, or that has a finding, in the order of the form."""
    rows = []
    old, sent, now = (one["household"] for one in (three.last_year, three.sent, three.corrected))
    for name, fact in facts.household.items():
        own = tuple(one for one in findings if one.fact == name and one.member_no is None)
        if fact.type in NOT_COMPARED or not (name in old or name in sent or name in now or own):
            continue
        rows.append(Cell(fact, old.get(name), sent.get(name), _correction(sent.get(name), now.get(name)), own))
    return tuple(rows)


def compare_people(facts: FactDictionary, three: Three, findings: Sequence[Any]) -> tuple[PersonRow, ...]:
    """People in the order of the form, then who was there last year and is no more. Matched by person id."""
    old = {one.get("person_id"): one for one in three.last_year["members"] if one.get("person_id")}
    sent = three.sent["members"]
    rows = []
    for place, now in enumerate(three.corrected["members"], start=1):
        before = old.pop(now.get("person_id"), None)
        as_sent = sent[place - 1] if place <= len(sent) else {}
        own = tuple(one for one in findings if one.member_no == place)
        rows.append(_person(facts, place, before, as_sent, now, own))
    gone = [
        PersonRow(str(one["person_id"]), str(one.get("full_name", "")), None, "gone", one, {}, (), ())
        for one in old.values()
        if one.get("state", "in") == "in"
    ]
    return (*rows, *gone)


def left_over(findings: Sequence[Any], rows: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    """Findings that none of the rows has: of the whole form, of a photo or point, of somebody not in the form."""
    beside = {id(one) for row in rows for one in row}
    return tuple(one for one in findings if id(one) not in beside)


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that versions give otherwise, one value a version; `who` is the person, empty for the household."""

    fact: Fact
    who: str
    values: tuple[Any, ...]


def compare_versions(facts: FactDictionary, versions: Sequence[Answers]) -> tuple[Difference, ...]:
    """Where versions of one household differ; people are matched by person id, else by name."""
    found = list(_differing(facts.household, "", [one["household"] for one in versions]))
    people: dict[str, dict[int, Answers]] = {}
    for number, one in enumerate(versions):
        for member in one["members"]:
            people.setdefault(member.get("person_id") or str(member.get("full_name")), {})[number] = member
    for by_version in people.values():
        name = next(str(one.get("full_name") or "") for one in by_version.values())
        found += _differing(facts.member, name, [by_version.get(number, {}) for number in range(len(versions))])
    return tuple(found)


def _differing(pool: Mapping[str, Fact], who: str, answers: Sequence[Answers]) -> Iterator[Difference]:
    for name, fact in pool.items():
        values = tuple(one.get(name) for one in answers)
        if fact.type not in NOT_COMPARED and any(one != values[0] for one in values):
            yield Difference(fact, who, values)


def _person(
    facts: FactDictionary, place: int, before: Answers | None, sent: Answers, now: Answers, own: tuple[Any, ...]
) -> PersonRow:
    changed = []
    for name, fact in facts.member.items():
        was, said, is_now = (before or {}).get(name), sent.get(name), now.get(name)
        of_fact = tuple(one for one in own if one.fact == name)
        cell = Cell(fact, was, said, _correction(said, is_now), of_fact)
        if cell.is_changed or cell.corrected is not None or of_fact:
            changed.append(cell)
    how = "new" if before is None else "id"
    name = str(now.get("full_name") or (before or {}).get("full_name") or "")
    return PersonRow(str(now.get("person_id") or ""), name, place, how, before or {}, now, tuple(changed), own)


def _correction(sent: Any, now: Any) -> Any:
    """What a correction made of an answer; None where it left it alone."""
    return now if now != sent else None
