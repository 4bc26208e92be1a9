"""What a person sets for her own browser: light or dark, the language. No account, nothing is recorded."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from flask import redirect, render_template, request

from .addresses import own_page
from .catalogue import COOKIE as LANGUAGE_COOKIE
from .catalogue import LANGUAGES

THEME_COOKIE = "rasoat_theme"
THEMES = ("auto", "light", "dark")
YEAR_SECONDS = 365 * 24 * 3600


def set_theme() -> Any:
    """Remember the theme and go back to the page."""
    return _remember(THEME_COOKIE, request.form.get("giao_dien", ""), THEMES)


def set_language() -> Any:
    """Remember the language and go back to the page."""
    return _remember(LANGUAGE_COOKIE, request.form.get("ngon_ngu", ""), LANGUAGES)


def _remember(cookie: str, value: str, known: Container[str]) -> Any:
    answer = redirect(own_page(request.form.get("tiep", "")))
    if value in known:
        answer.set_cookie(cookie, value, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure)
    return answer


def keys() -> Any:
    """Every key, as a page: for who works without script or prints it."""
    return render_template("web/keys.html")
