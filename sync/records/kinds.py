"""Kinds of records: the part of a subject each writes, where it lies, who may write it, whether its payload can go.

The table in `sync/PROTOCOL.md` is this table; a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SHARED = "shared"
UNPLACED = "unplaced"


class Part(StrEnum):
    """The part of a subject that concurrent records can be in conflict over; NONE only adds."""

    NONE = "none"
    ANSWERS = "answers"
    MEMBERS = "members"
    REVIEW = "review"
    STATUS = "status"
    RESIDENCE = "residence"
    AUTHORITY = "authority"
    ROUND = "round"


MANAGERS = frozenset({"administrator", "province"})
OFFICE = MANAGERS | {"supervisor", "commune_officer"}
FIELD = OFFICE | {"enumerator"}
DECIDERS = OFFICE | {"commune_chair"}
# Who watches the review and has no part in it.
WATCHERS = frozenset({"front_observer", "inspector"})


@dataclass(frozen=True, slots=True)
class Kind:
    """`version` is the newest this program writes; older ones are upcast (`sync.records.upcasting`).

    `roles` are those of which one must be granted to the actor; None: the record gives no right and needs none.
    `fields` name the payload's fields; `?` marks one that may be absent.
    """

    name: str
    parts: frozenset[Part]
    fields: tuple[str, ...]
    roles: frozenset[str] | None
    is_erasable: bool = False
    is_authority: bool = False
    is_shared: bool = False
    version: int = 1


def _area(name: str, fields: str, roles: frozenset[str] | None, *parts: Part, erasable: bool = False) -> Kind:
    return Kind(name, frozenset(parts), tuple(fields.split()), roles, erasable)


def _shared(name: str, fields: str, roles: frozenset[str] | None, part: Part) -> Kind:
    is_authority = part == Part.AUTHORITY
    return Kind(name, frozenset({part}), tuple(fields.split()), roles, is_authority=is_authority, is_shared=True)


_A, _M, _R, _S, _W = Part.ANSWERS, Part.MEMBERS, Part.REVIEW, Part.STATUS, Part.RESIDENCE
_ROUND = (
    "round_id code name kind season_from_on season_to_on reference_on status_from_on status_to_on"
    " standards area_codes shows_scores procedure? tiers?"
)
_PAIR = "pair_id level household_id other_id person_id? other_person_id? decision kept_id? sees batch_id?"
_FORM = "round_id form_id form_version title xml xlsx media notes"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _shared("node.founded", "node_id public_key province_code areas", None, Part.AUTHORITY),
        _shared("node.enrolled", "node_id public_key areas", MANAGERS, Part.AUTHORITY),
        _shared("node.revoked", "node_id last reason?", MANAGERS, Part.AUTHORITY),
        _shared(
            "grant.given",
            "grant_id actor_id role area_code valid_from_on? valid_to_on? delegator_id?",
            MANAGERS,
            Part.AUTHORITY,
        ),
        _shared("grant.revoked", "grant_id reason?", MANAGERS, Part.AUTHORITY),
        _shared("round.opened", _ROUND, MANAGERS, Part.ROUND),
        _shared("round.state_changed", "round_id state", MANAGERS, Part.ROUND),
        _shared("form.published", _FORM, MANAGERS, Part.NONE),
        _shared("paper.share_set", "round_id percent", MANAGERS, Part.NONE),
        _shared("pack.entered", "entry_id pack_id base_digest document values", MANAGERS, Part.NONE),
        _shared("pack.adopted", "adoption_id pack_id base_digest digest values entries after?", MANAGERS, Part.NONE),
        _shared("areas.changed", "change_id in_force_on act units", MANAGERS, Part.NONE),
        _shared("area.attribute_set", "attribute_id area_code attribute from_on to_on act", MANAGERS, Part.NONE),
        _area("observation.added", "observation_id household_id? text", WATCHERS, erasable=True),
        _area("villages.changed", "change_id area_code in_force_on act villages", OFFICE),
        _area("account.registered", "actor_id login name password_hash import_id?", None, erasable=True),
        _area(
            "account.changed",
            "actor_id name? password_hash? is_temporary? is_active? import_id?",
            None,
            erasable=True,
        ),
        _area("villages.registered", "area_code villages import_id?", OFFICE),
        _area("villages.withdrawn", "area_code codes withdrawn_on import_id?", OFFICE),
        _area("denominators.entered", "area_code counted_on source entries import_id?", OFFICE),
        _area("denominators.withdrawn", "area_code digests import_id?", OFFICE),
        _area("recheck.drawn", "sample_id round_id seed cases", OFFICE),
        _area("assignment.made", "assignment_id round_id village_code actor_id", OFFICE),
        _area("assignment.ended", "assignment_id", OFFICE),
        _area("households.assigned", "assignment_id round_id village_code actor_id household_ids batch_id", OFFICE),
        _area("households.released", "round_id village_code household_ids batch_id", OFFICE),
        _area("visits.declared", "round_id actor_id visited_count declared_on", OFFICE),
        _area(
            "household.registered",
            "household_id code village_code head_name facts import_id? old_code? persons?",
            OFFICE,
            *(_A, _M),
            erasable=True,
        ),
        _area("household.listed", "household_id import_id old_code", OFFICE, erasable=True),
        _area("household.corrected", "household_id facts head_name? members?", OFFICE, _A, _M, erasable=True),
        _area("household.withdrawn", "household_id reason import_id? happened_on?", OFFICE, _W),
        _area("household.split", "household_id other_id person_ids happened_on decision?", OFFICE, _M),
        _area("household.merged", "household_id other_id members happened_on decision?", OFFICE, _M, _W, erasable=True),
        _area("household.restored", "household_id withdraws what people?", OFFICE, _M, _W),
        _area("move.declined", "household_id from_area reason", OFFICE, erasable=True),
        _area("member.joined", "household_id members how happened_on", OFFICE, _M, erasable=True),
        _area("member.left", "household_id person_ids state happened_on", OFFICE, _M),
        _area("outcome.decided", "household_id case_id instance_id outcome ruling decision", OFFICE),
        _area("duplicate.decided", _PAIR, OFFICE),
        _area("duplicate.noted", "pair_id text", OFFICE, erasable=True),
        _area("person.identified", "household_id person_id identifiers", OFFICE, erasable=True),
        _area("import.applied", "import_id area_code what sha256 counts", OFFICE),
        _area("import.undone", "import_id area_code", OFFICE),
        _area(
            "list.signed",
            "area_code level standard status_on published counted source note?",
            DECIDERS,
            erasable=True,
        ),
        _area(
            "exception.decided",
            "exception_id household_id standard item area_kind region? rows? decision",
            MANAGERS,
        ),
        _area("exception.ended", "exception_id household_id reason?", MANAGERS),
        _area("household.departed", "household_id to_area happened_on?", OFFICE, _W),
        _area("status.imported", "household_id recognised assessed import_id? takes_back?", OFFICE, _S),
        _area(
            "submission.received", "form_id form_version instance_id deprecated_id xml", FIELD, _A, _M, erasable=True
        ),
        _area("media.received", "instance_id name sha256 size", FIELD, erasable=True),
        _area("correction.explained", "instance_id reason", OFFICE, erasable=True),
        _area(
            "paper.keyed",
            "instance_id case_id form_id form_version interviewed_on enumerator_id scans start is_keyed_twice",
            OFFICE,
            erasable=True,
        ),
        _area("paper.keyed_again", "instance_id case_id xml", OFFICE, erasable=True),
        _area("paper.compared", "instance_id case_id outcome reason", OFFICE, erasable=True),
        _area("review.returned", "case_id instance_id return_no? comments? batch_id?", OFFICE, _R, erasable=True),
        _area("review.approved", "case_id instance_id assessments? form_version? batch_id?", OFFICE, _R),
        _area("review.commented", "case_id instance_id? comments", FIELD, erasable=True),
        _area("review.held", "case_id instance_id reason? batch_id?", OFFICE, _R, erasable=True),
        _area(
            "review.corrected",
            "case_id instance_id correction_id changes decisive reason?",
            OFFICE,
            *(_A, _M, _R),
            erasable=True,
        ),
        _area("review.confirmed", "case_id instance_id correction_id", OFFICE, _A, _M, _R),
        _area("review.duplicate", "case_id instance_id? of_household reason?", OFFICE, _R, erasable=True),
        _area("review.withdrawn", "case_id instance_id? withdraws state batch_id?", OFFICE, _R),
        _area("conflict.resolved", "case_id? instance_id? reason?", OFFICE, _A, _M, _R),
        _area(
            "decision.recognised",
            "decision_id number decided_on valid_from_on valid_to_on? line_count merkle_root",
            DECIDERS,
        ),
        _area(
            "decision.line", "decision_id household_id standard outcome reason? b1? b2? standard_digest?", DECIDERS, _S
        ),
        _area(
            "transferred",
            "household_id from_area code village_code head_name facts recognised? assessed?",
            OFFICE,
            *(_A, _M, _W),
            erasable=True,
        ),
        _area("erased", "digests legal_basis actors decision? files? kept? stand_ins?", OFFICE),
        _area("redacted", "of payload", OFFICE, erasable=True),
    )
}
