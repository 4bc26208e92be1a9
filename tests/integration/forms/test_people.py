"""Members on the real engine: 15 people, who left, who came, names as people write them (R7, R8)."""

from __future__ import annotations

import pytest
from lxml import etree

from forms.conftest import Open
from forms.tablet import HEAD, answers, build_all, household, member, new_person, read
from tests.clients.javarosa import Engine


@pytest.mark.parametrize(
    ("procedure", "told"), [("tt17_2016", "người trong hộ: 6 (Thông tư 17/2016"), ("qd24_2021", "chưa có trong máy")]
)
def test_who_counts_as_a_member_is_told_as_the_rounds_procedure_has_it(procedure: str, told: str) -> None:
    form = etree.fromstring(build_all(procedure)["household_review"].xml)
    texts = {
        one.get("id", "").rsplit("/", 1)[-1]: "".join(one.itertext())
        for language in form.iter("{*}translation")
        if language.get("default")
        for one in language
    }
    assert told in texts["m_state:hint"] and texts["m_state:hint"] == texts["nm_state:hint"]


NAMES = ['Nguyễn "Bé" Ba', "Trần Văn O'Neil", "Lê\nThị <Tư> & con", "Đặng *Năm* _Sáu_ #7", "Võ, Thị; Tám"]


def test_fifteen_people_are_each_prefilled_with_their_own_answers(opened: Open, engine: Engine) -> None:
    opened([household(size=15)], [member(number, birth_year=str(1940 + number)) for number in range(1, 16)])
    assert engine.fill(answers(15)) == []
    sent = read(engine.finalize())
    assert [(one["person_id"], one["full_name"], one["birth_year"]) for one in sent.members] == [
        (f"p{number}-1111", f"Người {number}", str(1940 + number)) for number in range(1, 16)
    ]
    assert sent.hidden["loaded"] and etree.fromstring(engine.finalize().encode()).findtext("e_size") == "15"


def test_names_with_quotes_newlines_and_markup_arrive_as_written(opened: Open, engine: Engine) -> None:
    opened([household(size=5)], [member(number, full_name=name) for number, name in enumerate(NAMES, start=1)])
    assert engine.fill(answers(5), resave=True) == []
    sent = read(engine.finalize())
    assert [one["full_name"] for one in sent.members] == NAMES
    assert sent.entities[0].label == f"{HEAD} – Ấp 1 (H1)"


@pytest.mark.parametrize("state", ["moved", "split", "died"])
def test_who_is_gone_is_asked_only_when_and_is_not_counted(opened: Open, engine: Engine, state: str) -> None:
    opened([household()], [member(1), member(2)])
    assert engine.fill(answers(2, **{"m_state[2]": state, "m_left_on[2]": "2018-05-03"})) == []
    asked = {name for name in engine.values() if name.endswith("[2]")}
    assert asked == {"m_state[2]", "m_left_on[2]", "m_full_name[2]"}
    xml = engine.finalize()
    sent = read(xml)
    gone = {"state": state, "left_on": "2018-05-03", "full_name": "Người 2", "person_id": "p2-1111"}
    assert sent.members[1] == gone
    assert etree.fromstring(xml.encode()).findtext("e_size") == "1"


def test_a_day_of_leaving_in_the_future_is_refused_and_a_mistaken_entry_asks_no_day(
    opened: Open, engine: Engine
) -> None:
    opened([household()], [member(1), member(2)])
    engine.fill(answers(2, **{"m_state[2]": "died"}))
    assert engine.answer("m_left_on[2]", "2199-01-01") == (
        "m_left_on[2]: constraint: Ngày này không thể ở tương lai. Chọn lại ngày."
    )
    engine.answer("m_state[2]", "mistake")
    assert {name for name in engine.values() if name.endswith("[2]")} == {"m_state[2]", "m_full_name[2]"}


def test_a_state_taken_back_brings_the_answers_back(opened: Open, engine: Engine) -> None:
    opened([household()], [member(1), member(2)])
    engine.fill(answers(2))
    before = engine.values()
    engine.answer("m_state[2]", "died")
    engine.answer("m_state[2]", "in")
    assert engine.values() == before


def test_who_came_is_asked_since_when_and_counts(opened: Open, engine: Engine) -> None:
    opened([household()], [member(1), member(2)])
    asked = answers(2, has_new="yes") | new_person(1, relation="child", state="in", joined_on="2018-02-01")
    assert engine.fill(asked, {"newm": 1}) == []
    choices = next(one["choices"] for one in engine.visible() if one["name"] == "nm_state[1]")
    assert choices == ["in", "away_short", "away_long", "unregistered", "registered_elsewhere"]
    xml = engine.finalize()
    sent = read(xml)
    assert (sent.members[2]["joined_on"], sent.members[2]["full_name"]) == ("2018-02-01", "Mới 1")
    assert "person_id" not in sent.members[2]
    assert etree.fromstring(xml.encode()).findtext("e_size") == "3"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("m_birth_year[1]", "2019", "Năm sinh từ 1900 đến 2018. Không rõ thì hỏi tuổi rồi tính."),
        ("m_birth_day[1]", "30", "Tháng này không có ngày đó. Xem lại tháng và ngày; không rõ thì bỏ trống."),
        ("m_birth_month[1]", "13", "Ghi từ 1 đến 12. Xem lại số đã gõ."),
        ("m_id_number[1]", "12345", "Căn cước có 12 chữ số, chứng minh nhân dân có 9. Đếm lại trên thẻ."),
        ("income_vnd", "2000000001", "Ghi từ 0 đến 2.000.000.000. Xem lại số đã gõ."),
        ("notice_read", "no", "Đọc mục đích thu thập thông tin cho gia đình nghe, rồi chọn Có."),
        (
            "interview_on",
            "2199-01-01",
            "Ngày rà soát không thể ở tương lai. Chọn lại ngày, hoặc xem lại đồng hồ của máy.",
        ),
    ],
)
def test_a_refused_answer_is_told_what_to_do(opened: Open, engine: Engine, name: str, value: str, remedy: str) -> None:
    opened([household()], [member(1), member(2)])
    engine.fill(answers(2, **{"m_birth_month[1]": "2", "m_birth_day[1]": "28", "m_id_type[1]": "cccd"}))
    assert engine.answer(name, value) == f"{name}: constraint: {remedy}"
