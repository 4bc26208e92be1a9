"""Who visits a household, who may be given it, and how many are given to whom (R15). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TODO, RETURNED, SENT = "todo", "returned", "sent"
# What is still to be done on a tablet.
OPEN = (TODO, RETURNED)


@dataclass(frozen=True, slots=True)
class Given:
    """A household, or its village, given to an enumerator. `village_code` is where the household lay then."""

    assignment_id: str
    actor_id: str
    village_code: str
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household somebody wants to give on: who has it now (None: nobody), and where it stands."""

    case_id: str
    village_code: str
    holder_id: str | None
    tablet_state: str
    review_state: str = "none"
    is_active: bool = True


def find_holder(by_itself: Given | None, of_village: Given | None, village_code: str) -> Given | None:
    """The household's own assignment counts before its village's, while the household still lives in that village."""
    if by_itself is not None and not by_itself.is_ended and by_itself.village_code == village_code:
        return by_itself
    if of_village is not None and not of_village.is_ended and of_village.village_code == village_code:
        return of_village
    return None


def find_refusal(one: Candidate, to_id: str) -> str | None:
    """Why a household is not given to somebody: left, decided, same; None where it is."""
    if not one.is_active:
        return "left"
    if one.review_state in ("approved", "duplicate"):
        return "decided"
    return "same" if one.holder_id == to_id else None


def share_out(wanted: Sequence[Candidate], loads: Mapping[str, int]) -> dict[str, str]:
    """Case -> person, so that what each has left to do comes out as even as it can.

    `loads`: open households of each person, without those of `wanted`. Whole runs go to one person in the order given,
    so that neighbours stay together; nothing is shared where nobody is named.
    """
    if not loads:
        return {}
    quota = _quotas(len(wanted), loads)
    people = iter([person for person in loads for _ in range(quota[person])])
    return {one.case_id: person for one, person in zip(wanted, people, strict=True)}


def _quotas(count: int, loads: Mapping[str, int]) -> Counter[str]:
    """How many each gets: always the one who has least, the first named of equals."""
    quota: Counter[str] = Counter()
    for _ in range(count):
        quota[min(loads, key=lambda person: loads[person] + quota[person])] += 1
    return quota


@dataclass(frozen=True, slots=True)
class Back:
    """A household of a batch: whether it is still where the batch put it, and who had it by herself before."""

    household_id: str
    is_there: bool
    before_id: str | None


def find_way_back(one: Back, enumerators: frozenset[str] | set[str]) -> tuple[str, str | None]:
    """`moved_on`: given on since, it stays; `give`, to whom; `release`: to whoever has the village.

    Who is no longer an enumerator gets nothing back.
    """
    if not one.is_there:
        return "moved_on", None
    if one.before_id is not None and one.before_id in enumerators:
        return "give", one.before_id
    return "release", None


def is_overdue(declared_on: str, missing: int, since: str) -> bool:
    """Forms of declared visits are missing, and the visits were declared on `since` or before (ISO days)."""
    return missing > 0 and declared_on <= since
