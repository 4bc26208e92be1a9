"""Each event is a record that counts in its commune's stream; an erasure takes its words, the rest is folded again."""

from __future__ import annotations

from server.services import household_events as events
from server.services import people
from server.services.household_events import MergeOrder, NewPerson, Paper
from server.services.outcomes import Minutes, decide
from server.store.tables import Case, HouseholdMove, PersonIdentifier
from sync.log import read_all
from sync.records import fold_authority
from sync.records.judging import judge

from .conftest import Communes

OWN = (
    *("household.split", "household.merged", "household.departed", "household.restored", "household.withdrawn"),
    *("member.joined", "member.left", "person.identified", "outcome.decided", "move.declined", "transferred"),
)


def everything(communes: Communes) -> None:
    """One of each event, by the officers of the two communes."""
    node, one = communes.node, communes.one
    old, gone, moving = communes.household(least=3), communes.household(number=1), communes.household(number=2)
    new_id = communes.split(old)
    events.merge(node, one, MergeOrder(new_id, gone.row.household_id, communes.when()))
    last = node.read(lambda c: events.find_last(c, communes.here(new_id)))
    assert last is not None
    events.undo(node, one, new_id, last.digest)
    household_id = old.row.household_id
    child = NewPerson("born", {"full_name": "Lê Thị Mẫu", "birth_year": "2016"}, communes.when())
    person_id = events.join(node, one, household_id, child)
    events.identify(node, one, household_id, person_id, Paper("birth_certificate", "123/2016"))
    events.leave(node, one, household_id, [person_id], "moved", communes.when())
    decide(
        node,
        one,
        [communes.sender.rows(Case, household_id=household_id)[0].case_id],
        Minutes("keep", "1/BB", "2016-10-01"),
    )
    for answer in ("no", "yes"):
        events.depart(node, one, moving.row.household_id, communes.receiving, communes.when())
        if answer == "no":
            events.decline(node, communes.other, moving.row.household_id, "Hộ không đến ở")
        else:
            events.accept(node, communes.other, moving.row.household_id, communes.village(communes.receiving))


def test_every_event_counts_for_who_recorded_it(communes: Communes) -> None:
    everything(communes)
    records = [one.record for one in communes.node.read(lambda c: list(read_all(c)))]
    assert {one.envelope.kind for one in records} >= set(OWN)
    assert judge(records, fold_authority(records, communes.node.read(people.read_parents))).reasons == {}


def test_erased_events_leave_what_others_say_and_a_rebuild_says_the_same(communes: Communes) -> None:
    everything(communes)
    joined, papers = communes.sender.records("member.joined"), communes.sender.records("person.identified")
    communes.sender.erase(*joined, *papers)
    assert communes.sender.rows(PersonIdentifier) == []
    (declined,) = communes.sender.records("move.declined")
    communes.sender.erase(declined)
    assert {one.state: one.reason for one in communes.sender.rows(HouseholdMove)} == {"declined": "", "accepted": None}
    # After an erasure a rebuild counts fewer steps to the same version.
    communes.rebuilt_alike("entity_version")
