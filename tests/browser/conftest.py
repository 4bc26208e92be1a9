"""A page of a served demo node, without script, at 1280 px; a foreign request is a failure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.builders.serving import Running


@pytest.fixture
def page(browser: Browser, running: Running) -> Iterator[Page]:
    """A page without script that fails the test when it asks a foreign host for anything."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False, base_url=running.base_url
    )
    one = context.new_page()
    foreign: list[str] = []
    one.on(
        "request", lambda request: foreign.append(request.url) if not request.url.startswith(running.base_url) else None
    )
    yield one
    context.close()
    assert foreign == []


@pytest.fixture
def scripted_page(browser: Browser, running: Running) -> Iterator[Page]:
    """The same with script, for what needs it; whatever leaves the node, or breaks, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=running.base_url)
    one = context.new_page()
    wrong: list[str] = []
    local = (running.base_url, "data:", "blob:")
    one.on("request", lambda request: wrong.append(request.url) if not request.url.startswith(local) else None)
    one.on("pageerror", lambda error: wrong.append(str(error)))
    one.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    yield one
    context.close()
    assert wrong == []
