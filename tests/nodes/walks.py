"""The walks every change must survive: what people do on nodes that are apart, and what must come out of it.

Each walk returns what to look at afterwards; the tests of this folder check the outcome, those of `tests/properties`
that any other order and any repetition of the same records ends in the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sync.records import Record, merkle_root
from tests.nodes.simulation import (
    COMMUNE_A,
    COMMUNE_B,
    DISTRICT,
    Node,
    enrol,
    exchange,
    found_province,
    give_grant,
    make_id,
    settle,
)

ADMIN, SUPERVISOR, OTHER_SUPERVISOR = make_id("admin"), make_id("supervisor"), make_id("other supervisor")
OFFICER_A, OFFICER_B, ENUMERATOR = make_id("officer a"), make_id("officer b"), make_id("enumerator")
HOUSEHOLD, CASE = make_id("household"), make_id("case")


@dataclass
class World:
    """A province, a district and two communes, who works there, and the records a walk wants to talk about."""

    province: Node
    district: Node
    commune_a: Node
    commune_b: Node
    grants: dict[str, str]
    named: dict[str, Record] = field(default_factory=dict)

    @property
    def nodes(self) -> list[Node]:
        return [self.province, self.district, self.commune_a, self.commune_b]

    def settle(self) -> None:
        settle(self.nodes)


def make_world() -> World:
    """Everybody enrolled and granted, everything exchanged; one household of commune A is registered."""
    made = _make_world()
    return World(*(node.copy() for node in made.nodes), made.grants, dict(made.named))


@cache
def _make_world() -> World:
    province = found_province(ADMIN)
    district = enrol(province, "district", [DISTRICT], ADMIN)
    commune_a = enrol(district, "commune a", [COMMUNE_A], ADMIN)
    commune_b = enrol(district, "commune b", [COMMUNE_B], ADMIN)
    grants = {
        actor: give_grant(province, ADMIN, actor, role, area)
        for actor, role, area in (
            (SUPERVISOR, "supervisor", DISTRICT),
            (OTHER_SUPERVISOR, "supervisor", DISTRICT),
            (OFFICER_A, "commune_officer", COMMUNE_A),
            (OFFICER_B, "commune_officer", COMMUNE_B),
            (ENUMERATOR, "enumerator", COMMUNE_A),
        )
    }
    world = World(province, district, commune_a, commune_b, grants)
    world.settle()
    world.named["registered"] = commune_a.write(
        "household.registered", COMMUNE_A, (HOUSEHOLD,), OFFICER_A, {"household_id": HOUSEHOLD, "code": "H1"}
    )
    world.settle()
    return world


def submit(node: Node, instance: str, area: str = COMMUNE_A, **more: Any) -> Record:
    """A tablet's form as a node takes it in: the same bytes are the same event wherever they come."""
    payload = {
        "form_id": "household_review",
        "form_version": "1",
        "instance_id": instance,
        "xml": f"<data {instance}/>",
    }
    payload["deprecated_id"] = ""
    return node.write("submission.received", area, (HOUSEHOLD,), ENUMERATOR, payload, key=instance, **more)


def review(node: Node, kind: str, actor: str, **more: Any) -> Record:
    """A supervisor's word on the case."""
    payload = {"case_id": CASE, "instance_id": "uuid:1"}
    return node.write(f"review.{kind}", COMMUNE_A, (HOUSEHOLD, CASE), actor, payload, **more)


def one_submission(world: World) -> None:
    world.named["first"] = submit(world.commune_a, "uuid:1")


def retry_on_another_node(world: World) -> None:
    """No answer from the commune: the enumerator drives to the district and sends the same form there."""
    world.named["first"] = submit(world.commune_a, "uuid:1")
    world.named["copy"] = submit(world.district, "uuid:1")
    world.settle()
    world.named["again"] = submit(world.province, "uuid:1")


def resubmission_crosses_a_return(world: World) -> None:
    world.named["first"] = submit(world.commune_a, "uuid:1")
    exchange(world.commune_a, world.district)
    world.named["returned"] = review(world.district, "returned", SUPERVISOR)
    world.named["second"] = submit(world.commune_a, "uuid:2")


def two_supervisors_decide_apart(world: World) -> None:
    world.named["first"] = submit(world.commune_a, "uuid:1")
    world.settle()
    world.named["approved"] = review(world.district, "approved", SUPERVISOR)
    world.named["returned"] = review(world.province, "returned", OTHER_SUPERVISOR)


def two_supervisors_settle_it(world: World) -> None:
    two_supervisors_decide_apart(world)
    world.settle()
    world.named["settled"] = review(world.commune_a, "approved", OFFICER_A)


def two_versions_cross(world: World) -> None:
    """Two tablets, one household, each having seen only the registration."""
    base = {HOUSEHOLD: (world.named["registered"].digest,)}
    world.named["first"] = submit(world.commune_a, "uuid:1", follows=base)
    world.named["second"] = submit(world.district, "uuid:2", follows=base)


def a_person_chooses_a_version(world: World) -> None:
    two_versions_cross(world)
    world.settle()
    world.named["chosen"] = world.district.write(
        "conflict.resolved", COMMUNE_A, (HOUSEHOLD,), SUPERVISOR, {"instance_id": "uuid:1", "reason": "phỏng vấn lại"}
    )


def a_move(world: World) -> None:
    """The household moves from A to B; a tablet of A comes late."""
    world.named["first"] = submit(world.commune_a, "uuid:1")
    world.settle()
    departed = {"household_id": HOUSEHOLD, "to_area": COMMUNE_B}
    world.named["departed"] = world.commune_a.write("household.departed", COMMUNE_A, (HOUSEHOLD,), OFFICER_A, departed)
    arrived = {"household_id": HOUSEHOLD, "from_area": COMMUNE_A, "code": "H1", "facts": {"members": []}}
    world.named["transferred"] = world.district.write("transferred", COMMUNE_B, (HOUSEHOLD,), SUPERVISOR, arrived)
    world.named["late"] = submit(world.district, "uuid:late", follows={HOUSEHOLD: (world.named["first"].digest,)})


def a_move_with_its_late_form_sent_on(world: World) -> None:
    a_move(world)
    world.settle()
    departed = {"household_id": HOUSEHOLD, "to_area": COMMUNE_B}
    world.named["sent on"] = world.district.write("household.departed", COMMUNE_A, (HOUSEHOLD,), SUPERVISOR, departed)
    further = {"household_id": HOUSEHOLD, "from_area": COMMUNE_A, "code": "H1", "facts": {"members": [{"no": 1}]}}
    world.named["further"] = world.district.write("transferred", COMMUNE_B, (HOUSEHOLD,), SUPERVISOR, further)


def recognise(node: Node, households: list[str], decision: str = "decision") -> tuple[list[Record], Record]:
    """Lines first, then the decision that names their number and Merkle root."""
    decision_id = make_id(decision)
    lines = [
        node.write(
            "decision.line",
            COMMUNE_A,
            (decision_id, one),
            OFFICER_A,
            {"decision_id": decision_id, "household_id": one, "standard": "national", "outcome": "poor"},
        )
        for one in households
    ]
    payload = {
        "decision_id": decision_id,
        "number": "12/QĐ-UBND",
        "decided_on": "2016-12-20",
        "valid_from_on": "2017-01-01",
        "line_count": len(lines),
        "merkle_root": merkle_root([one.digest for one in lines]),
    }
    return lines, node.write("decision.recognised", COMMUNE_A, (decision_id,), OFFICER_A, payload)


def a_recognition_and_a_late_form(world: World) -> None:
    world.named["first"] = submit(world.commune_a, "uuid:1")
    review(world.commune_a, "approved", OFFICER_A)
    lines, world.named["decision"] = recognise(world.commune_a, [HOUSEHOLD, make_id("neighbour")])
    world.named["line"] = lines[0]
    world.named["late"] = submit(world.district, "uuid:late", follows={HOUSEHOLD: (world.named["first"].digest,)})


def an_erasure(world: World) -> None:
    """A form is erased at the commune while another node holds the same bytes."""
    world.named["first"] = submit(world.commune_a, "uuid:1")
    world.named["copy"] = submit(world.district, "uuid:1")
    world.named["erased"] = erase(world.commune_a, [world.named["first"].digest])


def an_erasure_by_somebody_dismissed_later(world: World) -> None:
    an_erasure(world)
    revoke_grant(world.province, world.grants[OFFICER_A])


def an_erasure_by_one_person(world: World) -> None:
    world.named["first"] = submit(world.commune_a, "uuid:1")
    world.settle()
    world.named["erased"] = erase(world.district, [world.named["first"].digest], OFFICER_A)


def erase(node: Node, digests: list[str], *actors: str) -> Record:
    """Two people decide that these records' payloads go."""
    payload = {"digests": digests, "legal_basis": "biên bản 01", "actors": list(actors or (OFFICER_A, ADMIN))}
    return node.write("erased", COMMUNE_A, (HOUSEHOLD,), OFFICER_A, payload)


def an_erasure_of_what_is_needed_for_ever(world: World) -> None:
    """The line of a decision is named twice: alone, and beside a form that may go."""
    world.named["first"] = submit(world.commune_a, "uuid:1")
    lines, world.named["decision"] = recognise(world.commune_a, [HOUSEHOLD])
    world.named["line"] = lines[0]
    world.settle()
    world.named["in vain"] = erase(world.district, [lines[0].digest])
    world.named["in part"] = erase(world.commune_a, [lines[0].digest, world.named["first"].digest])


def revoke_grant(node: Node, grant_id: str) -> Record:
    return node.write("grant.revoked", "shared", (grant_id,), ADMIN, {"grant_id": grant_id})


def revoke_node(node: Node, revoked: Node, **last: int) -> Record:
    """`last` names the last sequence that counts, by stream area (`c26680=3`)."""
    payload = {"node_id": revoked.node_id, "last": {area.lstrip("c"): number for area, number in last.items()}}
    return node.write("node.revoked", "shared", (revoked.node_id,), ADMIN, payload)


def a_stolen_node_is_revoked_before_its_last_records_arrive(world: World) -> None:
    """The district has the first form when it hears of the theft; the thief writes on."""
    world.named["first"] = submit(world.commune_a, "uuid:1")
    world.settle()
    revoke_node(world.district, world.commune_a, c26680=2)
    world.named["by the thief"] = submit(world.commune_a, "uuid:2")


def a_stolen_node_is_revoked_after_its_last_records_arrived(world: World) -> None:
    world.named["first"] = submit(world.commune_a, "uuid:1")
    world.named["by the thief"] = submit(world.commune_a, "uuid:2")
    world.settle()
    revoke_node(world.district, world.commune_a, c26680=2)


def a_revocation_is_eased(world: World) -> None:
    """The last records turn out to be the owner's own: the number is raised."""
    a_stolen_node_is_revoked_before_its_last_records_arrive(world)
    world.settle()
    revoke_node(world.district, world.commune_a, c26680=3)


def a_grant_is_revoked_while_its_holder_is_away(world: World) -> None:
    """What she wrote before her node could know counts; what her node wrote knowing it does not."""
    revoke_grant(world.province, world.grants[ENUMERATOR])
    world.named["before"] = submit(world.commune_a, "uuid:1")
    world.settle()
    world.named["after"] = submit(world.commune_a, "uuid:2")


WALKS: list[Callable[[World], None]] = [
    one_submission,
    retry_on_another_node,
    resubmission_crosses_a_return,
    two_supervisors_decide_apart,
    two_supervisors_settle_it,
    two_versions_cross,
    a_person_chooses_a_version,
    a_move,
    a_move_with_its_late_form_sent_on,
    a_recognition_and_a_late_form,
    an_erasure,
    an_erasure_by_somebody_dismissed_later,
    an_erasure_by_one_person,
    an_erasure_of_what_is_needed_for_ever,
    a_stolen_node_is_revoked_before_its_last_records_arrive,
    a_stolen_node_is_revoked_after_its_last_records_arrived,
    a_revocation_is_eased,
    a_grant_is_revoked_while_its_holder_is_away,
]
