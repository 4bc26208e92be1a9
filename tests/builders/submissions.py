"""Submissions of the review form as XML, without the engine: what a tablet sends for a household of its list."""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass

from lxml import etree

from .drafts import TEMPLATE

KNOWN, NEW = ("member", "m_"), ("newm", "nm_")


@dataclass(frozen=True, slots=True)
class EntityClaim:
    """The attributes of an entity block as the engine writes them; None leaves an attribute out."""

    update: bool = True
    create: bool = False
    base: int | None = None
    trunk: int | None = None
    branch: str | None = None


class SubmissionMaker:
    """Writes submissions of one form version by question name; what is not answered is left out."""

    def __init__(self, form_xml: bytes) -> None:
        form = etree.fromstring(form_xml)
        self._root = copy.deepcopy(next(one for one in form.iter("{*}instance") if one.get("id") is None)[0])
        for one in [one for one in self._root.iter(etree.Element) if one.get(TEMPLATE) is not None]:
            del one.attrib[TEMPLATE]
        self._repeats = {
            (repeat.get("nodeset") or "").rsplit("/", 1)[-1]: self._take(repeat.get("nodeset") or "")
            for repeat in form.iter("{*}repeat")
        }

    def _take(self, nodeset: str) -> etree._Element:
        name = nodeset.rsplit("/", 1)[-1]
        nodes = [one for one in self._root.iter(etree.Element) if etree.QName(one).localname == name]
        for one in nodes:
            one.getparent().remove(one)  # type: ignore[union-attr]
        return nodes[0]

    def make(
        self,
        answers: dict[str, str],
        *,
        instance_id: str = "",
        deprecated_id: str = "",
        version: str | None = None,
        members: list[dict[str, str]] | None = None,
        entity: tuple[str, str, EntityClaim] | None = None,
    ) -> bytes:
        """A submission; `entity` = (id, label, claim), `members` by fact id, new people without `person_id`."""
        root = copy.deepcopy(self._root)
        if version is not None:
            root.set("version", version)
        meta = {"instanceID": instance_id or new_instance_id(), "deprecatedID": deprecated_id}
        _ensure(root, "deprecatedID", deprecated_id)
        for one in members or []:
            repeat, prefix = KNOWN if one.get("person_id") else NEW
            node = copy.deepcopy(self._repeats[repeat])
            _fill(node, {f"{prefix}{name}": text for name, text in one.items()})
            root.insert(len(root) - 1, node)  # `meta` stays last
        _fill(root, answers | meta)
        _set_entity(root, entity)
        _prune(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def review(
        self,
        row: dict[str, str],
        *,
        claim: EntityClaim | None = None,
        more: dict[str, str] | None = None,
        **changes: str,
    ) -> bytes:
        """A completed visit to a household of the list `row` (CSV columns), as the first update of its version."""
        changes |= more or {}
        options = {name: changes.pop(name) for name in ("instance_id", "deprecated_id", "version") if name in changes}
        captured = ("village", "area_kind", "case_id", "assignment_id", "rev")
        answers = {name: row.get(name, "") for name in captured}
        answers |= {"src": "h", "loaded": row["name"], "title": row["label"], "visit_outcome": "completed"}
        version = int(row["__version"])
        claim = claim or EntityClaim(base=version, trunk=version, branch=str(uuid.uuid4()))
        entity = (row["name"], row["label"], claim)
        return self.make(answers | changes, entity=entity, **options)  # type: ignore[arg-type]

    def register(self, household_id: str, village: dict[str, str], head: str, **changes: str) -> bytes:
        """A household that is not on the list, in `village` (a row of villages.csv)."""
        options = {name: changes.pop(name) for name in ("instance_id", "label") if name in changes}
        label = options.pop("label", f"{head} – {village['label']}")
        answers = {"src": "n", "loaded": household_id, "title": label, "e_head": head, "village": village["name"]}
        answers |= {"visit_outcome": "completed", "assignment_id": village.get("assignment_id", ""), **changes}
        claim = EntityClaim(update=False, create=True)
        return self.make(answers, entity=(household_id, label, claim), **options)  # type: ignore[arg-type]


def new_instance_id() -> str:
    """A fresh instanceID."""
    return f"uuid:{uuid.uuid4()}"


def _ensure(root: etree._Element, name: str, text: str) -> None:
    meta = next(one for one in root if etree.QName(one).localname == "meta")
    if text and meta.find(f"{{*}}{name}") is None:
        etree.SubElement(meta, etree.QName(etree.QName(meta).namespace, name) if etree.QName(meta).namespace else name)


def _fill(root: etree._Element, texts: dict[str, str]) -> None:
    for node in root.iter(etree.Element):
        text = texts.get(etree.QName(node).localname)
        if text and not len(node):
            node.text = text


def _set_entity(root: etree._Element, entity: tuple[str, str, EntityClaim] | None) -> None:
    block = next(root.iter("{*}entity"), None)
    if block is None:
        return
    if entity is None:
        block.getparent().remove(block)  # type: ignore[union-attr]
        return
    entity_id, label, claim = entity
    for name in ("create", "update", "baseVersion", "trunkVersion", "branchId"):
        block.attrib.pop(name, "")
    block.set("id", entity_id)
    flags = {"create": claim.create, "update": claim.update}
    for name, is_set in flags.items():
        if is_set:
            block.set(name, "1")
    for name, value in (("baseVersion", claim.base), ("trunkVersion", claim.trunk), ("branchId", claim.branch)):
        if value is not None or name == "trunkVersion":
            block.set(name, "" if value is None else str(value))
    for one in block:
        one.text = label


def _prune(root: etree._Element) -> None:
    """Leave out what is not relevant: empty nodes, then empty groups."""
    for node in reversed(list(root.iter(etree.Element))):
        parent = node.getparent()
        if parent is not None and not len(node) and not node.text and not node.attrib:
            parent.remove(node)
