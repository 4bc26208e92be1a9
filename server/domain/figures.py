"""What the tables count: classes of a case packed into letters, movements and groups told from them. Pure.

A case is one cell of a table by what it is now and was before, so that every table of a round is another grouping of
the same cells: their sums are equal because nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .movements import EXITS, LISTED, NEVER, Ever, classify_movement

LETTERS = {"poor": "P", "near_poor": "N", "not_poor": "O", "undetermined": "U"}
WORDS = {letter: word for word, letter in LETTERS.items()}
# Not listed before the round, but in earlier years: a letter for each way that can be.
_EVER_BY = {
    "a": Ever(sure=("poor",)),
    "b": Ever(sure=("near_poor",)),
    "c": Ever(sure=("poor", "near_poor")),
    "d": Ever(unsettled=("poor",)),
    "e": Ever(unsettled=("near_poor",)),
    "f": Ever(unsettled=("poor", "near_poor")),
    "g": Ever(sure=("poor",), unsettled=("near_poor",)),
    "h": Ever(sure=("near_poor",), unsettled=("poor",)),
}
_EVER_LETTERS = {ever: letter for letter, ever in _EVER_BY.items()}
CELLS = "cells"  # rows are counted by their classes, and by indicators under each standard: `signs_kind`
NOBODY = "-"
WAITING = "waiting"  # no form yet
UNSCORED = "unscored"  # a form came, but nobody was interviewed: the status stays as it was (R1)
UNLISTED = "unlisted"  # neither poor nor near-poor by decision
CLASSES = ("poor", "near_poor", "not_poor", "undetermined", UNSCORED, WAITING)
BEFORE = ("poor", "near_poor", UNLISTED)
VISITS = (
    "completed",
    "absent",
    "refused",
    "moved",
    "all_died",
    "merged",
    "not_found",
    "duplicate",
    "destroyed",
    WAITING,
)
MOVEMENTS = (
    "stayed_poor",
    "stayed_near_poor",
    "poor_to_near_poor",
    "poor_to_above",
    "near_poor_to_above",
    "near_poor_to_poor",
    "fell_back_poor",
    "fell_back_near_poor",
    "new_poor",
    "new_near_poor",
    "unsettled_poor",
    "unsettled_near_poor",
    "other_increase",
    "other_decrease",
    "not_listed",
    "undetermined",
    UNSCORED,
    WAITING,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """Households of one village that are alike in everything a table tells apart."""

    area_code: str
    village_code: str
    area_kind: str | None
    is_minority: bool | None
    before: str
    now: str
    outcome: str | None
    households: int
    persons: int

    @classmethod
    def of(cls, area_code: str, village_code: str, alike: str, households: int, persons: int) -> Cell:
        """The cell of what `say_alike` wrote."""
        kind, minority, before, now, outcome = alike.split("|")
        return cls(
            area_code=area_code,
            village_code=village_code,
            area_kind=kind or None,
            is_minority=_MINORITY[minority],
            before=before,
            now=now,
            outcome=outcome or None,
            households=households,
            persons=persons,
        )

    @property
    def key(self) -> tuple[str, str, str]:
        """What rows of the database have in common that belong here."""
        return self.before, self.now, self.outcome or ""

    def count(self, unit: str) -> int:
        """Its `households` or `persons`."""
        return self.persons if unit == "persons" else self.households


_MINORITY = {"": None, "0": False, "1": True}


def say_alike(area_kind: str | None, is_minority: bool | None, *parts: str) -> str:
    """What households have in common, in one word: kind of area, minority, and the parts told apart."""
    minority = "" if is_minority is None else str(int(is_minority))
    return "|".join((area_kind or "", minority, *parts))


def signs_kind(place: int) -> str:
    """The name of counts by indicators under the standard at `place` of the round."""
    return f"signs{place}"


def read_alike(alike: str) -> tuple[str | None, bool | None, str]:
    """(kind of area, minority, the rest) of what `say_alike` wrote."""
    kind, minority, rest = alike.split("|", 2)
    return kind or None, _MINORITY[minority], rest


def pack_classes(standards: Sequence[str], outcomes: Mapping[str, str | None]) -> str:
    """A letter for the class under each standard, in the round's order; `-` where there is none."""
    return "".join(LETTERS.get(outcomes.get(one) or "", NOBODY) for one in standards)


def pack_before(standards: Sequence[str], outcomes: Mapping[str, str | None], ever: Mapping[str, Ever]) -> str:
    """The same of recognised classes; who is not listed now has a letter for what she was in earlier years."""
    packed = pack_classes(standards, outcomes)
    return "".join(
        letter if WORDS.get(letter) in LISTED else _EVER_LETTERS.get(ever.get(standard, NEVER), letter)
        for standard, letter in zip(standards, packed, strict=True)
    )


def class_now(cell: Cell, place: int) -> str:
    """The assessed class under the standard at `place`, or why there is none."""
    letter = cell.now[place : place + 1]
    if letter in WORDS:
        return WORDS[letter]
    return UNSCORED if cell.outcome else WAITING


def class_before(cell: Cell, place: int) -> str:
    """The class recognised before the round; whoever no decision lists is unlisted."""
    found = WORDS.get(cell.before[place : place + 1], "")
    return found if found in BEFORE else UNLISTED


def movement(cell: Cell, place: int) -> str:
    """The movement as of today's forms. Who could not be interviewed has none, but for those who left or died."""
    now, before = class_now(cell, place), class_before(cell, place)
    if now in (UNSCORED, WAITING):
        return classify_movement(before, "undetermined", exit_=cell.outcome or "") if _has_left(cell) else now
    return classify_movement(before, now, ever=_EVER_BY.get(cell.before[place : place + 1], NEVER))


def _has_left(cell: Cell) -> bool:
    return cell.outcome in EXITS


def outcomes_of(packed: str, standards: Sequence[str], *, is_recognised: bool = False) -> dict[str, str]:
    """{standard: class} again. Of recognised classes, none means not listed, which is a class of its own."""
    found = {one: WORDS[letter] for one, letter in zip(standards, packed, strict=False) if letter in WORDS}
    return {one: found.get(one, "not_poor") for one in standards} if is_recognised else found


def tally(cells: Iterable[tuple[str, Cell]], unit: str) -> dict[str, int]:
    """Sums of (column, cell) by column."""
    sums: dict[str, int] = {}
    for column, cell in cells:
        sums[column] = sums.get(column, 0) + cell.count(unit)
    return sums
