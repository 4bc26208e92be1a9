"""Texts of the services in the reader's language: the one place where what was told in Vietnamese is said again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import flask
import flask_babel
from flask import Response
from jinja2 import Environment, pass_context, pass_eval_context
from jinja2.filters import do_join, do_lower, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup

from server.papers.table_files import TableFile
from server.telling import Told

from .catalogue import choose_language
from .marking import mark, settle, unmarked


class Said(str):
    """A text in the reader's language; `marked` is the same with what is not in it marked, for pages."""

    marked: str

    def __new__(cls, text: str, marked: str) -> Said:
        said = super().__new__(cls, text)
        said.marked = marked
        return said

    def __add__(self, other: str) -> Said:
        return Said(f"{self}{other}", self.marked + (other.marked if isinstance(other, Said) else other))

    def __radd__(self, other: str) -> Said:
        return Said(f"{other}{self}", other + self.marked)


def say(told: Told) -> str:
    """A text with its values as this reader reads it."""
    return told.render(flask_babel.gettext, choose_language())


def gettext(text: str, /, **values: Any) -> str:
    """A text of the catalogue in a module of pages; what its values have from people is marked on the page."""
    if not values:
        return str(flask_babel.gettext(text))
    said = flask_babel.gettext(text, **{name: _plain(one) for name, one in values.items()})
    if choose_language() == "vi":
        return str(said)
    return Said(said, flask_babel.gettext(text, **{name: finish(one) for name, one in values.items()}))


def flash(text: str, kind: str) -> None:
    """A notice for the next page; what it has from people stays marked on the way."""
    flask.flash(text.marked if isinstance(text, Said) else text, kind)


def finish(value: Any) -> Any:
    """What Jinja does with every value it writes: texts of the catalogue are said, what people wrote is marked."""
    if not isinstance(value, str) or isinstance(value, Markup) or (value.__class__ is str and value.isascii()):
        return value
    language = choose_language()
    if isinstance(value, Told):
        return value.render(flask_babel.gettext, language, str if language == "vi" else mark)
    if language == "vi":
        return unmarked(value)
    return value.marked if isinstance(value, Said) else mark(value)


def settle_marks(answer: Response) -> Response:
    """After every page of another language: its marks become `lang`."""
    if answer.mimetype == "text/html" and not answer.is_streamed and choose_language() != "vi":
        answer.set_data(settle(answer.get_data(as_text=True)))
    return answer


def said_table(table: TableFile) -> TableFile:
    """A table for a file, its words in the reader's language."""
    return TableFile(
        _plain(table.title),
        [(_plain(name), _plain(words)) for name, words in table.notes],
        [_plain(one) for one in table.header],
        [[_plain(one) for one in row] for row in table.rows],
    )


def _plain(value: Any) -> Any:
    return say(value) if isinstance(value, Told) else value


def unfolded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose answer hangs on the reader: of a constant Jinja would keep what it was for the first one."""

    @pass_context
    def asked(_context: Context, *values: Any, **named: Any) -> Any:
        return function(*values, **named)

    return asked


def teach(environment: Environment) -> None:
    """Let the texts of templates take texts of services as their values, said in the same language."""
    plain: Any = environment.globals["gettext"]

    @pass_context
    def with_values(context: Context, text: str, /, **values: Any) -> Any:
        return plain(context, text, **{name: finish(value) for name, value in values.items()})

    environment.globals["gettext"] = with_values
    environment.filters["join"] = _join
    environment.filters["lower"] = unfolded(lambda value: do_lower(finish(value)))


@pass_eval_context
def _join(context: EvalContext, values: Iterable[Any], between: str = "", attribute: str | None = None) -> Any:
    """Jinja's `join`, each part in the reader's language."""
    parts = values if attribute is None else map(make_attrgetter(context.environment, attribute), values)
    return do_join(context, map(finish, parts), between)
