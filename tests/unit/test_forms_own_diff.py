"""Two versions of a form: what changed is named once and in words; what would break collected answers is refused."""

from __future__ import annotations

from typing import Any

import pytest

from server.forms.content import FormContent, Question, read_content
from server.forms.own_diff import Change, compare
from server.forms.own_version import with_version
from server.forms.spec import BuiltForm
from tests.builders.forms import compile_markdown, plain_form


def form(*rows: str, version: str = "1") -> FormContent:
    """A form of these survey rows: type, name, label, relevant."""
    survey = "".join(f"| | {row} |\n" for row in rows)
    return read_content(
        compile_markdown(
            f"| survey |\n| | type | name | label | relevant |\n{survey}"
            "| choices |\n| | list_name | name | label |\n| | l | a | Một |\n| | l | b | Hai |\n| | m | a | Một |\n"
            f"| settings |\n| | form_id | form_title | version |\n| | f | Phiếu | {version} |\n"
        )
    )


BASE = ("text | q1 | Hỏi một | ", "integer | q2 | Hỏi hai | ", "select_one l | q3 | Hỏi ba | ")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (BASE, []),
        ((*BASE, "date | q4 | Hỏi bốn | "), [Change("added", "q4", "Hỏi bốn", "", "", "ngày")]),
        (BASE[1:], [Change("removed", "q1", "Hỏi một", "", "chữ", "")]),
        (("text | q1 | Hỏi khác | ", *BASE[1:]), [Change("changed", "q1", "Hỏi khác", "nhãn", "Hỏi một", "Hỏi khác")]),
        (
            (*BASE[:2], "select_one m | q3 | Hỏi ba | "),
            [Change("changed", "q3", "Hỏi ba", "lựa chọn", "b: Hai", "")],
        ),
        (
            (BASE[0], "integer | q2 | Hỏi hai | ${q1} = 'x'", BASE[2]),
            [Change("changed", "q2", "Hỏi hai", "điều kiện hiện", "", "/data/q1 = 'x'")],
        ),
        ((BASE[0], BASE[2], BASE[1]), [Change("moved", "", "", "thứ tự", "", "q3")]),
        (
            ("begin_group | g | Nhóm | ", BASE[0], "end_group | | | ", *BASE[1:]),
            [Change("moved", "q1", "Hỏi một", "nhóm", "ngoài nhóm", "g")],
        ),
    ],
    ids=["nothing", "added", "removed", "label", "choice", "relevant", "order", "group"],
)
def test_each_change_is_named_once_in_words(rows: tuple[str, ...], expected: list[Change]) -> None:
    diff = compare(form(*BASE), form(*rows, version="2"))
    assert list(diff.changes) == expected
    assert diff.unsafe == ()
    assert (diff.before, diff.after) == ("1", "2")


def test_an_answer_of_another_type_is_unsafe() -> None:
    (issue,) = compare(form(*BASE), form(BASE[0], "text | q2 | Hỏi hai | ", BASE[2])).unsafe
    assert "q2 đổi kiểu từ “số nguyên” thành “chữ”" in issue.text
    assert "thêm câu hỏi tên khác" in issue.text
    assert issue.is_blocking


def test_a_note_may_become_a_question_and_a_text_a_calculate() -> None:
    old = form("note | q1 | Nhắc | ", *BASE[1:])
    assert compare(old, form(*BASE)).unsafe == ()


def test_a_question_that_enters_a_repeat_is_unsafe() -> None:
    inside = form("begin_repeat | r | Lặp | ", BASE[0], "end_repeat | | | ", *BASE[1:])
    (issue,) = compare(form(*BASE), inside).unsafe
    assert "q1 chuyển từ “ngoài nhóm lặp” sang “r”" in issue.text


def content(**questions: dict[str, Any]) -> FormContent:
    """A form of these questions."""
    made = {name: Question(name, values.pop("kind", "text"), **values) for name, values in questions.items()}
    return FormContent("f", "1", "Phiếu", (), made, (), ())


def test_a_fact_no_longer_asked_is_unsafe_and_named_with_the_remedy() -> None:
    old = content(mai={"kind": "select_one", "fact": "roof"}, xe={"kind": "integer", "fact": "car_count"})
    (issue,) = compare(old, content(mai={"kind": "select_one", "fact": "roof"})).unsafe
    assert "mục car_count (" in issue.text and "ẩn nó bằng relevant" in issue.text
    moved = content(mai={"kind": "select_one", "fact": "roof"}, o_to={"kind": "integer", "fact": "car_count"})
    assert compare(old, moved).unsafe == ()


def test_another_version_moves_nothing_but_version_and_title() -> None:
    xml = plain_form("f", "1", "Tên & cũ")
    again = with_version(BuiltForm("f", "1", "Tên & cũ", xml, b"", (), {}), "1-lui-1", "Tên & mới")
    assert again.xml == plain_form("f", "1-lui-1", "Tên & mới")
    assert again.xlsx == b""
