"""A form's relevant, required, constraint and calculate expressions as two Python functions per scope.

`relevance` empties what the form would not have asked (the tablet leaves it out; other clients may not), `checks`
re-evaluates the rest. What only the tablet can evaluate is listed in `skipped`, and taken as it came.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .answers import Scope
from .expressions.compiler import GLOBALS, Code, SkippedError, compile_expression
from .expressions.grammar import Path, UnsupportedError, parse
from .layout import FormLayout, ScopeLayout, Slot, Steps

MISSING, BROKEN, DIFFERENT = "missing", "broken", "different"
Found = list[tuple[str, int, Any]]
MAX_BRACKETS = 180


@dataclass(slots=True)
class Program:
    """The compiled functions by scope, and what was left out: (node, rule, why, whether ODK knows it).

    By scope: `inherits` numbers the condition of its parent under which a repeat stands, `own` the repeat's own one.
    """

    relevance: list[Callable[..., list[int]]] = field(default_factory=list)
    checks: list[Callable[..., Found]] = field(default_factory=list)
    inherits: dict[int, int] = field(default_factory=dict)
    own: dict[int, int] = field(default_factory=dict)
    skipped: list[tuple[str, str, str, bool]] = field(default_factory=list)


def compile_program(layout: FormLayout) -> Program:
    """Compile every expression of a form that can be; never fails."""
    program = Program()
    for scope in layout.scopes:
        writer = _ScopeWriter(layout, scope, program)
        program.relevance.append(writer.write_relevance())
        program.checks.append(writer.write_checks())
    return program


class _At:
    """Resolves the paths of one expression, seen from the node that carries it."""

    def __init__(self, layout: FormLayout, scope: ScopeLayout, context: Steps) -> None:
        self._layout = layout
        self._scope = scope
        self._context = context

    def resolve(self, path: Path, *, is_set: bool) -> Code:
        """One node of this instance or of one around it, or all nodes of a repeat below the common scope."""
        target, top = self._absolute(path)
        if target not in self._layout.where:
            raise SkippedError(f"nút /{'/'.join(target)} không có câu trả lời")
        scope, slot = self._layout.where[target]
        chain, own = scope.chain(), self._scope.chain()
        shared = [one for one in chain if one in own and len(one.path) <= top]
        if len(shared) == len(chain):
            return Code(f"s{len(chain) - 1}[{slot}]", scope.slots[slot].type)
        if path.is_absolute and len(shared) < len([one for one in chain if one in own]):
            raise SkippedError(f"/{'/'.join(target)} nhìn từ trong cùng nhóm lặp")
        if not is_set:
            raise UnsupportedError(f"nút lặp /{'/'.join(target)} dùng như một giá trị")
        loops, holder = "", f"S{len(shared) - 1}"
        for number, one in enumerate(chain[len(shared) :]):
            loops += f" for x{number} in {holder}.children.get({one.index}, ())"
            holder = f"x{number}"
        return Code(f"[{holder}.values[{slot}]{loops}]", "nodes")

    def _absolute(self, path: Path) -> tuple[Steps, int]:
        """(absolute steps, how many of them the relative path kept of its context)."""
        if path.is_absolute:
            return path.steps[1:], 0
        here = list(self._context)
        top = len(here)
        for step in path.steps:
            if step == "..":
                if not here:
                    raise UnsupportedError("đường dẫn ra ngoài biểu mẫu")
                here.pop()
                top = min(top, len(here))
            elif step != ".":
                here.append(step)
        return tuple(here), top


class _ScopeWriter:
    def __init__(self, layout: FormLayout, scope: ScopeLayout, program: Program) -> None:
        self._layout = layout
        self._scope = scope
        self._program = program
        self._depth = len(scope.chain())
        self._classes: dict[Steps, int] = {}
        self._conditions: list[tuple[int, str]] = []

    # --- relevance ----------------------------------------------------------------------------------------

    def write_relevance(self) -> Callable[..., list[int]]:
        """Sets `flags` of the instance and empties irrelevant slots; gives the slots that held an answer."""
        emptied: dict[int, list[int]] = {}
        for index, slot in enumerate(self._scope.slots):
            emptied.setdefault(self._class_of(slot.path, slot.rules.get("relevant", "")), []).append(index)
        for child in self._layout.scopes:
            if child.parent is self._scope:
                self._program.inherits[child.index] = self._class_of(child.path, "")
        self._program.own[self._scope.index] = self._classes.get(self._scope.path, 0)
        lines = ["f0 = inherited", *self._empty(0, emptied)]
        for number, (parent, source) in enumerate(self._conditions, start=1):
            lines += [f"f{number} = f{parent} and {source}", *self._empty(number, emptied)]
        flags = ", ".join(f"f{number}" for number in range(len(self._conditions) + 1))
        lines.append(f"S{self._depth - 1}.flags = [{flags}]")
        return self._define("inherited, found", lines)

    def _empty(self, number: int, emptied: dict[int, list[int]]) -> list[str]:
        slots = emptied.get(number)
        return [f"if not f{number}: empty(s{self._depth - 1}, {tuple(slots)!r}, found)"] if slots else []

    def _class_of(self, path: Steps, own: str) -> int:
        """The number of the relevance condition that holds for a node; 0 is the instance's own."""
        parent = 0
        for length in range(len(self._scope.path) or 1, len(path)):
            group = path[:length]
            if group in self._scope.groups:
                parent = self._add_class(group, parent, self._scope.groups[group])
        return self._add_class(path, parent, own) if own else parent

    def _add_class(self, path: Steps, parent: int, expression: str) -> int:
        if path not in self._classes:
            source = self._condition(path, "relevant", expression)
            if source is None:
                self._classes[path] = parent
            else:
                self._conditions.append((parent, source))
                self._classes[path] = len(self._conditions)
        return self._classes[path]

    # --- checks -------------------------------------------------------------------------------------------

    def write_checks(self) -> Callable[..., Found]:
        """Gives (what, slot, what the server computes) for each rule that does not hold."""
        lines: list[str] = [f"f = S{self._depth - 1}.flags"]
        for index, slot in enumerate(self._scope.slots):
            lines += self._check_slot(index, slot)
        return self._define("found", lines)

    def _check_slot(self, index: int, slot: Slot) -> list[str]:
        raw = f"s{self._depth - 1}[{index}]"
        number = self._class_of(slot.path, slot.rules.get("relevant", ""))
        lines: list[str] = []
        required = self._condition(slot.path, "required", slot.rules.get("required"))
        if required not in (None, "False"):
            lines.append(f"if not {raw} and f[{number}] and {required}: found.append(('missing', {index}, ''))")
        constraint = self._condition(slot.path, "constraint", slot.rules.get("constraint"))
        if constraint is not None:
            lines.append(f"if {raw} and not {constraint}: found.append(('broken', {index}, ''))")
        computed = self._compile(slot.path, "calculate", slot.rules.get("calculate"))
        if computed is not None:
            sent = f"to_number({raw})" if computed.type == "num" else raw
            lines.append(f"v = {computed.source}")
            lines.append(
                f"if v != {sent} and f[{number}] and differs(v, {raw}): found.append(('different', {index}, v))"
            )
        return lines

    # --- source -------------------------------------------------------------------------------------------

    def _compile(self, path: Steps, rule: str, expression: str | None) -> Code | None:
        if expression is None:
            return None
        try:
            code = compile_expression(parse(expression), _At(self._layout, self._scope, path))
            if code.type == "opaque":
                raise SkippedError("giờ, vị trí hoặc tệp")
            if _bracket_depth(code.source) > MAX_BRACKETS:
                raise UnsupportedError("lồng quá sâu")
        except UnsupportedError as error:
            entry = ("/" + "/".join(path), rule, str(error), isinstance(error, SkippedError))
            self._program.skipped.append(entry)
            return None
        return code

    def _condition(self, path: Steps, rule: str, expression: str | None) -> str | None:
        code = self._compile(path, rule, expression)
        return None if code is None else as_truth(code)

    def _define(self, extra: str, lines: list[str]) -> Callable[..., Any]:
        names = ", ".join(f"S{number}" for number in range(self._depth))
        prelude = [f"s{number} = S{number}.values" for number in range(self._depth)]
        body = "".join(f"    {line}\n" for line in [*prelude, *lines, "return found"])
        space: dict[str, Any] = {**GLOBALS, "empty": empty, "differs": differs}
        # The source is made of literals, slot numbers and names of GLOBALS only (ADR 6), never of a form's text.
        exec(compile(f"def run({names}, {extra}):\n{body}", "<form>", "exec"), space)
        run: Callable[..., Any] = space["run"]
        return run


def as_truth(code: Code) -> str:
    """The source of a condition."""
    if code.type == "bool":
        return code.source
    if code.type in ("str", "date"):
        return f"({code.source} != '')"
    return f"truth(value({code.source}))" if code.type == "number" else f"truth({code.source})"


def _bracket_depth(source: str) -> int:
    depth = deepest = 0
    for char in source:
        depth += (char in "([") - (char in ")]")
        deepest = max(deepest, depth)
    return deepest


def empty(values: list[str], slots: tuple[int, ...], found: list[int]) -> None:
    """Take irrelevant answers as not given; note which there were."""
    for slot in slots:
        if values[slot]:
            found.append(slot)
            values[slot] = ""


def differs(computed: float | str | bool, sent: str) -> bool:
    """Does the tablet's calculate differ from ours, other than in how a value is written (protocol facts §11)?"""
    if isinstance(computed, bool):
        return sent.strip().lower() not in (("true", "1") if computed else ("false", "0", ""))
    if isinstance(computed, float):
        return _number_differs(computed, sent.strip())
    if unicodedata.normalize("NFC", computed).strip() == unicodedata.normalize("NFC", sent).strip():
        return False
    is_day = len(computed) >= 10 and computed[4:5] == "-" and computed[:10] == sent[:10]
    return not is_day and _text_differs(computed, sent)


def _number_differs(computed: float, sent: str) -> bool:
    if math.isnan(computed):
        return sent not in ("", "NaN")
    try:
        return not math.isclose(computed, float(sent), rel_tol=1e-9, abs_tol=1e-9)
    except ValueError:
        return True


def _text_differs(computed: str, sent: str) -> bool:
    try:
        return float(computed) != float(sent)
    except ValueError:
        return True


def run_relevance(program: Program, scope: Scope, found: list[tuple[Scope, int]]) -> None:
    """Empty what is irrelevant in this instance and in the repeats inside it."""
    index = scope.layout.index
    inherited = scope.parent is None or scope.parent.flags[program.inherits[index]]
    slots = program.relevance[index](*scope.chain(), inherited, [])
    found += [(scope, slot) for slot in slots]
    for children in scope.children.values():
        for child in children:
            run_relevance(program, child, found)


def is_asked(program: Program, scope: Scope) -> bool:
    """Is this instance of a repeat relevant? Before `run_relevance` everything is."""
    return not scope.flags or scope.flags[program.own[scope.layout.index]]


def run_checks(program: Program, scope: Scope) -> list[tuple[Scope, str, int, Any]]:
    """What does not hold in this instance and in the repeats inside it, the form's order within each."""
    found: Found = program.checks[scope.layout.index](*scope.chain(), [])
    results = [(scope, what, slot, computed) for what, slot, computed in found]
    for children in scope.children.values():
        for child in children:
            results += run_checks(program, child)
    return results
