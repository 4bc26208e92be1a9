"""Drafts of the review form from facts: what a tablet has saved when its answers are these."""

from __future__ import annotations

import copy
import uuid

from lxml import etree

from server.domain.facts import Fact, HouseholdFacts, Value, load_facts
from server.forms.read import prefill_text

TEMPLATE = "{http://openrosa.org/javarosa}template"


class DraftMaker:
    """Fills the primary instance of a form; members are known ones up to `known`, new ones after it."""

    def __init__(self, xml: bytes) -> None:
        form = etree.fromstring(xml)
        data = next(one for one in form.iter("{*}instance") if one.get("id") is None)[0]
        self._root = copy.deepcopy(data)
        self._templates = {
            etree.QName(one).localname: self._take_template(one) for one in self._root if one.get(TEMPLATE) is not None
        }
        for one in [one for one in self._root if etree.QName(one).localname in self._templates]:
            self._root.remove(one)

    @staticmethod
    def _take_template(node: etree._Element) -> etree._Element:
        taken = copy.deepcopy(node)
        del taken.attrib[TEMPLATE]
        return taken

    def make(self, facts: HouseholdFacts, area_kind: str | None, known: int) -> str:
        """A completed visit of a household on the list; what is absent from `facts` is unanswered."""
        root = copy.deepcopy(self._root)
        hidden = {"src": "h", "loaded": str(uuid.uuid4()), "n_known": str(known), "area_kind": area_kind or ""}
        hidden["has_new"] = "yes" if len(facts.members) > known else "no"
        hidden["instanceID"] = f"uuid:{uuid.uuid4()}"
        _fill(root, hidden | _texts(load_facts().household, facts.household, ""))
        for number, member in enumerate(facts.members):
            name, prefix = ("member", "m_") if number < known else ("newm", "nm_")
            node = copy.deepcopy(self._templates[name])
            _fill(node, _texts(load_facts().member, member, prefix))
            root.append(node)
        return etree.tostring(root, encoding="unicode")

    @staticmethod
    def answers(facts: HouseholdFacts) -> dict[str, str | None]:
        """The same answers as an enumerator types them, every person as a new one: question name to text."""
        answers: dict[str, str | None] = {"has_new": "yes", **_texts(load_facts().household, facts.household, "")}
        for number, member in enumerate(facts.members, start=1):
            texts = _texts(load_facts().member, member, "nm_")
            answers |= {f"{name}[{number}]": text for name, text in texts.items()}
        return answers


def _texts(dictionary: dict[str, Fact], values: dict[str, Value], prefix: str) -> dict[str, str]:
    return {f"{prefix}{name}": prefill_text(dictionary[name], value) for name, value in values.items()}


def _fill(root: etree._Element, texts: dict[str, str]) -> None:
    for node in root.iter(etree.Element):
        text = texts.get(etree.QName(node).localname)
        if text and not len(node):
            node.text = text
