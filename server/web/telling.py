"""Texts of the services in the reader's language: the one place where what was told in Vietnamese is said again."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from server.telling import Told

from .catalogue import choose_language


def say(told: Told) -> str:
    """A text with its values as this reader reads it."""
    return told.render(gettext, choose_language())


def finish(value: Any) -> Any:
    """What Jinja does with every value it writes: texts of the catalogue are said, all else stays as it is."""
    return say(value) if isinstance(value, Told) else value
