"""`verify_all` on a log that lives: silent while nobody touches it; every byte, row or place changed is noticed."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection, Table, delete, select, update

from sync.log import verify_all
from sync.log.tables import bare, payload, record, record_subject, stream_head, subject_head
from tests.nodes import walks
from tests.nodes.simulation import COMMUNE_A, Node, exchange
from tests.nodes.walks import make_world

BYTES = [(record, "envelope"), (record, "signature"), (payload, "body"), (payload, "salt")]
COPIED = ["digest", "kind", "key", "payload_digest"]
ROWS = [record, payload, record_subject, subject_head, stream_head, bare]


class LivingLog(RuleBasedStateMachine):
    """Writes, receives and erases as nodes do; each damage is made, found, and taken back."""

    @initialize()
    def found(self) -> None:
        self.world = make_world()
        self.node: Node = self.world.district
        self.count = 0

    @rule(where=st.sampled_from(["district", "commune_a", "province"]))
    def submit(self, where: str) -> None:
        self.count += 1
        walks.submit(getattr(self.world, where), f"uuid:{self.count}")

    @rule(where=st.sampled_from(["commune_a", "province"]))
    def receive(self, where: str) -> None:
        exchange(getattr(self.world, where), self.node)

    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        forms = [one.digest for one in self.node.records([COMMUNE_A]) if one.envelope.kind == "submission.received"]
        if forms:
            walks.erase(self.node, [data.draw(st.sampled_from(forms))])

    @rule(data=st.data(), where=st.sampled_from(BYTES))
    def flip_a_byte(self, data: st.DataObject, where: tuple[Table, str]) -> None:
        table, name = where
        row = self._draw_row(table, data)
        value = bytearray(getattr(row, name))
        value[data.draw(st.integers(0, len(value) - 1))] ^= data.draw(st.integers(1, 255))
        self._is_noticed(update(table).where(_same(table, row)).values({name: bytes(value)}))

    @rule(data=st.data(), name=st.sampled_from(COPIED))
    def change_a_copied_column(self, data: st.DataObject, name: str) -> None:
        row = self._draw_row(record, data)
        self._is_noticed(update(record).where(_same(record, row)).values({name: "0" + getattr(row, name)[1:] + "x"}))

    @rule(data=st.data(), table=st.sampled_from(ROWS))
    def remove_a_row(self, data: st.DataObject, table: Table) -> None:
        row = self._draw_row(table, data)
        if row is not None:
            self._is_noticed(delete(table).where(_same(table, row)))

    @rule(data=st.data(), name=st.sampled_from(["position", "sequence"]))
    def swap_two_rows(self, data: st.DataObject, name: str) -> None:
        stream = data.draw(st.sampled_from([one for one, count in sorted(self.node.heads().items()) if count > 1]))
        rows = self.node.read(
            lambda c: c.execute(select(record).where(record.c.origin == stream[0], record.c.area == stream[1])).all()
        )
        one, other = data.draw(st.permutations(rows))[:2]
        column = record.c[name]
        self._is_noticed(
            update(record).where(record.c.digest == one.digest).values({column: -1}),
            update(record).where(record.c.digest == other.digest).values({column: getattr(one, name)}),
            update(record).where(record.c.digest == one.digest).values({column: getattr(other, name)}),
        )

    @invariant()
    def an_untouched_log_has_no_faults(self) -> None:
        assert self.node.faults() == []

    def _draw_row(self, table: Table, data: st.DataObject) -> Any:
        rows = self.node.read(lambda c: c.execute(select(table)).all())
        return data.draw(st.sampled_from(rows)) if rows else None

    def _is_noticed(self, *damage: Any) -> None:
        with self.node.engine.connect() as connection:
            transaction = connection.begin()
            faults = _damage(connection, damage)
            transaction.rollback()
        assert faults != []


def _damage(connection: Connection, damage: tuple[Any, ...]) -> list[Any]:
    for one in damage:
        assert connection.execute(one).rowcount == 1
    return verify_all(connection)


def _same(table: Table, row: Any) -> Any:
    where = [column == getattr(row, column.name) for column in table.primary_key]
    return where[0] if len(where) == 1 else where[0] & where[1]


TestLivingLog = LivingLog.TestCase
TestLivingLog.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
