"""verify, rebuild and reprocess on a node that has seen the ordinary and the odd."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, text, update

from server.config import Config
from server.demo.build import build_demo
from server.domain.facts import HouseholdFacts
from server.services.maintenance import projection_tables, rebuild_node, reprocess_node
from server.services.node import Node, open_node
from server.services.verification import verify_node
from server.store.tables import Account, AssessmentRow, Base, Household, Member, Submission, Village
from server.store.writer import Unit
from sync.log.tables import payload, record, stream_head
from tests.integration.ingest.sender import Sender, new_id

PHOTO = b"\xff\xd8 a house " * 30_000


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def snapshot(node: Node) -> dict[str, list[tuple[Any, ...]]]:
    """Every projection table, ordered; the villages' change counters are edge state that only grows."""
    tables: list[Table] = projection_tables()
    with node.engines.read.connect() as connection:
        return {
            table.name: sorted(
                map(repr, connection.execute(select(*(one for one in table.c if one.name != "change_count"))))
            )
            for table in tables
        }


@pytest.fixture
def busy(demo_node: Node) -> Sender:
    """A node after a day's work."""
    return work_a_day(demo_node)


def work_a_day(node: Node) -> Sender:
    """Visits, a new household, an edit, two visits in the wrong order, photos, an unknown form version."""
    sender = Sender(node)
    first = sender.fill(0)
    sender.send(first, ("nha.jpg", PHOTO), ("ghi_chu.txt", b"not in the form"))
    edited = HouseholdFacts({**first.facts.household, "toilet": "none"}, first.facts.members)
    sender.send(replace(first, instance_id=new_id(), deprecated_id=first.instance_id, facts=edited))
    sender.send(sender.fill_new())
    visit = sender.fill(1)
    base = int(visit.entity.base)
    later = replace(visit, instance_id=new_id(), entity=replace(visit.entity, base=str(base + 1)))
    sender.send(later)
    sender.send(visit)
    sender.send(sender.fill(2))
    sender.send(sender.fill(2))
    sender.send(Sender(node, number=2).fill(0))
    sender.send(sender.maker.make(sender.fill(3)).replace(b'version="', b'version="x'))
    early = sender.fill(4)
    sender.send(replace(early, deprecated_id="uuid:not-here-yet"))
    sender.send(first)
    return sender


def test_a_rebuild_makes_every_table_equal_to_what_it_was(busy: Sender) -> None:
    before = snapshot(busy.node)
    result = rebuild_node(busy.node, silent)
    assert snapshot(busy.node) == before
    assert result.pending_count == 0
    assert len(before["submission"]) == 10


def test_a_rebuild_repairs_what_was_changed_behind_the_logs_back(busy: Sender) -> None:
    before = snapshot(busy.node)

    def damage(unit: Unit) -> None:
        unit.connection.execute(delete(AssessmentRow.__table__))
        unit.connection.execute(update(Household.__table__).values(facts={}))
        unit.connection.execute(delete(Member.__table__))

    busy.node.writer.write(damage)
    assert snapshot(busy.node) != before
    rebuild_node(busy.node, silent)
    assert snapshot(busy.node) == before


def test_what_tablets_have_seen_never_runs_backwards(busy: Sender) -> None:
    household = busy.households()[0].household_id
    village = busy.household(household).village_code

    def jump(unit: Unit) -> None:
        values = {"entity_version": 1_000_000}
        where = Household.household_id == household
        unit.connection.execute(update(Household.__table__).where(where).values(**values))

    busy.node.writer.write(jump)
    (before,) = busy.rows(Village, code=village)
    rebuild_node(busy.node, silent)
    assert busy.household(household).entity_version == 1_000_000
    assert busy.rows(Village, code=village)[0].change_count == before.change_count + 1


def test_a_rebuild_keeps_sign_in_counters_and_tablets_enrolled(busy: Sender) -> None:
    def fail_once(unit: Unit) -> None:
        unit.connection.execute(update(Account.__table__).where(Account.login == "admin").values(failed_count=3))

    busy.node.writer.write(fail_once)
    rebuild_node(busy.node, silent)
    assert busy.rows(Account, login="admin")[0].failed_count == 3
    assert Sender(busy.node).send(busy.fill(5)).status == 201


def test_a_rebuild_that_fails_changes_nothing(busy: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(busy.node)

    def stop(done: int, _total: int) -> None:
        if done >= 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_node(busy.node, stop)
    assert snapshot(busy.node) == before


def test_reprocessing_reproduces_the_same_state_and_names_nothing(busy: Sender) -> None:
    before = snapshot(busy.node)
    result = reprocess_node(busy.node, silent)
    assert (result.changed_assessments, result.changed_findings, result.changed_states) == ((), (), ())
    assert snapshot(busy.node) == before


def test_a_trial_names_what_would_differ_and_writes_nothing(busy: Sender) -> None:
    (row, *_) = busy.rows(AssessmentRow)

    def damage(unit: Unit) -> None:
        where = AssessmentRow.instance_id == row.instance_id
        unit.connection.execute(update(AssessmentRow.__table__).where(where).values(b1=-1))

    busy.node.writer.write(damage)
    damaged = snapshot(busy.node)
    result = reprocess_node(busy.node, silent, is_trial=True)
    assert result.changed_assessments == (row.instance_id,)
    assert snapshot(busy.node) == damaged
    assert reprocess_node(busy.node, silent).changed_assessments == (row.instance_id,)
    assert snapshot(busy.node) != damaged


def test_an_untouched_node_verifies(busy: Sender) -> None:
    result = verify_node(busy.node, silent)
    assert result.faults == []
    assert (result.record_count > 40, result.blob_count) == (True, 2)


def flip_payload(node: Node, unit: Unit) -> None:
    query = select(payload.c.digest, payload.c.body).join(record, record.c.digest == payload.c.digest)
    row = unit.connection.execute(query.where(record.c.kind == "submission.received").limit(1)).one()
    body = row.body.replace(b"completed", b"refused00")
    unit.connection.execute(update(payload).where(payload.c.digest == row.digest).values(body=body))


def change_envelope(node: Node, unit: Unit) -> None:
    row = unit.connection.execute(select(record).where(record.c.kind == "grant.given").limit(1)).one()
    changed = row.envelope.replace(b'"clock":', b'"clock":1')
    unit.connection.execute(update(record).where(record.c.position == row.position).values(envelope=changed))


def cut_the_end(node: Node, unit: Unit) -> None:
    unit.connection.execute(text("DELETE FROM record WHERE position = (SELECT max(position) FROM record)"))


def cut_the_middle(node: Node, unit: Unit) -> None:
    longest = select(stream_head.c.area).order_by(stream_head.c.sequence.desc()).limit(1).scalar_subquery()
    row = unit.connection.execute(select(record).where(record.c.sequence == 2, record.c.area == longest)).one()
    unit.connection.execute(delete(record).where(record.c.position == row.position))


def sign_with_another_key(node: Node, unit: Unit) -> None:
    row = unit.connection.execute(select(record).order_by(record.c.position.desc()).limit(1)).one()
    signature = bytes([row.signature[0] ^ 1]) + row.signature[1:]
    unit.connection.execute(update(record).where(record.c.position == row.position).values(signature=signature))


def invent_a_head(node: Node, unit: Unit) -> None:
    row = unit.connection.execute(select(stream_head).limit(1)).one()
    unit.connection.execute(insert(stream_head), {**row._mapping, "area": "99999"})


def hide_a_submission(node: Node, unit: Unit) -> None:
    unit.connection.execute(text("DELETE FROM submission WHERE state = 'current'"))


def lose_a_photo(node: Node, unit: Unit) -> None:
    node.blobs.remove(next(iter(node.blobs.list_all())))


def damage_a_photo(node: Node, unit: Unit) -> None:
    sha256 = next(iter(node.blobs.list_all()))
    path = node.config.var / "blobs" / sha256[:2] / sha256[2:]
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (flip_payload, "LOG-PAYLOAD-DIGEST"),
        (change_envelope, "LOG-DIGEST"),
        (cut_the_end, "LOG-HEAD"),
        (cut_the_middle, "LOG-GAP"),
        (sign_with_another_key, "LOG-SIGNATURE"),
        (invent_a_head, "LOG-HEAD"),
        (hide_a_submission, "TABLE-MISSING"),
        (lose_a_photo, "BLOB-001"),
        (damage_a_photo, "BLOB-002"),
    ],
)
def test_every_kind_of_damage_is_found(busy: Sender, damage: Callable[[Node, Unit], None], code: str) -> None:
    busy.node.writer.write(lambda unit: damage(busy.node, unit))
    assert code in {one.code for one in verify_node(busy.node, silent).faults}


def test_a_node_that_is_closed_and_opened_again_is_the_same(busy: Sender) -> None:
    before, config = snapshot(busy.node), busy.node.config
    busy.node.close()
    again = open_node(config)
    assert snapshot(again) == before
    assert verify_node(again, silent).faults == []
    again.close()


def test_on_postgresql_a_days_work_is_rebuilt_equal_and_verifies(tmp_path: Path, postgres_url: str) -> None:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=12, communes=2)
    busy = work_a_day(node)
    before = snapshot(node)
    assert rebuild_node(node, silent).pending_count == 0
    assert snapshot(node) == before
    assert (len(before["submission"]), verify_node(busy.node, silent).faults) == (10, [])
    node.close()


def test_every_table_is_either_made_by_the_log_or_listed_as_kept() -> None:
    made = {table.name for table in projection_tables()}
    kept = {"area", "device_token", "tablet_holding", "tablet_change", "second_factor", "sign_in", "saved_queue"}
    kept |= {"data_access", "notice_mark", "notice_read", "webhook", "photo_exif"}
    kept |= {"erasure_item", "erasure_plan", "program_token", "late_change"}
    kept |= {"duplicate_candidate", "duplicate_crowd", "duplicate_key", "duplicate_seen"}
    kept |= {"arrival", "aside", "blob", "job", "node_setting", "import_column", "import_fault", "import_run"}
    assert made | kept == {table.name for table in Base.metadata.sorted_tables}
    assert made & kept == set()
    assert Submission.__tablename__ in made
