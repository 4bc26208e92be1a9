"""Lists of households from file to register: dry run, application by records, corrections, taking back, signing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from server.errors import Problem
from server.services import imports
from server.services.imports import applying
from server.services.imports.signing import count_register, newest_signings, sign_list
from server.services.imports.undoing import start_undo
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.store.tables import Household, ImportDone, ImportEffect, ImportRun, Member
from sync.log import read_subject
from tests.builders.dirty_lists import Dirty, make_dirty_list
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, TERMS, bring_in, check, faults_of, village_names, write_sheet

HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả")


@pytest.fixture(scope="module")
def dirty(node: Node) -> Dirty:
    """A list of 200 households with every failure."""
    return make_dirty_list(village_names(node), 200)


@pytest.fixture(scope="module")
def checked(node: Node, dirty: Dirty) -> Any:
    """Its dry run."""
    return check(node, dirty.xlsx)


def count_active(node: Node) -> int:
    """Active households of the node."""
    query = select(func.count()).select_from(Household.__table__).where(Household.state == "active")
    return int(node.read(lambda c: c.execute(query).scalar_one()))


def row_of(node: Node, head: str) -> Any:
    """The newest household with this head."""
    query = select(Household.__table__).where(Household.head_name == head).order_by(Household.code.desc())
    return node.read(lambda c: c.execute(query).first())


def test_the_dry_run_finds_the_sheet_its_columns_and_its_letters(checked: Any) -> None:
    assert checked.sheet == "DS hộ"
    assert sorted(checked.plan["columns"].values()) == [
        *("b1", "birth", "head_name", "identifier", "is_near_poor", "is_poor", "old_code", "persons", "reviewed_on"),
        *("sex", "village"),
    ]
    assert checked.plan["encodings"] == {"3": "tcvn3"}


def test_the_dry_run_counts_what_would_come_in(checked: Any, dirty: Dirty) -> None:
    counts = checked.counts
    assert counts["ready"] == dirty.households
    assert counts["outcomes"] == {"poor": dirty.poor, "near_poor": dirty.near_poor}
    assert counts["persons"] == dirty.persons
    assert counts["outside"] == dirty.twice + 4
    assert counts["skipped"] == {"numbering": 1, "heading": 1, "total": 1, "empty": 1, "other": 1}
    assert counts["hidden"] == 1


def test_every_fault_names_its_cell_and_what_to_do(node: Node, checked: Any, dirty: Dirty) -> None:
    found = faults_of(node, checked)
    assert all(one.what and one.remedy for one in found)
    places = {(one.row, one.column): one.what for one in found if one.severity == "block"}
    assert places[dirty.unreadable["head"]] == "thiếu họ tên chủ hộ"
    assert places[dirty.unreadable["test"]] == "có vẻ là dòng ghi thử"
    told = Counter(one.what.split(" dòng")[0] for one in found)
    assert told["trùng với"] == dirty.twice
    assert told["chưa có thôn này trong danh mục"] == 1


def test_nothing_comes_in_before_it_is_asked_for(node: Node, checked: Any) -> None:
    effects = select(func.count()).select_from(ImportEffect.__table__)
    assert node.read(lambda c: c.execute(effects).scalar_one()) == 0


def test_the_list_comes_in_is_corrected_and_taken_back(node: Node, checked: Any, dirty: Dirty) -> None:
    before = count_active(node)
    row, column = dirty.unreadable["head"]
    imports.fix_cells(node, checked.import_id, {f"{row}:{column}": "Phạm Thị Sửa"})
    run_due_jobs(node, HANDLERS)
    village = imports.get_run(node, checked.import_id).counts["villages"][0]
    imports.choose_villages(node, checked.import_id, {village["key"]: "new"})
    run_due_jobs(node, HANDLERS)
    assert imports.get_run(node, checked.import_id).counts["ready"] == dirty.households + 2
    imports.start_apply(node, checked.import_id)
    run_due_jobs(node, HANDLERS)
    run = imports.get_run(node, checked.import_id)
    assert (run.state, run.done) == ("applied", dirty.households + 2)
    assert count_active(node) == before + dirty.households + 2
    assert "Ấp Chưa Có Tên" in village_names(node)
    fixed = row_of(node, "Phạm Thị Sửa")
    kinds = [one.record.envelope.kind for one in node.read(lambda c: read_subject(c, fixed.household_id))]
    assert kinds == ["household.registered", "status.imported"]
    start_undo(node, read_admin(node), run.import_id)
    run_due_jobs(node, HANDLERS)
    assert imports.get_run(node, run.import_id).state == "undone"
    assert count_active(node) == before
    done = node.read(
        lambda c: c.execute(select(ImportDone.__table__).where(ImportDone.import_id == run.import_id)).one()
    )
    assert done.undone_at is not None


def test_codes_given_while_an_import_runs_are_given_to_nobody_else(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    village, find = village_names(node)[0], applying._find_targets
    names = ("Ất", "Giáp", "Bính", "Đinh")
    between = write_sheet(
        HEADS, *((village, 70 + n, f"Xen Thị {one}", 1950 + n, "Nghèo") for n, one in enumerate(names))
    )
    slow = write_sheet(HEADS, *((village, 80 + n, f"Chậm Thị {one}", 1950 + n, "Nghèo") for n, one in enumerate(names)))

    def interrupted(*given: Any) -> Any:
        """Another list is applied, by another process, once this import has counted."""
        monkeypatch.setattr(applying, "_find_targets", find)
        assert bring_in(node, between).state == "applied"
        return find(*given)

    before = count_active(node)
    monkeypatch.setattr(applying, "_find_targets", interrupted)
    assert bring_in(node, slow).state == "applied"
    assert count_active(node) == before + 8
    codes = node.read(lambda c: list(c.execute(select(Household.code)).scalars()))
    assert [code for code, count in Counter(codes).items() if count > 1] == []


def test_a_job_that_runs_again_brings_nothing_twice(node: Node) -> None:
    village = village_names(node)[0]
    rows = [(village, n, f"Lặp Thị {name}", 1950 + n, "Nghèo") for n, name in enumerate(("Một", "Hai", "Ba"))]
    run = bring_in(node, write_sheet(HEADS, *rows))
    before = count_active(node)
    again = ImportRun.__table__.update().where(ImportRun.import_id == run.import_id).values(state="applying")
    node.writer.write(lambda unit: unit.connection.execute(again))
    HANDLERS["import_apply"](node, {"import_id": run.import_id})
    assert count_active(node) == before


def test_an_earlier_year_is_added_below_the_newer_and_given_back(node: Node) -> None:
    village = village_names(node)[0]
    newer = write_sheet(HEADS, (village, 1, "Nhiều Thị Năm", 1960, "Cận nghèo"))
    older = write_sheet(HEADS, (village, 55, "Nhiều Thị Năm", None, "Nghèo"))
    bring_in(node, newer)
    years = {"decision_no": "9/QĐ-TH", "decision_on": "2014-12-20", "from_on": "2015-01-01", "to_on": "2015-12-31"}
    run = bring_in(node, older, terms={**TERMS, **years})
    assert run.counts["known"] == 1
    status = row_of(node, "Nhiều Thị Năm").recognised["training_points"]
    assert (status["outcome"], [one["outcome"] for one in status["past"]]) == ("near_poor", ["poor"])
    start_undo(node, read_admin(node), run.import_id)
    run_due_jobs(node, HANDLERS)
    assert "past" not in row_of(node, "Nhiều Thị Năm").recognised["training_points"]


def test_an_import_overtaken_by_another_is_not_taken_back(node: Node) -> None:
    village = village_names(node)[0]
    sheet = write_sheet(HEADS, (village, 1, "Sau Thị Trước", 1960, "Nghèo"))
    first = bring_in(node, sheet)
    later = {"decision_no": "20/QĐ-TH", "decision_on": "2016-12-20", "from_on": "2017-01-01"}
    bring_in(node, sheet, terms={**TERMS, **later})
    with pytest.raises(Problem, match="có lần nhập sau") as told:
        start_undo(node, read_admin(node), first.import_id)
    assert row_of(node, "Sau Thị Trước").code in told.value.message


def test_the_same_head_with_another_year_of_birth_is_another_household(node: Node) -> None:
    village = village_names(node)[0]
    bring_in(node, write_sheet(HEADS, (village, 1, "Trùng Văn Tên", 1960, "Nghèo")))
    run = bring_in(node, write_sheet(HEADS, (village, 1, "Trùng Văn Tên", 1985, "Nghèo")))
    assert run.counts["known"] == 0
    query = select(func.count()).select_from(Household.__table__).where(Household.head_name == "Trùng Văn Tên")
    assert node.read(lambda c: c.execute(query).scalar_one()) == 2


def test_headings_are_remembered(node: Node) -> None:
    village = village_names(node)[0]
    sheet = write_sheet(("Nơi", "Ai", "Diện"), (village, "Nhớ Thị Cột", "Nghèo"))
    first = imports.start_run(node, read_admin(node), "households", AREA, ("a.xlsx", sheet))
    assert imports.get_run(node, first).plan["columns"] == {}
    columns = {"0": "village", "1": "head_name", "2": "outcome"}
    imports.plan_run(node, first, {"columns": columns, "terms": TERMS, "first_row": "2"})
    second = imports.start_run(node, read_admin(node), "households", AREA, ("a.xlsx", sheet))
    assert imports.get_run(node, second).plan["columns"] == columns


def test_what_is_missing_is_asked_before_checking(node: Node) -> None:
    sheet = write_sheet(("Ấp", "Chủ hộ"), ("Ấp 1", "Lê Thị Mẫu"))
    one = imports.start_run(node, read_admin(node), "households", AREA, ("a.xlsx", sheet))
    plan = imports.get_run(node, one).plan
    with pytest.raises(Problem, match=r"Kết quả.*chuẩn nghèo"):
        imports.plan_run(node, one, {"columns": plan["columns"], "terms": {"area_code": AREA}})


def test_the_register_is_held_against_published_totals(node: Node) -> None:
    counted = node.read(lambda c: count_register(c, [AREA], "training_points"))[AREA]
    said: dict[str, Any] = {
        "standard": "training_points",
        "status_on": "2015-12-31",
        "source": "Báo cáo 15/BC",
        "note": "",
    }
    with pytest.raises(Problem, match="chưa có lời giải thích"):
        sign_list(node, read_admin(node), AREA, {**said, "published": {"poor": {"households": 10_000}}})
    off = {"poor": {"households": counted["poor"]["households"] + 1}}
    found = sign_list(node, read_admin(node), AREA, {**said, "published": off, "note": "Một hộ đã chuyển đi."})
    assert [(one.outcome, one.measure, one.gap) for one in found] == [("poor", "households", -1)]
    assert sign_list(node, read_admin(node), AREA, {**said, "published": counted}) == ()
    signed = node.read(lambda c: newest_signings(c, [AREA], "training_points"))[AREA]
    assert signed.counted == counted
    with pytest.raises(Problem, match="xã chưa ký"):
        sign_list(node, read_admin(node), "77", {**said, "published": counted})


def test_a_rebuild_gives_the_same_register(node: Node) -> None:
    def state() -> list[Any]:
        columns = (Household.household_id, Household.state, Household.recognised, Household.code)
        rows = node.read(lambda c: c.execute(select(*columns).order_by(Household.household_id)).all())
        people = node.read(lambda c: c.execute(select(func.count()).select_from(Member.__table__)).scalar_one())
        effects = node.read(
            lambda c: c.execute(select(ImportEffect.__table__).order_by(*ImportEffect.__table__.primary_key)).all()
        )
        return [rows, people, effects]

    before = state()
    rebuild_node(node, lambda _done, _total: None)
    assert state() == before


def test_a_file_of_another_kind_is_told(node: Node, tmp_path: Path) -> None:
    for data, told in ((b"", "Tệp trống"), (b"%PDF-1.4 xyz", "không phải bảng tính"), (b"PK\x03\x04nothing", "hỏng")):
        with pytest.raises(Problem, match=told):
            imports.start_run(node, read_admin(node), "households", AREA, ("a.pdf", data))
