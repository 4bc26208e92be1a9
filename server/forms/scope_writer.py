"""Writes a scope's rules as Python functions: what would not have been asked, and which rules do not hold.

Tablets leave out what they did not ask: relevance is told by a quick function where that is so, and only where some
answer must be emptied, which can change what is asked after it, by one that goes through the form in its order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .expressions.compiler import GLOBALS, Code, SkippedError, compile_expression
from .expressions.grammar import UnsupportedError, parse
from .layout import FormLayout, ScopeLayout, Slot, Steps
from .resolving import At, Shared

if TYPE_CHECKING:
    from .program import Program

MAX_BRACKETS = 180
_NEVER, _ALWAYS = "False", "True"


class ScopeWriter:
    """The functions of one scope. `own` of the program numbers the condition of a repeat, `inherits` of its parent."""

    def __init__(self, layout: FormLayout, scope: ScopeLayout, program: Program) -> None:
        self._layout = layout
        self._scope = scope
        self._program = program
        self._depth = len(scope.chain())
        self._classes: dict[Steps, int] = {}
        self._conditions: list[tuple[int, str]] = []
        self._shared: Shared | None = None

    # --- relevance ----------------------------------------------------------------------------------------

    def write_relevance(self) -> Callable[..., Any]:
        """Sets `flags` of the instance and empties irrelevant slots; gives the slots that held an answer."""
        emptied: dict[int, list[int]] = {}
        for index, slot in enumerate(self._scope.slots):
            emptied.setdefault(self._class_of(slot.path, slot.rules.get("relevant", "")), []).append(index)
        for child in self._layout.scopes:
            if child.parent is self._scope:
                self._program.inherits[child.index] = self._class_of(child.path, "")
        self._program.own[self._scope.index] = self._classes.get(self._scope.path, 0)
        exact = self._define("inherited, found", self._in_order(emptied))
        return self._define("inherited, found", self._at_once(emptied), exact=exact)

    def _in_order(self, emptied: dict[int, list[int]]) -> list[str]:
        lines = ["f0 = inherited", *self._empty(0, emptied)]
        for number, (parent, source) in enumerate(self._conditions, start=1):
            lines += [f"f{number} = f{parent} and {source}", *self._empty(number, emptied)]
        return [*lines, self._flags(list(range(len(self._conditions) + 1)))]

    def _empty(self, number: int, emptied: dict[int, list[int]]) -> list[str]:
        slots = emptied.get(number)
        return [f"if not f{number}: empty(s{self._depth - 1}, {tuple(slots)!r}, found)"] if slots else []

    def _flags(self, numbers: list[int]) -> str:
        return f"S{self._depth - 1}.flags = [{', '.join(f'f{number}' for number in numbers)}]"

    def _at_once(self, emptied: dict[int, list[int]]) -> list[str]:
        """The same where nothing is emptied: then equal conditions are one. Else what goes through in order."""
        lines, stands_for = ["f0 = inherited"], [0]
        known: dict[tuple[int, str], int] = {}
        for number, (parent, source) in enumerate(self._conditions, start=1):
            first = known.setdefault((stands_for[parent], source), number)
            stands_for.append(first)
            if first == number:
                lines.append(f"f{number} = {self._shortest(stands_for[parent], source, known)}")
        answers: dict[int, list[str]] = {}
        for number, slots in emptied.items():
            answers.setdefault(stands_for[number], []).extend(f"s{self._depth - 1}[{slot}]" for slot in slots)
        chain = ", ".join(f"S{number}" for number in range(self._depth))
        for number, given in answers.items():
            lines.append(f"if not f{number} and ({' or '.join(given)}): return exact({chain}, inherited, found)")
        return [*lines, self._flags(stands_for)]

    @staticmethod
    def _shortest(parent: int, source: str, known: dict[tuple[int, str], int]) -> str:
        """`A and B` where `A` is known under the same parent already: brackets of the compiler make that exact."""
        for (above, other), number in known.items():
            start = f"({other} and "
            if above == parent and source.startswith(start):
                return f"f{number} and {source[len(start) : -1]}"
        return f"f{parent} and {source}"

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

    def write_checks(self) -> Callable[..., Any]:
        """Gives (what, slot, what the server computes) for each rule that does not hold; changes no answer."""
        self._shared = Shared()
        rules = [line for index, slot in enumerate(self._scope.slots) for line in self._check_slot(index, slot)]
        return self._define("found", [f"f = S{self._depth - 1}.flags", *self._shared.lines(), *rules])

    def _check_slot(self, index: int, slot: Slot) -> list[str]:
        raw = f"s{self._depth - 1}[{index}]"
        number = self._class_of(slot.path, slot.rules.get("relevant", ""))
        lines: list[str] = []
        required = self._condition(slot.path, "required", slot.rules.get("required"))
        if required not in (None, _NEVER):
            also = "" if required == _ALWAYS else f" and {required}"
            lines.append(f"if not {raw} and f[{number}]{also}: found.append(('missing', {index}, ''))")
        constraint = self._condition(slot.path, "constraint", slot.rules.get("constraint"))
        if constraint is not None:
            lines.append(f"if {raw} and not {constraint}: found.append(('broken', {index}, ''))")
        computed = self._compile(slot.path, "calculate", slot.rules.get("calculate"))
        return lines if computed is None else [*lines, *self._check_computed(index, number, computed)]

    def _check_computed(self, index: int, number: int, computed: Code) -> list[str]:
        raw = f"s{self._depth - 1}[{index}]"
        sent = f"to_number({raw})" if computed.type == "num" else raw
        return [
            f"if f[{number}]:",
            f"    v = {computed.source}",
            f"    if v != {sent} and differs(v, {raw}): found.append(('different', {index}, v))",
        ]

    # --- source -------------------------------------------------------------------------------------------

    def _compile(self, path: Steps, rule: str, expression: str | None) -> Code | None:
        if expression is None:
            return None
        try:
            code = compile_expression(parse(expression), At(self._layout, self._scope, path, self._shared))
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

    def _define(self, extra: str, lines: list[str], **given: Callable[..., Any]) -> Callable[..., Any]:
        names = ", ".join(f"S{number}" for number in range(self._depth))
        prelude = [f"s{number} = S{number}.values" for number in range(self._depth)]
        body = "".join(f"    {line}\n" for line in [*prelude, *lines, "return found"])
        space: dict[str, Any] = {**GLOBALS, **given}
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


__all__ = ["ScopeWriter"]
