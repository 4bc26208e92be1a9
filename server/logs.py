"""How a node writes its log: readable lines, or one JSON object a line (`RASOAT_LOG=json`). Never personal data (R29).

The message of an exception may carry an answer: only its type and where it was raised are written.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from pathlib import Path
from typing import Any

FRAMES = 12


class PlainFormatter(logging.Formatter):
    """`2026-11-23T09:40:00+00:00 WARNING rasoat.writer message | ValueError writer.py:120 …`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line = f"{_moment(record)} {record.levelname} {record.name} {record.getMessage()}"
        found = _describe(record)
        return line if found is None else f"{line} | {found['type']} {' '.join(found['where'])}"


class JsonFormatter(logging.Formatter):
    """`{"at", "level", "logger", "message", "error": {"type", "where"}}`."""

    def format(self, record: logging.LogRecord) -> str:
        """One object a line."""
        told = {
            "at": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        found = _describe(record)
        return json.dumps(told if found is None else {**told, "error": found}, ensure_ascii=False)


def set_up_logs(kind: str) -> None:
    """Write warnings and above to standard error; `kind` is `json`, else plain lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if kind == "json" else PlainFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("exifread").setLevel(logging.CRITICAL)  # a photo that breaks its format is nobody's fault here


def _moment(record: logging.LogRecord) -> str:
    return dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")


def _describe(record: logging.LogRecord) -> dict[str, Any] | None:
    """The innermost frames of an exception by file and line, and its type; never its text, never values."""
    if not record.exc_info or record.exc_info[0] is None:
        return None
    frames = traceback.extract_tb(record.exc_info[2])[-FRAMES:]
    return {
        "type": record.exc_info[0].__name__,
        "where": [f"{Path(one.filename).name}:{one.lineno}" for one in frames],
    }
