"""Which cells of a round's rules a set of households covers, seen from the answers, not from how they were made."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

from server.domain.facts import HouseholdFacts, load_facts
from server.standards.assessment import Assessment
from server.standards.evaluate import Env, compile_bool, compile_number
from server.standards.packs import RoundStandard
from server.standards.tree import Compare, FactNumber, Node, OneOf, Score

from .cells import name_of, nodes_of

Cell = tuple[str, str, str]  # standard, what, where


class Coverage:
    """Counts cells; `required` names those that must be met."""

    def __init__(self, standards: tuple[RoundStandard, ...], reference_on: dt.date) -> None:
        self.counts: Counter[Cell] = Counter()
        self._on = reference_on
        self._nodes = {one: list(dict.fromkeys(nodes_of(one))) for one in standards}

    def see(self, facts: HouseholdFacts, area_kind: str | None, assessments: tuple[Assessment, ...]) -> None:
        """Note everything one household covers."""
        for (used, nodes), assessment in zip(self._nodes.items(), assessments, strict=True):
            name = used.standard.id
            self.counts[name, "outcome", assessment.outcome] += 1
            self.counts[name, "members", str(len(facts.members))] += 1
            self.counts[name, "area", str(area_kind)] += 1
            env = self._env(used, facts, area_kind, assessment)
            for node in nodes:
                if isinstance(node, Compare):
                    self._see_compare(name, node, env, area_kind)
                elif isinstance(node, OneOf):
                    self._see_answer(name, node, env)

    def required(self) -> set[Cell]:
        """Every cut-off below, at and above; every code and no answer; 1 to 15 members; every outcome."""
        cells: set[Cell] = set()
        for used, nodes in self._nodes.items():
            name = used.standard.id
            cells |= {(name, "outcome", one) for one in ("poor", "near_poor", "not_poor", "undetermined")}
            cells |= {(name, "members", str(one)) for one in range(1, 16)}
            cells |= {(name, "area", one) for one in ("rural", "urban", "None")}
            for node in nodes:
                if isinstance(node, Compare):
                    cells |= {
                        (name, name_of(node), f"{side} {kind}") for side in _sides(node) for kind in ("rural", "urban")
                    }
                elif isinstance(node, OneOf):
                    fact = load_facts().get(node.level, node.fact)
                    codes = [one.code for one in fact.choices] if fact else []
                    cells |= {(name, node.fact, one) for one in (*codes, "no answer")}
        return cells

    def _env(self, used: RoundStandard, facts: HouseholdFacts, kind: str | None, assessment: Assessment) -> Env:
        params = {
            name: (one.value[kind], one.value[kind]) if kind and one.value[kind] is not None else None
            for name, one in used.standard.parameters.items()
        }
        env = Env(facts.household, facts.members, self._on, params)  # type: ignore[arg-type]
        counted = compile_bool(used.standard.counted)
        env.counted = tuple(counted(env, member) for member in facts.members)
        deprived = len(assessment.deprived)
        scores = {"b1": assessment.b1, "b2": assessment.b2, "deprived": deprived if assessment.b2 is not None else None}
        env.scores = {name: (value, value) for name, value in scores.items() if value is not None}
        return env

    def _see_compare(self, name: str, node: Compare, env: Env, kind: str | None) -> None:
        if any(isinstance(one, Score) and one.name not in env.scores for one in (node.left, node.right)):
            return
        left, right = compile_number(node.left), compile_number(node.right)
        for member in env.members:
            low, high = left(env, member)
            cut, cut_high = right(env, member)
            if low == high and cut == cut_high and abs(Decimal(low) - Decimal(cut)) <= _step(node.left):
                side = "at" if low == cut else "below" if low < cut else "above"
                self.counts[name, name_of(node), f"{side} {kind}"] += 1

    def _see_answer(self, name: str, node: OneOf, env: Env) -> None:
        for holder in [env.household] if node.level == "household" else env.members:
            value = holder.get(node.fact)
            said = "no answer" if value is None else {True: "yes", False: "no"}.get(value, str(value))  # type: ignore[call-overload]
            self.counts[name, node.fact, said] += 1


def _step(node: Node) -> int | Decimal:
    if isinstance(node, Score):
        return 10 if node.name == "b2" else 1
    if isinstance(node, FactNumber):
        fact = load_facts().get(node.level, node.fact)
        return Decimal("0.1") if fact is not None and fact.type == "decimal" else 1
    return 1


def _sides(node: Compare) -> tuple[str, ...]:
    """A count is never below zero."""
    right = getattr(node.right, "value", None)
    return ("at", "above") if right == 0 else ("below", "at", "above")
