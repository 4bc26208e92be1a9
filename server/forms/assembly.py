"""Sheets -> workbook -> XForm, for every form of a round. No Java; pyxform compiles.

The version is made of digests (sheets, packs, compiler), so equal inputs give the same version and different ones never
share it. The exact bytes are stored and replicated: a node never compiles a form it was given.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from server.domain.facts import FactDictionary
from server.errors import Problem
from server.standards.packs import RoundStandard
from server.telling import tell

from .languages import recordings_of, translated
from .questions import VI, Row, Template, label
from .read import compile_form
from .spec import BuiltForm, RoundSpec

TEMPLATES = Path(__file__).parents[2] / "xlsforms"
NAMESPACE = "urn:rasoat:form:1"
# The list's own label stays: a new household gets one in the same style.
ENTITY = {
    "list_name": "households",
    "entity_id": "${loaded}",
    "create_if": "${src} = 'n'",
    "update_if": "${src} != 'n'",
    "label": "${title}",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What one form is made of. `media`: the manifest's files in order; `packs`: digests of what it reads.

    `has_entity`: whether it updates its household on the tablet's list.
    """

    template: Template
    survey: list[Row]
    choices: list[Row]
    media: tuple[dict[str, str], ...]
    instance_name: str
    packs: tuple[str, ...]
    notes: dict[str, Any]
    has_entity: bool = True


def list_media(*csvs: str) -> tuple[dict[str, str], ...]:
    """The manifest's files: the entity list, then these CSVs."""
    return ({"name": "households.csv", "type": "entityList"}, *({"name": f"{one}.csv", "type": ""} for one in csvs))


def read_template(form_id: str) -> dict[str, Any]:
    """The order, conditions, hints and messages of a form, as `xlsforms/<form id>/template.yaml` has them."""
    data: dict[str, Any] = yaml.safe_load((TEMPLATES / form_id / "template.yaml").read_text("utf-8"))
    return data


def assemble(parts: Parts, spec: RoundSpec) -> BuiltForm:
    """Write, compile and check one form; Problem FORM-001 or FORM-004 where it cannot be published."""
    settings = _settings_row(parts, spec)
    sheets = {"survey": parts.survey, "choices": parts.choices, "entities": [ENTITY], "settings": [settings]}
    if not parts.has_entity:
        del sheets["entities"]
    sheets = translated(settings["form_id"], sheets, spec.languages)
    settings["version"] = version = _version(sheets, parts, spec)
    from .workbook import write_xlsx  # openpyxl, as pyxform below

    xlsx = write_xlsx(sheets)
    xml = compile_xlsx(xlsx)
    return BuiltForm(
        form_id=settings["form_id"],
        form_version=version,
        title=settings["form_title"],
        xml=xml,
        xlsx=xlsx,
        media=parts.media + recordings_of(sheets["survey"], spec.languages),
        notes=parts.notes | {"skipped": check_expressions(xml)},
    )


def check_expressions(xml: bytes) -> list[str]:
    """Expressions only the tablet can evaluate, listed; one that nobody here can read is a Problem at publish."""
    form = compile_form(xml)
    if form.unsupported:
        raise Problem(
            "FORM-004",
            422,
            tell("Máy chủ không hiểu biểu thức: {unsupported}.", unsupported="; ".join(form.unsupported[:5])),
            tell("Viết lại các biểu thức này bằng hàm của ODK rồi công bố lại."),
        )
    return form.skipped


def choice_rows(facts: FactDictionary, survey: list[Row], own: tuple[tuple[str, str, str, str], ...]) -> list[Row]:
    """The lists that a question of the form uses, and the form's own as (list, code, vi, en)."""
    used = {row["type"].partition(" ")[2] for row in survey if row["type"].startswith("select_")}
    rows: dict[tuple[str, str], Row] = {}
    for fact in [*facts.household.values(), *facts.member.values()]:
        for choice in fact.choices if fact.list_name in used else ():
            rows[fact.list_name, choice.code] = {
                "list_name": fact.list_name,
                "name": choice.code,
                **label(choice.vi, choice.en),
            }
    return [*rows.values(), *({"list_name": name, "name": code, **label(vi, en)} for name, code, vi, en in own)]


def compile_xlsx(xlsx: bytes) -> bytes:
    """Compile a workbook to XForm bytes; what pyxform refuses is a Problem with its own words."""
    # With all it reads spreadsheets by, pyxform is a tenth of a server's memory: read in where a form is built.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        result = convert(io.BytesIO(xlsx), file_type=".xlsx", validate=False, pretty_print=False)
    except PyXFormError as error:
        raise Problem(
            "FORM-001",
            409,
            tell("Biểu mẫu không dựng được: {error}", error=error),
            tell("Sửa tệp biểu mẫu theo lời báo."),
        ) from error
    xform: str = result.xform
    return xform.encode()


def check_complete(rows: list[Row], standards: tuple[RoundStandard, ...]) -> None:
    """Problem FORM-002 where a form does not ask a fact that its standards read."""
    asked = {(_level(row["name"]), row["bind::rasoat:fact"]) for row in rows if row.get("bind::rasoat:fact")}
    for used in standards:
        lacking = sorted(fact for level, fact in used.facts_needed() if (level, fact) not in asked)
        if lacking:
            raise Problem(
                "FORM-002",
                409,
                tell(
                    "Biểu mẫu thiếu mục {lacking} mà {title} cần.",
                    lacking=", ".join(lacking),
                    title=used.standard.title,
                ),
                tell("Thêm các mục này vào mẫu phiếu rồi công bố lại."),
            )


def _settings_row(parts: Parts, spec: RoundSpec) -> Row:
    title = parts.template.data["title"]["vi"]
    return {
        "form_title": f"{title} ({spec.name})" + (" – TẬP HUẤN" if spec.is_training else ""),
        "form_id": parts.template.data["form_id"],
        "version": "",
        "default_language": VI,
        "instance_name": parts.instance_name,
        "namespaces": f'rasoat="{NAMESPACE}"',
    }


def _version(sheets: dict[str, list[Row]], parts: Parts, spec: RoundSpec) -> str:
    """Short and made of everything that shapes the form: sheets (template, dictionary, round), packs, compiler."""
    import pyxform

    hasher = hashlib.sha256(repr((pyxform.__version__, sheets, parts.packs)).encode())
    return f"{spec.reference_on.year}-{hasher.hexdigest()[:10]}"


def _level(name: str) -> str:
    return "member" if name.startswith(("m_", "nm_")) else "household"
