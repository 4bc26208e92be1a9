"""The case of a household in a round: which version is shown, its classes, movement and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Boolean, bindparam, insert, or_, select, update

from server.domain.history import LookBack
from server.domain.imports.statuses import status_under
from server.domain.movements import NEVER, classify_movement
from server.domain.uploads import OrderKey, Succession, decide_succession
from server.standards.assessment import Assessment
from server.store.tables import Case
from sync.log import get_record, read_subject
from sync.log.prepared import Prepared
from sync.records import KINDS, Part

from .bases import implied_links
from .figures import review_figure, set_aside
from .households import is_shown
from .look_back import ever_by_standard, look_back_of
from .queue import class_marks, worst_severity
from .scene import SUBMISSION, Scene, round_rules

CASE = Case.__table__
_SHOWN = (
    *("tablet_state", "review_state", "instance_id", "outcome", "classes", "findings", "received_at"),
    *("sender_id", "form_id", "version_no", "severity", "movement", "distance"),
)
_update = Prepared(
    update(CASE)
    .where(CASE.c.case_id == bindparam("b_id"))
    .values(
        {name: bindparam(name) for name in _SHOWN}
        | {"has_conflict": or_(CASE.c.has_conflict, bindparam("is_crossing", type_=Boolean()))}
    )
)
_insert = Prepared(insert(CASE))
_mark = Prepared(update(CASE).where(CASE.c.case_id == bindparam("b_id")).values(has_conflict=True))
# What was erased stays so, whatever comes after it: a phone that sends it again must be known.
_set_state = Prepared(
    update(SUBMISSION)
    .where(SUBMISSION.c.instance_id == bindparam("b_id"), SUBMISSION.c.state != "erased")
    .values(state=bindparam("state"))
)
_unapplied = Prepared(
    select(SUBMISSION.c.record_digest).where(
        SUBMISSION.c.household_id == bindparam("id"),
        *(SUBMISSION.c.state != shown for shown in ("current", "superseded", "conflict")),
    )
)
_last_number = Prepared(
    select(SUBMISSION.c.version_no)
    .where(SUBMISSION.c.case_id == bindparam("id"))
    .order_by(SUBMISSION.c.version_no.desc())
    .limit(1)
)


def succeed(scene: Scene) -> tuple[str, int]:
    """(state, number) of the new version; the one it follows is superseded, one it crosses is kept as a conflict."""
    crossed = find_crossed(scene)
    scene.is_crossing = bool(crossed)
    current = scene.household
    if current is None or current.current_id is None:
        return "current", 1
    is_following = current.current_digest not in crossed
    theirs = (0, "", 0) if is_following else _key_of(scene, current.current_digest)
    scene.succession = decide_succession(
        has_current=True, follows_current=is_following, new=_own_key(scene), current=theirs
    )
    connection = scene.applying.connection
    last = _last_number.scalar(connection, {"id": scene.case_id}) if current.case_has_conflict else current.current_no
    number = (last or 0) + 1
    if scene.succession == Succession.CROSSES_AND_KEPT:
        return "conflict", number
    _set_state.run(connection, {"b_id": current.current_id, "state": "superseded" if is_following else "conflict"})
    return "current", number


def supersede(scene: Scene, instance_id: str) -> None:
    """A later version has taken its place."""
    _set_state.run(scene.applying.connection, {"b_id": instance_id, "state": "superseded"})


def find_crossed(scene: Scene) -> set[str]:
    """Applied records about the household's answers that the author had not seen (`records.md`, conflicts)."""
    row, followed = scene.household, scene.followed
    if row is None or followed.issuperset(row.heads):
        return set()
    connection = scene.applying.connection
    records = [found.record for found in read_subject(connection, row.household_id)]
    links = implied_links(connection, row.household_id)
    for one in records:
        if one.envelope.follows:
            links[one.digest] = {digest for linked in one.envelope.follows.values() for digest in linked}
    known = followed | ancestors(links, followed)
    unapplied = {one.record_digest for one in _unapplied.all(connection, {"id": row.household_id})}
    own = scene.applying.record.digest
    strangers = [
        one.digest
        for one in records
        if one.digest not in known | unapplied | {own}
        and one.envelope.kind in KINDS
        and _writes_answers(one.envelope.kind)
    ]
    # What was written in view of this one may have come before it.
    return {one for one in strangers if own not in ancestors(links, [one])}


def ancestors(links: Mapping[str, Iterable[str]], digests: Iterable[str]) -> set[str]:
    """Everything that `digests` follow, directly or not."""
    seen: set[str] = set()
    waiting = list(digests)
    while waiting:
        fresh = [one for one in links.get(waiting.pop(), ()) if one not in seen]
        seen.update(fresh)
        waiting += fresh
    return seen


def _writes_answers(kind: str) -> bool:
    return bool(KINDS[kind].parts & {Part.ANSWERS, Part.MEMBERS})


def upsert_case(scene: Scene, version_no: int, sender_id: str) -> None:
    """Show the new version in its case, or mark that another one stands beside the one shown."""
    if scene.case_id is None:
        return
    connection = scene.applying.connection
    has_case = scene.household is not None and scene.household.case_id is not None
    if has_case and not is_shown(scene):
        _mark.run(connection, {"b_id": scene.case_id})
        set_aside(scene)
        return
    shown = _shown_values(scene) | {"version_no": version_no, "sender_id": sender_id}
    if has_case:
        _update.run(connection, {"b_id": scene.case_id, "is_crossing": scene.is_crossing, **shown})
        review_figure(scene)
        if scene.is_crossing or (scene.household.case_has_conflict and not scene.is_resolution):
            set_aside(scene)
        return
    _insert.run(
        connection,
        {
            "case_id": scene.case_id,
            "round_id": scene.round.round_id,
            "household_id": scene.household_id,
            "area_code": scene.area_code,
            "village_code": scene.village_code,
            "assignment_id": scene.answers.hidden.get("assignment_id") or None,
            "has_conflict": False,
            **shown,
        },
    )
    review_figure(scene)


def _shown_values(scene: Scene) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for finding in scene.findings:
        counts[finding.severity] = counts.get(finding.severity, 0) + 1
    recognised = scene.household.recognised if scene.household is not None else {}
    looks = look_back_of(scene.applying.node, scene.applying.connection, scene.round.round_id)
    classes = classes_of(scene.assessments, recognised, looks)
    rules = round_rules(scene.applying.node, scene.applying.connection, scene.round)
    return {
        "tablet_state": "sent",
        "review_state": "received",
        "instance_id": scene.answers.instance_id,
        "outcome": scene.facts.household.get("visit_outcome"),
        "classes": classes,
        "findings": counts,
        "received_at": scene.applying.received_at,
        "form_id": scene.applying.payload["form_id"],
        "severity": worst_severity(counts),
        **class_marks(classes, scene.assessments, rules.standards, scene.area_kind),
    }


def classes_of(
    assessments: Iterable[Assessment], recognised: Mapping[str, Any], looks: tuple[LookBack, ...]
) -> dict[str, dict[str, Any]]:
    """The class by standard as a case shows it, with the movement against what was recognised before."""
    ever = ever_by_standard(looks, recognised)
    return {
        one.standard: {
            "outcome": one.outcome,
            "reason": one.reason,
            "b1": one.b1,
            "b2": one.b2,
            "movement": classify_movement(
                status_under(recognised, one.standard).get("outcome"), one.outcome, ever=ever.get(one.standard, NEVER)
            ),
        }
        for one in assessments
    }


def _own_key(scene: Scene) -> OrderKey:
    envelope = scene.applying.record.envelope
    return envelope.clock, envelope.origin, envelope.sequence


def _key_of(scene: Scene, digest: str | None) -> OrderKey:
    found = get_record(scene.applying.connection, digest) if digest else None
    if found is None:
        return 0, "", 0
    envelope = found.record.envelope
    return envelope.clock, envelope.origin, envelope.sequence


__all__ = ["CASE", "classes_of", "succeed", "upsert_case"]
