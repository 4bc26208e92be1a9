"""A stored XForm as the reader needs it: where each node's answer goes, what type it has, which fact it feeds.

Any form that pyxform builds is understood, repeats in repeats included. A *scope* is the form outside all repeats, or
one repeat; a node's answer lies in a numbered slot of its scope.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from server.domain.facts import FactDictionary
from server.errors import Problem
from server.telling import tell

RASOAT_FACT = "{urn:rasoat:form:1}fact"
PRELOAD = "{http://openrosa.org/javarosa}preload"
PRELOAD_PARAMS = "{http://openrosa.org/javarosa}preloadParams"
CONSTRAINT_MESSAGE = "{http://openrosa.org/javarosa}constraintMsg"
VALUE_TYPES = {"int": "number", "integer": "number", "decimal": "number", "date": "date"}
OPAQUE = ("dateTime", "time", "geopoint", "geotrace", "geoshape", "binary")
RULES = ("relevant", "required", "constraint", "calculate")
Steps = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Slot:
    """A node that holds an answer."""

    path: Steps
    type: str = "str"
    fact: str = ""
    is_binary: bool = False
    rules: dict[str, str] = field(default_factory=dict)
    message: str = ""
    label: str = ""
    message_en: str = ""
    label_en: str = ""

    @property
    def name(self) -> str:
        """The question's name."""
        return self.path[-1]


@dataclass(slots=True, eq=False)
class ScopeLayout:
    """The whole form, or one repeat inside `parent`. `groups` holds the relevance of groups by their path."""

    index: int
    path: Steps
    parent: ScopeLayout | None
    slots: list[Slot] = field(default_factory=list)
    groups: dict[Steps, str] = field(default_factory=dict)
    is_member: bool = False

    def chain(self) -> list[ScopeLayout]:
        """From the form down to this scope."""
        return [*(self.parent.chain() if self.parent else []), self]


class TreeNode:
    """One element of a submission: a slot, a repeat, or a group of others."""

    __slots__ = ("children", "is_binary", "is_meta", "is_trimmed", "repeat", "slot")

    def __init__(self) -> None:
        self.children: dict[str, TreeNode] = {}
        self.slot = -1
        self.repeat: ScopeLayout | None = None
        self.is_trimmed = self.is_binary = self.is_meta = False


@dataclass(slots=True)
class FormLayout:
    """Everything read from the XForm once."""

    form_id: str
    version: str
    tree: TreeNode
    scopes: list[ScopeLayout]
    where: dict[Steps, tuple[ScopeLayout, int]]
    by_name: dict[str, tuple[ScopeLayout, TreeNode]]
    repeats_by_name: dict[str, TreeNode]
    preloads: dict[str, str]


def local_name(node: etree._Element) -> str:
    """The tag without its namespace."""
    tag: str = node.tag
    return tag[tag.rfind("}") + 1 :]


def read_layout(xml: bytes, facts: FactDictionary) -> FormLayout:
    """Read a form's bytes; Problem FORM-005 where they are no XForm."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        form = etree.fromstring(xml, parser)
        data = next(one for one in form.iter("{*}instance") if one.get("id") is None)[0]
    except (etree.XMLSyntaxError, StopIteration, IndexError) as error:
        raise Problem(
            "FORM-005", 422, tell("Biểu mẫu không phải XForm: {error}.", error=error), tell("Tải biểu mẫu lên lại.")
        ) from error
    return _LayoutReader(form, data, facts).read()


class _LayoutReader:
    def __init__(self, form: etree._Element, data: etree._Element, facts: FactDictionary) -> None:
        self._data = data
        self._facts = facts
        self._repeats = {_steps(one.get("nodeset", "")) for one in form.iter("{*}repeat")}
        self._binds = {_steps(one.get("nodeset", "")): one for one in form.iter("{*}bind")}
        self._texts, self._english = _default_texts(form), _english_texts(form)
        self._labels = {_steps(one.get("ref", "")): one.find("{*}label") for one in form.iter() if one.get("ref")}
        top = ScopeLayout(0, (), None)
        self._layout = FormLayout(data.get("id", ""), data.get("version", ""), TreeNode(), [top], {}, {}, {}, {})

    def read(self) -> FormLayout:
        self._visit(self._data, (), self._layout.tree, self._layout.scopes[0])
        for scope in self._layout.scopes:
            self._note_groups(scope)
        return self._layout

    def _visit(self, element: etree._Element, path: Steps, tree: TreeNode, scope: ScopeLayout) -> None:
        for child in element:
            here = (*path, local_name(child))
            node = tree.children.setdefault(here[-1], TreeNode())
            if here[-1] == "meta":
                node.is_meta = True
            elif here in self._repeats:
                if node.repeat is None:
                    node.repeat = ScopeLayout(len(self._layout.scopes), here, scope)
                    self._layout.scopes.append(node.repeat)
                    self._layout.repeats_by_name.setdefault(here[-1], node)
                self._visit(child, here, node, node.repeat)
            elif len(child):
                self._visit(child, here, node, scope)
            elif node.slot < 0 and not node.children:
                self._add_slot(here, node, scope)

    def _add_slot(self, path: Steps, node: TreeNode, scope: ScopeLayout) -> None:
        bind = self._binds.get(path)
        label = self._labels.get(path)
        slot = Slot(path, label=_label(label, self._texts), label_en=_label(label, self._english))
        if bind is not None:
            kind = bind.get("type", "string").rsplit(":", 1)[-1]
            slot.type = "opaque" if kind in OPAQUE else VALUE_TYPES.get(kind, "str")
            slot.is_binary = kind == "binary"
            slot.fact = bind.get(RASOAT_FACT, "")
            slot.rules = {one: bind.get(one, "") for one in RULES if bind.get(one)}
            message = bind.get(CONSTRAINT_MESSAGE, "")
            slot.message, slot.message_en = self._texts.get(message, ""), self._english.get(message, "")
            if bind.get(PRELOAD) == "timestamp":
                self._layout.preloads[bind.get(PRELOAD_PARAMS, "")] = path[-1]
        node.slot, node.is_binary, node.is_trimmed = len(scope.slots), slot.is_binary, slot.type != "str"
        scope.is_member = scope.is_member or (scope.parent is not None and slot.fact in self._facts.member)
        scope.slots.append(slot)
        self._layout.where[path] = (scope, node.slot)
        self._layout.by_name.setdefault(path[-1], (scope, node))

    def _note_groups(self, scope: ScopeLayout) -> None:
        """Relevance of groups around this scope's nodes and inner repeats, its own repeat's included."""
        inside = [one.path for one in self._layout.scopes if one.parent is scope]
        for path in [*(slot.path for slot in scope.slots), *inside]:
            for length in range(len(scope.path) or 1, len(path)):
                bind = self._binds.get(path[:length])
                if bind is not None and bind.get("relevant"):
                    scope.groups[path[:length]] = bind.get("relevant", "")


def _steps(nodeset: str) -> Steps:
    return tuple(nodeset.strip().strip("/").split("/"))[1:]


def _label(label: etree._Element | None, texts: dict[str, str]) -> str:
    """What the form asks in the language of `texts`; empty where it only calculates."""
    return "" if label is None else texts.get(label.get("ref", "")) or _words(label)


def _default_texts(form: etree._Element) -> dict[str, str]:
    """Text references of the default language: `jr:itext('id')` to its words."""
    languages = list(form.iter("{*}translation"))
    return _texts_of(next((one for one in languages if one.get("default")), languages[0] if languages else None))


def _english_texts(form: etree._Element) -> dict[str, str]:
    return _texts_of(next((one for one in form.iter("{*}translation") if is_english(one.get("lang", ""))), None))


def is_english(language: str) -> bool:
    """Whether a form's own name of a language, such as `English (en)`, is that of English."""
    return language.endswith("(en)") or language == "en"


def _texts_of(chosen: etree._Element | None) -> dict[str, str]:
    texts: dict[str, str] = {}
    for one in chosen if chosen is not None else ():
        plain = next((value for value in one if value.get("form") is None), None)
        if plain is not None:
            texts[f"jr:itext('{one.get('id')}')"] = _words(plain)
    return texts


def _words(element: etree._Element) -> str:
    """A text of the form; a value that is put in while the form is filled shows as three dots."""
    return "".join([element.text or "", *(f"…{one.tail or ''}" for one in element)]).strip()
