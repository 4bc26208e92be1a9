"""Own forms through the services and the command line, on a real node: published, compared, refused, rolled back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from server.cli import main
from server.demo.build import ROUND_CODE
from server.errors import Problem
from server.services import forms, rounds
from server.services.lists import open_view, read_form
from server.services.node import Node
from server.store.tables import Account, Grant
from sync.log import read_subject
from tests.builders.serving import read_demo
from tests.builders.workbooks import FACT, Sheets, survey, to_xlsx

Run = Callable[..., Result]


@pytest.fixture
def rasoat(demo_node: Node, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line on the demo node."""
    monkeypatch.setenv("RASOAT_VAR", str(demo_node.config.var))
    monkeypatch.setenv("PATH", "")  # without Java, which other tests have
    demo_node.close()
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(autouse=True)
def without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """ODK Validate takes seconds and has its own test."""
    monkeypatch.setattr("server.forms.own.find_java", lambda: None)


def publish(node: Node, admin: str, sheets: Sheets) -> str:
    """Publish sheets in the demo's round."""
    return forms.publish_form(node, admin, ROUND_CODE, to_xlsx(sheets))


def listed(node: Node) -> dict[str, str]:
    """What the first enumerator's tablet sees: form id to version."""
    view = open_view(node, read_demo(node)["enumerators"][0]["server_url"].rsplit("/", 1)[-1])
    return {one.form_id: one.form_version for one in view.forms}


def test_a_published_survey_is_a_record_with_its_exact_bytes_and_reaches_the_tablets(
    demo_node: Node, admin: str
) -> None:
    xlsx = to_xlsx(survey())
    assert forms.publish_form(demo_node, admin, ROUND_CODE, xlsx) == "1"
    row = forms.get_form(demo_node, "khao_sat", "1")
    assert (row.xlsx, row.is_current, row.notes["source"]) == (xlsx, True, "own")
    assert listed(demo_node)["khao_sat"] == "1"
    view = open_view(demo_node, read_demo(demo_node)["enumerators"][0]["server_url"].rsplit("/", 1)[-1])
    assert read_form(demo_node, next(one for one in view.forms if one.form_id == "khao_sat")) == row.xml
    last = demo_node.read(lambda c: read_subject(c, row.round_id))[-1].record.envelope
    assert (last.kind, last.actor) == ("form.published", admin)


def test_a_version_is_never_used_twice(demo_node: Node, admin: str) -> None:
    publish(demo_node, admin, survey())
    with pytest.raises(Problem, match=r"bản “1” của khao_sat đã công bố.*Ghi số bản khác vào ô version") as caught:
        publish(demo_node, admin, survey(form_title="Khác"))
    assert caught.value.code == "FORM-023"


def test_an_unsafe_change_is_refused_and_a_safe_one_takes_the_place_of_the_last_version(
    demo_node: Node, admin: str
) -> None:
    publish(demo_node, admin, survey())
    changed = survey(version="2")
    changed["survey"][1]["type"] = "text"
    with pytest.raises(Problem, match="so_gieng đổi kiểu từ “số nguyên” thành “chữ”"):
        publish(demo_node, admin, changed)
    changed["survey"][1] |= {"type": "integer", "label": "Số giếng đang dùng"}
    assert publish(demo_node, admin, changed) == "2"
    assert listed(demo_node)["khao_sat"] == "2"
    diff = forms.read_diff(demo_node, "khao_sat", "2")
    assert diff is not None
    assert [(one.name, one.before, one.after) for one in diff.changes] == [
        ("so_gieng", "Số giếng", "Số giếng đang dùng")
    ]
    assert forms.read_diff(demo_node, "khao_sat", "1") is None


def test_a_review_form_of_the_provinces_own_may_not_drop_a_fact_of_its_round(
    demo_node: Node, admin: str, review: Sheets
) -> None:
    lost = next(one for one in review["survey"] if one.get(FACT) == "electricity_kwh")
    del lost[FACT]
    with pytest.raises(Problem, match="mục electricity_kwh"):
        publish(demo_node, admin, review)
    lost[FACT] = "electricity_kwh"
    before = listed(demo_node)["household_review"]
    assert publish(demo_node, admin, review) == "tinh-1"
    assert listed(demo_node)["household_review"] == "tinh-1"
    rolled = forms.roll_back(demo_node, admin, "household_review", before)
    assert rolled == f"{before}-lui-1"
    assert listed(demo_node)["household_review"] == rolled
    again, earlier = (forms.get_form(demo_node, "household_review", one) for one in (rolled, before))
    assert again.xml == earlier.xml.replace(f'version="{before}"'.encode(), f'version="{rolled}"'.encode())
    assert again.xml != earlier.xml and again.xlsx == earlier.xlsx
    assert again.notes["rolled_back_from"] == "tinh-1"


def test_the_built_form_does_not_take_the_place_of_an_own_one_whose_answers_it_would_break(
    demo_node: Node, admin: str, review: Sheets
) -> None:
    standards = rounds.get_round(demo_node, ROUND_CODE).standards
    entries = tuple({name: one[name] for name in ("standard", "scoring", "method", "purpose")} for one in standards)
    new = rounds.NewRound(
        "TH-2017", "Tập huấn 2017", "training", "2017-09-01", "2017-12-31", "2017-12-31", entries, ("26506",)
    )
    rounds.create_round(demo_node, admin, new)
    review["survey"].append(
        {"type": "select_one yes_no", "name": "has_internet", "label": "Internet", FACT: "has_internet"}
    )
    own = forms.publish_form(demo_node, admin, "TH-2017", to_xlsx(review))
    with pytest.raises(Problem) as caught:
        rounds.publish_round(demo_node, admin, "TH-2017")
    assert caught.value.code == "ROUND-018"
    assert "has_internet" in caught.value.message and f"bản {own}" in caught.value.message
    row = forms.get_form(demo_node, "household_review", own)
    assert row.is_current


def test_rolling_back_to_the_version_in_use_is_refused(demo_node: Node, admin: str) -> None:
    publish(demo_node, admin, survey())
    with pytest.raises(Problem) as caught:
        forms.roll_back(demo_node, admin, "khao_sat", "1")
    assert caught.value.code == "FORM-027"


def test_a_person_who_compared_with_an_older_version_is_told_so(demo_node: Node, admin: str) -> None:
    publish(demo_node, admin, survey())
    with pytest.raises(Problem) as caught:
        forms.publish_form(demo_node, admin, ROUND_CODE, to_xlsx(survey(version="2")), seen_version="")
    assert caught.value.code == "FORM-025"


def test_only_the_province_and_administrators_publish(demo_node: Node) -> None:
    query = select(Account.actor_id).join(Grant, Grant.actor_id == Account.actor_id)
    officer = demo_node.read(lambda c: c.execute(query.where(Grant.role == "commune_officer")).scalars().first())
    with pytest.raises(Problem) as caught:
        publish(demo_node, str(officer), survey())
    assert caught.value.code == "FORM-026"


def test_a_survey_does_not_open_a_round_and_a_closed_one_takes_no_form(demo_node: Node, admin: str) -> None:
    rounds.change_state(demo_node, admin, ROUND_CODE, "closing")
    with pytest.raises(Problem, match="chưa mở hoặc đang đóng"):
        publish(demo_node, admin, survey())
    rounds.close_round(demo_node, admin, ROUND_CODE)
    with pytest.raises(Problem) as caught:
        publish(demo_node, admin, survey())
    assert caught.value.code == "ROUND-008"


def test_the_way_of_a_form_on_the_command_line(rasoat: Run, tmp_path: Path) -> None:
    file = tmp_path / "khao_sat.xlsx"
    sheets = survey()
    sheets["survey"][0]["type"] = "txt"
    file.write_bytes(to_xlsx(sheets))
    refused = rasoat("forms", "check", file, "--round", ROUND_CODE)
    assert (refused.exit_code, "LỖI" in refused.output) == (1, True)
    assert "Unknown question type 'txt'" in refused.output
    file.write_bytes(to_xlsx(survey()))
    assert "dùng được cho đợt" in rasoat("forms", "check", file, "--round", ROUND_CODE).output
    assert "Đã công bố bản 1" in rasoat("forms", "publish", file, "--round", ROUND_CODE).output
    file.write_bytes(to_xlsx(survey(version="2", form_title="Khảo sát giếng")))
    told = rasoat("forms", "diff", file, "--round", ROUND_CODE).output
    assert "~ [tên biểu mẫu] Khảo sát nước → Khảo sát giếng" in told
    assert "Đã công bố bản 2" in rasoat("forms", "publish", file, "--round", ROUND_CODE).output
    assert "nay là bản 1-lui-1" in rasoat("forms", "rollback", "khao_sat", "1").output
    file.write_bytes(to_xlsx(survey(version="3")))
    assert "Máy thử nhận bản 3-thu-1" in rasoat("forms", "publish", file, "--round", ROUND_CODE, "--trial").output
    assert "khao_sat\t3-thu-1\tbản thử" in rasoat("forms", "list").output
    assert "/v1/key/" in rasoat("forms", "tablet", "rsv-26506-1").output
    assert "[FORM-030]" in rasoat("forms", "tablet", "ai-do").output
    assert "khao_sat\t1-lui-1\tđang dùng\tcủa tỉnh" in rasoat("forms", "list").output
