"""Notices at the head of the next page: what was done, and the one button that takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import flash

from .telling import Said


def announce(text: str, kind: str = "ok", *, undo_url: str = "", fields: Mapping[str, str] | None = None) -> None:
    """Show `text` on the next page; with `undo_url` also a button that posts `fields` there. Kinds: ok, info, warn."""
    undo = {"url": undo_url, "fields": dict(fields or {})} if undo_url else None
    flash(cast(Any, {"text": text.marked if isinstance(text, Said) else text, "undo": undo}), kind)
