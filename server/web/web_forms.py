"""Pages in which ODK Web Forms runs, from files of this node alone."""

from __future__ import annotations

from flask import Response, make_response

from server.forms.browser_form import begun_in_english

from .catalogue import choose_language

WEB_FORMS = "vendor/web-forms/0.22.0/web-forms.js"
# The library sets styles by script, reads expressions with WebAssembly from its own file and makes photos smaller in
# workers it writes itself. Still nothing foreign.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "worker-src 'self' blob: data:; font-src 'self' data:; img-src 'self' data: blob:; connect-src 'self' data:; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
)
XML = "text/xml; charset=utf-8"
CSV = "text/csv; charset=utf-8"


def with_policy(page: str) -> Response:
    """The page with what the library needs allowed."""
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


def form_answer(xml: bytes) -> Response:
    """A form for the library, opened in the reader's language."""
    return private(begun_in_english(xml) if choose_language() == "en" else xml, XML)


def private(body: bytes, content_type: str) -> Response:
    """Answers and lists of a household: no cache keeps them."""
    answer = Response(body, content_type=content_type)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
