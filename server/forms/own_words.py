"""What pyxform says, in Vietnamese: its catalogue of messages turned around to find their values. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from server.telling import in_both, tell

from .issues import Issue

UNTRANSLATED = tell("pyxform báo lỗi ở đây; lời báo gốc ở dưới.")
_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"On the '(\w+)' sheet, the '([^']+)' value")
_TOKEN = re.compile(r"\\\{(\w+)\\\}")


def say_error(message: str, *, is_blocking: bool = True) -> Issue:
    """One message of pyxform with its place; words it has no translation for are kept as they came."""
    row = _ROW.search(message)
    place = _SHEET.search(message)
    found = Issue(
        UNTRANSLATED,
        sheet=place.group(1) if place else ("survey" if row else ""),
        row=int(row.group(1)) if row else None,
        column=place.group(2) if place else "",
        original=message,
        is_blocking=is_blocking,
    )
    for pattern, words in _catalogue():
        match = pattern.search(message)
        if match:
            values = match.groupdict()
            return replace(
                found, text=in_both(words.format(**values), message), sheet=values.get("sheet") or found.sheet
            )
    return found


@cache
def _catalogue() -> tuple[tuple[re.Pattern[str], str], ...]:
    from pyxform.errors import ErrorCode

    words = read_words()
    coded = [(_turn(one.value.msg), words["codes"][one.name]) for one in ErrorCode if one.name in words["codes"]]
    plain = [(re.compile(pattern, re.DOTALL), text) for pattern, text in words["patterns"]]
    return tuple([*coded, *plain])


@cache
def read_words() -> dict[str, Any]:
    """The packaged translations."""
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("own_words.yaml").read_text("utf-8"))
    return words


def _turn(template: str) -> re.Pattern[str]:
    """A message template of pyxform as a pattern that gives its values back."""
    text = re.escape(template.replace("{{", "\0").replace("}}", "\1"))
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.*?)"

    return re.compile(
        _TOKEN.sub(group, text).replace("\0", re.escape("{")).replace("\1", re.escape("}")) + r"\s*$", re.S
    )
