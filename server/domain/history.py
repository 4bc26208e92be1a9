"""Classes a household was recognised in before: what "fell back" rests on (R6, R28). Pure.

Within one standard every earlier recognition counts. Whether those under the standards before it count, and for how
many years, is a number of the procedure: until it is adopted, nobody can say whether such a household is new or fell
back. What a province adopted on a standard is that standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .imports.statuses import base_of, classes_ever, classes_since
from .movements import LISTED, Ever


@dataclass(frozen=True, slots=True)
class LookBack:
    """How far back a round looks under one standard.

    `earlier`: the standards that had ended before it began. `from_on`: the first ISO day that counts under them; empty
    where the procedure says that none does; None where no number is adopted.
    """

    standard: str
    earlier: frozenset[str] = frozenset()
    from_on: str | None = None


def find_ever(recognised: Mapping[str, Any], look_back: LookBack) -> Ever:
    """What a household was before its present status; `recognised` is {standard: {outcome, …, past}}."""
    sure = set(classes_ever(recognised, look_back.standard)[1:])
    unsettled: set[str] = set()
    for standard in {base_of(one) for one in recognised} & look_back.earlier:
        if look_back.from_on is None:
            unsettled.update(classes_ever(recognised, standard))
        elif look_back.from_on:
            sure.update(classes_since(recognised, standard, look_back.from_on))
    return Ever(
        tuple(one for one in LISTED if one in sure),
        tuple(one for one in LISTED if one in unsettled - sure),
    )


def find_look_back(
    standard: str, periods: Mapping[str, tuple[str | None, str | None]], reference_on: str, years: int | None
) -> LookBack:
    """The look-back of a round; `periods`: standard to its first and last ISO day in force, None where not known."""
    first = periods.get(standard, periods.get(base_of(standard), (None, None)))[0]
    earlier = frozenset(
        base_of(name)
        for name, (_first, last) in periods.items()
        if first is not None and last is not None and last < first
    )
    if years is None:
        return LookBack(standard, earlier)
    return LookBack(standard, earlier, f"{int(reference_on[:4]) - years:04}{reference_on[4:]}" if years else "")
