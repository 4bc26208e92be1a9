"""Submissions taken in without a thread to wait for them: begun in the server's loop, answered once they are on disk.

Only the ordinary ones: a tablet seen a moment ago, a form met before, no files, nothing wrong. For any other `read`
says None, and the phones' application answers it, with all its care, on a thread of its own.
"""

from __future__ import annotations

import io
import re
from concurrent.futures import Future
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import parse_qs

from server.domain.tablets import tidy_sent
from server.errors import Problem
from server.services import people
from server.services.ingest.reading import Arriving, read_ordinary
from server.services.ingest.types import Receipt
from server.services.node import Node

from . import documents
from .multipart_reader import read_upload
from .phones import HEADERS, XML

# More work than this should not keep the loop from its other connections.
MAX_DIRECT_BYTES = 65_536
_PATH = re.compile(r"/v1/key/([^/]+)/+submission/*")


@dataclass(frozen=True, slots=True)
class Post:
    """A whole POST as the server's loop has it."""

    path: str
    query: str
    content_type: str
    user_agent: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


def read(node: Node, post: Post) -> Arriving | None:
    """The submission, ready for the writer; None for what is not ordinary."""
    found = _PATH.fullmatch(post.path)
    # A second file name is a photo or an audit: those go to the disk, which takes its time.
    if found is None or len(post.body) > MAX_DIRECT_BYTES or post.body.count(b"filename=") != 1:
        return None
    device_id = tidy_sent(parse_qs(post.query).get("deviceID", [""])[0])
    device = people.find_known_sender(node, found[1], device_id)
    if device is None:
        return None
    sender = (device_id, tidy_sent(post.user_agent))
    try:
        node.blobs.check_space(len(post.body))
        with read_upload(io.BytesIO(post.body), post.content_type, node.blobs.spool, *sender) as upload:
            return read_ordinary(node, device, upload)
    except Problem:
        return None


def to_answer(done: Future[Receipt]) -> Answer | None:
    """The answer; None where the submission must be looked at again, from the start, on a thread that can wait."""
    if done.exception() is not None or done.result().status == HTTPStatus.CONFLICT:
        return None
    receipt = done.result()
    body = documents.response(receipt.message)
    headers = [
        ("Content-Type", XML),
        ("Content-Length", str(len(body))),
        *HEADERS,
        ("Date", formatdate(usegmt=True)),
    ]
    return Answer(f"{receipt.status} {HTTPStatus(receipt.status).phrase}", headers, body)
