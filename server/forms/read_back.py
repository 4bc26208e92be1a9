"""The page read back to the family before it confirms (R10): who lives here, what was answered, no scores. Pure."""

from __future__ import annotations

from server.domain.facts import Fact

from .questions import DONE, KNOWN, NEW, THOUSANDS_FROM, Row, Template, label

_HERE, _GONE = "b_said", "b_gone"


def person_rows(template: Template, is_present: str, prefix: str) -> list[Row]:
    """In each person: the name with a comma before it, in the lines of the page where it belongs and in no other."""
    said = {"said": is_present, "gone": f"not({is_present})"}
    said |= {f"b_{one.id}": f"(${{{prefix}{one.id}}} = 'yes') and ({is_present})" for one in _told_of_people(template)}
    name = f"concat(', ', ${{{prefix}full_name}})"
    return [
        {"type": "calculate", "name": f"{prefix}{which}", "calculation": name, "relevant": relevant}
        for which, relevant in said.items()
    ]


def present_count(prefix: str) -> str:
    """How many of one repeat live in the household now."""
    return f"count-non-empty(${{{prefix}said}})"


def read_back_rows(template: Template) -> list[Row]:
    """The page, and the words it is made of."""
    people, facts = _told_of_people(template), _told_of_household(template)
    words = {_HERE: _names("said"), _GONE: _names("gone")}
    words |= {f"b_{one.id}": _names(f"b_{one.id}") for one in people}
    words |= {f"b_{one.id}": word for one in facts if (word := word_of(one))}
    vi, en = ["**Đọc lại cho gia đình nghe**"], ["**Read back to the family**"]
    for words_vi, words_en, name in _lines_of_people(people):
        vi.append(f"{words_vi}: **${{{name}}}**")
        en.append(f"{words_en}: **${{{name}}}**")
    for group in dict.fromkeys(one.group for one in facts):
        told = [(one, f"b_{one.id}" if f"b_{one.id}" in words else one.id) for one in facts if one.group == group]
        vi.append("; ".join(f"{one.vi}: **${{{name}}}**" for one, name in told))
        en.append("; ".join(f"{one.en}: **${{{name}}}**" for one, name in told))
    return [
        *({"type": "calculate", "name": name, "calculation": one, "relevant": DONE} for name, one in words.items()),
        {"type": "note", "name": "n_back", **label("\n\n".join(vi), "\n\n".join(en)), "relevant": DONE},
    ]


def _lines_of_people(people: list[Fact]) -> list[tuple[str, str, str]]:
    return [
        ("Người trong hộ", "In the household", _HERE),
        ("Không còn ở trong hộ", "No longer in it", _GONE),
        *((one.vi, one.en, f"b_{one.id}") for one in people),
    ]


def _told_of_people(template: Template) -> list[Fact]:
    return [template.facts.member[one] for one in template.data["read_back_people"]]


def _told_of_household(template: Template) -> list[Fact]:
    facts = [template.facts.household[one] for one in template.data["read_back"]]
    return [one for one in facts if one.group != "income" or template.has_income]


def _names(which: str) -> str:
    """The names in both repeats. JavaRosa joins one nodeset at a time: a second in the same join() is a mismatch."""
    names = f"concat(join('', ${{{KNOWN}{which}}}), join('', ${{{NEW}{which}}}))"
    return f"if({names} = '', '–', substr({names}, 2))"


def word_of(fact: Fact) -> str:
    """A choice by its label, a large number with its thousands apart; nothing where the answer reads as it is."""
    if fact.choices:
        return f"jr:choice-name(${{{fact.id}}}, '${{{fact.id}}}')"
    return _thousands(f"${{{fact.id}}}") if (fact.max or 0) >= THOUSANDS_FROM else ""


def _thousands(number: str) -> str:
    """`3000000` as `3.000.000`: there is no such function on the tablet."""
    below = f"string(1000000 + {number} mod 1000000)"  # 1 and six digits, so that zeros stay
    millions = f"concat(int({number} div 1000000), '.', substr({below}, 1, 4), '.', substr({below}, 4, 7))"
    thousands = f"concat(int({number} div 1000), '.', substr({below}, 4, 7))"
    return f"if({number} >= 1000000, {millions}, if({number} >= 1000, {thousands}, string({number})))"
