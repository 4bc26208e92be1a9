"""The first pass of counting: which node keys, grants and revocations count, rooted in the genesis record. Pure.

Nodes are a tree: a node is the child of the node whose `shared` stream enrols it. A record is judged by the `shared`
streams of its origin and of that origin's ancestors, because everybody who carries it carries these. An authority
record is judged by what lies before it; of concurrent ones the revocation counts (`sync/PROTOCOL.md`, What counts).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .acts import Act, SharedStreams, View, read_shared
from .envelope import Record
from .kinds import MANAGERS, SHARED, UNPLACED

# Rights may be passed on so often: an endless chain of grants is no delegation.
LONGEST_DELEGATION = 16
VIET_NAM = dt.timezone(dt.timedelta(hours=7))
ANYWHERE = ""
REVOCATIONS = ("grant.revoked", "node.revoked")


class Reason(StrEnum):
    """Why a record does not count (yet). It is kept, shown and relayed all the same."""

    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_VERSION = "unknown_version"
    MISPLACED = "misplaced"
    UNREADABLE = "unreadable"
    FOREIGN_GENESIS = "foreign_genesis"
    UNKNOWN_NODE = "unknown_node"
    NODE_REVOKED = "node_revoked"
    OUTSIDE_NODE = "outside_node"
    AWAITS_AUTHORITY = "awaits_authority"
    NO_GRANT = "no_grant"
    GRANT_REVOKED = "grant_revoked"
    NEEDS_TWO_ACTORS = "needs_two_actors"
    ERASES_NOTHING = "erases_nothing"
    DECISION_OPEN = "decision_open"
    DECISION_BROKEN = "decision_broken"


@dataclass(slots=True)
class Member:
    """A node of the tree. `chain` is itself and its ancestors, root last; `last` ends the streams of a revoked one."""

    node_id: str
    public_key: str
    areas: frozenset[str]
    chain: tuple[str, ...]
    last: dict[str, int] | None = None

    def is_cut(self, area: str, sequence: int) -> bool:
        """Whether a revocation ends this stream before the record; nothing counts in a stream it does not name."""
        return self.last is not None and sequence > self.last.get(area, 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one grant must give: one of `roles` over all of `areas`, on an ISO day."""

    actor: str
    roles: frozenset[str]
    areas: tuple[str, ...]
    day: str


@dataclass(slots=True)
class Authority:
    """The judged authority of a set of records. `parents` maps each area to the one above it."""

    parents: Mapping[str, str | None]
    streams: SharedStreams
    whole: View = field(default_factory=dict)
    root: str = ""
    province: str = ""
    members: dict[str, Member] = field(default_factory=dict)
    _reasons: dict[str, Reason] = field(default_factory=dict)
    _supporters: dict[str, list[Act]] = field(default_factory=dict)
    _depth: dict[str, int] = field(default_factory=dict)
    _grants_of: dict[str, list[Act]] = field(default_factory=dict)
    _withdrawals: dict[str, list[Act]] = field(default_factory=dict)
    # By act, node and view; views live as long as this object, so their identity names them.
    _supported: dict[tuple[str, str, int], bool] = field(default_factory=dict)
    _views: dict[tuple[str, ...], View | None] = field(default_factory=dict)
    _states: dict[tuple[tuple[str, int], ...], Authority] = field(default_factory=dict)

    def view_of(self, knows: tuple[str, ...]) -> View | None:
        """The cut that a record's `knows` names; None where it names what is not here."""
        if knows not in self._views:
            self._views[knows] = self.streams.view_of(knows)
        return self._views[knows]

    def why_not(self, act_digest: str) -> Reason | None:
        """None where an authority record counts, given all records here."""
        act = self.streams.acts[act_digest]
        if act.origin not in self.members:
            return Reason.UNKNOWN_NODE
        reason = self._reasons.get(act_digest)
        if reason is None and not self._is_supported(act, self.members[act.origin].chain, self.whole):
            return Reason.GRANT_REVOKED
        return reason

    def find_grant(self, wanted: Wanted, chain: tuple[str, ...], view: View) -> Reason | None:
        """None where a grant in the view gives what is wanted and is not withdrawn there; else why not."""
        found = self._grants_in_force(wanted, chain, view)
        if found:
            return None
        given = [one for one in self._grants_of.get(wanted.actor, ()) if one.is_in(view)]
        return Reason.GRANT_REVOKED if any(self._fits(one, wanted) for one in given) else Reason.NO_GRANT

    def covers(self, outer: str, inner: str) -> bool:
        """Whether area `outer` is `inner` or lies above it."""
        if outer in (inner, self.province) or inner == ANYWHERE:
            return True
        seen: set[str] = set()
        above = self.parents.get(inner)
        while above is not None and above != outer and above not in seen:
            seen.add(above)
            above = self.parents.get(above)
        return above == outer

    def serves(self, node_id: str, area: str) -> bool:
        """Whether a node may say anything about an area: the root about all, the others about what they serve."""
        if node_id == self.root or area in (SHARED, UNPLACED, ANYWHERE):
            return True
        return any(self.covers(one, area) for one in self.members[node_id].areas)

    def as_of(self, view: View) -> Authority:
        """What the same records say when nothing after `view` is looked at: so an erasure is judged."""
        key = tuple(sorted(view.items()))
        if key not in self._states:
            acts = {digest: act for digest, act in self.streams.acts.items() if act.is_in(view)}
            streams = SharedStreams(self.streams.places, self.streams.before, acts)
            self._states[key] = _judge(Authority(self.parents, streams))
        return self._states[key]

    # --- grants --------------------------------------------------------------------------------------------

    def _grants_in_force(self, wanted: Wanted, chain: tuple[str, ...], view: View) -> list[Act]:
        return [
            one
            for one in self._grants_of.get(wanted.actor, ())
            if one.origin in chain
            and one.is_in(view)
            and self._fits(one, wanted)
            and not self._withdrawn(one, chain, view)
            and self._is_supported(one, chain, view)
        ]

    def _fits(self, act: Act, wanted: Wanted) -> bool:
        is_in_time = act.text("valid_from_on") <= wanted.day <= (act.text("valid_to_on") or "9999")
        has_role = is_in_time and act.text("role") in wanted.roles
        return has_role and all(self.covers(act.text("area_code"), area) for area in wanted.areas)

    def _withdrawn(self, act: Act, chain: tuple[str, ...], view: View) -> list[Act]:
        """The revocations of a grant that the view holds, written by the chain's nodes."""
        found = self._withdrawals.get(act.text("grant_id"), ())
        return [one for one in found if one.origin in chain and one.is_in(view)]

    def _is_supported(self, act: Act, chain: tuple[str, ...], view: View) -> bool:
        """Whether a right its author used is not taken away by a revocation concurrent with the act.

        A revocation that had heard of the act leaves it; one the act had heard of was seen when the act was judged.
        """
        supporters = self._supporters.get(act.digest)
        if supporters is None:
            return True
        key = (act.digest, chain[0], id(view))
        if key not in self._supported:
            self._supported[key] = any(
                all(act.is_in(one.before) for one in self._withdrawn(giver, chain, view))
                and self._is_supported(giver, chain, view)
                for giver in supporters
            )
        return self._supported[key]

    # --- judging a node's acts; its ancestors' are judged already ------------------------------------------------

    def judge_node(self, member: Member, acts: Iterable[Act]) -> None:
        """Judge a node's acts in the order of its stream."""
        self.members[member.node_id] = member
        member.last = self._last_of(member)
        for act in sorted(acts, key=lambda one: one.sequence):
            reason = self._judge_act(act, member)
            if reason is not None:
                self._reasons[act.digest] = reason
            elif act.kind == "grant.given":
                self._grants_of.setdefault(act.text("actor_id"), []).append(act)
            elif act.kind in REVOCATIONS:
                target = act.text("grant_id") or act.text("node_id")
                self._withdrawals.setdefault(target, []).append(act)

    def _last_of(self, member: Member) -> dict[str, int] | None:
        """Where a node's streams end: a later revocation may raise the number, of concurrent ones the lowest counts.

        Only nodes above may revoke a node, so that no two can cut each other off.
        """
        found = [one for one in self._withdrawals.get(member.node_id, ()) if one.origin in member.chain[1:]]
        newest = [one for one in found if not any(one.is_in(other.before) for other in found)]
        if not newest:
            return None
        raised = [_raise([one, *(old for old in found if old.is_in(one.before))]) for one in newest]
        return {area: min(one.get(area, 0) for one in raised) for one in raised for area in one}

    def _judge_act(self, act: Act, member: Member) -> Reason | None:
        if act.kind == "node.founded":
            is_genesis = act.origin == self.root and act.sequence == 1
            return None if is_genesis else Reason.FOREIGN_GENESIS
        if member.is_cut(SHARED, act.sequence):
            return Reason.NODE_REVOKED
        areas = self._areas_of(act)
        if areas is None:
            return Reason.UNREADABLE
        if not all(self.serves(act.origin, area) for area in areas):
            return Reason.OUTSIDE_NODE
        if act.kind == "grant.given" and member.node_id == self.root and not self._grants_of:
            # The founding grant: before it there is nobody who could give one.
            self._depth[act.digest] = 0
            return None
        return self._find_support(act, areas, member)

    def _find_support(self, act: Act, areas: tuple[str, ...], member: Member) -> Reason | None:
        """The grants that let the act's author do this; they are remembered, because a revocation may cross them.

        A revocation itself is crossed by none: two people who revoke each other apart are both out.
        """
        wanted = Wanted(act.actor, MANAGERS, areas, day_of(act.clock))
        found = self._grants_in_force(wanted, member.chain, act.before)
        usable = [one for one in found if self._depth[one.digest] < LONGEST_DELEGATION]
        if not usable:
            return self.find_grant(wanted, member.chain, act.before) or Reason.NO_GRANT
        if act.kind not in REVOCATIONS:
            self._supporters[act.digest] = usable
        self._depth[act.digest] = 1 + min(self._depth[one.digest] for one in usable)
        return None

    def _areas_of(self, act: Act) -> tuple[str, ...] | None:
        """The areas an act is about; None where the payload does not say, or names what nobody has given."""
        if act.kind == "node.enrolled":
            is_whole = bool(act.text("node_id") and act.text("public_key"))
            return _areas_in(act) if is_whole else None
        if act.kind == "grant.given":
            is_whole = bool(act.text("grant_id") and act.text("actor_id") and act.text("area_code"))
            return (act.text("area_code"),) if is_whole else None
        if act.kind == "grant.revoked":
            given = self._naming("grant.given", "grant_id", act)
            return tuple(one.text("area_code") for one in given) or None
        if not isinstance(act.payload.get("last"), dict):
            return None
        enrolled = self._naming("node.enrolled", "node_id", act)
        return tuple(area for one in enrolled for area in _areas_in(one) or ()) or None

    def _naming(self, kind: str, name: str, act: Act) -> list[Act]:
        wanted = act.text(name)
        return [one for one in self.streams.acts.values() if one.kind == kind and one.text(name) == wanted]


def fold_authority(records: Iterable[Record], parents: Mapping[str, str | None] | None = None) -> Authority:
    """Judge the authority records among `records`, all of whose `shared` streams must be given from their start.

    The genesis is the founding record; a log takes in one only (`sync.log.adopt_genesis`).
    """
    return _judge(Authority(parents or {}, read_shared(records)))


def day_of(clock: int) -> str:
    """The day in Viet Nam of a record's clock, as ISO text."""
    moment = dt.datetime.fromtimestamp(clock // 1_000_000, VIET_NAM)
    return moment.date().isoformat()


def _judge(authority: Authority) -> Authority:
    acts = authority.streams.acts.values()
    founded = [one for one in acts if one.kind == "node.founded" and one.text("node_id") == one.origin]
    genesis = min((one for one in founded if one.sequence == 1), key=_rank, default=None)
    authority.whole = _whole(acts)
    if genesis is None:
        return authority
    authority.root, authority.province = genesis.origin, genesis.text("province_code")
    by_origin: dict[str, list[Act]] = {}
    for act in acts:
        by_origin.setdefault(act.origin, []).append(act)
    level = [Member(genesis.origin, genesis.text("public_key"), frozenset(), (genesis.origin,))]
    while level:
        for member in level:
            authority.judge_node(member, by_origin.get(member.node_id, ()))
        level = _children(authority, level, by_origin)
    return authority


def _children(authority: Authority, level: list[Member], by_origin: Mapping[str, list[Act]]) -> list[Member]:
    """The nodes that this level's nodes enrol, each by the earliest enrolment that counts; later ones add areas."""
    enrolling = [
        act
        for parent in level
        for act in by_origin.get(parent.node_id, ())
        if act.kind == "node.enrolled" and authority.why_not(act.digest) is None
    ]
    made: dict[str, Member] = {}
    for act in sorted(enrolling, key=_rank):
        node_id, areas = act.text("node_id"), frozenset(_areas_in(act) or ())
        if node_id in authority.members:
            continue
        known = made.get(node_id)
        if known is None:
            chain = (node_id, *authority.members[act.origin].chain)
            made[node_id] = Member(node_id, act.text("public_key"), areas, chain)
        elif known.chain[1] == act.origin and known.public_key == act.text("public_key"):
            known.areas |= areas
    return [made[node_id] for node_id in sorted(made)]


def _areas_in(act: Act) -> tuple[str, ...] | None:
    areas = act.payload.get("areas")
    return tuple(map(str, areas)) or None if isinstance(areas, list) else None


def _raise(revocations: list[Act]) -> dict[str, int]:
    """The highest last sequence per area among revocations that follow each other."""
    last: dict[str, int] = {}
    for one in revocations:
        for area, sequence in one.payload["last"].items():
            if isinstance(sequence, int) and sequence > last.get(area, -1):
                last[area] = sequence
    return last


def _whole(acts: Iterable[Act]) -> View:
    whole: dict[str, int] = {}
    for act in acts:
        whole[act.origin] = max(whole.get(act.origin, 0), act.sequence)
    return whole


def _rank(act: Act) -> tuple[int, str, int]:
    return act.clock, act.origin, act.sequence
