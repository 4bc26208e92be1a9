"""The blind second look (R30): the house asked about again by somebody else, without score or earlier answer. Pure.

It has a list of its own, `rechecks.csv`, with names and places only. It touches neither register nor case.
"""

from __future__ import annotations

from server.domain.facts import Fact, load_facts

from .assembly import Parts, assemble, choice_rows, read_template
from .picking import heading_rows
from .questions import DONE, Row, Template, begin, end, first_question, label
from .sections import evidence_rows
from .spec import RECHECK_FORM, BuiltForm, RoundSpec

RECHECKS = "rechecks"
MEDIA = ({"name": f"{RECHECKS}.csv", "type": ""},)
TASKS = (("start", "y", "Có, bắt đầu", "Yes, start"),)
_ITEM = f"instance('{RECHECKS}')/root/item[name=${{hh}}]"
_CAPTURED = {
    "title": f"{_ITEM}/label",
    "village": f"{_ITEM}/village",
    "area_kind": f"{_ITEM}/area_kind",
    "case_id": f"{_ITEM}/case_id",
    "loaded": "if(${loaded} != '', ${loaded}, ${hh})",  # the last: once it is set, the picker reads as empty
}


def build_re_verification(spec: RoundSpec) -> BuiltForm:
    """Build the form for a round."""
    needed = frozenset().union(*(used.facts_needed() for used in spec.standards))
    data = read_template(RECHECK_FORM)
    template = Template(data, load_facts(), has_income=False, year=spec.reference_on.year, needed=needed)
    survey = survey_rows(template)
    parts = Parts(
        template=template,
        survey=survey,
        choices=choice_rows(template.facts, survey, TASKS),
        media=MEDIA,
        instance_name="concat('PT: ', ${title})",
        packs=tuple(used.standard.digest for used in spec.standards),
        notes={"standards": [used.standard.digest for used in spec.standards]},
        has_entity=False,
    )
    return assemble(parts, spec)


def survey_rows(template: Template) -> list[Row]:
    """The whole survey sheet."""
    rows = [*heading_rows(template, ()), *_pick_rows(), *_captured_rows()]
    rows += _section(template, "visit", "${loaded} != ''")
    for group in template.data["sections"]:
        rows += _section(template, group, DONE)
    return [*rows, *evidence_rows(template, first_question, DONE)]


def asked_facts(spec_needed: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    """Ids of the facts that are asked again and compared, in the order of the form."""
    data = read_template(RECHECK_FORM)
    template = Template(data, load_facts(), has_income=False, year=0, needed=spec_needed)
    return tuple(fact.id for group in data["sections"] for fact in template.group("household", group))


def _section(template: Template, group: str, relevant: str) -> list[Row]:
    facts: list[Fact] = template.group("household", group)
    questions = [row for fact in facts for row in first_question(template, fact)]
    return [begin(template, f"g_{group}", group, relevant), *questions, end()]


def _pick_rows() -> list[Row]:
    return [
        {
            "type": f"select_one_from_file {RECHECKS}.csv",
            "name": "hh",
            **label("Chọn hộ cần phúc tra", "Choose the household to ask again"),
            **label("Chỉ có những hộ được rút mẫu cho bạn.", "Only those drawn for you.", "hint"),
            "required": "yes",
            "relevant": "${loaded} = ''",
            "appearance": "minimal autocomplete",
        },
        {
            "type": "select_one start",
            "name": "go",
            **label("Bắt đầu với hộ này?", "Start with this household?"),
            **label("Sau khi chọn không đổi hộ được nữa.", "It cannot be changed after this.", "hint"),
            "required": "yes",
            "relevant": "${loaded} = '' and ${hh} != ''",
        },
    ]


def _captured_rows() -> list[Row]:
    rows: list[Row] = [
        {"type": "calculate", "name": name, "calculation": one, "trigger": "${go}"} for name, one in _CAPTURED.items()
    ]
    words = label("Hộ: **${title}**", "Household: **${title}**")
    return [*rows, {"type": "note", "name": "n_case", **words, "relevant": "${loaded} != ''"}]
