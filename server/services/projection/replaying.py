"""Records of the log projected as they arrived, for rebuild and sync. What cannot be is kept, listed and tried again.

A record of another node may be authentic and still be malformed, of a later release, or about something that has not
come. None of these may keep a node from syncing, rebuilding or starting, or harm the records before and after it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from server.store.faults import is_connection_lost, is_disk_full, is_retryable
from server.store.tables import StuckRecord
from server.store.types import EPOCH
from sync.log import Found, get_record, read_links, read_now
from sync.log.prepared import Prepared
from sync.records import Record

from .applying import HOUSEHOLD, Applying, Forms
from .deriving import payload_xml
from .erasing import refold_whole
from .late import note_household
from .scene import SUBMISSION
from .shapes import PLACE_LENGTH, UnfitError, read_whole
from .submissions import store_pending

LOG = logging.getLogger("rasoat.projection")
STUCK = StuckRecord.__table__
FORM = "submission.received"
ERROR = "error"
RETRIED_AT_ONCE = 25
_projected = Prepared(select(SUBMISSION.c.record_digest).where(SUBMISSION.c.instance_id == bindparam("id")))
_is_household = Prepared(select(HOUSEHOLD.c.household_id).where(HOUSEHOLD.c.household_id == bindparam("id")))


@dataclass(frozen=True, slots=True)
class Replay:
    """Where records are projected to, and by what (`projection.apply`)."""

    connection: Connection
    node: Forms
    apply: Callable[[Applying], None]

    def run(self, found: Sequence[Found]) -> list[Found]:
        """Project records in this order; returns those that could not be, forms left pending among them.

        No savepoint for each until one of them fails: then all of them again, each by itself.
        """
        found = [read_now(self.connection, one) for one in found]
        savepoint = self.connection.begin_nested()
        try:
            for one in found:
                self._project(one)
        except Exception as error:  # noqa: BLE001 - whatever a record of another node makes our code raise
            savepoint.rollback()
            _raise_if_ours(error)
            self._forget_kept()
            return [one for one in found if not self.run_one(one)]
        savepoint.commit()
        return []

    def run_one(self, found: Found) -> bool:
        """Project one record in a savepoint of its own; False where it is listed as stuck, or a form left pending."""
        error = self._try(found)
        if error is None:
            return True
        if isinstance(error, UnfitError) or found.record.envelope.kind != FORM or not self._leave_pending(found):
            row = self._list_stuck(found, error)
            # Neither the payload nor the message of the error, which may repeat it (R29).
            LOG.warning("record %s (%s) is stuck: %s %s", found.record.digest, row["kind"], row["reason"], row["place"])
        return False

    def retry(self, *, is_all: bool = True) -> int:
        """Try what is stuck again, in arrival order, until nothing more comes loose; returns how many are left.

        Without `is_all` only the newest that failed for want of something that may have come since: who sends a
        thousand that never will must not slow every batch down.
        """
        query = select(STUCK.c.record_digest).order_by(STUCK.c.position.desc())
        query = query if is_all else query.where(STUCK.c.reason == ERROR).limit(RETRIED_AT_ONCE)
        while True:
            digests = list(reversed(self.connection.execute(query).scalars().all()))
            found = [get_record(self.connection, one) for one in digests]
            if not any([self._loosen(read_now(self.connection, one)) for one in found if one is not None]):
                return len(found)

    def _loosen(self, found: Found) -> bool:
        error = self._try(found)
        self.connection.execute(delete(STUCK).where(STUCK.c.record_digest == found.record.digest))
        if error is not None:
            self._list_stuck(found, error)
            return False
        # What came after it in vain is told again, in the order of arrival.
        for subject in found.record.envelope.subjects:
            if _is_household.first(self.connection, {"id": subject}) is None:
                continue
            if len(read_links(self.connection, subject)) > 1:
                refold_whole(self._applying(found, None), subject)
            note_household(self.connection, subject)
        return True

    def _try(self, found: Found) -> Exception | None:
        savepoint = self.connection.begin_nested()
        try:
            self._project(found)
        except Exception as error:  # noqa: BLE001
            savepoint.rollback()
            _raise_if_ours(error)
            self._forget_kept()
            return error
        savepoint.commit()
        return None

    def _project(self, found: Found) -> None:
        payload = read_whole(found.record)
        if found.record.envelope.kind != FORM or not self._is_told_already(found.record):
            self.apply(self._applying(found, payload))

    def _is_told_already(self, record: Record) -> bool:
        """The same bytes came to another node too: one event, whoever took it in first."""
        first = _projected.scalar(self.connection, {"id": record.envelope.key})
        before = get_record(self.connection, first) if first not in (None, record.digest) else None
        return before is not None and before.record.envelope.event == record.envelope.event

    def _leave_pending(self, found: Found) -> bool:
        """A well-formed form that our own code fails on: shown as pending, tried again by a job."""
        savepoint = self.connection.begin_nested()
        try:
            payload = read_whole(found.record)
            store_pending(self._applying(found, payload), hashlib.sha256(payload_xml(payload)).hexdigest())
        except Exception as error:  # noqa: BLE001
            savepoint.rollback()
            _raise_if_ours(error)
            return False
        savepoint.commit()
        LOG.warning("a form of another node cannot be projected and is left pending: %s", found.record.digest)
        return True

    def _list_stuck(self, found: Found, error: Exception) -> dict[str, Any]:
        envelope = found.record.envelope
        reason, place = (error.reason, error.place) if isinstance(error, UnfitError) else (ERROR, type(error).__name__)
        row = {"record_digest": found.record.digest, "position": found.position, "origin": envelope.origin}
        row |= {"kind": envelope.kind[:40], "area_code": envelope.area[:40], "reason": reason}
        row |= {"place": place[:PLACE_LENGTH].replace("\x00", ""), "release": this_release()}
        row |= {"received_at": _moment(found)}
        self.connection.execute(insert(STUCK), row)
        return row

    def _applying(self, found: Found, payload: Any) -> Applying:
        return Applying(self.connection, self.node, found.record, payload, _moment(found))

    def _forget_kept(self) -> None:
        """What was read of rows that are not there now."""
        for kept in (self.node.rules, self.node.look_backs, self.node.rounds_of):
            kept.clear()


def this_release() -> str:
    """The version of this program: what it could not read, the next may."""
    return version("rasoat")[:40]


def _raise_if_ours(error: Exception) -> None:
    """A full disk and an absent database say nothing about a record."""
    if isinstance(error, MemoryError) or is_connection_lost(error) or is_disk_full(error) or is_retryable(error):
        raise error


def _moment(found: Found) -> dt.datetime:
    return EPOCH + dt.timedelta(microseconds=found.received_us)


__all__ = ["STUCK", "Replay", "this_release"]
