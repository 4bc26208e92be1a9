"""Where a legal number stands: act, article, first day, and how well it was read. Every entry of a pack cites one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from server.errors import Problem
from server.telling import Told, joined, kept, tell

CONFIDENCES = ("exact", "secondary", "draft", "recalled")
_REMEDY = tell("Khai báo trong sources: văn bản (act), điều khoản (article), ngày hiệu lực (from).")


@dataclass(frozen=True, slots=True)
class Source:
    """An act, the article, its first day as ISO text (None: not known, or invented), and a note on how it was read."""

    act: str
    article: str
    from_on: str | None
    note: str = ""

    def __str__(self) -> str:
        return f"{self.act}, {self.article}" + (f" ({self.note})" if self.note else "")


@cache
def _told(one: Source) -> Told:
    where = joined((one.act, one.article))
    return tell("{where} ({note})", where=where, note=one.note) if one.note else where


class Cited:
    """Something with a source: texts for people and for the trace. `confidence` is None where nothing is known."""

    __slots__ = ()
    cited: Source
    confidence: str | None

    @property
    def source(self) -> str:
        """Act, article and note in one text of the catalogue."""
        return _told(self.cited)

    @property
    def from_on(self) -> str | None:
        """The first day of the act's article."""
        return self.cited.from_on


class Sources:
    """The sources of one file by their short names; every entry that cites is checked here."""

    def __init__(self, entries: Any, where: str, *, is_training: bool) -> None:
        self._where = where
        if not isinstance(entries, dict) or not entries:
            raise Problem("RULE-010", 500, tell("{where}: thiếu sources.", where=where), _REMEDY)
        self._known = {str(key): _read_source(one, f"{where}, sources.{key}") for key, one in entries.items()}
        self._is_training = is_training

    def cite(
        self, entry: dict[str, Any], where: str, *, is_known: bool = True, is_dated: bool = True
    ) -> tuple[Source, str | None]:
        """The source and confidence of an entry; an unknown value has confidence null (RULE-010, RULE-022).

        What is known has a first day (RULE-026), except hints, which nothing computes with.
        """
        name = entry["source"]
        if name not in self._known:
            known = ", ".join(self._known)
            raise Problem(
                "RULE-010",
                500,
                tell("{where}: nguồn “{name}” không có.", where=where, name=name),
                tell("Chọn trong sources: {known}.", known=known),
            )
        expected = CONFIDENCES if is_known else (None,)
        if entry["confidence"] not in expected:
            raise Problem(
                "RULE-022",
                500,
                tell("{where}: độ tin cậy “{confidence}”.", where=where, confidence=entry["confidence"]),
                tell("Chọn một trong {expected}.", expected=expected),
            )
        if is_known and is_dated and not self._is_training and self._known[name].from_on is None:
            raise Problem(
                "RULE-026",
                500,
                tell("{where}: nguồn {name} thiếu ngày hiệu lực.", where=where, name=name),
                tell("Ghi from theo văn bản."),
            )
        return self._known[name], entry["confidence"]


def _read_source(entry: Any, where: str) -> Source:
    keys = {"act", "article", "from", "note"}
    if not isinstance(entry, dict) or not keys - {"note"} <= set(entry) <= keys:
        raise Problem("RULE-010", 500, tell("{where}: “{entry}”.", where=where, entry=entry), _REMEDY)
    for key in ("act", "article"):
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise Problem(
                "RULE-010", 500, tell("{where}: {key} “{entry}”.", where=where, key=key, entry=entry[key]), _REMEDY
            )
    note = kept(entry["note"]) if entry.get("note") else ""
    return Source(entry["act"], kept(entry["article"]), read_day(entry["from"], where), note)


def read_day(value: Any, at: str) -> str | None:
    """A day as ISO text, or None; RULE-026 for anything else."""
    try:
        if value is None or dt.date.fromisoformat(value).isoformat() == value:
            return value  # type: ignore[no-any-return]
    except (TypeError, ValueError):
        pass
    raise Problem(
        "RULE-026",
        500,
        tell("{at}: ngày “{value}”.", at=at, value=value),
        tell('Viết trong ngoặc kép, ví dụ "2016-01-05", hoặc null.'),
    )


def read_in_force(data: dict[str, Any], where: str) -> tuple[str | None, str | None]:
    """First and last day of a register; a real one has a first day."""
    at, entry = f"{where}, in_force", data["in_force"]
    if not isinstance(entry, dict) or set(entry) != {"from", "to"}:
        raise Problem("RULE-009", 500, tell("{at}: “{entry}”.", at=at, entry=entry), tell("Viết {from: , to: }."))
    first, last = (read_day(entry[key], at) for key in ("from", "to"))
    if first is None and not data["is_training"]:
        raise Problem("RULE-026", 500, tell("{at}: thiếu ngày bắt đầu.", at=at), tell("Ghi from theo văn bản."))
    if first and last and last < first:
        raise Problem(
            "RULE-026",
            500,
            tell("{at}: {last} trước {first}.", at=at, last=last, first=first),
            tell("Ngày cuối không trước ngày đầu."),
        )
    return first, last
