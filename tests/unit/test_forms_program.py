"""The functions written of a form's rules: the quick one says what the exact one says; sources are short and exact."""

from __future__ import annotations

import math
import random
import time

import pytest

from server.forms.answers import Scope
from server.forms.expressions import runtime
from server.forms.expressions.compiler import GLOBALS, Code, compile_expression
from server.forms.expressions.grammar import Path, parse
from server.forms.layout import ScopeLayout, Slot
from server.forms.program import Program
from server.forms.scope_writer import ScopeWriter

WORDS = ["", "", "yes", "no", "n", "r", "7", "-1"]


class Named:
    """Every path is the text of a local of its last step's name."""

    def resolve(self, path: Path, *, is_set: bool) -> Code:
        """A node with a text."""
        return Code(path.steps[-1], "number" if path.steps[-1] == "n" else "str")

    def as_number(self, source: str) -> str:
        """As it is."""
        return source


def compute(expression: str, **values: str) -> object:
    """What the compiled expression gives."""
    source = compile_expression(parse(expression), Named()).source
    return eval(source, {**GLOBALS, **values})


def relevance_of(rules: list[str], groups: dict[tuple[str, ...], str]) -> tuple[object, ScopeLayout]:
    """The function of a form whose questions q0, q1 … have these conditions; odd ones stand in group g."""
    slots = [
        Slot(path=("g", f"q{n}") if n % 2 and groups else (f"q{n}",), rules={"relevant": rule} if rule else {})
        for n, rule in enumerate(rules)
    ]
    scope = ScopeLayout(0, (), None, slots, groups)

    class Layout:
        scopes = [scope]
        where = {slot.path: (scope, index) for index, slot in enumerate(slots)}

    return ScopeWriter(Layout(), scope, Program()).write_relevance(), scope  # type: ignore[arg-type]


def test_relevance_at_once_is_relevance_in_order() -> None:
    rules = ["", "/data/q0 = 'yes'", "/data/q0 = 'yes'", "/data/q0 = 'yes' and /data/g/q1 != ''",
             "/data/q2 = 'n'", "/data/q4 > 3 or /data/g/q3 = 'r'", "/data/q2 = 'n' and /data/q0 = ''",
             "/data/q8 = 'yes'", ""]  # fmt: skip
    run, layout = relevance_of(rules, {("g",): "/data/q8 != 'no'"})
    exact = run.__globals__["exact"]  # type: ignore[attr-defined]
    pick, emptied = random.Random(7), 0
    for _ in range(3_000):
        one, other = Scope(layout, None), Scope(layout, None)
        share = pick.choice((0.1, 0.3, 1))
        one.values = [pick.choice(WORDS) if pick.random() < share else "" for _ in rules]
        other.values = list(one.values)
        inherited = pick.random() < 0.9
        found = run(one, inherited, [])  # type: ignore[operator]
        assert found == exact(other, inherited, [])
        assert (one.values, one.flags) == (other.values, other.flags)
        emptied += bool(found)
    assert 1_000 < emptied < 2_500


@pytest.mark.parametrize(
    "expression",
    ["substr(a, 0, 1)", "substr(a, 2)", "substr(a, 1, 9)", "translate(a, 'xy', '')", "contains(a, 'x')",
     "string-length(a)"],
)  # fmt: skip
@pytest.mark.parametrize("text", ["", "x", "yxz", "xxyyzz–ế"])
def test_short_sources_give_what_the_functions_give(expression: str, text: str) -> None:
    name, _, args = expression.removesuffix(")").partition("(")
    args = args.removeprefix("a").removeprefix(", ")
    numbers = [float(one) for one in args.split(", ")] if name == "substr" else []
    expected = {
        "substr": lambda: runtime.piece(text, *numbers),
        "translate": lambda: runtime.translated(text, "xy", ""),
        "contains": lambda: "x" in text,
        "string-length": lambda: float(len(text)),
    }[name]()
    assert compute(expression, a=text) == expected


@pytest.mark.parametrize("numbers", [(1.0, 2.0), (2.0, 1.0), (1.0, math.nan), (math.nan, 1.0), (3.0, 3.0)])
def test_extremes_of_two_are_extremes(numbers: tuple[float, float]) -> None:
    pairs = [(runtime.least_of_two, runtime.least), (runtime.greatest_of_two, runtime.greatest)]
    for of_two, of_many in pairs:
        assert repr(of_two(*numbers)) == repr(of_many(numbers))


@pytest.mark.parametrize("text", ["", "7", "x", " 5 "])
def test_a_condition_wanted_as_a_number_gives_the_number_of_its_branch(text: str) -> None:
    assert repr(compute("if(a = 'y', 9, n) + 1", a="y", n=text)) == "10.0"
    assert repr(compute("if(a = 'y', 9, n) + 1", a="", n=text)) == repr(runtime.to_number(text) + 1)


def test_conditions_within_numbers_within_conditions_are_compiled_once() -> None:
    nested = "n"
    for _ in range(40):
        nested = f"if(a = 'y', 0, {nested} + 1)"
    started = time.process_time()
    source = compile_expression(parse(nested), Named()).source
    assert time.process_time() - started < 1
    assert source.count("'y'") == 40
