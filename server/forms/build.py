"""Every form a round needs: template + adopted packs -> XLSForm -> XForm, when the round is published."""

from __future__ import annotations

from server.domain.facts import load_facts
from server.standards.engine import ENGINE
from server.standards.xpath import compile_round

from .assembly import Parts, assemble, check_complete, choice_rows, list_media, read_template
from .average_living import build_average_living
from .opening import opening_rows
from .people import member_rows
from .questions import Row, Template
from .quick_screen import build_quick_screen, has_screening
from .read_back import read_back_rows
from .sections import (
    entity_property_rows,
    evidence_rows,
    score_rows,
    section_rows,
    visit_rows,
)
from .spec import BuiltForm, RoundSpec

MEDIA = list_media("villages", "members", "returns", "return_members", "return_comments")
OWN_CHOICES = (
    ("task", "fx", "↩ Sửa phiếu bị trả lại", "↩ Correct a returned form"),
    ("task", "rv", "Rà soát hộ trong danh sách", "Review a listed household"),
    ("task", "nw", "Ghi hộ mới, chưa có trong danh sách", "Register a new household"),
    ("start", "y", "Có, bắt đầu", "Yes, start"),
    ("keep", "keep", "Giữ ảnh cũ", "Keep the old photo"),
    ("keep", "new", "Chụp lại", "Take a new one"),
)


def build_round_forms(spec: RoundSpec) -> tuple[BuiltForm, ...]:
    """Build every form a round needs; a form that misses a fact the round's packs need is a Problem."""
    forms = [build_household_review(spec)]
    if has_screening(spec):
        forms.append(build_quick_screen(spec))
    if spec.average is not None:
        forms.append(build_average_living(spec, spec.average))
    return tuple(forms)


def build_household_review(spec: RoundSpec) -> BuiltForm:
    """Build Phiếu B for a round."""
    has_income = any(used.method == "declared_income" for used in spec.standards)
    needed = frozenset().union(*(used.facts_needed() for used in spec.standards))
    template = Template(
        data=read_template("household_review"),
        facts=load_facts(),
        has_income=has_income,
        year=spec.reference_on.year,
        needed=needed,
        has_screening=has_screening(spec),
        procedure=spec.procedure,
    )
    survey = survey_rows(template, spec)
    check_complete(survey, spec.standards)
    packs = [one.digest for used in spec.standards for one in (used.standard, used.scoring) if one is not None]
    parts = Parts(
        template=template,
        survey=survey,
        choices=choice_rows(template.facts, survey, OWN_CHOICES),
        media=MEDIA,
        instance_name="concat(if(${src} = 'r', '↩ ', ''), ${title})",
        packs=tuple(packs),
        notes={"engine": ENGINE, "standards": [used.standard.digest for used in spec.standards]},
    )
    return assemble(parts, spec)


def survey_rows(template: Template, spec: RoundSpec) -> list[Row]:
    """The whole survey sheet."""
    calculates = compile_round(spec.standards, spec.reference_on)
    rows = [*opening_rows(template), *visit_rows(template), *member_rows(template, calculates)]
    for group in template.data["sections"]:
        rows += section_rows(template, group)
    rows += [
        {"type": "calculate", "name": one.name, "calculation": one.expression}
        for one in calculates
        if not one.is_member
    ]
    rows += read_back_rows(template)
    if spec.shows_scores:
        rows += score_rows(spec.standards)
    return [*rows, *evidence_rows(template), *entity_property_rows()]
