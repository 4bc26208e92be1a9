"""Submissions as Collect writes them, made from a form's own instance: for benchmarks and tests, without Java."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from server.domain.facts import HouseholdFacts, Value

TEMPLATE = "{http://openrosa.org/javarosa}template"
NOT_SENT = ("n_", "w_")  # notes: never relevant for a value


@dataclass(frozen=True, slots=True)
class EntityClaims:
    """The attributes of the entity block."""

    create: bool = False
    update: bool = True
    base: str = ""
    trunk: str = ""
    branch: str = ""
    label: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What an enumerator filled in. `fields` are the form's own nodes by name (loaded, rev, case_id, start …)."""

    instance_id: str
    facts: HouseholdFacts
    fields: Mapping[str, str]
    entity: EntityClaims = field(default_factory=EntityClaims)
    deprecated_id: str = ""
    new_members: Sequence[Mapping[str, Value]] = ()


class SubmissionMaker:
    """Renders a form's primary instance with values; irrelevant parts are left out as the engine leaves them out."""

    def __init__(self, form_xml: bytes) -> None:
        form = etree.fromstring(form_xml)
        self._instance = form.find(".//{*}model/{*}instance")[0]
        self._repeats = {one.get("nodeset", "").rsplit("/", 1)[-1] for one in form.iter("{*}repeat")}

    @property
    def form_id(self) -> str:
        """The form's id."""
        return str(self._instance.get("id"))

    def make(self, filled: Filled) -> bytes:
        """The XML of one submission."""
        values = {**_texts(filled.facts.household), **filled.fields}
        parts = [
            "<?xml version='1.0' encoding='UTF-8' ?>"
            '<data xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
            f"id={quoteattr(self.form_id)} version={quoteattr(self._instance.get('version') or '')}>"
        ]
        for child in self._instance:
            parts.append(self._render(child, values, filled))
        parts.append("</data>")
        return "".join(parts).encode()

    def _render(self, node: etree._Element, values: Mapping[str, str], filled: Filled) -> str:
        name = etree.QName(node).localname
        if node.get(TEMPLATE) is not None or name.startswith(NOT_SENT):
            return ""
        if name == "meta":
            return _meta(node, filled)
        if name in self._repeats:
            members: Any = filled.facts.members if name == "member" else filled.new_members
            prefix = "m_" if name == "member" else "nm_"
            return "".join(self._group(node, _member_texts(one, prefix), filled) for one in members)
        if len(node):
            return self._group(node, values, filled)
        text = values.get(name, "")
        return f"<{name}>{escape(text)}</{name}>" if text else f"<{name}/>"

    def _group(self, node: etree._Element, values: Mapping[str, str], filled: Filled) -> str:
        name = etree.QName(node).localname
        return f"<{name}>{''.join(self._render(child, values, filled) for child in node)}</{name}>"


def _meta(node: etree._Element, filled: Filled) -> str:
    entity, names = filled.entity, {etree.QName(one).localname for one in node}
    block = ""
    if "entity" in names:
        attributes = {"dataset": "households", "id": entity.id or filled.fields.get("loaded", "")}
        attributes |= {"create": "1"} if entity.create else {}
        if entity.update:
            attributes |= {"update": "1", "baseVersion": entity.base}
            attributes |= {"trunkVersion": entity.trunk, "branchId": entity.branch}
        told = " ".join(f"{name}={quoteattr(text)}" for name, text in attributes.items())
        block = f"<entity {told}><label>{escape(entity.label)}</label></entity>"
    deprecated = f"<deprecatedID>{escape(filled.deprecated_id)}</deprecatedID>" if filled.deprecated_id else ""
    audit = "<audit>audit.csv</audit>" if "audit" in names and filled.fields.get("audit") else ""
    return f"<meta>{block}{audit}<instanceID>{escape(filled.instance_id)}</instanceID>{deprecated}</meta>"


def _texts(facts: Mapping[str, Value]) -> dict[str, str]:
    return {name: value_text(value) for name, value in facts.items()}


def _member_texts(facts: Mapping[str, Value], prefix: str) -> dict[str, str]:
    return {f"{prefix}{name}": value_text(value) for name, value in facts.items() if name != "no"}


def value_text(value: Value) -> str:
    """An answer as the engine writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
