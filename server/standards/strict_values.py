"""Small strict readers that packs share: keys, words, whole numbers by area, digests. Each refusal names its remedy."""

from __future__ import annotations

import hashlib
from typing import Any

from server.errors import Problem
from server.telling import NOTHING, joined, tell
from sync.records.canonical import canonical_json

from .packs import AREA_KINDS


def by_area(value: Any, at: str, regions: dict[str, str]) -> dict[str, Any]:
    """{rural, urban}; where the law has regions, each side may be one number per region."""
    if value is None or is_whole(value):
        return dict.fromkeys(AREA_KINDS, value)
    if not isinstance(value, dict) or set(value) != set(AREA_KINDS):
        raise _bad_value(value, at)
    for one in value.values():
        if isinstance(one, dict) and (set(one) != set(regions) or not regions):
            raise Problem(
                "RULE-008",
                500,
                tell("{at}: vùng {one}.", at=at, one=sorted(one)),
                tell("Ghi đủ các vùng {regions}.", regions=sorted(regions)),
            )
        parts = one.values() if isinstance(one, dict) else (one,)
        if not all(part is None or is_whole(part) for part in parts):
            raise _bad_value(value, at)
    return dict(value)


def _bad_value(value: Any, at: str) -> Problem:
    remedy = tell("Viết số nguyên không âm, null, hoặc {rural: , urban: }.")
    return Problem("RULE-008", 500, tell("{at}: giá trị “{value}”.", at=at, value=value), remedy)


def is_whole(value: Any) -> bool:
    """A whole number that is not negative."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_known(value: Any) -> bool:
    """A number, or one by region of which some are known."""
    return any(one is not None for one in value.values()) if isinstance(value, dict) else value is not None


def check_heading(data: dict[str, Any], where: str) -> None:
    """Id, title and whether it is for training, else Problem RULE-027."""
    for key, kind in (("id", str), ("title", str), ("is_training", bool)):
        if not isinstance(data[key], kind) or data[key] == "":
            raise Problem(
                "RULE-027",
                500,
                tell("{where}: {key} “{data}”.", where=where, key=key, data=data[key]),
                tell("Ghi {key} kiểu {kind}.", key=key, kind=kind.__name__),
            )


def check_words(entry: dict[str, Any], keys: tuple[str, ...], at: str) -> None:
    """Texts people read are there, else Problem RULE-033."""
    for key in keys:
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise Problem(
                "RULE-033",
                500,
                tell("{at}: {key} “{entry}”.", at=at, key=key, entry=entry[key]),
                tell("Ghi {key} bằng chữ.", key=key),
            )


def check_unique(names: list[str], at: str) -> None:
    """No name twice, else Problem RULE-028."""
    twice = sorted({one for one in names if names.count(one) > 1})
    if twice:
        raise Problem(
            "RULE-028", 500, tell("{at}: mã {twice} dùng hai lần.", at=at, twice=twice), tell("Đặt mã khác nhau.")
        )


def as_mapping(value: Any, where: str) -> dict[str, Any]:
    """Keys with values, else Problem RULE-009."""
    if not isinstance(value, dict):
        raise Problem(
            "RULE-009",
            500,
            tell("{where}: “{value}” không phải một mục có khóa.", where=where, value=value),
            tell("Viết khóa: giá trị."),
        )
    return value


def as_sequence(value: Any, at: str) -> list[Any]:
    """A list that is not empty, else Problem RULE-009."""
    if not isinstance(value, list) or not value:
        raise Problem(
            "RULE-009",
            500,
            tell("{at}: “{value}” không phải danh sách.", at=at, value=value),
            tell("Viết ít nhất một mục, mỗi mục một -."),
        )
    return value


def check_keys(entry: Any, keys: set[str], where: str, *, optional: frozenset[str] | set[str] = frozenset()) -> None:
    """Every key known and none missing, else Problem RULE-009."""
    if not isinstance(entry, dict):
        raise Problem(
            "RULE-009",
            500,
            tell("{where}: “{entry}” không phải một mục có khóa.", where=where, entry=entry),
            tell("Viết các khóa {keys}.", keys=sorted(keys)),
        )
    unknown, missing = set(entry) - keys, keys - optional - set(entry)
    if unknown or missing:
        told = [
            tell("khóa lạ {keys}", keys=sorted(map(str, unknown))) if unknown else NOTHING,
            tell("thiếu {keys}", keys=sorted(missing)) if missing else NOTHING,
        ]
        raise Problem(
            "RULE-009",
            500,
            tell("{where}: {told}.", where=where, told=joined(one for one in told if one)),
            tell("Các khóa: {keys}.", keys=sorted(keys)),
        )


def digest_of(data: Any) -> str:
    """SHA-256 of what was read: layout and comments do not count, every value does."""
    return hashlib.sha256(canonical_json(_plain(data))).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | bool) or value is None else str(value)
