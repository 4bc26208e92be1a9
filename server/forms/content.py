"""What a form asks, read from its XForm bytes for people: questions with words, choices, rules and facts. Pure.

The same reading serves the check of a form of one's own, the difference of two versions, and the table of questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from server.domain.facts import load_facts
from server.errors import Problem
from server.telling import in_both, tell

from .layout import CONSTRAINT_MESSAGE, RASOAT_FACT, RULES, is_english, local_name

Texts = dict[str, str]
KINDS = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "range": "range",
}
CONTROLS = (*KINDS, "input", "upload")
DEFAULT = ""
_REFERENCE = re.compile(r"jr:itext\('([^']*)'\)")
_ITEMS = re.compile(r"instance\(\s*'([^']+)'\s*\)")
_ATTACHED = re.compile(r"jr://[a-z-]+/(.+)")
_PLAIN = {"string": "text", "int": "integer", "binary": "upload"}


@dataclass(frozen=True, slots=True)
class Question:
    """One node of the form that holds an answer. Texts are by language, `""` where the form has only one."""

    path: str
    kind: str
    fact: str = ""
    repeat: str = ""
    labels: Texts = field(default_factory=dict)
    hints: Texts = field(default_factory=dict)
    choices: tuple[tuple[str, str], ...] = ()
    rules: Texts = field(default_factory=dict)
    message: str = ""

    @property
    def name(self) -> str:
        """The question's name."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def label(self) -> str:
        """Its words in the form's first language, in English for who reads English."""
        return _first(self.labels)

    @property
    def is_asked(self) -> bool:
        """Whether a person sees it."""
        return bool(self.labels or self.hints)


@dataclass(frozen=True, slots=True)
class FormContent:
    """A form as people compare it: questions by path in the form's order, languages, files and lists it needs."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    questions: dict[str, Question]
    attached: tuple[str, ...]
    lists: tuple[str, ...]

    def facts(self) -> dict[tuple[str, str], list[Question]]:
        """(level, fact) to the questions that feed it; a member's fact counts only inside a repeat."""
        members = load_facts().member
        repeats = {one.repeat for one in self.questions.values() if one.repeat and one.fact in members}
        found: dict[tuple[str, str], list[Question]] = {}
        for one in self.questions.values():
            if one.fact:
                level = "member" if one.repeat in repeats else "household"
                found.setdefault((level, one.fact), []).append(one)
        return found


def read_content(xml: bytes) -> FormContent:
    """Read a form's bytes; Problem FORM-005 where they are no XForm."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        form = etree.fromstring(xml, parser)
        data = next(one for one in form.iter("{*}instance") if one.get("id") is None)[0]
    except (etree.XMLSyntaxError, StopIteration, IndexError) as error:
        raise Problem(
            "FORM-005", 422, tell("Biểu mẫu không phải XForm: {error}.", error=error), tell("Tải biểu mẫu lên lại.")
        ) from error
    return _Reader(form, data).read()


class _Reader:
    def __init__(self, form: etree._Element, data: etree._Element) -> None:
        self._form = form
        self._data = data
        self._root = f"/{local_name(data)}"
        self._texts = {str(one.get("lang")): _read_texts(one) for one in form.iter("{*}translation")}
        self._binds = {str(one.get("nodeset")): one for one in form.iter("{*}bind")}
        self._repeats = [str(one.get("nodeset")) for one in form.iter("{*}repeat")]
        body = form.find("{*}body")
        controls = [] if body is None else [one for one in body.iter() if local_name(one) in CONTROLS]
        self._controls = {str(one.get("ref")): one for one in controls}
        self._items = {str(one.get("id")): one for one in form.iter("{*}instance") if one.get("id")}

    def read(self) -> FormContent:
        questions: dict[str, Question] = {}
        for path in dict.fromkeys(self._paths(self._data, self._root)):
            questions[path.removeprefix(f"{self._root}/")] = self._question(path)
        sources = [str(one.get("src")) for one in self._items.values() if one.get("src")]
        media = [text for texts in self._texts.values() for text in texts.values() if text.startswith("jr://")]
        attached = [match.group(1) for one in [*sources, *media] if (match := _ATTACHED.match(one))]
        return FormContent(
            form_id=self._data.get("id", ""),
            version=self._data.get("version", ""),
            title=self._form.findtext(".//{*}title") or "",
            languages=tuple(self._texts),
            questions=questions,
            attached=tuple(dict.fromkeys(attached)),
            lists=tuple(dict.fromkeys(str(one.get("dataset")) for one in self._data.iter("{*}entity"))),
        )

    def _paths(self, element: etree._Element, path: str) -> list[str]:
        found: list[str] = []
        for child in element:
            here = f"{path}/{local_name(child)}"
            if local_name(child) == "meta":
                continue
            found += self._paths(child, here) if len(child) or here in self._repeats else [here]
        return found

    def _question(self, path: str) -> Question:
        bind, control = self._binds.get(path), self._controls.get(path)
        raw = (bind.get("type", "string") if bind is not None else "string").rsplit(":", 1)[-1]
        tag = local_name(control) if control is not None else ""
        rules = {} if bind is None else {name: str(bind.get(name)) for name in RULES if bind.get(name)}
        inside = [one for one in self._repeats if path.startswith(f"{one}/")]
        kind = KINDS.get(tag, _PLAIN.get(raw, raw))
        if kind == "text" and tag == "input" and bind is not None and bind.get("readonly") == "true()":
            kind = "note"
        elif not tag and raw == "string":
            kind = "calculate" if "calculate" in rules else "hidden"
        return Question(
            path=path.removeprefix(f"{self._root}/"),
            kind=kind,
            fact=bind.get(RASOAT_FACT, "") if bind is not None else "",
            repeat=max(inside, key=len).removeprefix(f"{self._root}/") if inside else "",
            labels=self._words(control, "label"),
            hints=self._words(control, "hint"),
            choices=self._choices(control),
            rules={name: " ".join(rule.split()) for name, rule in rules.items()},
            message=self._say(bind.get(CONSTRAINT_MESSAGE, "")) if bind is not None else "",
        )

    def _words(self, control: etree._Element | None, tag: str) -> Texts:
        """A control's label or hint by language."""
        node = control.find(f"{{*}}{tag}") if control is not None else None
        if node is None:
            return {}
        match = _REFERENCE.fullmatch(node.get("ref", ""))
        if match is None:
            text = _text_of(node)
            return {DEFAULT: text} if text else {}
        return {language: texts[match.group(1)] for language, texts in self._texts.items() if match.group(1) in texts}

    def _choices(self, control: etree._Element | None) -> tuple[tuple[str, str], ...]:
        """(code, words) in order; a list from a file has none here."""
        if control is None:
            return ()
        inline = [
            (one.findtext("{*}value") or "", _first(self._words(one, "label"))) for one in control.findall("{*}item")
        ]
        itemset = control.find("{*}itemset")
        match = _ITEMS.search(itemset.get("nodeset", "")) if itemset is not None else None
        source = self._items.get(match.group(1)) if match else None
        if source is None:
            return tuple(inline)
        return tuple(self._item(one) for one in source.iter("{*}item"))

    def _item(self, item: etree._Element) -> tuple[str, str]:
        key = item.findtext("{*}itextId")
        words = self._say(f"jr:itext('{key}')") if key else item.findtext("{*}label") or ""
        return item.findtext("{*}name") or "", words

    def _say(self, text: str) -> str:
        """A text or a reference to one, in the first language."""
        match = _REFERENCE.fullmatch(text)
        if match is None:
            return text
        return _first({language: texts.get(match.group(1), "") for language, texts in self._texts.items()})


def _read_texts(translation: etree._Element) -> Texts:
    found: Texts = {}
    for one in translation:
        for value in one:
            text = _text_of(value)
            # Pictures and sounds stand beside the words under the same id.
            key = str(one.get("id")) if value.get("form") is None else f"{one.get('id')}\0{value.get('form')}"
            found[key] = text
    return found


def _text_of(node: etree._Element) -> str:
    """The words of a node; an answer shown inside them as `…`."""
    parts = [node.text or ""]
    for child in node:
        parts += ["…" if local_name(child) == "output" else _text_of(child), child.tail or ""]
    return " ".join("".join(parts).split())


def _first(texts: Texts) -> str:
    first = next(iter(texts.values()), "")
    return in_both(first, next((text for language, text in texts.items() if is_english(language)), ""))
