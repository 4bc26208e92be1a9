"""Which texts the pages have, and the catalogue kept in step with them: `python -m server.translations.collect`.

The Vietnamese text is the message id. What templates and modules pass to gettext, and what services tell people
(`server.telling.tell`), is found by Babel; words by code (`server.web.catalogue.Words`) are found by importing the
modules that hold them; the words of shipped packs and of other
files of data by reading these.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import server
import server.web
from server.areas.changes import load_known_changes
from server.domain.retention import read_rules
from server.standards.pack_words import words_of_packs
from server.standards.packs import PackStore
from server.web.catalogue import Words
from server.web.findings import finding_texts

ROOT = Path(server.__file__).parent
METHODS = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
KEYWORDS = {**DEFAULT_KEYWORDS, "tell": None}
TRANSLATED = ("en",)
MADE_ON = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)  # fixed: the same texts are the same bytes


def collect() -> Catalog:
    """Every text of the pages, without places: a moved line changes no catalogue."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for _file, _line, message, _comments, context in extract_from_dir(ROOT, METHODS, keywords=KEYWORDS):
        found.add(message, context=context)
    for text in sorted(_words()):
        found.add(text)
    return found


def _words() -> Iterator[str]:
    for one in pkgutil.iter_modules(server.web.__path__, "server.web."):
        importlib.import_module(one.name)
    finding_texts()
    yield from words_of_packs(PackStore())
    yield from (one.title for one in load_known_changes())
    yield from (one.label for one in read_rules())
    yield from Words.written


def read_translations(language: str) -> dict[Any, Any]:
    """Text to its translation, as the catalogue of a language has them."""
    path = _folder(language) / "messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {one.id: one.string for one in read_po(file, locale=language) if one.id and one.string}


def in_step(language: str) -> Catalog:
    """The texts of the pages with the translations there are."""
    known = read_translations(language)
    catalogue = Catalog(language, project="rasoat", creation_date=MADE_ON, revision_date=MADE_ON, fuzzy=False)
    for one in collect():
        if one.id:
            catalogue.add(one.id, known.get(one.id, ""), flags=one.flags)
    return catalogue


def lacking(language: str) -> list[str]:
    """The texts of the pages that a language has no translation of."""
    known = read_translations(language)
    return [str(one.id) for one in collect() if one.id and one.id not in known]


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def readable(catalogue: Catalog) -> bytes:
    """The catalogue as translators read it."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, omit_header=True, sort_output=True, width=120, include_lineno=False)
    return buffer.getvalue()


def files(language: str) -> dict[Path, bytes]:
    """The files of a language as they are to be."""
    catalogue = in_step(language)
    folder = _folder(language)
    return {folder / "messages.po": readable(catalogue), folder / "messages.mo": compiled(catalogue)}


def _folder(language: str) -> Path:
    return Path(__file__).parent / language / "LC_MESSAGES"


def main() -> int:
    """Write the files; name what is not translated."""
    texts = []
    for language in TRANSLATED:
        for path, content in files(language).items():
            path.write_bytes(content)
        texts += lacking(language)
    print("\n".join(texts) or "Mọi chữ đã có bản dịch.")
    return 1 if texts else 0


if __name__ == "__main__":
    sys.exit(main())
