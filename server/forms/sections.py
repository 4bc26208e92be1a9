"""The visit, the household's sections, provisional class, evidence and what the list keeps. Pure."""

from __future__ import annotations

from collections.abc import Callable

from server.domain.facts import Fact
from server.standards.packs import Indicator, RoundStandard
from server.standards.xpath import indicator_state
from server.telling import in_english

from .questions import (
    DONE,
    KNOWN,
    NEW,
    RETURNED,
    Row,
    Template,
    begin,
    end,
    household_comment,
    household_question,
    label,
    listed,
    question,
    returned,
)
from .read_back import present_count

Ask = Callable[[Template, Fact], list[Row]]
PICTURES = {"signature": "signature", "confirmation_photo": ""}
CLASS_WORDS = {
    "vi": {"poor": "Nghèo", "near_poor": "Cận nghèo", "not_poor": "Không nghèo", "undetermined": "Chưa xác định"},
    "en": {"poor": "Poor", "near_poor": "Near-poor", "not_poor": "Not poor", "undetermined": "Undetermined"},
}
_NONE = {"vi": "không", "en": "none"}
_UNSURE = {"vi": " (chưa rõ)", "en": " (unsure)"}


def visit_rows(template: Template) -> list[Row]:
    """The outcome of the visit comes first; only a completed one asks the rest (R9)."""
    rows = [begin(template, "g_visit", "visit", "${loaded} != ''")]
    for fact in template.group("household", "visit"):
        rows += household_question(template, fact)
    return [*rows, end()]


def section_rows(template: Template, group: str) -> list[Row]:
    """One section of household questions on a screen of its own."""
    if group == "income" and not template.has_income:
        return []
    rows = [begin(template, f"g_{group}", group, DONE)]
    for fact in template.group("household", group):
        rows += household_question(template, fact)
    return [*rows, end()]


def score_rows(standards: tuple[RoundStandard, ...]) -> list[Row]:
    """The provisional class, B1, B2 and deprivations under each standard, where the round shows them (R30)."""
    rows: list[Row] = []
    for number, used in enumerate(standards, start=1):
        for language in CLASS_WORDS:
            calculations = {"word": _class_word(number, language), "lacks": _deprivations(number, used, language)}
            rows += [
                {"type": "calculate", "name": f"s{number}_{name}_{language}", "calculation": one, "relevant": DONE}
                for name, one in calculations.items()
            ]
        rows.append(_score_note(number, used))
    return rows


def _score_note(number: int, used: RoundStandard) -> Row:
    names = ("b1", "b2") if used.method == "points" else ("b2",)
    scores = ", ".join(f"{one.upper()} **${{c{number}_{one}}}**" for one in names)
    vi = f"**Tạm tính, chưa phải kết quả**\n\n{used.standard.title}\n\nPhân loại: **${{s{number}_word_vi}}**"
    en = f"**Provisional, not a result**\n\n{in_english(used.standard.title)}\n\nClass: **${{s{number}_word_en}}**"
    words = label(
        f"{vi}\n\nĐiểm: {scores}\n\nThiếu hụt: ${{s{number}_lacks_vi}}",
        f"{en}\n\nScores: {scores}\n\nDeprived in: ${{s{number}_lacks_en}}",
    )
    return {"type": "note", "name": f"n_score{number}", **words, "relevant": DONE}


def _class_word(number: int, language: str) -> str:
    *known, (_, words) = CLASS_WORDS[language].items()
    text = f"'{words}'"
    for code, word in reversed(known):
        text = f"if(${{c{number}_class}} = '{code}', '{word}', {text})"
    return text


def _deprivations(number: int, used: RoundStandard, language: str) -> str:
    """The indicators a household is deprived in, and those its answers leave open, in one text."""
    parts = []
    for position, one in enumerate(used.standard.indicators):
        state, name = indicator_state(number, position), _quoted(_named(one, language))
        parts.append(f"if({state} = '0', '', if({state} = '1', '; {name}', '; {name}{_UNSURE[language]}'))")
    listing = f"concat({', '.join(parts)}, '')"
    return f"if({listing} = '', '{_NONE[language]}', substr({listing}, 2))"


def _named(one: Indicator, language: str) -> str:
    """A pack that has no translation is read in the words it has."""
    return in_english(one.label) if language == "en" else one.label


def evidence_rows(template: Template, ask: Ask = household_question, relevant: str = DONE) -> list[Row]:
    """Place, photo and confirmation (R10). A signature is always made anew."""
    rows = [begin(template, "g_evidence", "evidence", relevant, screen="")]
    for fact in template.group("household", "evidence"):
        if fact.id in PICTURES:
            condition = template.rule("household", fact.id)["relevant"]
            row = question(template, fact) | {"relevant": condition, "parameters": "max-pixels=1024"}
            rows.append(row | {"appearance": PICTURES[fact.id]})
        elif fact.type == "photo":
            rows += photo_rows(template, fact)
        else:
            rows += ask(template, fact)
    return [*rows, end()]


def photo_rows(template: Template, fact: Fact) -> list[Row]:
    """A photo that a returned form keeps unless it is taken anew; an image itself is never prefilled."""
    name = fact.id
    return [
        *household_comment(name),
        {
            "type": "calculate",
            "name": f"{name}_prev",
            "calculation": f"if({RETURNED}, {returned(name)}, '')",
            "trigger": "${go}",
        },
        {
            "type": "select_one keep",
            "name": f"{name}_keep",
            **label(f"{fact.vi}: ảnh đã gửi lần trước", f"{fact.en}: sent last time"),
            "required": "yes",
            "relevant": f"${{{name}_prev}} != ''",
            "calculation": f"if({RETURNED} and {returned(name)} != '', 'keep', '')",
            "trigger": "${go}",
        },
        question(template, fact)
        | {"relevant": f"${{{name}_prev}} = '' or ${{{name}_keep}} = 'new'", "parameters": "max-pixels=1280"},
    ]


def entity_property_rows() -> list[Row]:
    """What the tablet's own list keeps until the next sync; sizes only where people were asked about."""
    head = f"if(${{src}} = 'n', ${{new_head}}, {listed('head')})"
    size = f"{present_count(KNOWN)} + {present_count(NEW)}"
    return [
        {"type": "calculate", "name": "e_head", "calculation": head, "trigger": "${go}", "save_to": "head"},
        {"type": "calculate", "name": "e_village", "calculation": "${village}", "save_to": "village"},
        {"type": "calculate", "name": "e_size", "calculation": size, "save_to": "size", "relevant": DONE},
        {"type": "calculate", "name": "e_state", "calculation": "'sent'", "save_to": "review_state"},
    ]


def _quoted(text: str) -> str:
    """A label inside an XPath text of single quotes, which has no escape."""
    return text.replace("'", "’")
