"""The queue's address, the map of a case and the comparison of its versions: pure, by tables."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from server.domain.facts import load_facts
from server.services.views.case_answers import Three, compare_household, compare_people, compare_versions
from server.services.views.queue.filters import BUILT_IN, QueueFilter, from_args, to_args
from server.web.case_map import make_map
from server.web.decisions import read_comments, read_corrections

FACTS = load_facts()


@pytest.mark.parametrize("wanted", [*BUILT_IN.values(), QueueFilter(area_code="1", text="Mến", sort="name", down="1")])
def test_a_filter_comes_back_from_its_address(wanted: QueueFilter) -> None:
    assert from_args(to_args(wanted)) == wanted


def test_the_plain_queue_has_an_empty_address_and_what_does_not_exist_is_left_out() -> None:
    assert to_args(QueueFilter()) == {}
    junk = {"trang-thai": "x", "xep": "; DROP", "sat-vach": "2", "phat-hien": "fatal", "q": "a" * 500, "khac": "1"}
    assert from_args(junk) == QueueFilter(text="a" * 80)


def test_conditions_name_what_narrows_the_queue_but_neither_text_nor_order() -> None:
    wanted = QueueFilter(state="held", near="1", text="Mến", sort="name")
    assert wanted.conditions == {"state": "held", "near": "1"}
    assert wanted.without("state").conditions == {"near": "1"}


@pytest.mark.parametrize(
    ("before", "now", "metres"),
    [
        ("10.5 107.1 0 5", "10.5 107.1 0 5", 0),
        ("10.501 107.1 0 5", "10.5 107.1 0 5", 111),
        (None, "10.5 107.1 0 5", None),
        ("here", "10.5 107.1", None),
    ],
)
def test_the_map_tells_how_far_the_house_is_from_last_years_point(
    before: str | None, now: str, metres: int | None
) -> None:
    found = make_map(before, now)
    assert found is not None and found.metres == metres
    assert found.before is None or (0 < found.before[0] < 160 and 0 < found.before[1] < 104)


@pytest.mark.parametrize("now", [None, "", "10.5", "91 107.1 0 0", "a b c d"])
def test_without_a_point_that_can_be_read_there_is_no_map(now: str | None) -> None:
    assert make_map("10.5 107.1 0 5", now) is None


def test_a_point_far_away_stays_inside_the_picture() -> None:
    found = make_map("11.5 108.1 0 5", "10.5 107.1 0 5")
    assert found is not None and found.before is not None
    assert 0 < found.before[0] < 160 and 0 < found.before[1] < 104 and found.scale_px < 160


def test_three_versions_tell_what_changed_and_what_was_corrected() -> None:
    old = {"household": {"wall": "brick", "roof": "tile"}, "members": []}
    sent = {"household": {"wall": "wood", "roof": "tile", "car_count": 0}, "members": []}
    now = {"household": {"wall": "wood", "roof": "tin", "car_count": 0}, "members": []}
    cells = {one.fact.id: one for one in compare_household(FACTS, Three(old, sent, now), ())}
    assert list(cells) == ["wall", "roof", "car_count"]
    assert (cells["wall"].is_changed, cells["wall"].corrected) == (True, None)
    assert (cells["roof"].is_changed, cells["roof"].corrected) == (False, "tin")
    assert (cells["car_count"].is_changed, cells["car_count"].is_worth_showing) == (False, False)


def test_people_are_matched_by_person_not_by_place() -> None:
    first = {"person_id": "a", "full_name": "An", "state": "in", "education": "primary"}
    second = {"person_id": "b", "full_name": "Bình", "state": "in"}
    new = {"person_id": "c", "full_name": "Chi", "state": "in"}
    old = {"household": {}, "members": [first, second]}
    now = {"household": {}, "members": [new, {**first, "education": "secondary"}]}
    rows = compare_people(FACTS, Three(old, now, now), ())
    assert [(one.name, one.place, one.how, one.has_moved) for one in rows] == [
        ("Chi", 1, "new", False),
        ("An", 2, "id", True),
        ("Bình", None, "gone", True),
    ]
    assert [(one.fact.id, one.last_year, one.sent) for one in rows[1].changed] == [
        ("education", "primary", "secondary")
    ]


def test_versions_side_by_side_name_only_what_differs() -> None:
    one = {"household": {"wall": "brick", "roof": "tile"}, "members": [{"person_id": "a", "full_name": "An"}]}
    other = {
        "household": {"wall": "wood", "roof": "tile"},
        "members": [{"person_id": "a", "full_name": "An", "state": "in"}],
    }
    found = [(each.who, each.fact.id, each.values) for each in compare_versions(FACTS, [one, other])]
    assert found == [("", "wall", ("brick", "wood")), ("An", "state", (None, "in"))]


def test_comments_of_a_page_name_the_field_or_the_person_and_the_field() -> None:
    form = MultiDict({"yk.wall": "Chụp lại", "yk.roof": "  ", "ykm.2": "education", "ykt.2": "Lớp mấy?", "ykm.1": "x"})
    assert read_comments(form) == [{"f": "wall", "text": "Chụp lại"}, {"f": "2|education", "text": "Lớp mấy?"}]


def test_corrected_numbers_are_read_as_pages_write_them_and_words_as_they_are() -> None:
    given = {"sua.income_vnd": "1.500.000", "sua.floor_area_m2": "36,5", "sua.witness_name": "Lê A., xóm 2"}
    form = MultiDict({**given, "sua.wall": "", "sua.roof": "tile"})
    assert read_corrections(form) == [
        {"f": "income_vnd", "value": "1500000"},
        {"f": "floor_area_m2", "value": "36.5"},
        {"f": "witness_name", "value": "Lê A., xóm 2"},
        {"f": "roof", "value": "tile"},
    ]
