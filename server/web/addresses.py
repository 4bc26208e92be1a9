"""Where a form may send a person on to: a page of this node, never another site."""

from __future__ import annotations

from flask import url_for


def own_page(target: str) -> str:
    """The target where it is a page of this node, else the day's work."""
    return target if target.startswith("/") and not target.startswith(("//", "/\\")) else url_for("web.today")
