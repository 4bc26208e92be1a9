"""What people do on the pages, and what a tablet sent before."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
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


# What the library of filled-in forms leaves without a name in its own parts: reported there, not ours to change.
OF_THE_LIBRARY = ("aria-input-field-name", "button-name", "label")
ISLAND = "#bieu-mau"


def find_serious(page: Page) -> list[str]:
    """What axe finds serious or critical on the page as it stands; of a form's own parts, names are the library's."""
    found = []
    for one in Axe().run(page).response["violations"]:
        targets = [node["target"][0] for node in one["nodes"]]
        if one["id"] in OF_THE_LIBRARY:
            inside = "(target, island) => !!document.querySelector(target)?.closest(island)"
            targets = [each for each in targets if not page.evaluate(f"([t, i]) => ({inside})(t, i)", [each, ISLAND])]
        if one["impact"] in ("serious", "critical") and targets:
            data = [each.get("data") for each in one["nodes"][0]["any"][:1]]
            found.append(f"{one['id']} {targets[:3]} {data}")
    return found


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
