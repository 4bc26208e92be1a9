"""Erasures in the tables: what counts is gone for good, what may not go stays, and a rebuild says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.services.maintenance import rebuild_node
from server.store.tables import Account, Attachment, EntityTombstone, Submission
from sync.log import read_all, read_shared
from sync.records import Draft, Reason, Record, fold_authority, judge
from tests.builders.forms import read_admin

from .sender import Sender, new_id
from .test_ingest_replay import dump, erase

# Numbers of versions are this node's own and only grow: a rebuild may count fewer steps to the same number.
OWN = ("entity_version",)


def rebuilt_equal(sender: Sender) -> None:
    """A rebuild leaves every table as it was."""
    before = dump(sender)
    assert rebuild_node(sender.node, lambda *_: None).pending_count == 0
    after = dump(sender)
    for name, rows in before.items():
        if name not in OWN:
            assert after[name] == rows, name


def first(sender: Sender, kind: str) -> Record:
    return next(one for one in sender.records(kind) if one.envelope.kind == kind)


def reasons(sender: Sender) -> dict[str, Reason]:
    """What does not count on the node, with its reason."""
    records = [one.record for one in sender.node.read(lambda c: list(read_all(c)))]
    authority = fold_authority(sender.node.read(lambda c: list(read_shared(c))))
    return dict(judge(records, authority).reasons)


@pytest.mark.parametrize("kind", ["status.imported", "villages.registered", "assignment.made"])
def test_an_erasure_of_what_is_needed_for_ever_takes_nothing_and_says_so(sender: Sender, kind: str) -> None:
    target = first(sender, kind)
    before = {name: rows for name, rows in dump(sender).items() if name not in ("household", "entity_version")}
    erasure = sender.erase(target)
    assert first(sender, kind).payload == target.payload
    assert {name: rows for name, rows in dump(sender).items() if name in before} == before
    assert reasons(sender) == {erasure: Reason.ERASES_NOTHING}
    rebuilt_equal(sender)


def test_beside_a_form_what_is_needed_for_ever_stays(sender: Sender) -> None:
    filled = sender.fill()
    sender.send(filled)
    household_id = filled.fields["loaded"]
    before = sender.household(household_id)
    status = next(one for one in sender.records("status.imported") if household_id in one.envelope.subjects)
    sender.erase(first(sender, "submission.received"), status)
    row = sender.household(household_id)
    assert (row.recognised, row.entity_version > before.entity_version) == (before.recognised, True)
    assert [one.state for one in sender.rows(Submission)] == ["erased"]
    assert reasons(sender) == {}
    rebuilt_equal(sender)


def test_one_person_alone_erases_nothing_in_the_tables_either(sender: Sender) -> None:
    filled = sender.fill()
    sender.send(filled)
    form, admin = first(sender, "submission.received"), read_admin(sender.node)
    payload = {"digests": [form.digest], "legal_basis": "", "actors": [admin]}
    draft = Draft(form.envelope.area, "erased", form.envelope.subjects, admin, payload)
    (erasure,) = sender.node.write(lambda _c: [draft])
    assert first(sender, "submission.received").payload == form.payload
    assert [one.state for one in sender.rows(Submission)] == ["current"]
    assert reasons(sender) == {erasure: Reason.NEEDS_TWO_ACTORS}
    rebuilt_equal(sender)


def test_two_erasures_of_one_household_and_a_form_after_them(sender: Sender) -> None:
    for _ in range(2):
        filled = sender.fill()
        sender.send(filled)
        erase(sender, filled.instance_id)
    last = sender.fill(0)
    sender.send(last)
    assert sorted(one.state for one in sender.rows(Submission)) == ["current", "erased", "erased"]
    assert sender.household(last.fields["loaded"]).heads == [sender.records("submission.received")[-1].digest]
    rebuilt_equal(sender)


def test_a_household_erased_whole_leaves_a_tombstone_and_its_heads_nowhere(sender: Sender) -> None:
    registered = first(sender, "household.registered")
    sender.erase(registered)
    (household_id,) = registered.envelope.subjects
    assert sender.household(household_id) is None
    assert [one.household_id for one in sender.rows(EntityTombstone)] == [household_id]
    rebuilt_equal(sender)


def test_of_an_erased_account_only_the_id_is_left(sender: Sender) -> None:
    registered = sender.records("account.registered")[-1]
    sender.erase(registered)
    (actor_id,) = registered.envelope.subjects
    (row,) = sender.rows(Account, actor_id=actor_id)
    assert (row.login, row.name, row.password_hash, row.is_active) == (actor_id, "", None, False)
    rebuilt_equal(sender)


def test_an_erased_file_is_in_no_table(sender: Sender) -> None:
    sender.send(sender.fill(), ("house.jpg", b"photo"))
    sender.erase(first(sender, "media.received"))
    assert sender.rows(Attachment) == []
    rebuilt_equal(sender)


def test_a_file_that_two_versions_brought_goes_from_one_of_them_only(sender: Sender) -> None:
    first = sender.fill()
    edit = replace(first, instance_id=new_id(), deprecated_id=first.instance_id)
    for one in (first, edit):
        sender.send(one, ("note.txt", b"kept"))
    sender.erase(sender.records("media.received")[-1])
    assert [one.instance_id for one in sender.rows(Attachment)] == [first.instance_id]
    rebuilt_equal(sender)


def test_a_form_without_a_place_is_erased_too(sender: Sender) -> None:
    nowhere = sender.fill_new()
    fields = {**nowhere.fields, "village": "no such village"}
    sender.send(replace(nowhere, fields=fields), ("house.jpg", b"photo"))
    (row,) = sender.rows(Submission)
    assert (row.state, row.facts != {}) == ("unplaced", True)
    sender.erase(first(sender, "submission.received"), first(sender, "media.received"))
    (row,) = sender.rows(Submission)
    assert (row.state, row.facts) == ("erased", None)
    assert sender.rows(Attachment) == sender.rows(EntityTombstone) == []
    rebuilt_equal(sender)
