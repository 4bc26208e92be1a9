"""A tablet's entity store with Collect's rules: what a server's CSV, a finalized form and integrity do to it. Pure."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

OWN_COLUMNS = ("name", "label", "__version", "__trunkVersion", "__branchId")
V4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
SAVETO = "{http://www.opendatakit.org/xforms/entities}saveto"
TRUE = ("1", "true")


@dataclass(slots=True)
class LocalEntity:
    """A row of the store. `trunk` is the last version seen on the server, None for one created here."""

    values: dict[str, str]
    version: int
    trunk: int | None
    branch: str
    is_offline: bool = False

    @property
    def is_dirty(self) -> bool:
        """True when it holds changes of this tablet."""
        return self.version != (self.trunk or 0)


@dataclass(slots=True)
class EntityList:
    """One list of the project's store."""

    hash: str = ""
    needs_approval: bool = False
    columns: list[str] = field(default_factory=list)
    entities: dict[str, LocalEntity] = field(default_factory=dict)

    def take_csv(self, body: bytes) -> None:
        """Apply the server's list; a file Collect would ignore or choke on is an error here."""
        text = body.decode("utf-8-sig")
        header = text.split("\n", 1)[0]
        assert ";" not in header, "one semicolon in the header would switch the delimiter of the whole file"
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert rows, "an empty body: the list would never exist on the device"
        columns = rows[0]
        assert columns[:3] == ["name", "label", "__version"] and len(set(columns)) == len(columns), columns
        self.columns = columns
        seen = set()
        for row in rows[1:]:
            assert len(row) == len(columns), f"a short row stops the whole import: {row}"
            values = dict(zip(columns, row, strict=True))
            seen.add(values["name"])
            self._take_row(values)
        for name in [one for one, entity in self.entities.items() if one not in seen and not entity.is_offline]:
            del self.entities[name]

    def _take_row(self, row: dict[str, str]) -> None:
        version = int(row["__version"])
        values = {key: value for key, value in row.items() if not key.startswith("__")}
        local = self.entities.get(row["name"])
        if local is None or local.version < version or (local.version == version and local.is_dirty):
            self.entities[row["name"]] = LocalEntity(values, version, version, str(uuid.uuid4()))
        elif local.version == version:
            local.values = values
        else:
            local.is_offline = False  # ours is newer: the local values are kept until the server has caught up

    def take_integrity(self, body: bytes) -> None:
        """`deleted` true removes the entity from the tablet."""
        for one in etree.fromstring(body).iter("{*}entity"):
            deleted = one.findtext("{*}deleted")
            assert deleted in ("true", "false"), deleted
            if deleted == "true":
                self.entities.pop(one.get("id") or "", None)

    def offline_ids(self) -> list[str]:
        """What was created here and has never been on a server's list."""
        return [name for name, one in self.entities.items() if one.is_offline]

    def apply(self, block: etree._Element, saved: dict[str, str]) -> None:
        """Apply the entity block of a form finalized on this tablet."""
        name = block.get("id") or ""
        label = (block.findtext("{*}label") or "").strip()
        local = self.entities.get(name)
        if block.get("update") in TRUE and local is not None:
            local.version += 1
            local.values.update(saved | ({"label": label} if label else {}))
        elif block.get("create") in TRUE and local is None and label and V4.fullmatch(name) and not self.needs_approval:
            values = {"name": name, "label": label, **saved}
            self.entities[name] = LocalEntity(values, 1, None, str(uuid.uuid4()), is_offline=True)

    def to_csv(self) -> str:
        """The list as the engine reads it, with the store's own columns."""
        stream = io.StringIO(newline="")
        columns = [*OWN_COLUMNS, *(one for one in self.columns if one not in OWN_COLUMNS)]
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", restval="")
        writer.writeheader()
        for one in self.entities.values():
            trunk = "" if one.trunk is None else str(one.trunk)
            own = {"__version": str(one.version), "__trunkVersion": trunk, "__branchId": one.branch}
            writer.writerow({**one.values, **own})
        return stream.getvalue()


def entity_blocks(form_xml: bytes, xml: bytes) -> Iterable[tuple[etree._Element, dict[str, str]]]:
    """Each entity block of a submission with the properties its form saves to it (nearest group with a block)."""
    form = etree.fromstring(form_xml)
    saves = {
        tuple((one.get("nodeset") or "").strip("/").split("/")[1:]): one.get(SAVETO) or ""
        for one in form.iter("{*}bind")
        if one.get(SAVETO)
    }
    root = etree.fromstring(xml)
    for block in root.iter("{*}entity"):
        scope = block.getparent().getparent()  # type: ignore[union-attr]
        saved: dict[str, str] = {}
        _collect(root, (), None, (scope, saves, saved))
        yield block, saved


def _collect(
    node: etree._Element,
    path: tuple[str, ...],
    owner: etree._Element | None,
    wanted: tuple[etree._Element | None, dict[tuple[str, ...], str], dict[str, str]],
) -> None:
    scope, saves, saved = wanted
    has_block = node.find("{*}meta/{*}entity") is not None
    owner = node if has_block else owner
    for child in node:
        here = (*path, etree.QName(child).localname)
        if here in saves and owner is scope:
            saved[saves[here].split("#")[-1]] = child.text or ""
        if len(child):
            _collect(child, here, owner, wanted)
