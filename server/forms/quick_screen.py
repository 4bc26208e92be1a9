"""Phiếu A: is a household to be reviewed with Phiếu B (R16)? It decides no class and touches no status (R1). Pure.

The procedure pack has the items and how many may hold at most. An item nobody has read may hold or not, so a household
on the edge, or one under a pack without items, is left to the officer, and the form says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from server.domain.facts import Fact, FactDictionary, load_facts
from server.standards.procedures import Procedure, Provision
from server.telling import in_both

from .assembly import Parts, assemble, choice_rows, list_media, read_template
from .beside import STARTED, calculated, opening_rows, read_back_rows, section_rows
from .picking import created_rows
from .questions import Row, Template, end, first_question, label
from .sections import evidence_rows
from .spec import BuiltForm, RoundSpec

LIMIT = "screening_max"
TASKS = (
    ("screen_task", "sc", "Nhận diện hộ trong danh sách", "Screen a listed household"),
    ("screen_task", "ag", "Nhận diện lại hộ đã làm Phiếu A", "Screen a household again"),
    ("screen_task", "nw", "Ghi hộ mới, chưa có trong danh sách", "Register a new household"),
    ("start", "y", "Có, bắt đầu", "Yes, start"),
)
# Who is on the list of poor and near-poor households is reviewed in any case (TT 17/2016 Điều 6.1b).
_TO_SCREEN = "${task} = 'sc' and review_state = 'todo' and screening = ''"
_SCREENED = "${task} = 'ag' and review_state = 'todo' and (screening = 'yes' or screening = 'no')"


@dataclass(frozen=True, slots=True)
class Screening:
    """Items as (fact, words of the pack), what is not known of the rest, and the most that may hold."""

    items: tuple[Fact, ...]
    unread: tuple[Provision, ...]
    limit: int | None

    @property
    def is_open(self) -> bool:
        """True where no count of items can decide."""
        return self.limit is None or not self.items


def has_screening(spec: RoundSpec) -> bool:
    """Does the round's procedure screen with Phiếu A?"""
    return spec.procedure is not None and _find(spec.procedure, LIMIT) is not None


def build_quick_screen(spec: RoundSpec) -> BuiltForm:
    """Build Phiếu A for a round whose procedure has it."""
    procedure = spec.procedure
    if procedure is None:
        raise ValueError("a round without a procedure has no Phiếu A")
    screening = read_screening(procedure)
    template = Template(read_template("quick_screen"), _worded(screening), False, spec.reference_on.year)
    survey = survey_rows(template, spec, screening)
    parts = Parts(
        template=template,
        survey=survey,
        choices=choice_rows(template.facts, survey, TASKS),
        media=list_media("villages"),
        instance_name="concat('A: ', ${title})",
        packs=(procedure.digest,),
        notes={"procedure": procedure.digest},
    )
    return assemble(parts, spec)


def read_screening(procedure: Procedure) -> Screening:
    """The pack's items, in its order."""
    facts = load_facts().household
    items = [one for one in procedure.provisions if one.id in facts and facts[one.id].group == "screening"]
    found = [one for one in items if one.value is not None]
    known = tuple(replace(facts[one.id], vi=in_both(str(one.value), facts[one.id].en)) for one in found)
    limit = _find(procedure, LIMIT)
    number = limit.value if limit is not None and isinstance(limit.value, int) else None
    unread = tuple(one for one in (*items, limit) if one is not None and one.value is None)
    return Screening(known, unread, number)


def survey_rows(template: Template, spec: RoundSpec, screening: Screening) -> list[Row]:
    """The whole survey sheet."""
    return [
        *opening_rows(template, "screen_task", ("sc", "ag"), f"({_TO_SCREEN}) or ({_SCREENED})"),
        *section_rows(template, "screening", [template.facts.household["screening_entry"], *screening.items]),
        *_counted_rows(spec, screening),
        *read_back_rows(screening.items),
        *_decision_rows(template, spec, screening),
        *evidence_rows(template, first_question, STARTED),
        *created_rows(),
        {"type": "calculate", "name": "e_screening", "calculation": "${needs_review}", "save_to": "screening"},
    ]


def _find(procedure: Procedure, provision_id: str) -> Provision | None:
    return next((one for one in procedure.provisions if one.id == provision_id), None)


def _worded(screening: Screening) -> FactDictionary:
    """The dictionary with the pack's words for the items."""
    facts = load_facts()
    return replace(facts, household=facts.household | {one.id: one for one in screening.items})


def _counted_rows(spec: RoundSpec, screening: Screening) -> list[Row]:
    """How many items hold and what that says: yes (review), no, or nothing where it cannot be told."""
    held = " + ".join(f"if(${{{one.id}}} = 'yes', 1, 0)" for one in screening.items) or "0"
    most = "${screening_count}" + f" + {len(screening.unread)}"
    says = f"if(${{screening_count}} > {screening.limit}, 'no', if({most} <= {screening.limit}, 'yes', ''))"
    facts = {"screening_count": held, "screened_in": f"'{spec.code}'"}
    rows = [calculated(name, one, is_fact=True) for name, one in facts.items()]
    return [*rows, calculated("screening_says", "''" if screening.is_open else says)]


def _decision_rows(template: Template, spec: RoundSpec, screening: Screening) -> list[Row]:
    """What the items say, where the round shows it (R30), then the officer's own proposal."""
    rows = [
        {
            "type": "begin_group",
            "name": "g_decision",
            **label("Kết quả Phiếu A", "Result of Form A"),
            "relevant": STARTED,
            "appearance": "field-list",
        },
        *(_result_notes(screening) if spec.shows_scores else ()),
    ]
    for name in ("screening_decision", "screening_reason"):
        rows += first_question(template, template.facts.household[name])
    needs = "if(${screening_says} = 'yes', 'yes', ${screening_decision})"
    return [*rows, end(), calculated("needs_review", needs, is_fact=True)]


def _result_notes(screening: Screening) -> list[Row]:
    held, limit = "**${screening_count}**", screening.limit
    notes = {
        "n_yes": (
            "= 'yes'",
            f"Có {held} chỉ tiêu, không quá {limit}: hộ **cần rà soát** bằng Phiếu B.",
            f"{held} items hold, no more than {limit}: the household **is to be reviewed** with Form B.",
        ),
        "n_no": (
            "= 'no'",
            f"Có {held} chỉ tiêu, nhiều hơn {limit}: theo Phiếu A **không cần** rà soát.",
            f"{held} items hold, more than {limit}: by Form A **no review** is needed.",
        ),
        "n_open": ("= ''", *_open_words(screening)),
    }
    return [
        {"type": "note", "name": name, **label(vi, en), "relevant": f"${{screening_says}} {condition}"}
        for name, (condition, vi, en) in notes.items()
        if name == "n_open" or not screening.is_open
    ]


def _open_words(screening: Screening) -> tuple[str, str]:
    """Why the count cannot decide, with the article where the missing words stand."""
    lacking = "; ".join(f"{one.label} ({one.cited.act}, {one.cited.article})" for one in screening.unread)
    vi = f"Phiếu A **chưa đủ căn cứ**, cán bộ quyết định. Chưa có trong máy: {lacking or 'các chỉ tiêu của Phiếu A'}."
    return vi, "Form A **cannot tell**: the officer decides. Not in this system yet: part of the official Form A."
