"""Farm households of average living standard: a form beside the review (R3), of no class and no status (R1). Pure.

The standard pack has the band and the months; the household declares its income. Who counts as a member is the pack's
definition, shown at the question on how many do.
"""

from __future__ import annotations

from dataclasses import replace

from server.domain.facts import FactDictionary, load_facts
from server.standards.engine import ENGINE
from server.standards.packs import RoundStandard
from server.standards.xpath import compile_round

from .assembly import Parts, assemble, check_complete, choice_rows, list_media, read_template
from .beside import STARTED, calculated, opening_rows, read_back_rows, section_rows
from .picking import created_rows
from .questions import Row, Template, first_question, label
from .sections import evidence_rows
from .spec import AVERAGE_FORM, BuiltForm, RoundSpec

GROUP, MEMBERS = "living", "living_members"
TASKS = (
    ("living_task", "lv", "Xét hộ trong danh sách", "Look at a listed household"),
    ("living_task", "nw", "Ghi hộ mới, chưa có trong danh sách", "Register a new household"),
    ("start", "y", "Có, bắt đầu", "Yes, start"),
)
_RESULTS = {
    "average": (
        "Theo lời khai: hộ **có mức sống trung bình**. Tạm tính, chưa phải kết quả.",
        "As declared: **of average living standard**. Provisional, not a result.",
    ),
    "not_average": (
        "Theo lời khai: hộ **không thuộc** mức sống trung bình. Tạm tính, chưa phải kết quả.",
        "As declared: **not of average living standard**. Provisional, not a result.",
    ),
    "undetermined": (
        "**Chưa đủ căn cứ**: còn thiếu câu trả lời, khu vực của hộ hoặc con số của chuẩn. Báo cán bộ xã.",
        "**Cannot tell**: an answer, the kind of area or a number of the standard is missing. Tell the commune.",
    ),
}


def build_average_living(spec: RoundSpec, used: RoundStandard) -> BuiltForm:
    """Build the form for a round; `used` is its standard with the method `average`."""
    template = Template(read_template(AVERAGE_FORM), _worded(used), False, spec.reference_on.year)
    survey = survey_rows(template, spec, used)
    check_complete(survey, (used,))
    parts = Parts(
        template=template,
        survey=survey,
        choices=choice_rows(template.facts, survey, TASKS),
        media=list_media("villages"),
        instance_name="concat('TB: ', ${title})",
        packs=(used.standard.digest,),
        notes={"engine": ENGINE, "standards": [used.standard.digest]},
    )
    return assemble(parts, spec)


def survey_rows(template: Template, spec: RoundSpec, used: RoundStandard) -> list[Row]:
    """The whole survey sheet."""
    needed = used.facts_needed()
    asked = [one for one in template.group("household", GROUP) if ("household", one.id) in needed]
    return [
        *opening_rows(template, "living_task", ("lv",), ""),
        *section_rows(template, GROUP, asked),
        *(calculated(one.name, one.expression) for one in compile_round((used,), spec.reference_on)),
        calculated("living_class", "${c1_class}", is_fact=True),
        calculated("living_in", f"'{spec.code}'", is_fact=True),
        *read_back_rows(asked),
        *(_result_notes() if spec.shows_scores else ()),
        *evidence_rows(template, first_question, STARTED),
        *created_rows(),
    ]


def _worded(used: RoundStandard) -> FactDictionary:
    """The dictionary, with the pack's words for who counts."""
    facts = load_facts()
    who = used.standard.who_counts
    in_english = f"Who counts: {who.en}." if who.en else "Who counts is said in the Vietnamese words of the standard."
    vi = f"Ai được tính: {who.wording} ({who.cited.act})."
    told = replace(facts.household[MEMBERS], hint=vi, hint_en=in_english)
    return replace(facts, household=facts.household | {MEMBERS: told})


def _result_notes() -> list[Row]:
    """What the declared answers come to, where the round shows it (R30)."""
    return [
        {
            "type": "note",
            "name": f"n_{outcome}",
            **label(vi, en),
            "relevant": f"{STARTED} and ${{c1_class}} = '{outcome}'",
        }
        for outcome, (vi, en) in _RESULTS.items()
    ]
