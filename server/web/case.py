"""One case on a page: three versions beside each other, findings and comments by field, the decision below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from server.domain.access import Actor
from server.domain.facts import facts_from_json, load_facts
from server.domain.interview_audit import InterviewAudit, read_audit
from server.errors import Problem
from server.papers.explanation import Explanation, explain
from server.services import review, rounds
from server.services.views import queue
from server.services.views.case import EMPTY, CaseView, read_case_view
from server.services.views.case_answers import compare_versions
from server.services.views.doubles import PairRow, doubles_of
from server.services.views.household_events import read_beside
from server.services.views.keyed import find_paper
from server.services.views.near_households import find_near
from server.standards.area_exceptions import except_standards
from server.standards.engine import Context, assess
from server.standards.packs import RoundStandard

from .case_map import make_map
from .cases import AUDIT, HISTORY_WORDS, METHOD_WORDS
from .formats import say_answer
from .frame import Frame, Page
from .queue import queue_links
from .refusals import elsewhere


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standard's explanation; `last_points` the points of last year's answers under it, by item."""

    code: str
    method: str
    sheet: Explanation
    last_points: dict[str, int | None]


class CasePage:
    """The case's page; what it shows is read in one moment of the database."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (("/ho-so/<case_id>", "case", self.case, ["GET"]),)

    def case(self, actor: Actor, case_id: str) -> Any:
        """The page."""
        return self.show(actor, case_id)

    def show(
        self, actor: Actor, case_id: str, problem: Problem | None = None, typed: Mapping[str, str] | None = None
    ) -> str:
        """Render the case for who asks; `problem` says why an order was refused, `typed` is what stood in its form."""
        areas = self._frame.areas(actor)
        view = self._frame.read(lambda c: read_case_view(c, case_id, areas))
        if view is None:
            raise elsewhere("case_id")
        verdicts = self._verdicts(view)
        history = self._frame.read(lambda c: review.read_history(c, case_id))
        return render_template(
            "web/case.html",
            view=view,
            paper=self._frame.read(lambda c: find_paper(c, view.case.instance_id or "")),
            facts=load_facts(),
            verdicts=verdicts,
            turns=_turns(verdicts),
            tier=self._tier(view),
            audit=self._audit(view),
            house_map=make_map(*view.points),
            history=history,
            kinds=HISTORY_WORDS,
            comments=_comments(history),
            label_of=review.label_of,
            **self._beside(view, areas),
            audit_name=AUDIT,
            crossing_rows=_crossing_rows(view),
            only_changed=request.args.get("doi") == "1",
            may_decide=self._frame.may(actor, "review_cases", view.case.area_code),
            may_comment=self._frame.may(actor, "comment_cases", view.case.area_code),
            refusal=self._refusal(actor, view),
            problem=problem,
            typed=typed or {},
            **queue_links(queue.from_args(request.values)),
        )

    def _beside(self, view: CaseView, areas: list[str]) -> dict[str, Any]:
        """Events of the household; pairs a search found, and households that are alike now and in none of those."""
        household_id = view.household.household_id
        pairs = self._frame.read(lambda c: doubles_of(c, household_id, areas))
        found = {side.household_id for one in pairs if isinstance(one, PairRow) for side in one.sides}
        near = self._frame.read(lambda c: find_near(c, view.household))
        closing_on = rounds.get_round(self._frame.node, view.case.round_id).season_to_on
        events = self._frame.read(lambda c: read_beside(c, self._frame.node, household_id, areas, closing_on))
        return {"doubles": pairs, "near": [one for one in near if one.household_id not in found], **events}

    def _refusal(self, actor: Actor, view: CaseView) -> Any:
        """Why the case cannot be approved now; None where it can."""
        if view.submission is None:
            return None
        pair = (view.case.case_id, view.submission.instance_id)
        refused = review.check_many(self._frame.node, actor.actor_id, "approve", [pair]).refused
        return refused[0] if refused else None

    def _verdicts(self, view: CaseView) -> list[Verdict]:
        if not view.assessments or view.submission is None or not view.submission.facts:
            return []
        current = rounds.get_round(self._frame.node, view.case.round_id)
        used_all = rounds.used_standards(self._frame.node, current)
        context = Context(view.household.area_kind, dt.date.fromisoformat(current.reference_on))
        rows = {one.standard: one for one in view.assessments}
        return [
            Verdict(
                used.standard.id,
                METHOD_WORDS.get(used.method, used.method),
                explain(used, view.facts, context, rows[used.standard.id].outcome),
                _last_points(view, used, context),
            )
            for used in except_standards(used_all, view.household.exceptions or ())
            if used.standard.id in rows
        ]

    def _tier(self, view: CaseView) -> str | None:
        if not view.assessments:
            return None
        current = rounds.get_round(self._frame.node, view.case.round_id)
        return rounds.say_tier_of(self._frame.node, current, {one.standard: one.outcome for one in view.assessments})

    def _audit(self, view: CaseView) -> InterviewAudit | None:
        found = next((one.sha256 for one in view.attachments if one.name == AUDIT and one.sha256), None)
        return None if found is None else read_audit(self._frame.node.blobs.get(found))


def _last_points(view: CaseView, used: RoundStandard, context: Context) -> dict[str, int | None]:
    """Last year's answers under this year's table: what moved the score, not what it was then."""
    if not view.last_year["household"]:
        return {}
    trace = assess(facts_from_json(view.last_year), used, context).trace
    return {one.label: one.points for one in trace if one.kind == "points"}


def _turns(verdicts: Iterable[Verdict]) -> dict[tuple[str, int | None], list[Any]]:
    """Answers that would change a class, by fact and place of the member."""
    found: dict[tuple[str, int | None], list[Any]] = {}
    for verdict in verdicts:
        for one in verdict.sheet.turns:
            found.setdefault((one.fact, one.member), []).append((verdict, one))
    return found


def _crossing_rows(view: CaseView) -> list[tuple[str, list[str]]]:
    """Answers in which versions that stand beside each other differ: label, then one text a version."""
    return [
        (
            one.fact.vi if not one.who else f"{one.who}: {one.fact.vi}",
            [say_answer(each, one.fact) for each in one.values],
        )
        for one in compare_versions(load_facts(), [each.facts or EMPTY for each in view.crossing])
    ]


def _comments(history: Iterable[Any]) -> dict[str, list[Any]]:
    """What was said of each field, the newest last; the empty field stands for the whole form."""
    found: dict[str, list[Any]] = {}
    for entry in history:
        for f, text in entry.comments:
            found.setdefault(f, []).append((entry, text))
    return found
