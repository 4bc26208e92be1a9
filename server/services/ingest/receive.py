"""Take in one POST of a tablet: what it is told we have is on disk, synced, before it is told so.

The way of one submission: identity from the XML, files to the media store, the pure work (`reading`), then one
operation of the writer that decides, appends the record, projects it and notes the arrival (`taking`).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from server.errors import Problem
from server.services.node import Node
from server.store.writer import Operation

from .aside import keep_aside
from .media import leave_out_erased, store_files
from .reading import Arriving, read_arriving
from .taking import take, take_pending
from .types import Device, Receipt, Upload

LOG = logging.getLogger("rasoat.ingest")


def receive_submission(node: Node, device: Device, upload: Upload) -> Receipt:
    """Store a submission and its files, classify it, and say what the phone may be told.

    Raises Problem for what cannot be a submission (its bytes are kept aside where they are bounded); a conflict of
    identity is a Receipt of 409; anything else is 201, or 202 where it waits or crosses another.
    """
    try:
        arriving = read_arriving(node, device, upload)
    except Problem as problem:
        keep_aside(node, device, upload.xml, problem)
        raise
    files = leave_out_erased(node, arriving.identity.instance_id, upload.files) if upload.files else ()
    if files:
        arriving = replace(arriving, files=store_files(node, files))
    receipt = _write(node, arriving)
    if receipt.status == 409:
        keep_aside(node, device, upload.xml, Problem("SUBM-409", 409, receipt.message))
    return receipt


def begin_all(node: Node, arriving: Sequence[Arriving]) -> list[Future[Receipt]]:
    """Hand submissions to the writer together, without waiting.

    A future that fails says nothing of what is on disk: `receive_submission` is the way for the whole of it then.
    """
    if node.handing is not None:
        handed: list[Future[Receipt]] = node.handing.begin_all(arriving)
        return handed
    return node.writer.submit_all([_taking(node, one) for one in arriving])


def _taking(node: Node, arriving: Arriving) -> Operation[Receipt]:
    return lambda unit: take(node, unit, arriving)


def _write(node: Node, arriving: Arriving) -> Receipt:
    """Through the writer's process where there is one, else through our own writer."""
    receipt = node.handing.hand(arriving) if node.handing is not None else None
    return write_here(node, arriving) if receipt is None else receipt


def write_here(node: Node, arriving: Arriving) -> Receipt:
    """Through our own writer; where projecting fails, the record is kept and its derived rows wait for a job."""
    if arriving.worked is not None:
        try:
            return node.writer.write(_taking(node, arriving))
        except Problem:
            raise
        except IntegrityError:
            # On a database with several writers the same submission may have won elsewhere: look again.
            LOG.warning("a submission met another of its kind, looking again")
        except Exception:
            LOG.exception("projecting a submission failed, it is kept as pending")
            return node.writer.write(lambda unit: take_pending(node, unit, arriving))
        try:
            return node.writer.write(_taking(node, arriving))
        except IntegrityError:
            LOG.exception("projecting a submission failed, it is kept as pending")
    return node.writer.write(lambda unit: take_pending(node, unit, arriving))


__all__ = ["begin_all", "receive_submission", "take", "write_here"]
