"""Texts of the services in the reader's language: the one place where what was told in Vietnamese is said again."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from server.telling import Told

from .catalogue import choose_language


def say(told: Told) -> str:
    """A text with its values as this reader reads it."""
    return told.render(gettext, choose_language())


def finish(value: Any) -> Any:
    """What Jinja does with every value it writes: texts of the catalogue are said, all else stays as it is."""
    return say(value) if isinstance(value, Told) else value


def teach(environment: Environment) -> None:
    """Let the texts of templates take texts of services as their values, said in the same language."""
    plain: Any = environment.globals["gettext"]

    @pass_context
    def with_values(context: Context, text: str, /, **values: Any) -> Any:
        return plain(context, text, **{name: finish(value) for name, value in values.items()})

    environment.globals["gettext"] = with_values
