"""Template + adopted packs -> XLSForm -> XForm, when a round is published. No Java; pyxform compiles.

The version is made of digests (sheets, packs, compiler), so equal inputs give the same version and different ones never
share it. The exact bytes are stored and replicated: a node never compiles a form it was given.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pyxform
import yaml
from pyxform.xls2xform import convert

from server.domain.facts import FactDictionary, load_facts
from server.errors import Problem
from server.standards.engine import ENGINE
from server.standards.xpath import compile_round

from .opening import opening_rows
from .people import member_rows
from .questions import VI, Row, Template, label
from .read import compile_form
from .read_back import read_back_rows
from .sections import (
    entity_property_rows,
    evidence_rows,
    score_rows,
    section_rows,
    visit_rows,
)
from .spec import BuiltForm, RoundSpec
from .workbook import write_xlsx

TEMPLATES = Path(__file__).parents[2] / "xlsforms"
NAMESPACE = "urn:rasoat:form:1"
MEDIA = (
    {"name": "households.csv", "type": "entityList"},
    {"name": "villages.csv", "type": ""},
    {"name": "members.csv", "type": ""},
    {"name": "returns.csv", "type": ""},
    {"name": "return_members.csv", "type": ""},
    {"name": "return_comments.csv", "type": ""},
)
# The list's own label stays: a new household gets one in the same style.
ENTITY = {
    "list_name": "households",
    "entity_id": "${loaded}",
    "create_if": "${src} = 'n'",
    "update_if": "${src} != 'n'",
    "label": "${title}",
}


def build_round_forms(spec: RoundSpec) -> tuple[BuiltForm, ...]:
    """Build every form a round needs; a form that misses a fact the round's packs need is a Problem."""
    return (build_household_review(spec),)


def build_household_review(spec: RoundSpec) -> BuiltForm:
    """Build Phiếu B for a round."""
    data = yaml.safe_load((TEMPLATES / "household_review" / "template.yaml").read_text("utf-8"))
    has_income = any(used.method == "declared_income" for used in spec.standards)
    needed = frozenset().union(*(used.facts_needed() for used in spec.standards))
    template = Template(data, load_facts(), has_income, spec.reference_on.year, needed)
    sheets = {
        "survey": survey_rows(template, spec),
        "choices": choice_rows(template.facts),
        "entities": [ENTITY],
        "settings": [_settings_row(template, spec)],
    }
    _check_complete(sheets["survey"], spec)
    version = _version(sheets, spec)
    sheets["settings"][0]["version"] = version
    xlsx = write_xlsx(sheets)
    xml = compile_xlsx(xlsx)
    notes = {"engine": ENGINE, "standards": [used.standard.digest for used in spec.standards]}
    return BuiltForm(
        form_id=data["form_id"],
        form_version=version,
        title=sheets["settings"][0]["form_title"],
        xml=xml,
        xlsx=xlsx,
        media=MEDIA,
        notes=notes | {"skipped": check_expressions(xml)},
    )


def check_expressions(xml: bytes) -> list[str]:
    """Expressions only the tablet can evaluate, listed; one that nobody here can read is a Problem at publish."""
    form = compile_form(xml)
    if form.unsupported:
        raise Problem(
            "FORM-004",
            422,
            f"Máy chủ không hiểu biểu thức: {'; '.join(form.unsupported[:5])}.",
            "Viết lại các biểu thức này bằng hàm của ODK rồi công bố lại.",
        )
    return form.skipped


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


def choice_rows(facts: FactDictionary) -> list[Row]:
    """Every list a question uses, and the form's own."""
    rows: dict[tuple[str, str], Row] = {}
    for fact in [*facts.household.values(), *facts.member.values()]:
        for choice in fact.choices:
            rows[fact.list_name, choice.code] = {
                "list_name": fact.list_name,
                "name": choice.code,
                **label(choice.vi, choice.en),
            }
    own = (
        ("task", "fx", "↩ Sửa phiếu bị trả lại", "↩ Correct a returned form"),
        ("task", "rv", "Rà soát hộ trong danh sách", "Review a listed household"),
        ("task", "nw", "Ghi hộ mới, chưa có trong danh sách", "Register a new household"),
        ("start", "y", "Có, bắt đầu", "Yes, start"),
        ("keep", "keep", "Giữ ảnh cũ", "Keep the old photo"),
        ("keep", "new", "Chụp lại", "Take a new one"),
    )
    return [*rows.values(), *({"list_name": name, "name": code, **label(vi, en)} for name, code, vi, en in own)]


def compile_xlsx(xlsx: bytes) -> bytes:
    """Compile a workbook to XForm bytes; what pyxform refuses is a Problem with its own words."""
    from pyxform.errors import PyXFormError

    try:
        result = convert(io.BytesIO(xlsx), file_type=".xlsx", validate=False, pretty_print=False)
    except PyXFormError as error:
        raise Problem(
            "FORM-001", 409, f"Biểu mẫu không dựng được: {error}", "Sửa tệp biểu mẫu theo lời báo."
        ) from error
    xform: str = result.xform
    return xform.encode()


def _settings_row(template: Template, spec: RoundSpec) -> Row:
    title = template.data["title"]["vi"]
    return {
        "form_title": f"{title} ({spec.name})" + (" – TẬP HUẤN" if spec.is_training else ""),
        "form_id": template.data["form_id"],
        "version": "",
        "default_language": VI,
        "instance_name": "concat(if(${src} = 'r', '↩ ', ''), ${title})",
        "namespaces": f'rasoat="{NAMESPACE}"',
    }


def _check_complete(rows: list[Row], spec: RoundSpec) -> None:
    asked = {(_level(row["name"]), row["bind::rasoat:fact"]) for row in rows if row.get("bind::rasoat:fact")}
    for used in spec.standards:
        lacking = sorted(fact for level, fact in used.facts_needed() if (level, fact) not in asked)
        if lacking:
            raise Problem(
                "FORM-002",
                409,
                f"Biểu mẫu thiếu mục {', '.join(lacking)} mà {used.standard.title} cần.",
                "Thêm các mục này vào mẫu phiếu rồi công bố lại.",
            )


def _level(name: str) -> str:
    return "member" if name.startswith(("m_", "nm_")) else "household"


def _version(sheets: dict[str, list[Row]], spec: RoundSpec) -> str:
    """Short and made of everything that shapes the form: sheets (template, dictionary, round), packs, compiler."""
    hasher = hashlib.sha256(repr((pyxform.__version__, sheets)).encode())
    for used in spec.standards:
        hasher.update(used.standard.digest.encode())
        hasher.update((used.scoring.digest if used.scoring else "").encode())
    return f"{spec.reference_on.year}-{hasher.hexdigest()[:10]}"
