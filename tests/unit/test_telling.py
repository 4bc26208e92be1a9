"""A text keeps its words and values, and is said again in another language with that language's numbers and days."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal

import pytest

from server.errors import Problem
from server.telling import (
    NOTHING,
    Told,
    in_both,
    in_english,
    in_sentence,
    joined,
    kept,
    plain_number,
    say_written,
    tell,
)

ENGLISH = {
    "Hộ {code} còn {n} việc.": "Household {code} has {n} things to do.",
    "xã": "commune",
    "Ở {level}: {what}.": "In the {level}: {what}.",
    "đã xong": "done",
}


def english(told: Told) -> str:
    return told.render(lambda words: ENGLISH.get(words, words), "en")


def test_a_text_is_vietnamese_and_can_be_said_in_english() -> None:
    told = tell("Hộ {code} còn {n} việc.", code="77-01", n=12345)
    assert (told, english(told)) == ("Hộ 77-01 còn 12.345 việc.", "Household 77-01 has 12,345 things to do.")


@pytest.mark.parametrize(
    ("value", "vietnamese", "in_english"),
    [
        (-1500, "\u22121.500", "\u22121,500"),
        (Decimal("1234.50"), "1.234,50", "1,234.50"),
        ("2026", "2026", "2026"),
        (True, "True", "True"),
        (dt.date(2026, 6, 5), "05/06/2026", "5 Jun 2026"),
        ("2026-06-05", "05/06/2026", "5 Jun 2026"),
        ("2026-13-05", "2026-13-05", "2026-13-05"),
        (dt.datetime(2026, 6, 4, 18, 5, tzinfo=dt.UTC), "01:05, 05/06/2026", "01:05, 5 Jun 2026"),
        (["a", 1000], "a, 1.000", "a, 1,000"),
        ((), "–", "–"),
        ("{n}", "{n}", "{n}"),
    ],
)
def test_values_are_written_as_the_language_writes_them(value: object, vietnamese: str, in_english: str) -> None:
    told = tell("{value}", value=value)
    assert (told, english(told)) == (vietnamese, in_english)


def test_a_value_may_be_a_text_itself() -> None:
    told = tell("Ở {level}: {what}.", level=tell("xã"), what=joined((tell("đã xong"), in_both("hộ", "household"))))
    assert (told, english(told)) == ("Ở xã: đã xong, hộ.", "In the commune: done, household.")


def test_a_text_of_a_table_is_filled_in_later() -> None:
    assert english(tell("Hộ {code} còn {n} việc.").fill(code="A", n=1)) == "Household A has 1 things to do."


def test_words_of_a_file_are_said_in_english_where_the_catalogue_knows_them() -> None:
    for words, own, said in (("xã", str, "commune"), ("ấp lạ", str, "ấp lạ"), ("ấp lạ", str.upper, "ẤP LẠ")):
        told = kept(words)
        assert (told, told.render(lambda one: ENGLISH.get(one, one), "en", own)) == (words, said)
        assert told.render(str, "vi", own) == words


def test_what_people_wrote_can_be_marked_inside_a_sentence() -> None:
    told = tell("Ở {level}: {what}.", level="Bàu Sen", what=[tell("xã"), "ấp"])
    said = told.render(lambda one: ENGLISH.get(one, one), "en", lambda own: f"<{own}>")
    assert said == "In the <Bàu Sen>: commune, <ấp>."


@pytest.mark.parametrize(
    ("label", "inside"),
    [("Vạch điểm", "vạch điểm"), ("B1 line", "B1 line"), ("Ở đây", "ở đây"), ("A kind", "a kind")],
)
def test_a_label_has_a_small_letter_inside_a_sentence(label: str, inside: str) -> None:
    assert in_sentence(label) == inside and english(in_sentence(in_both("X", label))) == inside


@pytest.mark.parametrize(
    ("text", "vietnamese", "in_english"),
    [("1979", "1979", "1979"), ("1979-05", "05/1979", "May 1979"), ("1979-13", "1979-13", "1979-13"), ("x", "x", "x")],
)
def test_a_day_is_as_precise_as_it_was_written(text: str, vietnamese: str, in_english: str) -> None:
    assert (say_written(text, "vi"), say_written(text, "en")) == (vietnamese, in_english)


def test_forms_carry_english_from_the_same_catalogue() -> None:
    assert [in_english(one) for one in (kept("Chuẩn nghèo"), in_both("Nhà", "House"), "Ấp 1")] == [
        "Poverty line",
        "House",
        "Ấp 1",
    ]
    assert [english(plain_number(one)) for one in (1234, None)] == ["1,234", "?"]


def test_a_problem_keeps_its_texts_from_one_process_to_another() -> None:
    problem = Problem("A-1", 409, tell("Ở {level}: {what}.", level=tell("xã"), what=joined((1, 2))), tell("xã"))
    again = pickle.loads(pickle.dumps(problem))
    assert (str(again), english(again.message), english(again.remedy)) == (
        "[A-1] Ở xã: 1, 2. xã",
        "In the commune: 1, 2.",
        "commune",
    )
    assert not NOTHING
