"""Files that come through pages rest in the node's own folder while they arrive, never in the system's (R29)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO, Any

from flask import Request, current_app, request

from server.services.ingest.types import SpooledFile

SPOOL = "RASOAT_SPOOL"
XML_PART = "xml_submission_file"
MAX_FORM_BYTES = 60_000_000  # a form with its photos
MAX_XML_BYTES = 10_000_000


class SpoolingRequest(Request):
    """A request whose files are named ones in the spool; they go when the request ends."""

    def _get_file_stream(self, *_about: Any, **_more: Any) -> IO[bytes]:
        return tempfile.NamedTemporaryFile(dir=current_app.config[SPOOL], prefix="part-")


def sent_files() -> tuple[SpooledFile, ...]:
    """The files of the request but the form itself, under the last part of the names they came with."""
    found = []
    for name, one in request.files.items(multi=True):
        if name != XML_PART and one.filename:
            size = one.stream.seek(0, 2)
            one.stream.flush()
            found.append(SpooledFile(Path(one.filename.replace("\\", "/")).name, Path(str(one.stream.name)), size))
    return tuple(found)


def sent_xml() -> bytes:
    """The form itself; empty where it is missing."""
    part = request.files.get(XML_PART)
    return part.stream.read(MAX_XML_BYTES) if part is not None else b""
