"""Template + adopted packs -> XLSForm -> XForm, when a round is published. No Java; pyxform compiles.

The version is made of digests (template, dictionary, packs), so equal inputs give the same version and different ones
never share it. The exact bytes are stored and replicated: a node never compiles a form it was given.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from pyxform.xls2xform import convert

from server.domain.facts import FactDictionary, load_facts
from server.errors import Problem
from server.standards.engine import ENGINE
from server.standards.xpath import compile_round

from .rows import EN, VI, Row, Template, evidence_rows, label, member_rows, opening_rows, section_rows, visit_rows
from .spec import BuiltForm, RoundSpec

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
CLASS_LABELS = (
    ("poor", "Nghèo", "Poor"),
    ("near_poor", "Cận nghèo", "Near-poor"),
    ("not_poor", "Không nghèo", "Not poor"),
)


def build_round_forms(spec: RoundSpec) -> tuple[BuiltForm, ...]:
    """Build every form a round needs; a form that misses a fact the round's packs need is a Problem."""
    return (build_household_review(spec),)


def build_household_review(spec: RoundSpec) -> BuiltForm:
    """Build Phiếu B for a round."""
    text = (TEMPLATES / "household_review" / "template.yaml").read_text("utf-8")
    has_income = any(used.method == "declared_income" for used in spec.standards)
    template = Template(yaml.safe_load(text), load_facts(), has_income)
    sheets = {
        "survey": survey_rows(template, spec),
        "choices": choice_rows(template.facts),
        "entities": [_entity_row()],
    }
    _check_complete(sheets["survey"], spec)
    version = _version(spec, text, sheets["survey"])
    sheets["settings"] = [_settings_row(template, spec, version)]
    xlsx = write_xlsx(sheets)
    return BuiltForm(
        form_id=template.data["form_id"],
        form_version=version,
        title=template.data["title"]["vi"],
        xml=compile_xlsx(xlsx),
        xlsx=xlsx,
        media=MEDIA,
        notes={"engine": ENGINE, "standards": [used.standard.digest for used in spec.standards]},
    )


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
    rows += _read_back_rows(spec)
    if spec.shows_scores:
        rows += _score_rows(spec)
    rows += evidence_rows(template)
    head = "if(${src} = 'n', ${new_head}, instance('households')/root/item[name=${loaded}]/head)"
    rows += [
        {"type": "calculate", "name": "e_head", "calculation": head, "trigger": "${go}", "save_to": "head"},
        {"type": "calculate", "name": "e_village", "calculation": "${village}", "save_to": "village"},
        {"type": "calculate", "name": "e_state", "calculation": "'sent'", "save_to": "review_state"},
    ]
    return rows


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


def write_xlsx(sheets: dict[str, list[Row]]) -> bytes:
    """A workbook that opens in Excel and compiles to the same form."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        columns = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) or None for column in columns])
        sheet.freeze_panes = "C2" if name == "survey" else "A2"
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


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


def _read_back_rows(spec: RoundSpec) -> list[Row]:
    """One page read back to the family before it confirms: answers, no scores (R10)."""
    lines = [
        ("Nhà", "House", "house_grade"),
        ("Tường", "Walls", "wall"),
        ("Nước", "Water", "water_source"),
        ("Nhà tiêu", "Toilet", "toilet"),
    ]
    counted = "${c1_n_hi}" if spec.standards else "${n_known}"

    def text(index: int, people: str, area: str, power: str) -> str:
        said = [f"{line[index]}: **${{b_{line[2]}}}**" for line in lines]
        return "\n\n".join(
            [
                f"{people}: **{counted}**",
                *said,
                f"{area}: **${{floor_area_m2}}** m²",
                f"{power}: **${{electricity_kwh}}**",
            ]
        )

    captures = [
        {"type": "calculate", "name": f"b_{name}", "calculation": f"jr:choice-name(${{{name}}}, '${{{name}}}')"}
        for _, _, name in lines
    ]
    vi = "**Đọc lại cho gia đình nghe**\n\n" + text(0, "Số người được tính", "Diện tích nhà", "Điện mỗi tháng (kWh)")
    en = "**Read back to the family**\n\n" + text(1, "Members counted", "Floor area", "Electricity (kWh)")
    return [
        *captures,
        {
            "type": "note",
            "name": "n_back",
            **label(vi, en),
            "relevant": "${loaded} != '' and ${visit_outcome} = 'completed'",
        },
    ]


def _score_rows(spec: RoundSpec) -> list[Row]:
    """The provisional class under each standard, where the round shows it (R30)."""
    rows: list[Row] = []
    for number, used in enumerate(spec.standards, start=1):
        words = "'Chưa xác định'"
        for code, vi, _ in reversed(CLASS_LABELS):
            words = f"if(${{c{number}_class}} = '{code}', '{vi}', {words})"
        rows.append({"type": "calculate", "name": f"s{number}_word", "calculation": words})
        score = f"B1 ${{c{number}_b1}}, " if used.method == "points" else ""
        text = f"%s **${{s{number}_word}}** ({score}B2 ${{c{number}_b2}}). {used.standard.title}"
        rows.append(
            {
                "type": "note",
                "name": f"n_score{number}",
                **label(text % "Tạm tính, chưa phải kết quả:", text % "Provisional, not a result:"),
                "relevant": "${loaded} != '' and ${visit_outcome} = 'completed'",
            }
        )
    return rows


def _entity_row() -> Row:
    return {
        "list_name": "households",
        "entity_id": "${loaded}",
        "create_if": "${src} = 'n'",
        "update_if": "${src} != 'n'",
        "label": "${title}",
    }


def _settings_row(template: Template, spec: RoundSpec, version: str) -> Row:
    title = template.data["title"]["vi"]
    return {
        "form_title": f"{title} ({spec.name})" + (" – TẬP HUẤN" if spec.is_training else ""),
        "form_id": template.data["form_id"],
        "version": version,
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


def _version(spec: RoundSpec, template: str, rows: list[Row]) -> str:
    hasher = hashlib.sha256(template.encode())
    hasher.update(repr(rows).encode())
    hasher.update(f"{spec.code}|{spec.name}|{spec.is_training}".encode())
    for used in spec.standards:
        hasher.update(used.standard.digest.encode())
        hasher.update((used.scoring.digest if used.scoring else "").encode())
    return f"{spec.reference_on.year}-{hasher.hexdigest()[:10]}"


__all__ = ["EN", "VI", "Any", "build_household_review", "build_round_forms", "compile_xlsx"]
