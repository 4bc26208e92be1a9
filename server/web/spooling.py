"""Files that come through pages rest in the node's own folder while they arrive, never in the system's (R29)."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import IO, Any

from flask import Request, current_app, request

from server.services.ingest.types import SpooledFile

SPOOL = "RASOAT_SPOOL"
XML_PART, SCAN_PART = "xml_submission_file", "scan"
MAX_FORM_BYTES = 60_000_000  # a form with its photos
MAX_XML_BYTES = 10_000_000
FORM_PATHS = ("/sua-phieu/", "/phieu-giay/")


class SpoolingRequest(Request):
    """A request whose files are named ones in the spool; they go when the request ends."""

    def _get_file_stream(self, *_about: Any, **_more: Any) -> IO[bytes]:
        return tempfile.NamedTemporaryFile(dir=current_app.config[SPOOL], prefix="part-")


def allow_form(asked: Request) -> None:
    """Bound what the addresses that take a form in take: its photos and scans come along."""
    if asked.path.startswith(FORM_PATHS) and asked.path.endswith("/gui"):
        asked.max_content_length = MAX_FORM_BYTES


def sent_files() -> tuple[SpooledFile, ...]:
    """The files that questions of the form ask for, under the last part of the names they came with."""
    return _spooled({name for name in request.files if name not in (XML_PART, SCAN_PART)})


def sent_scans() -> tuple[SpooledFile, ...]:
    """Pictures of the sheet itself."""
    return _spooled({SCAN_PART})


def _spooled(names: Collection[str]) -> tuple[SpooledFile, ...]:
    found = []
    for name, one in request.files.items(multi=True):
        if name in names and one.filename:
            size = one.stream.seek(0, 2)
            one.stream.flush()
            found.append(SpooledFile(Path(one.filename.replace("\\", "/")).name, Path(str(one.stream.name)), size))
    return tuple(found)


def sent_xml() -> bytes:
    """The form itself; empty where it is missing."""
    part = request.files.get(XML_PART)
    return part.stream.read(MAX_XML_BYTES) if part is not None else b""
