"""Texts in the reader's language: Vietnamese as written, others through the catalogue of `server/translations`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from flask import request
from flask_babel import gettext

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "rasoat_language"


def choose_language() -> str:
    """The language this browser was set to; Vietnamese for everybody else."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else "vi"


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
