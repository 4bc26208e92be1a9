"""Expected failures: a stable code, an HTTP status, a message with value and remedy in the reader's language."""

from __future__ import annotations

import zipfile
import zlib
from typing import Any

from server.telling import NOTHING, Told


class Problem(Exception):  # noqa: N818 - it is a problem to tell a person, not a crash
    """Something a person can put right.

    `code` is stable (`AREA-NNN`), `status` the HTTP status an edge answers with, `message` names the value received,
    `remedy` what to do next: texts of the catalogue, Vietnamese where nobody translates them. `lost` is False where
    nothing was lost.
    """

    def __init__(self, code: str, status: int, message: Told, remedy: Told = NOTHING, *, lost: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.message = message
        self.remedy = remedy
        self.lost = lost

    def __reduce__(self) -> tuple[Any, ...]:
        """Problems may pass from one process to another."""
        return _remake, (type(self), self.__dict__)

    def __str__(self) -> str:
        """One line for a terminal: code, message, remedy."""
        return " ".join(part for part in (f"[{self.code}]", self.message, self.remedy) if part)


def _remake(kind: type[Problem], state: dict[str, Any]) -> Problem:
    problem = kind.__new__(kind)
    Exception.__init__(problem, state["message"])
    problem.__dict__.update(state)
    return problem


# What Python's reader raises on a packed file (.xlsx, .ods) that somebody damaged or made up.
BROKEN_PACKAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
