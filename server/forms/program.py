"""A form's relevant, required, constraint and calculate expressions as two Python functions per scope.

`relevance` empties what the form would not have asked (the tablet leaves it out; other clients may not), `checks`
re-evaluates the rest. What only the tablet can evaluate is listed in `skipped`, and taken as it came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .answers import Scope
from .layout import FormLayout
from .scope_writer import ScopeWriter

MISSING, BROKEN, DIFFERENT = "missing", "broken", "different"
Found = list[tuple[str, int, Any]]


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
        writer = ScopeWriter(layout, scope, program)
        program.relevance.append(writer.write_relevance())
        program.checks.append(writer.write_checks())
    return program


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
