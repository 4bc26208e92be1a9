"""What the columns of a sheet can mean, for each kind of sheet, and by which headings they are known. Pure.

The words stand in `fields.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from server.domain.facts import load_facts
from server.domain.yaml_reading import read_yaml
from server.telling import Told, in_both, tell

from .cells import (
    Cell,
    make_choice,
    read_birth,
    read_day,
    read_identifier,
    read_mark,
    read_name,
    read_text,
    read_whole,
)
from .folding import fold

HOUSEHOLDS, VILLAGES, STAFF, DENOMINATORS = "households", "villages", "staff", "denominators"
KIND_WORDS = {
    HOUSEHOLDS: tell("Hộ nghèo, cận nghèo, thoát nghèo"),
    VILLAGES: tell("Thôn, ấp, khu phố"),
    STAFF: tell("Cán bộ, rà soát viên"),
    DENOMINATORS: tell("Tổng số hộ, nhân khẩu"),
}
OUTCOMES = {"poor": tell("Nghèo"), "near_poor": tell("Cận nghèo"), "not_poor": tell("Không nghèo (đã thoát)")}
_READERS: dict[str, Callable[[Cell], Any]] = {
    "text": read_text,
    "name": read_name,
    "whole": read_whole,
    "mark": read_mark,
    "day": read_day,
    "birth": read_birth,
    "identifier": read_identifier,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning of a column. `heads` are folded headings.

    An unreadable cell keeps its line outside where the line needs it, and where something else would stand for it.
    """

    id: str
    name: Told
    heads: tuple[str, ...]
    read: Callable[[Cell], Any]
    is_required: bool = False
    blocks: bool = False


@cache
def fields_of(kind: str) -> Mapping[str, Field]:
    """The fields of a kind of sheet, by id: places first."""
    data = read_yaml(Path(__file__).with_name("fields.yaml"))
    places = {name: one for name, one in data["places"].items() if kind == HOUSEHOLDS or name != "village"}
    return {name: _parse(name, one, data["choices"]) for name, one in {**places, **data["kinds"][kind]}.items()}


def _parse(name: str, one: Mapping[str, Any], choices: Mapping[str, Any]) -> Field:
    if one["read"] == "choice":
        read = make_choice(_words(choices[one["choice"]]), _shown(choices[one["choice"]]))
    else:
        read = _READERS[one["read"]]
    heads = tuple(map(fold, one["heads"]))
    is_required, blocks = bool(one.get("required")), bool(one.get("blocks"))
    return Field(name, in_both(one["vi"], one["en"]), heads, read, is_required, blocks)


def _shown(choice: Mapping[str, Any]) -> list[str]:
    """One word for each code, as a person may write it: in Vietnamese, whoever reads."""
    if "fact" in choice:
        return [str(one.vi) for one in load_facts().member[choice["fact"]].choices]
    return [written[0] for written in choice["words"].values()]


def _words(choice: Mapping[str, Any]) -> dict[str, str]:
    """Folded word -> code."""
    words = {fold(word): code for code, written in choice["words"].items() for word in written}
    if "fact" in choice:
        for one in load_facts().member[choice["fact"]].choices:
            words |= {fold(one.vi): one.code, fold(one.code): one.code}
    return words
