"""The multipart body exactly as OkHttp writes it: raw UTF-8 names, quotes and line breaks percent-encoded."""

from __future__ import annotations

import mimetypes
import uuid
from collections.abc import Iterable, Iterator

INCOMPLETE = "*isIncomplete*"
XML_PART = "xml_submission_file"


def escape_name(name: str) -> str:
    """A part's name between quotes."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def write_parts(
    xml: bytes, files: Iterable[tuple[str, bytes]], *, is_incomplete: bool = False, xml_name: str = "phiếu 1.xml"
) -> Iterator[tuple[str, str | None, str | None, bytes]]:
    """(name, file name, type, content) of each part, in the order of Collect."""
    yield XML_PART, xml_name, "text/xml", xml
    for name, content in files:
        yield name, name, mimetypes.guess_type(name)[0] or "application/octet-stream", content
    if is_incomplete:
        yield INCOMPLETE, None, None, b"yes"


def encode_multipart(
    parts: Iterable[tuple[str, str | None, str | None, bytes]], boundary: str = ""
) -> tuple[bytes, str]:
    """(body, Content-Type)."""
    boundary = boundary or str(uuid.uuid4())
    body = bytearray()
    for name, filename, content_type, content in parts:
        file = f'; filename="{escape_name(filename)}"' if filename is not None else ""
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{escape_name(name)}"{file}\r\n'.encode()
        if content_type:
            body += f"Content-Type: {content_type}\r\n".encode()
        body += b"\r\n" + content + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return bytes(body), f"multipart/form-data; boundary={boundary}"
