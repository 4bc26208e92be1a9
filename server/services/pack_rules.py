"""Two people's readings of one paper: where they agree and where not, without telling what the other wrote. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from server.standards.entry_lines import Line, lines_of
from server.standards.packs import AREA_KINDS
from server.standards.register import Pack

_DOCUMENT = ("act", "from_on")
# So many rows must be each other's mirror before the message dares to say so.
_FEWEST_SWAPPED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person entered: `document` {act, from_on, note}, `given` {entry: {value, article}}."""

    entry_id: str
    actor_id: str
    document: Mapping[str, Any]
    given: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings side by side, by entry; `differing` has the lines, in words. No value of either is in here."""

    agreed: tuple[str, ...]
    differing: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    is_other_document: bool
    looks_swapped: bool

    @property
    def is_whole(self) -> bool:
        """Whether everything that both read is the same."""
        return not self.differing and not self.is_other_document


def compare(pack: Pack, first: Reading, second: Reading) -> Comparison:
    """Compare two readings of a pack; articles count, notes do not."""
    both = [name for name in first.given if name in second.given]
    is_other = any(_word(first.document, name) != _word(second.document, name) for name in _DOCUMENT)
    agreed = () if is_other else tuple(name for name in both if _is_same(first.given[name], second.given[name]))
    pairs = [(first.given[name]["value"], second.given[name]["value"]) for name in both]
    return Comparison(
        agreed=agreed,
        differing=tuple(label for name in both for label in _differing(pack, name, first, second)),
        only_first=tuple(name for name in first.given if name not in second.given),
        only_second=tuple(name for name in second.given if name not in first.given),
        is_other_document=is_other,
        looks_swapped=_looks_swapped([rows for pair in pairs for rows in _rows(*pair)]),
    )


def adopted_values(
    first: Reading, agreed: tuple[str, ...], before: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """What an adoption brings: each agreed value with its evidence, after those of the earlier adoption."""
    document = {name: _word(first.document, name) for name in (*_DOCUMENT, "note")}
    new = {name: {**document, **first.given[name]} for name in agreed}
    return {**{name: dict(one) for name, one in before.items()}, **new}


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["value"] == other["value"] and _word(one, "article") == _word(other, "article")


def _word(values: Mapping[str, Any], name: str) -> str:
    return " ".join(str(values.get(name, "")).split())


def _differing(pack: Pack, name: str, first: Reading, second: Reading) -> Iterator[str]:
    one, other = first.given[name], second.given[name]
    lines = [line for line in lines_of(pack) if line.entry_id == name]
    if one["value"] != other["value"]:
        yield from _differing_lines(lines, one["value"], other["value"])
    elif not _is_same(one, other):
        yield f"{lines[0].label} (điều khoản)"


def _differing_lines(lines: list[Line], one: Any, other: Any) -> Iterator[str]:
    is_by_row = isinstance(one, list) and isinstance(other, list) and len(one) == len(other) == len(lines)
    if not is_by_row:
        yield lines[0].label
        return
    for line, left, right in zip(lines, one, other, strict=True):
        if left != right:
            yield line.label


def _rows(one: Any, other: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        yield from zip(one, other, strict=True)
    else:
        yield one, other


def _looks_swapped(rows: list[tuple[Any, Any]]) -> bool:
    """Most of what differs is the other's number in the other column."""
    differing = [(one, other) for one, other in rows if one != other]
    swapped = [one for one, other in differing if _is_mirror(one, other)]
    return len(swapped) >= _FEWEST_SWAPPED and 5 * len(swapped) >= 4 * len(differing)


def _is_mirror(one: Any, other: Any) -> bool:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return False
    rural, urban = AREA_KINDS
    return bool(one.get(rural) == other.get(urban) and one.get(urban) == other.get(rural))
