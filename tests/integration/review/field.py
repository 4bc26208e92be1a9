"""An enumerator at work: a tablet over real HTTP, the form engine of Collect, and what the node says of her case."""

from __future__ import annotations

import re
from typing import Any

from server.services.node import Node
from server.store.tables import Attachment, Case, Submission
from tests.builders.serving import Running
from tests.clients.collect import Collect
from tests.clients.entities import LocalEntity
from tests.clients.interview import interview
from tests.clients.javarosa import Engine
from tests.integration.ingest.sender import new_id

PHOTO = b"\xff\xd8the house"
_INSTANCE = re.compile(r"<instanceID>([^<]+)</instanceID>")


class Field:
    """One tablet. `open_again` is what she does with a returned case; sent forms are named by their instance."""

    def __init__(self, running: Running, engine: Engine, folder: Any, number: int = 0) -> None:
        self.node: Node = running.node
        self.engine = engine
        self.tablet: Collect = running.tablet(folder, number)
        self.tablet.sync()

    def todo(self, number: int = 0) -> LocalEntity:
        """A household of the list that has not been visited, with two people or more."""
        found = [one for one in self.tablet.entities.values() if one.values["review_state"] == "todo"]
        return [one for one in found if int(one.values["size"]) > 1][number]

    def visit(self, entity: LocalEntity, **changes: str | None) -> str:
        """A first interview, finalized on the tablet; its XML."""
        self.open()
        size = int(entity.values["size"])
        repeats = {"newm": 1} if changes.get("has_new") == "yes" else {}
        assert self.engine.fill(interview(entity.values, size, **changes), repeats) == []
        return self.close()

    def open(self) -> None:
        """A blank form with the lists as the tablet has them."""
        self.engine.load(self.tablet.form_path, self.tablet.media)
        self.engine.new()

    def open_again(self, household_id: str) -> dict[str, str | None]:
        """Pick a returned case and go on; what the form shows then."""
        self.open()
        assert self.engine.fill({"task": "fx", "hh": household_id, "go": "y", "has_new": "no"}) == []
        return self.engine.values()

    def close(self) -> str:
        """Sign, finalize, and let the tablet's own list follow."""
        self.engine.fill({"confirmation": "signature", "signature": "ky.png", "house_point": "10.5 107.2 3 5"})
        xml = self.engine.finalize()
        self.tablet.finalized(xml)
        return xml

    def send(self, xml: str, *files: tuple[str, bytes], status: int = 201) -> str:
        """Send it; the instance's id."""
        answer = self.tablet.send(xml, dict(files))
        assert answer.status_code == status, answer.text
        return name_of(xml)

    def notes(self) -> dict[str, str]:
        """The reviewer's comments as the form shows them, by the note's name."""
        return {one["name"]: one["label"] for one in self.engine.visible() if one["name"].startswith("w_")}

    def case(self, household_id: str) -> Any:
        """The case's row."""
        return read_rows(self.node, Case, household_id=household_id)[0]

    def versions(self, household_id: str) -> list[tuple[str, str, int]]:
        """(instance, state, number) of the case's versions, by number."""
        rows = read_rows(self.node, Submission, household_id=household_id)
        return [(one.instance_id, one.state, one.version_no) for one in sorted(rows, key=lambda one: one.version_no)]

    def files(self, instance_id: str) -> dict[str, str | None]:
        """The files of a version: name to digest, None where one is awaited."""
        return {one.name: one.sha256 for one in read_rows(self.node, Attachment, instance_id=instance_id)}


def name_of(xml: str) -> str:
    """The instance's id."""
    found = _INSTANCE.search(xml)
    assert found is not None
    return found.group(1)


def edited(xml: str, *changes: tuple[str, str]) -> str:
    """The sent form edited on the tablet, as Collect does it: a new instance that deprecates the old one."""
    old = name_of(xml)
    made = f"<instanceID>{new_id()}</instanceID><deprecatedID>{old}</deprecatedID>"
    text = xml.replace(f"<instanceID>{old}</instanceID>", made)
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def read_rows(node: Node, model: Any, **where: str) -> list[Any]:
    """Rows of a table where columns equal values."""
    table = model.__table__
    query = table.select().order_by(*table.primary_key.columns)
    for name, value in where.items():
        query = query.where(table.c[name] == value)
    return list(node.read(lambda connection: connection.execute(query).all()))
