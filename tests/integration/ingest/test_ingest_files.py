"""Files of a submission: expected and received, filled later, carried over, kept where nobody asked for them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import orjson

from server.domain.facts import HouseholdFacts
from server.store.tables import Attachment, Blob

from .sender import Sender, new_id

PHOTO = b"\xff\xd8 a photo"
DIGEST = hashlib.sha256(PHOTO).hexdigest()


def named(sender: Sender, **changes: object) -> object:
    filled = sender.fill()
    return replace(filled, fields={**filled.fields, "house_photo": "house.jpg"}, **changes)


def test_a_missing_file_is_listed_and_filled_by_a_later_post_of_the_same_form(sender: Sender) -> None:
    filled = named(sender)
    sender.send(filled)
    (row,) = sender.rows(Attachment)
    assert (row.name, row.sha256, row.is_referenced) == ("house.jpg", None, True)
    assert sender.send(filled, ("house.jpg", PHOTO)).status == 201
    (row,) = sender.rows(Attachment)
    assert (row.sha256, row.size, row.is_referenced) == (DIGEST, len(PHOTO), True)
    assert sender.node.blobs.get(DIGEST) == PHOTO
    assert [one.sha256 for one in sender.rows(Blob)] == [DIGEST]


def test_a_file_is_one_record_however_often_it_comes(sender: Sender) -> None:
    filled = named(sender)
    for _ in range(3):
        sender.send(filled, ("house.jpg", PHOTO))
    (record,) = sender.records("media.received")
    assert orjson.loads(record.payload) == {
        "instance_id": filled.instance_id,
        "name": "house.jpg",
        "sha256": DIGEST,
        "size": len(PHOTO),
    }
    assert record.envelope.area == sender.households()[0].area_code


def test_a_file_under_a_known_name_with_other_bytes_replaces_it_and_both_are_recorded(sender: Sender) -> None:
    filled = named(sender)
    sender.send(filled, ("house.jpg", PHOTO))
    sender.send(filled, ("house.jpg", b"another"))
    (row,) = sender.rows(Attachment)
    assert row.sha256 == hashlib.sha256(b"another").hexdigest()
    assert len(sender.records("media.received")) == 2


def test_a_file_nobody_refers_to_is_kept(sender: Sender) -> None:
    sender.send(sender.fill(), ("audit.csv", b"event,node"), ("../../etc/passwd", b"x"))
    rows = {one.name: one.is_referenced for one in sender.rows(Attachment)}
    assert rows == {"audit.csv": False, "../../etc/passwd": False}


def test_an_edit_carries_over_the_files_it_does_not_send_again(sender: Sender) -> None:
    filled = named(sender)
    sender.send(filled, ("house.jpg", PHOTO))
    edit = replace(filled, instance_id=new_id(), deprecated_id=filled.instance_id)
    sender.send(edit)
    (row,) = sender.rows(Attachment, instance_id=edit.instance_id)
    assert (row.name, row.sha256) == ("house.jpg", DIGEST)


def test_a_returned_form_keeps_the_photo_the_enumerator_did_not_take_again(sender: Sender) -> None:
    filled = named(sender)
    sender.send(filled, ("house.jpg", PHOTO))
    again = sender.fill()
    fields = {**again.fields, "src": "r", "returned_instance": filled.instance_id}
    fields |= {"house_photo_prev": "house.jpg", "house_photo_keep": "keep"}
    sender.send(replace(again, fields=fields))
    (row,) = sender.rows(Attachment, instance_id=again.instance_id)
    assert (row.name, row.sha256, row.is_referenced) == ("house.jpg", DIGEST, True)


def test_a_photo_that_comes_after_the_version_that_kept_it_is_there_too(sender: Sender) -> None:
    filled = named(sender)
    again = sender.fill()
    fields = {**again.fields, "src": "r", "returned_instance": filled.instance_id}
    fields |= {"house_photo_prev": "house.jpg", "house_photo_keep": "keep"}
    sender.send(replace(again, fields=fields))
    sender.send(filled)
    sender.send(filled, ("house.jpg", PHOTO))
    rows = {one.instance_id: one.sha256 for one in sender.rows(Attachment)}
    assert rows == {filled.instance_id: DIGEST, again.instance_id: DIGEST}


def test_a_form_that_names_another_households_form_gets_none_of_its_files(sender: Sender) -> None:
    filled = named(sender)
    sender.send(filled, ("house.jpg", PHOTO))
    other = sender.fill(1)
    fields = {**other.fields, "src": "r", "returned_instance": filled.instance_id}
    fields |= {"house_photo_prev": "house.jpg", "house_photo_keep": "keep"}
    sender.send(replace(other, fields=fields))
    (row,) = sender.rows(Attachment, instance_id=other.instance_id)
    assert row.sha256 is None


def test_a_photo_taken_anew_is_not_the_old_one(sender: Sender) -> None:
    filled = named(sender)
    sender.send(filled, ("house.jpg", PHOTO))
    again = sender.fill()
    fields = {**again.fields, "src": "r", "returned_instance": filled.instance_id, "house_photo": "new.jpg"}
    fields |= {"house_photo_prev": "house.jpg", "house_photo_keep": "new"}
    sender.send(replace(again, fields=fields))
    rows = {one.name: one.sha256 for one in sender.rows(Attachment, instance_id=again.instance_id)}
    assert rows == {"new.jpg": None}


def test_files_of_a_held_edit_are_there_when_it_is_released(sender: Sender) -> None:
    filled = named(sender)
    edit = replace(filled, instance_id=new_id(), deprecated_id=filled.instance_id)
    assert sender.send(edit, ("house.jpg", PHOTO)).status == 202
    sender.send(filled)
    (row,) = sender.rows(Attachment, instance_id=edit.instance_id)
    assert (row.sha256, row.is_referenced) == (DIGEST, True)


def test_files_that_come_with_a_conflict_are_not_attached_to_the_first(sender: Sender) -> None:
    filled = named(sender)
    sender.send(filled)
    other = replace(filled, facts=HouseholdFacts({**filled.facts.household, "car_count": 9}, filled.facts.members))
    assert sender.send(other, ("house.jpg", PHOTO)).status == 409
    assert [one.sha256 for one in sender.rows(Attachment)] == [None]
