"""Read a submission's multipart stream: the XML into memory, files into the spool, names kept as data, never a path."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from multipart import MultipartError, PushMultipartParser, parse_options_header

from server.domain.tablets import tidy_sent
from server.errors import Problem
from server.services.ingest.types import SpooledFile, Upload
from server.telling import tell

CHUNK = 65_536
MAX_XML_BYTES = 10_000_000
MAX_FILE_BYTES = 100_000_000
MAX_PARTS = 200
XML_PART = "xml_submission_file"
NAMELESS = "_"
_NOT_MULTIPART = (
    "SUBM-001",
    400,
    tell("Máy gửi không đúng dạng phiếu (multipart)."),
    tell("Gửi phiếu từ ODK Collect."),
)


@contextmanager
def read_upload(stream: BinaryIO, content_type: str, spool: Path, device_id: str, user_agent: str) -> Iterator[Upload]:
    """Yield the Upload; spooled files are removed when the block ends, whatever happened."""
    reader = _Reader(spool)
    try:
        reader.read(stream, content_type)
        yield Upload(bytes(reader.xml or b""), tuple(reader.files), device_id, user_agent)
    finally:
        reader.clean()


class _Reader:
    def __init__(self, spool: Path) -> None:
        self._folder = spool
        self.xml: bytearray | None = None
        self.files: list[SpooledFile] = []
        self._paths: list[Path] = []
        self._file: BinaryIO | None = None
        self._name = ""
        self._size = 0

    def read(self, stream: BinaryIO, content_type: str) -> None:
        kind, options = parse_options_header(content_type or "")
        if kind != "multipart/form-data" or not options.get("boundary"):
            raise Problem(*_NOT_MULTIPART)
        try:
            with PushMultipartParser(options["boundary"], max_segment_count=MAX_PARTS) as parser:
                while not parser.closed:
                    for event in parser.parse(stream.read(CHUNK)):
                        self._take(event)
        except MultipartError as error:
            raise Problem(
                "SUBM-002",
                400,
                tell("Phiếu gửi bị cắt hoặc hỏng: {error}.", error=error),
                tell("Gửi lại khi có mạng ổn định."),
            ) from error
        if not self.xml:
            raise Problem(
                "SUBM-003", 400, tell("Thiếu tệp phiếu (xml_submission_file)."), tell("Gửi phiếu từ ODK Collect.")
            )

    def _take(self, event: Any) -> None:
        if event is None:
            self._end()
        elif isinstance(event, bytes | bytearray):
            self._write(event)
        else:
            self._begin(event)

    def _begin(self, segment: Any) -> None:
        self._name, self._size, self._file = segment.name, 0, None
        if segment.name == XML_PART:
            self.xml = bytearray()
        elif segment.filename is not None:
            path = self._folder / f"part-{uuid.uuid4().hex}"
            self._paths.append(path)
            self._file = path.open("xb")

    def _write(self, data: bytes | bytearray) -> None:
        self._size += len(data)
        if self._name == XML_PART and self.xml is not None:
            if self._size > MAX_XML_BYTES:
                raise Problem(
                    "SUBM-004",
                    413,
                    tell("Phiếu lớn hơn {max_xml_bytes} MB.", max_xml_bytes=MAX_XML_BYTES // 1000000),
                    tell("Báo quản trị."),
                )
            self.xml += data
        elif self._file is not None:
            if self._size > MAX_FILE_BYTES:
                raise Problem(
                    "SUBM-005",
                    413,
                    tell(
                        "Tệp {name} lớn hơn {max_file_bytes} MB.",
                        name=self._name,
                        max_file_bytes=MAX_FILE_BYTES // 1000000,
                    ),
                    tell("Chụp lại ảnh nhỏ hơn."),
                )
            self._file.write(data)

    def _end(self) -> None:
        if self._file is not None:
            self._file.close()
            # Some clients send a path or a Windows path: only its last part is the file's name.
            name = tidy_sent(os.path.basename(self._name.replace("\\", "/"))) or NAMELESS
            self.files.append(SpooledFile(name, self._paths[-1], self._size))
            self._file = None

    def clean(self) -> None:
        """Close and remove everything in the spool that belongs to this request."""
        if self._file is not None:
            self._file.close()
        for path in self._paths:
            path.unlink(missing_ok=True)
