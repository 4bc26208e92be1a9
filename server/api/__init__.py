"""The API for other programs under `/api/`: read only, JSON, a token each. Beside the pages: no cookie, no form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request
from flask_babel import Babel
from marshmallow import Schema

import server.translations
from server.domain.access import NOBODY, PROVINCE, SOMEWHERE, Route, may, may_somewhere
from server.services import people
from server.services.node import Node
from server.services.places import find_places
from server.services.programs import authenticate_program

from .access import ROUTES
from .limits import Limiter
from .openapi import ADDRESSES, describe
from .problems import not_allowed, not_found, to_answer, too_many, unknown_program
from .reading import Reading

LANGUAGES = ("vi", "en")
HEADERS = (
    ("Cache-Control", "private, no-cache"),
    ("Vary", "Authorization, Accept-Language"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
MOST_BODY_BYTES = 1_000


def create_api(node: Node, limiter: Limiter | None = None) -> Flask:
    """The application for one node; it serves every path below `/api/`."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(server.translations.__file__).parent)
    Babel(app, locale_selector=lambda: request.accept_languages.best_match(LANGUAGES) or "vi")
    guard = _Guard(node, limiter or Limiter())
    reading = Reading(node)
    for name, (path, _query, schema, _told) in ADDRESSES.items():
        rule = path.replace("{", "<").replace("}", ">")
        app.add_url_rule(rule, name, _as_json(getattr(reading, name), schema), methods=["GET"])
    app.add_url_rule("/api/v1/openapi.json", "openapi", _described, methods=["GET"])
    app.add_url_rule("/api/<path:rest>", "unknown", _unknown, methods=["GET"])
    app.before_request(guard.check)
    app.after_request(_finish)
    app.register_error_handler(Exception, to_answer)
    return app


class _Guard:
    """Before every view: who asks, how often, and whether her role opens this."""

    def __init__(self, node: Node, limiter: Limiter) -> None:
        self._node, self._limiter = node, limiter

    def check(self) -> Response | None:
        """A route without a row is closed to everybody."""
        if request.endpoint is None:
            return None
        if "\x00" in request.path:
            raise not_found()
        route = ROUTES.get(request.endpoint)
        if route is not None and route.over == NOBODY:
            return None
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        program = authenticate_program(self._node, text.strip()) if scheme.lower() == "bearer" else None
        if program is None:
            raise unknown_program()
        g.program = program
        wait = self._limiter.ask(program.token_id)
        if wait:
            answer = to_answer(too_many(wait))
            answer.headers["Retry-After"] = str(wait)
            return answer
        if route is None or not may_somewhere(program.actor, route.action, self._node.today()):
            raise not_allowed()
        if route.over != SOMEWHERE:
            self._check_place(route)
        return None

    def _check_place(self, route: Route) -> None:
        """What lies elsewhere is told as what does not exist."""
        province, values = str(self._node.settings["province_code"]), request.view_args or {}

        def is_open(connection: Any) -> bool:
            named = [] if route.over == PROVINCE else find_places(connection, route.over, str(values[route.over]))
            parents, today = people.read_parents(connection), self._node.today()
            return any(may(g.program.actor, route.action, one, parents, today) for one in named or [province])

        if not self._node.read(is_open):
            raise not_found()


def _as_json(view: Callable[..., Any], schema: type[Schema]) -> Callable[..., Response]:
    """The answer under its schema, with the ETag of its bytes; 304 where the program has it."""

    @wraps(view)
    def answer(**values: Any) -> Response:
        body = json.dumps(schema().dump(view(**values)), ensure_ascii=False, separators=(",", ":")).encode()
        found = Response(body, content_type="application/json")
        found.set_etag(hashlib.sha256(body).hexdigest()[:32])
        found.make_conditional(request)
        return found

    return answer


def _described() -> Response:
    return Response(json.dumps(describe(), ensure_ascii=False), content_type="application/json")


def _unknown(rest: str) -> Response:  # noqa: ARG001
    raise not_found()


def _finish(answer: Response) -> Response:
    for name, value in HEADERS:
        answer.headers[name] = value
    return answer


__all__ = ["create_api"]
