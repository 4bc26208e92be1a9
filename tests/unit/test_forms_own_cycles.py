"""Circles of calculations and conditions are found without Java, and only real ones."""

from __future__ import annotations

import pytest

from server.forms.content import read_content
from server.forms.own_cycles import find_cycle
from tests.builders.forms import compile_markdown

HEAD = "| survey |\n| | type | name | label | calculation | relevant | constraint |\n"
CHAIN = "".join(f"| | calculate | c{n} | | ${{c{n + 1}}} + 1 | | |\n" for n in range(1500))


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ("| | calculate | a | | ${b} | | |\n| | calculate | b | | ${a} | | |\n", {"a", "b"}),
        ("| | calculate | a | | if(${b} = 1, 1, 2) | | |\n| | integer | b | B | | ${a} = 1 | |\n", {"a", "b"}),
        ("| | integer | a | A | | ${a} = 1 | |\n", {"a"}),
        (
            "| | begin_repeat | r | R | | | |\n| | calculate | a | | ${b} | | |\n| | calculate | b | | ${a} | | |\n"
            "| | end_repeat | | | | | |\n",
            {"a", "b"},
        ),
        ("| | integer | a | A | | | . > ${b} |\n| | integer | b | B | | ${a} = 1 | |\n", set()),
        ("| | calculate | a | | concat('${b}', 1) | | |\n| | text | b | B | | | |\n", set()),
        (f"{CHAIN}| | integer | c1500 | C | | | |\n", set()),
    ],
    ids=["two calculations", "shown by what it feeds", "itself", "in a repeat", "a constraint", "a literal", "a chain"],
)
def test_only_a_real_circle_is_found(rows: str, names: set[str]) -> None:
    cycle = find_cycle(read_content(compile_markdown(HEAD + rows)))
    assert set(cycle) == names
    assert cycle[:1] == cycle[-1:]
