"""What an enumerator sees, screen by screen, on the real engine (R10, R30)."""

from __future__ import annotations

from collections import defaultdict

import pytest
from lxml import etree

from forms.conftest import Open
from forms.tablet import EVERYTHING, answers, build, household, member, new_person
from server.forms.spec import BuiltForm
from tests.clients.javarosa import Engine

MOST_ON_A_SCREEN = 12
FULL = {
    "m_state[1]": "away_short", "m_away_reason[1]": "work", "m_id_type[1]": "cccd", "m_id_number[1]": "0" * 12,
    "m_birth_month[1]": "5", "m_sex[1]": "female", "m_in_school[1]": "yes",
}  # fmt: skip


def screens(engine: Engine, form: BuiltForm | None = None) -> dict[str, list[str]]:
    """Each screen of the form, from the first on, with the questions it shows now; notes are not counted."""
    group_of: dict[str, str] = {}
    for group in etree.fromstring((form or build()).xml).iter("{*}group"):
        if "field-list" in (group.get("appearance") or ""):
            group_of |= {one.get("ref", "").rsplit("/", 1)[-1]: group.get("ref", "") for one in group.iter("{*}*")}
    found: dict[str, list[str]] = defaultdict(list)
    for one in engine.visible():
        name, _, number = one["name"].partition("[")
        screen = found[f"{group_of.get(name, name)}{number}"]
        if not name.startswith(("n_", "w_")):
            screen.append(one["name"])
    return dict(found)


@pytest.fixture
def filled(opened: Open, engine: Engine) -> None:
    """A completed form, with as much asked of people as can be."""
    opened([household()], [member(1), member(2)])
    asked = answers(2, has_new="yes", **FULL) | new_person(1, joined_on="2018-02-01", id_type="cmnd", id_number="1" * 9)
    asked |= {
        "nm_state[1]": "away_long",
        "nm_away_reason[1]": "school",
        "nm_birth_month[1]": "2",
        "nm_sex[1]": "female",
    }
    assert engine.fill(asked, {"newm": 1}) == []


def test_each_section_is_a_screen_and_none_is_long(filled: None, engine: Engine) -> None:
    shown = screens(engine)
    assert list(shown)[:3] == ["n_notice", "/data/g_case", "/data/g_visit"]
    sections = [f"/data/g_{one}" for one in ("housing", "water", "information", "assets", "land", "income", "needs")]
    assert [one for one in shown if one in sections] == sections
    people = ["/data/member/mg_person1]", "/data/member/mg_schooling1]", "/data/member/mg_health1]"]
    assert [one for one in shown if one in people] == people
    assert {name: asked for name, asked in shown.items() if len(asked) > MOST_ON_A_SCREEN} == {}
    assert {"m_id_number[1]", "m_away_reason[1]"} <= set(shown["/data/member/mg_person1]"])


def test_no_screen_is_long_in_a_round_that_asks_everything(opened: Open, engine: Engine) -> None:
    form = build(methods=EVERYTHING)
    opened([household()], [member(1), member(2)], form=form)
    assert engine.fill(answers(2, **FULL, **{"m_in_training[1]": "no"})) == []
    shown = screens(engine, form)
    assert {"m_fits_school_level[1]", "m_has_age_certificate[1]"} <= set(shown["/data/member/mg_schooling1]"])
    assert "has_internet" in shown["/data/g_information"]
    assert {name: asked for name, asked in shown.items() if len(asked) > MOST_ON_A_SCREEN} == {}


def test_the_read_back_says_what_was_answered_and_who_lives_here_without_scores(opened: Open, engine: Engine) -> None:
    opened([household(size=3)], [member(1), member(2, full_name='Trần "Bé"'), member(3)])
    changes = {
        "m_state[3]": "died", "m_left_on[3]": "2018-01-02", "m_in_school[2]": "yes", "m_repeats_class[2]": "no",
        "floor_area_m2": "41.5", "wall": "durable_wood", "annual_land_m2": "12005", "perennial_land_m2": "999",
        "pond_m2": "1000", "income_vnd": "1000050",
    }  # fmt: skip
    new = new_person(1, full_name="Bé Na", in_school="yes", repeats_class="no")
    assert engine.fill(answers(3, has_new="yes", **changes) | new, {"newm": 1}) == []
    (text,) = [one["label"] for one in engine.visible() if one["name"] == "n_back"]
    lines = text.split("\n\n")
    assert lines[:5] == [
        "**Đọc lại cho gia đình nghe**",
        'Người trong hộ: **Người 1, Trần "Bé", Bé Na**',
        "Không còn ở trong hộ: **Người 3**",
        'Đang đi học: **Trần "Bé", Bé Na**',
        "Có thẻ bảo hiểm y tế còn hạn: **–**",
    ]
    assert "Vật liệu chính của tường: **Gỗ bền chắc**" in lines[8] and lines[8].endswith(
        "Diện tích nhà ở (m²): **41.5**"
    )
    assert lines[12].startswith(
        "Đất trồng cây hàng năm (m²): **12.005**; Đất trồng cây lâu năm (m²): **999**; "
        "Mặt nước nuôi trồng thủy sản (m²): **1.000**; "
    )
    assert lines[13:] == ["Tổng thu nhập cả hộ, bình quân một tháng trong 12 tháng qua (đồng): **1.000.050**"]
    assert not [one for one in lines if "B1" in one or "****" in one]


def test_the_read_back_follows_the_language_of_the_tablet(opened: Open, engine: Engine) -> None:
    media = opened([household()], [member(1), member(2)])
    engine.load(media.parent / "form.xml", media, language="English (en)")
    engine.new()
    engine.fill(answers(2, wall="durable_wood"))
    (text,) = [one["label"] for one in engine.visible() if one["name"] == "n_back"]
    assert "; Main wall material: **Durable wood**; " in text


def test_the_provisional_class_scores_and_deprivations_are_shown(filled: None, engine: Engine) -> None:
    notes = {one["name"]: one["label"] for one in engine.visible() if one["name"].startswith("n_score")}
    assert list(notes) == ["n_score1", "n_score2"]
    said = {one: engine.evaluate(f"/data/{one}") for one in ("c1_class", "c1_b1", "c1_b2", "c2_b2")}
    assert said["c1_class"] == "poor"
    lines = notes["n_score1"].split("\n\n")
    assert lines[0] == "**Tạm tính, chưa phải kết quả**"
    assert lines[2:4] == ["Phân loại: **Nghèo**", f"Điểm: B1 **{said['c1_b1']}**, B2 **{said['c1_b2']}**"]
    assert lines[4].startswith("Thiếu hụt: ") and "Chất lượng nhà ở" in lines[4] and not lines[4].endswith(";")
    assert f"Điểm: B2 **{said['c2_b2']}**" in notes["n_score2"] and "B1" not in notes["n_score2"]
    names = [one["name"] for one in engine.visible()]
    assert names.index("n_back") < names.index("n_score1") < names.index("house_point")


def test_an_answer_that_is_still_open_is_named_among_the_deprivations(opened: Open, engine: Engine) -> None:
    opened([household() | {"water_source": ""}], [member(1), member(2)])
    engine.fill(answers(2))
    lines = next(one["label"] for one in engine.visible() if one["name"] == "n_score1").split("\n\n")
    assert "Nguồn nước (chưa rõ)" in lines[4] and "Nhà tiêu (chưa rõ)" not in lines[4]


def test_a_round_that_hides_scores_and_asks_no_income_shows_neither(opened: Open, engine: Engine) -> None:
    opened([household()], [member(1), member(2)], form=build(shows_scores=False, methods=("points",)))
    assert engine.fill(answers(2)) == []
    seen = engine.visible()
    names = {one["name"] for one in seen}
    assert "n_back" in names and not {"n_score1", "income_vnd"} & names
    assert not [one for one in seen if "B1" in one["label"] or "thu nhập" in one["label"]]
    assert etree.fromstring(engine.finalize().encode()).findtext("c1_class") == "poor"
