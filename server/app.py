"""The web application of a node, and the server that runs it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from jinja2 import pass_context

import server.translations
from server.api import create_api
from server.openrosa import create_openrosa
from server.services.node import Node
from server.web import create_web
from server.web.catalogue import choose_language
from server.web.database import open_pages
from server.web.forms import allow_workbook
from server.web.imports import allow_list
from server.web.spooling import SPOOL, SpoolingRequest, allow_form
from server.web.telling import finish, settle_marks, teach

# A sheet at most, and nobody need be signed in to try. Phones, which send photos, have bounds of their own.
MAX_PAGE_BYTES = 3_000_000
CONTENT_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"


def create_app(node: Node) -> Flask:
    """A Flask application over an open node."""
    app = Flask("server.web")
    app.request_class = SpoolingRequest
    app.jinja_options = {**app.jinja_options, "finalize": pass_context(lambda _context, value: finish(value))}
    app.config[SPOOL] = node.blobs.spool
    app.config["MAX_CONTENT_LENGTH"] = MAX_PAGE_BYTES
    app.url_map.merge_slashes = False
    app.config["SECRET_KEY"] = hashlib.sha256(b"rasoat/pages/1" + node.key.private).hexdigest()
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(server.translations.__file__).parent)
    Babel(app, locale_selector=choose_language)
    teach(app.jinja_env)
    # Before the CSRF check, which reads the form.
    app.before_request(lambda: allow_workbook(request))
    app.before_request(lambda: allow_form(request))
    app.before_request(lambda: allow_list(request))
    CSRFProtect(app)
    app.register_blueprint(create_web(node, open_pages(app, node.engines.read)))
    app.after_request(_secure)
    app.after_request(settle_marks)
    app.wsgi_app = _mounted(app.wsgi_app, create_openrosa(node), create_api(node))  # type: ignore[method-assign]
    return app


def _secure(answer: Response) -> Response:
    """Nothing is loaded from elsewhere, nothing is framed, nothing leaks through the referrer or stays in a browser.

    Computers of an office are shared: after signing out, the Back button must not show the families again.
    """
    if g.get("actor") is not None:
        answer.headers.setdefault("Cache-Control", "private, no-store")
    answer.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "no-referrer")
    return answer


def _mounted(pages: Any, phones: Flask, programs: Flask) -> Any:
    """What lies below `/v1/key/` is for the phones' application, below `/api/` for that of other programs.

    Collect sends to `…//submission` when the scanned URL ends in two slashes: serve both, never redirect a POST.
    """

    def outer(environ: dict[str, Any], start_response: Any) -> Any:
        path = environ.get("PATH_INFO", "")
        if path.startswith("/api/"):
            return programs(environ, start_response)
        if not path.startswith("/v1/key/"):
            return pages(environ, start_response)
        while "//" in path:
            path = path.replace("//", "/")
        environ["PATH_INFO"] = path.rstrip("/") or path
        return phones(environ, start_response)

    return outer


def serve(node: Node) -> None:
    """Run the embedded server until it is stopped."""
    from server.serving import run

    run(node, create_app(node))
