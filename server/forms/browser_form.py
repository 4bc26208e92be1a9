"""A form for ODK Web Forms, which differs from Collect in one thing that would leave our forms empty. Pure.

Where the first value that an answer sets makes the question itself irrelevant, Web Forms 0.22 sets none of the others;
Collect sets them all. For the browser such a question stays on the screen.
"""

from __future__ import annotations

from lxml import etree

from .layout import is_english, local_name


def for_browser(xml: bytes) -> tuple[bytes, tuple[str, ...]]:
    """(the form with those questions kept relevant, their names); the very bytes where there is none."""
    form = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    binds = {one.get("nodeset"): one for one in form.iter("{*}bind")}
    names: list[str] = []
    for control in form.iter("{*}input", "{*}select1", "{*}select", "{*}trigger", "{*}range"):
        bind = binds.get(control.get("ref"))
        relevant = bind.get("relevant", "") if bind is not None else ""
        targets = [str(one.get("ref")) for one in control if local_name(one) == "setvalue"]
        if bind is not None and any(f"{one} " in f"{relevant} " for one in targets):
            del bind.attrib["relevant"]
            names.append(str(control.get("ref")).rsplit("/", 1)[-1])
    return (etree.tostring(form, xml_declaration=True, encoding="UTF-8"), tuple(names)) if names else (xml, ())


def begun_in_english(xml: bytes) -> bytes:
    """The form as it opens for who reads English; the very bytes where it has no English."""
    form = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    languages = list(form.iter("{*}translation"))
    english = next((one for one in languages if is_english(one.get("lang", ""))), None)
    if english is None:
        return xml
    for one in languages:
        one.attrib.pop("default", "")
    english.set("default", "true()")
    return etree.tostring(form, xml_declaration=True, encoding="UTF-8")


def for_paper(xml: bytes) -> bytes:
    """The form for keying from paper: pictures may be given but need not, the scan of the sheet is the evidence."""
    form = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    for bind in form.iter("{*}bind"):
        if bind.get("type", "").rsplit(":", 1)[-1] == "binary":
            bind.attrib.pop("required", "")
    return etree.tostring(form, xml_declaration=True, encoding="UTF-8")
