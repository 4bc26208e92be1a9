"""Answers of a submission's XML set anew, in the nodes that hold them. Pure.

A node of the form is named after its fact, in the repeats of people with `m_` or `nm_` before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from .layout import local_name
from .questions import KNOWN, NEW

PEOPLE = ("member", "newm")


def set_answers(xml: bytes, changes: Mapping[str, str]) -> tuple[bytes, tuple[str, ...]]:
    """(the XML with these answers, the fields it has no node for); fields as in a comment: fact or `place|fact`."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    people = [one for one in root.iter(etree.Element) if local_name(one) in PEOPLE and len(one)]
    missing = [field for field, text in changes.items() if not _set(root, people, field, text)]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8"), tuple(missing)


def _set(root: etree._Element, people: Sequence[etree._Element], field: str, text: str) -> bool:
    place, is_member, fact = field.rpartition("|")
    if is_member and int(place) > len(people):
        return False
    where = people[int(place) - 1] if is_member else root
    names = {f"{KNOWN}{fact}", f"{NEW}{fact}"} if is_member else {fact}
    for node in where.iter(etree.Element):
        if local_name(node) in names and not len(node):
            node.text = text
            return True
    return False
