"""Submissions written from a form's own instance, as Collect writes them: sheets to key, benchmarks, tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from server.domain.facts import HouseholdFacts, Value

from .expressions.runtime import text as to_text
from .program import DIFFERENT, run_checks
from .read import compile_form

TEMPLATE = "{http://openrosa.org/javarosa}template"
LONGEST_CHAIN = 20  # calculates that feed each other


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
    calculated: Sequence[Mapping[str, Value]] = ()


class SubmissionMaker:
    """Renders a form's primary instance with values.

    What is empty is left out: the engine leaves out what is irrelevant, and few nodes that were asked stay empty.
    """

    def __init__(self, form_xml: bytes) -> None:
        form = etree.fromstring(form_xml)
        self._instance = next(form.iter("{*}instance"))[0]
        self._form = compile_form(form_xml)
        self._notes = {one.get("nodeset", "").rsplit("/", 1)[-1] for one in form.iter("{*}bind") if one.get("readonly")}
        self._repeats = {one.get("nodeset", "").rsplit("/", 1)[-1] for one in form.iter("{*}repeat")}

    @property
    def form_id(self) -> str:
        """The form's id."""
        return str(self._instance.get("id"))

    def settle(self, filled: Filled) -> Filled:
        """The same answers with every calculate as the form computes it."""
        answers = self._form.read(self.make(filled))
        top = answers.scopes[0]
        fields, people = dict(filled.fields), [dict[str, Value](one) for one in filled.calculated]
        people += [{} for _ in range(len(answers.members) - len(people))]
        for _ in range(LONGEST_CHAIN):
            wrong = [one for one in run_checks(self._form.program, top) if one[1] == DIFFERENT]
            for scope, _, slot, computed in wrong:
                name, text = scope.layout.slots[slot].name, to_text(computed)
                scope.values[slot] = text
                if scope.number is None:
                    fields[name] = text
                else:
                    people[scope.number - 1][name] = text
            if not wrong:
                break
        return replace(filled, fields=fields, calculated=tuple(people))

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
        if node.get(TEMPLATE) is not None or name in self._notes:
            return ""
        if name == "meta":
            return _meta(node, filled)
        if name in self._repeats:
            return "".join(self._group(node, texts, filled) for texts in _people(name, filled))
        if len(node):
            return self._group(node, values, filled)
        text = values.get(name, "")
        return f"<{name}>{escape(text)}</{name}>" if text else ""

    def _group(self, node: etree._Element, values: Mapping[str, str], filled: Filled) -> str:
        name = etree.QName(node).localname
        inner = "".join(self._render(child, values, filled) for child in node)
        return f"<{name}>{inner}</{name}>" if inner else ""


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


def _people(repeat: str, filled: Filled) -> list[dict[str, str]]:
    """Answers and calculates of the known members, or of the new ones, which are numbered after them."""
    known = len(filled.facts.members)
    is_known = repeat == "member"
    members: Sequence[Mapping[str, Value]] = filled.facts.members if is_known else filled.new_members
    calculated = filled.calculated[:known] if is_known else filled.calculated[known:]
    texts = [_member_texts(one, "m_" if is_known else "nm_") for one in members]
    for one, extra in zip(texts, calculated, strict=False):
        one |= {name: str(value) for name, value in extra.items()}
    return texts


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
