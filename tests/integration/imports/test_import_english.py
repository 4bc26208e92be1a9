"""What an import finds is kept by its words and values: who reads English reads it in English, the same run at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from flask.testing import FlaskClient
from sqlalchemy import update

from server.domain.facts import load_facts
from server.domain.imports import fields
from server.domain.yaml_reading import read_yaml
from server.papers.sheet_reading import read_sheet
from server.services import imports
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import ImportFault, ImportRun
from server.telling import Told, from_json, in_both, in_sentence, joined, kept, tell, to_json
from server.web.catalogue import COOKIE as LANGUAGE
from server.web.marking import LETTERS
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, TERMS, check, faults_of, village_names, write_sheet
from tests.builders.spoken_pages import Data, Piece, read_pieces
from tests.integration.figures.test_figures_page import client_of

HEADS = (
    "Ấp",
    "Mã hộ",
    "Chủ hộ",
    "Năm sinh",
    "Số CMND",
    "Kết quả",
    "Điểm B1",
    "Số khẩu",
    "Ngày quyết định",
    "Nghèo",
    "Giới tính",
)
ADDRESS = "/nhap-du-lieu"


@pytest.fixture(scope="module")
def reader(node: Node) -> Iterator[FlaskClient]:
    """Somebody who administers, and reads English."""
    with client_of(node, "admin") as client:
        client.set_cookie(LANGUAGE, "en")
        yield client


def dirty_rows(village: str) -> list[tuple[Any, ...]]:
    """Rows with every fault a household's row can have, as far as one sheet can."""
    good = (village, 1, "Lê Thị Mẫu", 1960, None, "Nghèo", 80, 3, None, None, None)

    def but(**cells: Any) -> tuple[Any, ...]:
        return tuple(cells.get(f"c{n}", cell) for n, cell in enumerate(good))

    return [
        but(c2="Trần Thị Hai"),
        but(c2="Trần Thị Hai"),
        but(c2="Trần Thị Hai", c5="Cận nghèo"),
        but(c2=None),
        but(c2="Nguyễn Văn A"),
        but(c2="Lê 3 Mẫu"),
        but(c2="Lê Thị Bốn", c3="45/13/1960"),
        but(c2="Lê Thị Năm", c3="12/13/1960"),
        but(c2="Lê Thị Sáu", c3="hồi nhỏ"),
        but(c2="Lê Thị Bảy", c3="1/2/60"),
        but(c2="Lê Thị Tám", c4=27000001),
        but(c2="Lê Thị Chín", c4="27300x"),
        but(c2="Lê Thị Mười", c4="273"),
        but(c2="Lê Thị Mốt", c4="2,73E+11"),
        but(c2="Lê Thị Dư", c5="hộ khá"),
        but(c2="Lê Thị Kém", c5="#REF!"),
        but(c2="Lê Thị Lẻ", c5=None),
        but(c2="Lê Thị Đôi", c5="Nghèo", c9="x", c10="Nữ"),
        but(c2="Lê Thị Mâu", c5="Cận nghèo", c9="x"),
        but(c2="Lê Thị Điểm", c6=-3),
        but(c2="Lê Thị Khẩu", c7=99),
        but(c2="Lê Thị Nửa", c7=2.5),
        but(c2="Lê Thị Ngày", c8="hôm qua"),
        but(c2="Lê Thị Thiếu", c8="2015"),
        but(c2="Lê Thị Dấu", c9="xem sau"),
        but(c2="Lê Thị Dài", c1="9" * 1_001),
        but(c2="Lê Thị Lạ", c0="Ấp Lạ"),
        but(c2="Lê Thị Không", c0=None),
        but(c2="Lê Thị Giới", c10="khác lạ"),
        but(c2="Lê Thị Căn", c4="077199001234", c10="Nam"),
        but(c2="Lê Thị Cước", c4="077199001234"),
    ]


STAFF = (
    ("Họ và tên", "Vai trò", "Huyện", "Xã", "Thôn", "Tài khoản", "Đến ngày"),
    ("Vai Văn Không", "Thanh tra", None, "Toàn tỉnh", None, None, None),
    ("Vai Thị Bảo", "Bảo vệ", None, "Phường 1", None, None, None),
    ("Vai Thị Trưởng", "Trưởng ấp", None, "Phường 1", None, None, None),
    ("Vai Thị Nơi", "Sở", None, None, None, None, None),
    ("Vai Thị Huyện", "Sở", "Huyện Lạ", None, None, None, None),
    ("Vai Thị Xã", "Cán bộ xã", None, "Xã Lạ", None, None, None),
    ("Vai Thị Ấp", "RSV", None, "Phường 1", "Ấp Lạ", "admin", None),
)
TOTALS = (("Xã", "Tổng số hộ", "Tổng số nhân khẩu"), ("Phường 1", 900, 20), ("Xã Lạ", None, 3))
VILLAGES = (("Tên ấp", "Xã"), ("Ấp Trùng", "Phường 1"), ("ấp trùng", "Phường 1"), (None, "Xã Lạ"), ("Ấp Nhầm", "Xã Lạ"))


def words_of_sheets(*rows: tuple[Any, ...]) -> set[str]:
    """What stands in cells, as people wrote it, and the words a person may write into them."""
    listed = read_yaml(Path(fields.__file__).with_name("fields.yaml"))["choices"].values()
    choices = {word for one in listed for written in one["words"].values() for word in written}
    choices |= {str(one.vi) for name in ("sex", "relation", "ethnicity") for one in load_facts().member[name].choices}
    return {str(cell) for row in rows for cell in row if isinstance(cell, str)} | choices


def is_right(piece: Piece, data: Data, words: set[str]) -> bool:
    """No Vietnamese but what people wrote or are to write, marked as such."""
    is_theirs = not LETTERS.search(data.taken_out(without(piece.text, words)))
    is_theirs |= not LETTERS.search(without(data.taken_out(piece.text), words))
    return not LETTERS.search(piece.text) or (is_theirs and (piece.language == "vi" or piece.is_whole))


def without(text: str, words: set[str]) -> str:
    """What is left of a text; of words that hold each other the longest goes first."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    return text


def test_faults_of_every_kind_are_english_on_an_english_page(node: Node, reader: FlaskClient) -> None:
    households = [HEADS, *dirty_rows(village_names(node)[0])]
    sheets: dict[str, Any] = {"households": households, "staff": STAFF, "denominators": TOTALS, "villages": VILLAGES}
    terms = {"denominators": {"source": "A", "counted_on": "2015-12-31"}, "households": {**TERMS, "decision_no": ""}}
    wrong: list[Any] = []
    found, data = 0, Data(node)
    for kind, rows in sheets.items():
        run = check(node, write_sheet(*rows), kind, terms.get(kind, {}))
        told = faults_of(node, run)
        found += len({str(one.what) for one in told})
        words = words_of_sheets(*rows)
        for number in range(1, 3):
            page = reader.get(f"{ADDRESS}/{run.import_id}?trang={number}").text
            wrong += [one for one in read_pieces(page) if not is_right(one, data, words)]
        marked = reader.get(f"{ADDRESS}/{run.import_id}/loi.xlsx").data
        listed = read_sheet(marked, "Faults").rows
        assert len(listed) == len(told) + 1
        wrong += [row for row in listed if not is_right(Piece(f"{row[2]} {row[4]}", "vi", ""), data, words)]
        assert listed[0][2:4] == ["Why", "Remedy"]
    assert found > 40
    assert wrong == []


@pytest.mark.parametrize("place", ["checked", "mapping", "columns"])
def test_the_other_pages_of_an_import_are_english(node: Node, reader: FlaskClient, place: str) -> None:
    sheet = write_sheet(HEADS, *dirty_rows(village_names(node)[0])[:3])
    import_id = imports.start_run(node, read_admin(node), "households", AREA, ("danh-sach.xlsx", sheet))
    if place == "columns":
        form = {"csrf_token": token(reader), "cot-0": "village", "cot-1": "village", "decision_on": "hôm qua"}
        answer = reader.post(f"{ADDRESS}/{import_id}/cot", data=form)
    elif place == "checked":
        stored = (
            update(ImportRun.__table__).where(ImportRun.import_id == import_id).values(state="checking", sheet="Mất")
        )
        node.writer.write(lambda unit: unit.connection.execute(stored))
        HANDLERS["import_check"](node, {"import_id": import_id})
        answer = reader.get(f"{ADDRESS}/{import_id}")
        assert "The file has no sheet" in answer.text
    else:
        answer = reader.get(f"{ADDRESS}/{import_id}")
    words = words_of_sheets(HEADS, *dirty_rows(village_names(node)[0])) | {"Mất", "hôm qua"}
    data = Data(node)
    assert [one for one in read_pieces(answer.text) if not is_right(one, data, words)] == []


def token(client: FlaskClient) -> str:
    """The token of a form."""
    return client.get(ADDRESS).text.split('name="csrf_token" value="')[1].split('"')[0]


def test_the_same_faults_are_told_to_each_in_his_language(node: Node, reader: FlaskClient) -> None:
    run = check(node, write_sheet(HEADS, *dirty_rows(village_names(node)[0])))
    address = f"{ADDRESS}/{run.import_id}"
    assert "Use one of:" in reader.get(address).text
    with client_of(node, "tinh") as other:
        text = other.get(address).text
    assert "Dùng một trong:" in text and "Use one of" not in text


def test_a_fault_that_an_earlier_release_wrote_is_still_told(node: Node) -> None:
    run = check(node, write_sheet(HEADS, *dirty_rows(village_names(node)[0])[3:4]))
    old = update(ImportFault.__table__).where(ImportFault.import_id == run.import_id)
    node.writer.write(lambda unit: unit.connection.execute(old.values(what="thiếu tên", remedy="Ghi tên.")))
    assert {(str(one.what), str(one.remedy)) for one in faults_of(node, run)} == {("thiếu tên", "Ghi tên.")}


@pytest.mark.parametrize(
    "told",
    [
        tell("Không có chuẩn “{standard}”.", standard="vn"),
        tell("có {n} chữ số; căn cước có 12, chứng minh nhân dân có 9", n=1_234),
        tell(
            "ghi hai kết quả: {told}", told=joined([tell("Nghèo"), in_both("Xã", "Commune"), 3, Decimal("1.5")], "; ")
        ),
        tell("trùng với dòng {row}", row=date(2026, 11, 27)),
        in_sentence(tell("Không có chuẩn “{standard}”.", standard=["a", "b"])),
        kept("Nhà ở"),
        Told("như đã viết"),
    ],
)
def test_a_text_that_was_kept_is_said_as_the_one_that_was_told(told: Told) -> None:
    again = from_json(to_json(told))
    assert (again, type(again)) == (told, type(told))
    for language in ("vi", "en"):
        assert again.render("<{}>".format, language) == told.render("<{}>".format, language)


def test_a_hidden_sheet_is_told_in_english(node: Node, reader: FlaskClient) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in ("A", "B"):
        book.add_worksheet(name).write_row(0, 0, HEADS)
    book.worksheets()[1].hide()
    book.close()
    import_id = imports.start_run(node, read_admin(node), "households", AREA, ("a.xlsx", out.getvalue()))
    run_due_jobs(node, HANDLERS)
    text = reader.get(f"{ADDRESS}/{import_id}").text
    assert "Only the sheet “A” is read. Hidden, not read: B." in " ".join(text.split())
