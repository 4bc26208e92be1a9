"""Recognition decisions: lines first, then the record that closes them, names their number and their Merkle root. Pure.

A line counts only with its decision, the decision only with exactly its lines: a family is never recognised by half.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .authority import Reason
from .envelope import Record
from .merkle import merkle_root
from .upcasting import read_payload

LINE, DECISION = "decision.line", "decision.recognised"
Place = tuple[str, str, str]  # origin, area, decision id: a decision and its lines lie in one stream


def check_decisions(records: Iterable[Record]) -> dict[str, Reason]:
    """Reasons for lines whose decision has not arrived, and for decisions whose lines are not those they name.

    `records` are those that count by themselves: a line that does not makes its decision incomplete.
    """
    lines: dict[Place, list[Record]] = {}
    decisions: dict[Place, list[Record]] = {}
    for one in records:
        if one.envelope.kind in (LINE, DECISION):
            found = lines if one.envelope.kind == LINE else decisions
            found.setdefault(_place(one), []).append(one)
    reasons: dict[str, Reason] = {}
    for place in lines.keys() | decisions.keys():
        reasons |= _check(lines.get(place, []), decisions.get(place, []))
    return reasons


def _check(lines: Sequence[Record], decisions: Sequence[Record]) -> dict[str, Reason]:
    reasons = {one.digest: Reason.DECISION_OPEN for one in lines}
    closing = min(decisions, key=_sequence, default=None)
    if closing is None:
        return reasons
    reasons |= {one.digest: Reason.DECISION_BROKEN for one in decisions}
    before = sorted((one for one in lines if _sequence(one) < _sequence(closing)), key=_sequence)
    payload = read_payload(closing) or {}
    digests = [one.digest for one in before]
    is_whole = payload.get("line_count") == len(before) and payload.get("merkle_root") == merkle_root(digests)
    if not is_whole:
        return reasons | dict.fromkeys(digests, Reason.DECISION_BROKEN)
    # A second record under the same id, or a line after the closing one, adds nothing to it.
    counting = {closing.digest, *digests}
    return {digest: Reason.DECISION_BROKEN for digest in reasons if digest not in counting}


def _place(record: Record) -> Place:
    payload: Mapping[str, object] = read_payload(record) or {}
    return record.envelope.origin, record.envelope.area, str(payload.get("decision_id"))


def _sequence(record: Record) -> int:
    return record.envelope.sequence
