"""What people do on the pages, and what a tablet sent before."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.builders.serving import Running
from tests.clients.interview import interview
from tests.clients.javarosa import Engine


def sign_in(page: Page, running: Running, role: str = "province") -> None:
    """Sign in as the demo's person with this role."""
    account = next(one for one in running.demo["accounts"] if one["role"] == role)
    page.goto("/dang-nhap")
    page.fill("#u", account["login"])
    page.fill("#p", account["password"])
    page.click("button.act")


def send_one(running: Running, engine: Engine, folder: Path, files: dict[str, bytes] | None = None) -> str:
    """Review one household on a tablet and send it (with `files`); returns the head's name."""
    tablet = running.tablet(folder)
    tablet.sync()
    entity = next(iter(tablet.entities.values()))
    engine.load(tablet.form_path, tablet.media)
    engine.new()
    engine.fill(interview(entity.values, int(entity.values["size"])))
    assert tablet.send(engine.finalize(), files).status_code == 201
    return entity.values["head"]
