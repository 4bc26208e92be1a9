"""A submission's XML to answers, facts and findings. Nothing is refused for its content.

Facts of the XML found on the real engine (blank nodes, both meta namespaces, entity blocks at any depth) are met
here. A submission of an unknown version of the form is read by the names of its questions.
"""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from server.domain.facts import HouseholdFacts, load_facts
from server.domain.findings import NOTE, WARN, Finding

from .answers import Answers, EntityBlock, Scope
from .expressions.runtime import text as to_text
from .layout import FormLayout, Slot, TreeNode, local_name, read_layout
from .prefill import prefill_text
from .program import BROKEN, MISSING, Program, compile_program, is_asked, run_checks, run_relevance
from .typed import FactReader
from .xml import MAX_NODES, parse_xml, read_identity

HIDDEN = ("loaded", "src", "village", "area_kind", "case_id", "assignment_id", "rev", "returned_instance",
          "return_no", "title", "e_head")  # fmt: skip
PERSON_IDS = ("m_person_id", "nm_person_id", "person_id")
MAX_FINDINGS = 30
# A form never changes and takes a quarter of a second to compile: intake, keying and checking share it.
KEPT = 8
_UNKNOWN = TreeNode()
_reader = FactReader()


@lru_cache(maxsize=KEPT)
def compile_form(xml: bytes) -> CompiledForm:
    """Compile a stored form version, once; any form pyxform builds. Problem FORM-005 where it is no XForm."""
    return CompiledForm(xml)


class CompiledForm:
    """A stored XForm, read once: where answers go, which facts they feed, which expressions hold."""

    def __init__(self, xml: bytes) -> None:
        self._layout: FormLayout = read_layout(xml, load_facts())
        self._program: Program = compile_program(self._layout)
        slots = self._layout.scopes[0].slots
        self._hidden = [(one.name, index) for index, one in enumerate(slots) if one.name in HIDDEN]
        self._photos = [(one.name, index) for index, one in enumerate(slots) if one.name.endswith(("_prev", "_keep"))]
        self._fact_slots = [
            [(one.fact, index) for index, one in enumerate(scope.slots) if one.fact] for scope in self._layout.scopes
        ]
        self._person_slots = [
            next((index for index, one in enumerate(scope.slots) if one.name in PERSON_IDS), None)
            for scope in self._layout.scopes
        ]

    @property
    def form_id(self) -> str:
        """The id the form's submissions carry."""
        return self._layout.form_id

    @property
    def form_version(self) -> str:
        """The version the form's submissions carry."""
        return self._layout.version

    @property
    def program(self) -> Program:
        """Its expressions, for who writes submissions."""
        return self._program

    @property
    def skipped(self) -> list[str]:
        """Expressions the server takes as they came, and why, one line each."""
        return [f"{path} ({rule}): {why}" for path, rule, why, _ in self._program.skipped]

    @property
    def unsupported(self) -> list[str]:
        """Those of `skipped` that ODK's own functions do not explain: a form with one is not published."""
        return [f"{path} ({rule}): {why}" for path, rule, why, is_known in self._program.skipped if not is_known]

    def read(self, xml: bytes, root: etree._Element | None = None) -> Answers:
        """Read a submission of this form, or of another version of it; `root` where the XML is parsed already."""
        root = parse_xml(xml) if root is None else root
        answers = Answers(*read_identity(root))
        top = Scope(self._layout.scopes[0], None)
        answers.scopes.append(top)
        self._walk(root, self._layout.tree, top, answers)
        if answers.form_version == self._layout.version:
            run_relevance(self._program, top, answers.irrelevant)
        self._collect(top, answers)
        return answers

    def facts(self, answers: Answers) -> tuple[HouseholdFacts, list[Finding]]:
        """Typed facts, and a finding for each answer that cannot be typed; a kept photo is still the answer."""
        facts, findings = _reader.type_answers(answers)
        facts.household.update(answers.kept_files)
        return facts, findings

    def check(self, answers: Answers) -> list[Finding]:
        """The form's own relevant, required, constraint and calculate, re-evaluated; other versions are not judged."""
        if answers.form_version != self._layout.version:
            return []
        findings = [_finding(scope, "irrelevant", slot, "") for scope, slot in answers.irrelevant]
        findings += [_finding(*one) for one in run_checks(self._program, answers.scopes[0])]
        return findings[:MAX_FINDINGS]

    # --- reading ------------------------------------------------------------------------------------------

    def _walk(self, element: etree._Element, tree: TreeNode, scope: Scope, answers: Answers) -> None:
        children, values = tree.children, scope.values
        for child in element:
            node = children.get(child.tag) or self._find(child, children, scope)
            if node.slot >= 0:
                text = child.text
                if text:
                    values[node.slot] = text.strip() if node.is_trimmed else text
                    if node.is_binary and values[node.slot]:
                        answers.attachments.append(values[node.slot])
            elif node.is_meta:
                _read_meta(child, answers, is_top_level=tree is self._layout.tree)
            elif node.repeat is not None:
                inner = Scope(node.repeat, scope)
                answers.scopes.append(inner)
                self._walk(child, node, inner, answers)
            elif len(child):
                self._walk(child, node, scope, answers)

    def _find(self, child: etree._Element, children: dict[str, TreeNode], scope: Scope) -> TreeNode:
        """A node in another namespace, or one that another version of the form has elsewhere."""
        name = local_name(child)
        if name in children:
            return children[name]
        if name == "meta":
            return _META
        if len(child):
            repeat = self._layout.repeats_by_name.get(name)
            is_inside = repeat is not None and repeat.repeat is not None and repeat.repeat.parent is scope.layout
            return repeat if is_inside and repeat is not None else _UNKNOWN
        where = self._layout.by_name.get(name)
        return where[1] if where is not None and where[0] is scope.layout else _UNKNOWN

    def _collect(self, top: Scope, answers: Answers) -> None:
        """Answers by fact; scopes that are no members give theirs to the household."""
        values = top.values
        answers.hidden = {name: values[index].strip() for name, index in self._hidden}
        answers.kept_photos = {name: values[index] for name, index in self._photos}
        for scope in answers.scopes:
            index, values = scope.layout.index, scope.values
            said = {fact: values[slot] for fact, slot in self._fact_slots[index] if values[slot]}
            if not scope.layout.is_member:
                answers.household |= said
            elif is_asked(self._program, scope):
                person = self._person_slots[index]
                if person is not None and values[person].strip():
                    said["person_id"] = values[person].strip()
                answers.members.append(said)
                scope.number = len(answers.members)
        answers.has_said = bool(answers.household or answers.members)
        for moment, name in self._layout.preloads.items():
            if moment in ("start", "end"):
                setattr(answers, moment, top.values[self._layout.where[(name,)][1]].strip())


_META = TreeNode()
_META.is_meta = True
_CODES = {
    "irrelevant": ("answer_not_asked", NOTE),
    MISSING: ("answer_missing", WARN),
    BROKEN: ("answer_refused", WARN),
}


def _finding(scope: Scope, what: str, index: int, computed: float | str | bool) -> Finding:
    """A rule that does not hold. An answer's text is not repeated: it may be personal."""
    slot = scope.layout.slots[index]
    fact = slot.fact or None
    if what in _CODES:
        code, severity = _CODES[what]
        values = _named(slot) | (_in_both("message", slot.message, slot.message_en) if what == BROKEN else {})
        return Finding(code, severity, fact, _member_number(scope), values)
    values = {**_named(slot), "tablet": scope.values[index][:80], "server": to_text(computed)[:80]}
    return Finding("expression_differs", WARN, fact, _member_number(scope), values)


def _named(slot: Slot) -> dict[str, str]:
    return _in_both("name", slot.label, slot.label_en) if slot.label else {"name": slot.name}


def _in_both(name: str, vietnamese: str, english: str) -> dict[str, str]:
    """A text of the form as a value of a finding; its English, where there is one, stands beside it."""
    return {name: vietnamese} | ({f"{name}_en": english} if english and english != vietnamese else {})


def _member_number(scope: Scope | None) -> int | None:
    while scope is not None and scope.number is None:
        scope = scope.parent
    return None if scope is None else scope.number


def _read_meta(meta: etree._Element, answers: Answers, *, is_top_level: bool) -> None:
    for one in meta:
        name = local_name(one)
        if name == "entity":
            answers.entities.append(_read_entity(one, is_top_level))
        elif name == "audit" and (one.text or "").strip():
            answers.attachments.append((one.text or "").strip())


def _read_entity(node: etree._Element, is_top_level: bool) -> EntityBlock:
    label = next((one.text or "" for one in node if local_name(one) == "label"), "")
    return EntityBlock(
        dataset=node.get("dataset") or "",
        id=(node.get("id") or "").strip().lower().removeprefix("uuid:"),
        create=node.get("create") in ("1", "true"),
        update=node.get("update") in ("1", "true"),
        base_version=node.get("baseVersion") or "",
        trunk_version=node.get("trunkVersion") or "",
        branch_id=node.get("branchId") or "",
        label=label.strip(),
        is_top_level=is_top_level,
    )


__all__ = [
    "MAX_NODES", "Answers", "CompiledForm", "EntityBlock", "FactReader", "compile_form", "parse_xml", "prefill_text",
    "read_identity",
]  # fmt: skip
