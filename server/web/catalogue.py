"""Texts in the reader's language: Vietnamese as written, others through the catalogue of `server/translations`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from flask import g, has_request_context, request
from flask_babel import gettext, refresh

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "rasoat_language"


def choose_language() -> str:
    """The language this browser was set to; Vietnamese for everybody else, and where no page is asked for."""
    if not has_request_context():
        return "vi"
    chosen = g.get("language") or request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else "vi"


def begin_document(back: str) -> dict[str, str]:
    """A sheet for a family or a file of an office is Vietnamese, whoever prints it: from here the answer is.

    Returns what its template needs for the line above the sheet, which stays in the reader's language.
    """
    tools = {"reader": choose_language(), "back": back, "how": str(gettext("In trang này bằng Ctrl+P, khổ A4."))}
    g.language = "vi"
    refresh()
    return tools


class Words(Mapping[str, str]):
    """Words by code, translated when they are read; outside a request they are as written.

    `written` collects every text, so that the catalogue can be told what it must hold.
    """

    written: ClassVar[set[str]] = set()

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self.written.update(self._texts.values())

    def __getitem__(self, code: str) -> str:
        return str(gettext(self._texts[code]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
