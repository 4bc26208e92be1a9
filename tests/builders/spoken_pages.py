"""What a page says in words, by language: its texts as a person sees or hears them, and the data it shows."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from server.areas.changes import load_known_changes
from server.standards.packs import PackStore
from server.standards.sources import Source
from server.store.tables import Base
from server.web.catalogue import LANGUAGES
from server.web.marking import LETTERS
from sync.log import read_all

if TYPE_CHECKING:
    from server.services.node import Node

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEARD = ("title", "alt", "aria-label", "aria-description", "placeholder", "label")
# What cannot say its language in parts; a name in it stays a name.
WHOLE = {"title", "option", "text"}
SILENT = {"code", "script", "style", "textarea", "template"}

NAMES = {"Rà Soát", *LANGUAGES.values()}
# Columns with words of people: the rest of the tables holds codes, and sentences of the software.
WRITTEN = {
    "account": ("name",),
    "answers_as_sent": ("facts",),
    "area": ("name", "short_name"),
    "area_attribute": ("act",),
    "area_change": ("act",),
    "correction": ("reason",),
    "data_access": ("note",),
    "denominator": ("source",),
    "device_token": ("label",),
    "duplicate_note": ("text",),
    "erasure": ("legal_basis",),
    "erasure_plan": ("legal_basis", "note", "number"),
    "form_correction": ("reason",),
    "form_version": ("title",),
    "household": ("head_name", "facts"),
    "household_lineage": ("decision",),
    "household_member": ("facts",),
    "household_move": ("reason",),
    "import_run": ("file_name",),
    "list_signed": ("note", "source"),
    "observation": ("text",),
    "outcome_ruling": ("decision_no",),
    "paper_entry": ("decided_why",),
    "program_token": ("name",),
    "review_round": ("name",),
    "saved_queue": ("name",),
    "submission": ("facts",),
    "tablet_change": ("reason",),
    "village": ("name",),
}
# An act's number, such as 17/2016/TT-BLĐTBXH.
_NUMBER_OF_ACT = r"\d+/(?:\d{4}/)?[A-ZĐ]+-[A-ZĐ]+"
RECORDS = ("review.", "duplicate.", "household.", "member.", "move.", "outcome.", "exception.", "observation.")


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A text on a page: the language it is marked with, and where it stands; `is_whole` where no part can be marked."""

    text: str
    language: str
    place: str
    is_whole: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[Piece] = []

    def _add(self, text: str, place: str, *, is_whole: bool) -> None:
        language = next((one for _tag, one in reversed(self.open) if one), "")
        if text.strip():
            self.found.append(Piece(" ".join(text.split()), language, place, is_whole))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.open.append((tag, given.get("lang", "")))
        for name in HEARD:
            self._add(given.get(name, ""), f"{tag}@{name}", is_whole=True)
        if tag == "input" and given.get("type") in ("submit", "button"):
            self._add(given.get("value", ""), "input@value", is_whole=True)
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _language in self.open[-3:]]
        if not SILENT & set(tags):
            self._add(data, ">".join(tags), is_whole=bool(tags) and tags[-1] in WHOLE)


def read_pieces(page: str) -> list[Piece]:
    """Every text of a page, in order."""
    reader = _Reader()
    reader.feed(page)
    return reader.found


class Data:
    """The words people wrote, as the node's tables, its log and the law's packs have them; `also` those of files."""

    def __init__(self, node: Node, also: Iterable[str] = ()) -> None:
        found = (*_in_tables(node), *_in_records(node), *_in_law(), *NAMES, *also)
        words = {one for one in found if LETTERS.search(one)}
        parts = sorted({" ".join(one.split()) for one in words}, key=len, reverse=True)
        self._any = re.compile("|".join([*map(re.escape, parts), _NUMBER_OF_ACT]))

    def taken_out(self, text: str) -> str:
        """What is left of a text without them."""
        return self._any.sub(" ", text)


def _in_tables(node: Node) -> Iterator[str]:
    for table, columns in WRITTEN.items():
        query = select(*(Base.metadata.tables[table].c[one] for one in columns))
        for row in node.read(lambda c, query=query: c.execute(query).all()):
            yield from _leaves(list(row))


def _in_records(node: Node) -> Iterator[str]:
    for one in node.read(lambda c: list(read_all(c))):
        record = one.record
        if record.envelope.kind.startswith(RECORDS) and record.payload is not None:
            yield from _leaves(json.loads(record.payload))


def _in_law() -> Iterator[str]:
    """Acts, which keep their Vietnamese names."""
    store = PackStore()
    for pack in (*store.standards(), *store.scorings(), *store.all_tiers(), *store.procedures()):
        yield from _acts(pack)
    yield from (one.act for one in load_known_changes() if one.act)


def _acts(value: Any) -> Iterator[str]:
    if isinstance(value, Source):
        yield value.act
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _acts(getattr(value, field.name))
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _acts(one)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _leaves(one)
