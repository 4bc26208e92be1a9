"""What an address may say: where a form sends a person on to, which page of a list, and no letters that are none."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Request, url_for

MOST_DIGITS = 6
# What is typed to find somebody; SQLite refuses patterns of 50,000 letters.
LONGEST_TEXT = 80


def own_page(target: str) -> str:
    """The target where it is a page of this node, else the day's work.

    A tab or a line end inside it is dropped on the way, which would make `/<tab>/elsewhere` another site's address.
    """
    is_own = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if is_own else url_for("web.today")


def page_number(args: Mapping[str, str]) -> int:
    """The page of a list that an address asks for, at least 1; what is no such number is the first page."""
    text = args.get("trang", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return max(1, int(text)) if is_number else 1


def has_null(asked: Request) -> bool:
    """Whether anything asked or typed holds the letter NUL, which PostgreSQL keeps in no text and nobody types."""
    given = [asked.path, *(text for _, text in asked.args.items(multi=True))]
    given += [text for _, text in asked.form.items(multi=True)]
    given += [one.filename or "" for _, one in asked.files.items(multi=True)]
    return any("\x00" in one for one in given)
