"""Small forms of a test's own, written as Markdown tables and published in the demo's round."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from pyxform.xls2xform import convert
from sqlalchemy import select

from server.store.tables import Grant, Round
from sync.records import Draft

if TYPE_CHECKING:
    from server.services.node import Node

ENTITY_LIST = {"name": "households.csv", "type": "entityList"}


def compile_markdown(text: str) -> bytes:
    """XForm bytes of an XLSForm written as Markdown tables."""
    xform: str = convert(text, file_type=".md", validate=False).xform
    return xform.encode()


def plain_form(form_id: str, version: str = "1", title: str = "Phiếu thử") -> bytes:
    """A form with one question and no media."""
    return compile_markdown(
        f"| survey |\n| | type | name | label |\n| | text | q | Câu hỏi |\n"
        f"| settings |\n| | form_id | form_title | version |\n| | {form_id} | {title} | {version} |\n"
    )


def publish_form(
    node: Node, form_id: str, version: str, xml: bytes, media: tuple[dict[str, str], ...] = (), title: str = "Phiếu thử"
) -> None:
    """Publish exact bytes as a form version of the demo's round."""
    round_id = read_round_id(node)
    payload = {
        "round_id": round_id,
        "form_id": form_id,
        "form_version": version,
        "title": title,
        "xml": base64.b64encode(xml).decode(),
        "xlsx": "",
        "media": list(media),
        "notes": {},
    }
    node.write(lambda _c: [Draft("shared", "form.published", (round_id,), read_admin(node), payload)])


def read_round_id(node: Node) -> str:
    """The demo's only round."""
    return node.read(lambda c: c.execute(select(Round.round_id)).scalar_one())


def read_admin(node: Node) -> str:
    """The actor id of the demo's administrator."""
    return node.read(lambda c: c.execute(select(Grant.actor_id).where(Grant.role == "administrator")).scalar_one())


def read_erasers(node: Node) -> tuple[str, str]:
    """Two people of the demo who may decide an erasure together."""
    query = select(Grant.role, Grant.actor_id).where(Grant.role.in_(("administrator", "province")))
    found = {role: actor_id for role, actor_id in node.read(lambda c: c.execute(query).all())}
    return found["administrator"], found["province"]
