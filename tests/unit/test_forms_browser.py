"""A form for the browser keeps a question that hides itself; anything else stays as it came. Samples fit the lists."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest

from server.errors import Problem
from server.forms.browser_form import begun_in_english, for_browser
from server.services.lists import HOUSEHOLD_COLUMNS, LISTS
from server.services.lists.samples import sample_list
from tests.builders.forms import compile_markdown, plain_form

FORM = """
| survey |
| | type | name | label | calculation | trigger | relevant |
| | text | ten | Tên | | | |
| | text | go | Bắt đầu | | | {relevant} |
| | calculate | a | | ${{ten}} | ${{go}} | |
| | calculate | ab | | ${{ten}} | ${{ten}} | |
"""


def test_a_question_that_hides_itself_by_what_it_sets_stays_on_the_screen() -> None:
    xml, kept = for_browser(compile_markdown(FORM.format(relevant="${a} = ''")))
    assert kept == ("go",)
    assert b'nodeset="/data/go"' in xml and b"relevant" not in xml


@pytest.mark.parametrize("relevant", ["${ten} != ''", "${ab} = ''"])
def test_any_other_condition_stays(relevant: str) -> None:
    form = compile_markdown(FORM.format(relevant=relevant))
    assert for_browser(form) == (form, ())


def test_a_plain_form_keeps_its_bytes() -> None:
    assert for_browser(plain_form("f")) == (plain_form("f"), ())


def test_a_form_opens_in_english_where_it_has_english() -> None:
    both = compile_markdown(
        "| survey |\n| | type | name | label::Tiếng Việt (vi) | label::English (en) |\n| | text | ten | Tên | Name |\n"
        "| settings |\n| | default_language |\n| | Tiếng Việt (vi) |\n"
    )
    opened = begun_in_english(both).decode()
    assert re.findall(r'lang="([^"]*)" default', both.decode()) == ["Tiếng Việt (vi)"]
    assert re.findall(r'lang="([^"]*)" default', opened) == ["English (en)"]
    assert begun_in_english(plain_form("f")) == plain_form("f")


def test_samples_have_the_columns_of_the_lists_and_only_generated_people() -> None:
    for name in LISTS:
        rows = list(csv.DictReader(io.StringIO(sample_list(name).decode())))
        assert all(None not in row.values() for row in rows), name
    households = list(csv.DictReader(io.StringIO(sample_list("households").decode())))
    members = list(csv.DictReader(io.StringIO(sample_list("members").decode())))
    assert set(HOUSEHOLD_COLUMNS) <= set(households[0])
    living = Counter(one["hh"] for one in members)
    assert {one["name"]: int(one["size"]) for one in households} == living
    with pytest.raises(Problem):
        sample_list("khac")
