"""Debian's Chromium for the tests; where it is missing, the one command that installs it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

INSTALL = "sudo apt-get update && sudo apt-get install -y chromium fonts-croscore poppler-utils libatomic1"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextlib.contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless browser that calls nobody but the page's own server."""
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError(f"no browser found, run: {INSTALL}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()
