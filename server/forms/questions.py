"""One question as XLSForm rows: the reviewer's comment if any, then the question, prefilled at `go`. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server.domain.facts import Fact, FactDictionary
from server.standards.procedures import Procedure

VI, EN = "Tiếng Việt (vi)", "English (en)"
KNOWN, NEW = "m_", "nm_"
Row = dict[str, str]
XLS_TYPES = {
    "integer": "integer",
    "money": "integer",
    "decimal": "decimal",
    "date": "date",
    "text": "text",
    "point": "geopoint",
    "photo": "image",
}
SELECT_SEARCH_FROM = 8
THOUSANDS_FROM = 10_000
COMPLETED = "${visit_outcome} = 'completed'"
DONE = f"${{loaded}} != '' and {COMPLETED}"
RETURNED = "${src} = 'r'"
# The returned form was a completed one: its answers come back. Else only its visit does, the rest is last year's.
ANSWERED = "${again} = 'y'"
POSITION = "position(current()/../..)"


@dataclass(frozen=True, slots=True)
class Template:
    """`template.yaml` parsed, with the dictionary it speaks of and the year of the round's reference date.

    `needed`: (level, fact id) of what the round's standards read; a fact on demand is asked only if it is one of them.
    """

    data: dict[str, Any]
    facts: FactDictionary
    has_income: bool
    year: int
    needed: frozenset[tuple[str, str]] = frozenset()
    has_screening: bool = False
    procedure: Procedure | None = None

    def rule(self, level: str, fact_id: str) -> dict[str, Any]:
        """What the template adds to a fact's question."""
        return self.data.get(level, {}).get(fact_id) or {}

    def is_required(self, fact: Fact) -> bool:
        """Every question is required unless the template lists it as optional."""
        return fact.id not in self.data["optional"]

    def group(self, level: str, group: str) -> list[Fact]:
        """The facts of a section: those the template orders first, then the dictionary's order."""
        pool = self.facts.household if level == "household" else self.facts.member
        order: list[str] = self.data.get("order", {}).get(group, [])
        asked = [one for one in pool.values() if not one.is_on_demand or (level, one.id) in self.needed]
        only: list[str] | None = self.data.get("only", {}).get(group)
        inside = {one.id: one for one in asked if one.group == group and (only is None or one.id in only)}
        first = [inside[name] for name in order if name in inside]
        return [*first, *(one for one in inside.values() if one.id not in order)]


def label(vi: str, en: str, column: str = "label") -> Row:
    """The two language columns of a label, hint or message."""
    return {f"{column}::{VI}": vi, f"{column}::{EN}": en}


def returned(column: str) -> str:
    """The answer of the returned form."""
    return f"instance('returns')/root/item[name=${{loaded}}]/{column}"


def listed(column: str) -> str:
    """The household's property on the list."""
    return f"instance('households')/root/item[name=${{loaded}}]/{column}"


def joined(*conditions: str) -> str:
    """Conditions that must all hold."""
    return " and ".join(f"({one})" for one in conditions if one)


def begin(template: Template, name: str, group: str, relevant: str = "", screen: str = "field-list") -> Row:
    """The start of a section named after a group of the dictionary."""
    vi, en = template.facts.groups[group]
    return {"type": "begin_group", "name": name, **label(vi, en), "relevant": relevant, "appearance": screen}


def end() -> Row:
    """The end of a section."""
    return {"type": "end_group"}


def question(template: Template, fact: Fact, prefix: str = "") -> Row:
    """A fact's question without its prefill; `prefix` in the repeats of members."""
    rule = template.rule(fact.level, fact.id)
    row: Row = {
        "type": xls_type(fact),
        "name": f"{prefix}{fact.id}",
        **label(fact.vi, fact.en),
        "bind::rasoat:fact": fact.id,
        **_hint(fact, rule),
        **_constraint(template, fact, rule, prefix),
    }
    if template.is_required(fact):
        row |= {"required": "yes", **label(f"Cần trả lời: {fact.vi}.", f"Needed: {fact.en}.", "required_message")}
    return row | {"appearance": _appearance(fact)}


def household_question(template: Template, fact: Fact) -> list[Row]:
    """A household's question, with the comment on it and last year's or the returned answer."""
    rule = template.rule("household", fact.id)
    first = rule.get("prefill") or (listed(fact.id) if fact.is_prefilled else "''")
    condition = RETURNED if fact.group == "visit" else ANSWERED
    row = question(template, fact) | {
        "relevant": rule.get("relevant", ""),
        "calculation": f"if({condition}, {returned(fact.id)}, {first})",
        "trigger": "${go}",
        "save_to": fact.id if fact.is_prefilled else "",
    }
    return [*household_comment(fact.id), row]


def first_question(template: Template, fact: Fact) -> list[Row]:
    """A question of a form that is never returned, with the template's own prefill if it has one."""
    rule = template.rule(fact.level, fact.id)
    prefill = {"calculation": rule["prefill"], "trigger": "${go}"} if "prefill" in rule else {}
    return [question(template, fact) | {"relevant": rule.get("relevant", ""), **prefill}]


def household_comment(name: str) -> list[Row]:
    """The captured comment on a household's question, and the note that shows it."""
    text = f"instance('return_comments')/root/item[hh=${{loaded}}][f='{name}']/text"
    return _comment(name, {"calculation": text})


def member_comment(fact: Fact) -> list[Row]:
    """The captured comment on a known member's question; `f` is the member's position, `|` and the fact."""
    text = f"instance('return_comments')/root/item[hh=${{loaded}}][f=concat(@no, '|{fact.id}')]/text"
    return _comment(f"{KNOWN}{fact.id}", at_position(text))


def at_position(lookup: str) -> Row:
    """A lookup by `@no`, for a repeat: `go` reaches member 1, which is there from opening; others start filled."""
    return {"calculation": lookup.replace("@no", "1"), "default": lookup.replace("@no", POSITION)}


def _comment(name: str, capture: Row) -> list[Row]:
    """Only a returned form holds the capture, so that other submissions stay small."""
    text = f'<span style="color:#b00020">**↩ %s:** ${{c_{name}}}</span>'
    return [
        {"type": "calculate", "name": f"c_{name}", "trigger": "${go}", "relevant": RETURNED, **capture},
        {
            "type": "note",
            "name": f"w_{name}",
            **label(text % "Góp ý", text % "Comment"),
            "relevant": f"${{c_{name}}} != ''",
        },
    ]


def xls_type(fact: Fact) -> str:
    """The XLSForm type of a fact's question."""
    if fact.type in ("code", "boolean"):
        return f"select_one {fact.list_name}"
    return f"select_multiple {fact.list_name}" if fact.type == "codes" else XLS_TYPES[fact.type]


def _appearance(fact: Fact) -> str:
    """Long lists open with a search; large numbers show their thousands."""
    if len(fact.choices) >= SELECT_SEARCH_FROM:
        return "minimal autocomplete" if fact.type == "code" else "autocomplete"
    return "thousands-sep" if (fact.max or 0) >= THOUSANDS_FROM else ""


def _hint(fact: Fact, rule: dict[str, Any]) -> Row:
    if "hint" in rule:
        return label(rule["hint"]["vi"], rule["hint"]["en"], "hint")
    return label(fact.hint, fact.hint_en, "hint") if fact.hint else {}


def _constraint(template: Template, fact: Fact, rule: dict[str, Any], prefix: str) -> Row:
    """The template's constraint, else the dictionary's bounds; the message always says what to do."""
    constraint, message = rule.get("constraint", ""), rule.get("message")
    if not constraint and fact.min is not None and fact.max is not None:
        constraint = f". >= {fact.min} and . <= {fact.max}"
        most = f"{fact.max:,}"
        message = message or {
            "vi": f"Ghi từ {fact.min} đến {most.replace(',', '.')}. Xem lại số đã gõ.",
            "en": f"From {fact.min} to {most}. Check what was typed.",
        }
    if not constraint:
        return {}
    words = {language: text.replace("@year", str(template.year)) for language, text in (message or {}).items()}
    expression = constraint.replace("@year", str(template.year)).replace("@", prefix)
    return {"constraint": expression, **label(words["vi"], words["en"], "constraint_message")}
