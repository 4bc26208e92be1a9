"""A submission's XML to answers and typed facts. Hardened lxml; nothing is refused for its content.

Facts of the XML found on the real engine (E notation, dates with time, blank nodes, both meta namespaces) are met
here. An oddity becomes a finding that names the value; the answer is then missing, never guessed.
"""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import marshmallow as ma
from lxml import etree

from server.domain.facts import Fact, FactDictionary, HouseholdFacts, Value, load_facts
from server.domain.findings import WARN, Finding
from server.errors import Problem

MAX_NODES = 50_000
RASOAT_FACT = "{urn:rasoat:form:1}fact"
META = ("instanceID", "deprecatedID", "instanceName", "audit")
HIDDEN = [
    "loaded",
    "src",
    "village",
    "area_kind",
    "case_id",
    "assignment_id",
    "rev",
    "returned_instance",
    "return_no",
    "title",
    "e_head",
]
_local = threading.local()


@dataclass(frozen=True, slots=True)
class EntityBlock:
    """A `meta/entity` element. Flags are read as Central reads them: only `1` and `true` are true."""

    dataset: str
    id: str
    create: bool
    update: bool
    base_version: str
    trunk_version: str
    branch_id: str
    label: str
    is_top_level: bool


@dataclass(slots=True)
class Answers:
    """What a submission says, still as text. `members` in the form's order; `hidden` the form's captured fields."""

    form_id: str
    form_version: str
    instance_id: str
    deprecated_id: str
    start: str = ""
    end: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    household: dict[str, str] = field(default_factory=dict)
    members: list[dict[str, str]] = field(default_factory=list)
    entities: list[EntityBlock] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    kept_photos: dict[str, str] = field(default_factory=dict)


def parse_xml(data: bytes) -> etree._Element:
    """Parse without entities, DTD or network; Problem FORM-011 with what is wrong."""
    parser = getattr(_local, "parser", None)
    if parser is None:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            recover=False,
        )
        _local.parser = parser
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem(
            "FORM-011", 400, f"Phiếu không đọc được XML: {error}.", "Mở lại phiếu trên máy rồi gửi lại."
        ) from error
    document = root.getroottree().docinfo
    if document.internalDTD is not None or document.doctype:
        raise Problem("FORM-012", 400, "Phiếu có khai báo DOCTYPE, không được nhận.", "Gửi phiếu từ ODK Collect.")
    return root


def read_identity(root: etree._Element) -> tuple[str, str, str, str]:
    """(form id, version, instanceID, deprecatedID); the id is found by local name, in any namespace."""
    found = {"instanceID": root.get("instanceID", ""), "deprecatedID": ""}
    for child in root:
        if _name(child) == "meta":
            for one in child:
                if _name(one) in found:
                    found[_name(one)] = (one.text or "").strip()
    form_id = root.get("id") or ""
    if not form_id:
        raise Problem("FORM-013", 400, "Phiếu không ghi mã biểu mẫu (id).", "Gửi phiếu từ ODK Collect.")
    if not found["instanceID"]:
        raise Problem("FORM-014", 400, "Phiếu không có instanceID.", "Mở lại phiếu trên máy rồi gửi lại.")
    return form_id, root.get("version") or "", found["instanceID"], found["deprecatedID"]


class CompiledForm:
    """A stored XForm, read once: which node feeds which fact, which binds are files."""

    def __init__(self, xml: bytes) -> None:
        form = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
        repeats = {one.get("nodeset", "") for one in form.iter("{*}repeat")}
        self._repeats = {tuple(path.strip("/").split("/"))[1:] for path in repeats}
        self._facts: dict[tuple[str, ...], str] = {}
        self._binary: set[tuple[str, ...]] = set()
        for bind in form.iter("{*}bind"):
            path = tuple(bind.get("nodeset", "").strip("/").split("/"))[1:]
            if bind.get(RASOAT_FACT):
                self._facts[path] = bind.get(RASOAT_FACT) or ""
            if bind.get("type") == "binary":
                self._binary.add(path)

    def read(self, xml: bytes) -> Answers:
        """Read a submission of this form (or of an unknown version of it: what is known by name is read)."""
        root = parse_xml(xml)
        answers = Answers(*read_identity(root))
        self._walk(root, (), answers, None, [0])
        return answers

    def _walk(
        self,
        node: etree._Element,
        path: tuple[str, ...],
        answers: Answers,
        member: dict[str, str] | None,
        seen: list[int],
    ) -> None:
        for child in node:
            seen[0] += 1
            if seen[0] > MAX_NODES:
                raise Problem("FORM-015", 413, f"Phiếu có hơn {MAX_NODES} mục.", "Chia hộ thành nhiều phiếu.")
            here = (*path, _name(child))
            if here[-1] == "meta":
                _read_meta(child, answers, is_top_level=not path)
            elif here in self._repeats:
                inner: dict[str, str] = {}
                answers.members.append(inner)
                self._walk(child, here, answers, inner, seen)
            elif len(child):
                self._walk(child, here, answers, member, seen)
            else:
                self._leaf(here, child.text or "", answers, member)

    def _leaf(self, path: tuple[str, ...], text: str, answers: Answers, member: dict[str, str] | None) -> None:
        name = path[-1]
        fact = self._facts.get(path)
        if path in self._binary and text.strip():
            answers.attachments.append(text.strip())
        if fact is not None:
            (answers.household if member is None else member)[fact] = text
        elif member is not None:
            if name == "m_person_id":
                member["person_id"] = text.strip()
        elif name in HIDDEN:
            answers.hidden[name] = text.strip()
        elif name in ("start", "end"):
            setattr(answers, name, text.strip())
        elif name.endswith(("_prev", "_keep")):
            answers.kept_photos[name] = text.strip()


def _read_meta(meta: etree._Element, answers: Answers, *, is_top_level: bool) -> None:
    for one in meta:
        name = _name(one)
        if name == "entity":
            answers.entities.append(_read_entity(one, is_top_level))
        elif name == "audit" and (one.text or "").strip():
            answers.attachments.append((one.text or "").strip())


def _read_entity(node: etree._Element, is_top_level: bool) -> EntityBlock:
    label = next((one.text or "" for one in node if _name(one) == "label"), "")
    entity_id = (node.get("id") or "").strip().lower().removeprefix("uuid:")
    return EntityBlock(
        dataset=node.get("dataset") or "",
        id=entity_id,
        create=node.get("create") in ("1", "true"),
        update=node.get("update") in ("1", "true"),
        base_version=node.get("baseVersion") or "",
        trunk_version=node.get("trunkVersion") or "",
        branch_id=node.get("branchId") or "",
        label=label.strip(),
        is_top_level=is_top_level,
    )


def _name(node: etree._Element) -> str:
    tag: str = node.tag
    return tag[tag.rfind("}") + 1 :]


# --- typing -----------------------------------------------------------------------------------------------


class _Whole(ma.fields.Field[int]):
    """A whole number as phones write it: `7`, `7.0`, `1.2E7`; `7.5` is not one."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:  # noqa: ARG002
        number = _to_decimal(value)
        if number != number.to_integral_value():
            raise ma.ValidationError("not whole")
        return int(number)


class _Exact(ma.fields.Field[Decimal]):
    """A decimal, E notation included, never a float."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:  # noqa: ARG002
        number = _to_decimal(value).normalize()
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


class _YesNo(ma.fields.Field[bool]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:  # noqa: ARG002
        if value not in ("yes", "no"):
            raise ma.ValidationError("not yes or no")
        return bool(value == "yes")


class _Code(ma.fields.Field[str]):
    def __init__(self, codes: frozenset[str]) -> None:
        super().__init__()
        self._codes = codes

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ARG002
        if value not in self._codes:
            raise ma.ValidationError("unknown code")
        return str(value)


class _Codes(_Code):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        chosen = tuple(dict.fromkeys(value.split()))
        if not self._codes.issuperset(chosen):
            raise ma.ValidationError("unknown code")
        return chosen


class _Day(ma.fields.Date):
    """A date, with or without the time that a copied calculate carries."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize(str(value)[:10], attr, data, **kwargs).isoformat()


class _Text(ma.fields.Field[str]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:  # noqa: ARG002
        return unicodedata.normalize("NFC", value)


def _to_decimal(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ma.ValidationError("not a number") from error
    if not number.is_finite() or abs(number) > Decimal(10**15):
        raise ma.ValidationError("out of range")
    return number


def _field(fact: Fact) -> ma.fields.Field[Any]:
    codes = frozenset(choice.code for choice in fact.choices)
    makers = {
        "boolean": _YesNo,
        "integer": _Whole,
        "money": _Whole,
        "decimal": _Exact,
        "date": _Day,
        "code": lambda: _Code(codes),
        "codes": lambda: _Codes(codes),
    }
    field: ma.fields.Field[Any] = makers.get(fact.type, _Text)()  # type: ignore[operator]
    return field


def make_schema(facts: dict[str, Fact]) -> ma.Schema:
    """A marshmallow schema made from the dictionary; unknown names are left out."""
    fields: dict[str, Any] = {name: _field(fact) for name, fact in facts.items()}
    schema: ma.Schema = ma.Schema.from_dict(fields)(unknown=ma.EXCLUDE)
    return schema


class FactReader:
    """Types a submission's answers by the dictionary."""

    def __init__(self, facts: FactDictionary | None = None) -> None:
        facts = facts or load_facts()
        self._facts = facts
        self._household = make_schema(facts.household)
        self._member = make_schema(facts.member)

    def type_answers(self, answers: Answers) -> tuple[HouseholdFacts, list[Finding]]:
        """Typed facts and a finding for every answer that has no type it could be."""
        findings: list[Finding] = []
        household = self._type("household", self._household, answers.household, None, findings)
        members: list[dict[str, Value]] = []
        for number, raw in enumerate(answers.members, start=1):
            typed = self._type("member", self._member, raw, number, findings)
            if raw.get("person_id"):
                typed["person_id"] = raw["person_id"]
            members.append(typed)
        return HouseholdFacts(household, tuple(members)), findings

    def _type(
        self, level: str, schema: ma.Schema, raw: dict[str, str], number: int | None, findings: list[Finding]
    ) -> dict[str, Value]:
        given = {name: text.strip() for name, text in raw.items() if text.strip()}
        try:
            typed: dict[str, Value] = schema.load(given)
        except ma.ValidationError as error:
            typed = error.valid_data if isinstance(error.valid_data, dict) else {}
            for name in sorted(error.messages_dict):
                values = {"value": given.get(name, "")[:200]}
                findings.append(Finding("not_typed", WARN, name, number, values))
        for name, value in typed.items():
            fact = self._facts.get(level, name)
            if fact is not None and isinstance(value, int | Decimal) and not isinstance(value, bool):
                _check_range(fact, value, number, findings)
        return typed


def _check_range(fact: Fact, value: int | Decimal, number: int | None, findings: list[Finding]) -> None:
    is_low = fact.min is not None and value < fact.min
    if is_low or (fact.max is not None and value > fact.max):
        values = {"value": format(value, "f"), "min": fact.min, "max": fact.max}
        findings.append(Finding("out_of_range", WARN, fact.id, number, values))


def prefill_text(fact: Fact, value: Value | None) -> str:
    """An answer as the engine accepts it in a prefill: one mistyped value would abort all later ones."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return " ".join(value)
    if fact.type in ("integer", "money"):
        return str(int(value))
    return format(value, "f") if isinstance(value, Decimal) else str(value)
