"""The words of pyxform in Vietnamese: every message of its catalogue, with its place and values."""

from __future__ import annotations

import string

import pytest
from pyxform.errors import ErrorCode

from server.forms.own_words import UNTRANSLATED, read_words, say_error


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "7" if "row" in key else f"gt_{key}"


@pytest.mark.parametrize("code", list(ErrorCode), ids=lambda one: one.name)
def test_every_message_of_pyxform_has_its_vietnamese_words_with_its_values(code: ErrorCode) -> None:
    message = string.Formatter().vformat(code.value.msg, (), _Values())
    issue = say_error(message)
    words = read_words()["codes"][code.name]
    assert issue.text == words.format_map(_Values())
    assert issue.original == message
    if "{row}" in code.value.msg:
        assert issue.row == 7


def test_place_and_name_are_found_in_a_message() -> None:
    issue = say_error(
        "[row : 12] On the 'survey' sheet, the 'relevant' value is invalid. Reference variables must contain a name "
        "from the 'survey' sheet. Could not find the name 'so_nguoi'."
    )
    assert (issue.sheet, issue.row, issue.column) == ("survey", 12, "relevant")
    assert "so_nguoi" in issue.text
    assert str(issue).startswith("trang survey, dòng 12, cột relevant: không có câu hỏi nào tên “so_nguoi”")


def test_a_message_without_a_translation_is_shown_as_it_came() -> None:
    issue = say_error("[row : 3] Something new and strange.")
    assert (issue.text, issue.row, issue.original) == (UNTRANSLATED, 3, "[row : 3] Something new and strange.")
