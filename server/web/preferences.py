"""What a person sets for her own browser: light, dark, or as the system says. No account, nothing is recorded."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request

from .addresses import own_page

THEME_COOKIE = "rasoat_theme"
THEMES = ("auto", "light", "dark")
YEAR_SECONDS = 365 * 24 * 3600


def set_theme() -> Any:
    """Remember the theme and go back to the page."""
    theme = request.form.get("giao_dien", "")
    answer = redirect(own_page(request.form.get("tiep", "")))
    if theme in THEMES:
        answer.set_cookie(THEME_COOKIE, theme, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure)
    return answer


def keys() -> Any:
    """Every key, as a page: for who works without script or prints it."""
    return render_template("web/keys.html")
