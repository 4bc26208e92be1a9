"""Pictures of the main pages of a demo node, to be looked at: `python -m tests.builders.screenshots [folder]`.

Each page at 1280 and 800 px, light, and at 1280 px dark, as high as it is. The folder is `var/screenshots` unless one
is given.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser
from sqlalchemy import select

from server.config import Config
from server.demo.build import build_demo
from server.services.node import Node
from server.store.tables import Case
from tests.browser.steps import sign_in
from tests.builders.browsers import open_browser
from tests.builders.serving import Running, serve_demo
from tests.integration.ingest.sender import Sender

FOLDER = Path("var") / "screenshots"
WAYS = ((1280, "light"), (800, "light"), (1280, "dark"))
FORMS = 6
PAGES = {
    "viec-hom-nay": "/",
    "hang-cho": "/hang-cho",
    "ho": "/ho",
    "chua-co-giay-to": "/chua-co-giay-to",
    "so-lieu": "/so-lieu",
    "so-lieu-bien-dong": "/so-lieu?bang=bien-dong",
    "so-lieu-nhom": "/so-lieu?bang=nhom",
    "tien-do": "/tien-do",
    "chat-luong": "/chat-luong",
    "ban-do": "/ban-do",
    "may-tinh-bang": "/may-tinh-bang",
    "phieu-giay": "/phieu-giay",
    "nhap-du-lieu": "/nhap-du-lieu",
    "bieu-mau": "/bieu-mau",
    "goi": "/goi",
    "dia-ban": "/dia-ban",
    "nguoi-dung": "/nguoi-dung",
    "may-chu": "/may-chu",
}


def main(folder: Path = FOLDER) -> int:
    """Write the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        node = build_demo(Config(var=Path(scratch) / "var"), households=12, communes=2)
        try:
            case = _send_forms(node)
            with serve_demo(node) as running, open_browser() as browser:
                for path in _shoot(browser, running, _pages(case), folder):
                    print(path)
        finally:
            node.close()
    return 0


def _send_forms(node: Node) -> Case:
    """A commune with forms to review; one of their cases."""
    sender = Sender(node)
    for number in range(FORMS):
        sender.send(sender.maker.settle(sender.fill(number)))
    found: Case = node.read(lambda c: c.execute(select(Case.__table__).where(Case.instance_id.is_not(None))).first())  # type: ignore[assignment]
    return found


def _pages(case: Case) -> dict[str, str]:
    of_case = {
        "ho-so": f"/ho-so/{case.case_id}",
        "phieu": f"/phieu/{case.instance_id}",
        "sua-phieu": f"/sua-phieu/{case.case_id}",
        "nhap-phieu-giay": f"/phieu-giay/ho/{case.case_id}/b",
    }
    return {**PAGES, **of_case}


def _shoot(browser: Browser, running: Running, pages: dict[str, str], folder: Path) -> Iterator[Path]:
    for width, theme in WAYS:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=running.base_url)
        page = context.new_page()
        sign_in(page, running, "administrator")
        context.add_cookies([{"name": "rasoat_theme", "value": theme, "url": running.base_url}])
        for name, address in pages.items():
            page.goto(address, wait_until="networkidle")
            is_form = page.locator("#bieu-mau").count() > 0  # a form is thirty screens high: its beginning will do
            if is_form:
                page.wait_for_selector("#bieu-mau button:has-text('Gửi')")
            path = folder / f"{name}_{width}_{theme}.png"
            page.screenshot(path=path, full_page=not is_form)
            yield path
        context.close()


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
