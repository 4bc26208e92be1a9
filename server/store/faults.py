"""What a failed statement means: a full disk and an absent database are answers (503), a deadlock is tried again."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from server.errors import Problem
from server.telling import tell

# PostgreSQL: deadlock, serialisation failure, lock not available.
RETRYABLE_STATES = frozenset({"40P01", "40001", "55P03"})
# PostgreSQL: disk full, out of memory, configured limit.
FULL_STATES = frozenset({"53100", "53200", "53400"})
# PostgreSQL classes: connection exception, operator intervention (shutdown), too many connections.
LOST_CLASSES = ("08", "57", "53")
SQLITE_FULL_TEXTS = ("database or disk is full", "disk I/O error")


def is_retryable(error: BaseException) -> bool:
    """True for a conflict between transactions that a second try can win (PostgreSQL deadlock, SQLite busy)."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return state in RETRYABLE_STATES or "database is locked" in str(error.orig)


def is_disk_full(error: BaseException) -> bool:
    """True when the database could not write for want of space."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return state in FULL_STATES or any(text in str(error.orig) for text in SQLITE_FULL_TEXTS)


def is_connection_lost(error: BaseException) -> bool:
    """True when the database went away, before or during the statement."""
    if isinstance(error, PoolTimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error, InterfaceError):
        # SQLite's says that a value has no type it knows: the database is there, and the caller is wrong.
        return hasattr(error.orig, "sqlstate")
    if error.connection_invalidated:
        return True
    # psycopg gives no state when the server is not there at all; SQLite's errors have no such attribute.
    state = getattr(error.orig, "sqlstate", "-")
    return isinstance(error, OperationalError) and (state is None or state[:2] in LOST_CLASSES)


def to_problem(error: BaseException) -> BaseException:
    """The Problem a caller should answer with, or the error itself when it is a bug."""
    if is_disk_full(error):
        return Problem(
            "STORE-003",
            503,
            tell("Ổ đĩa của máy chủ đã đầy, chưa ghi gì."),
            tell("Phiếu vẫn nằm trong máy tính bảng. Báo người quản trị dọn ổ đĩa rồi gửi lại."),
        )
    if is_connection_lost(error) or is_retryable(error):
        return Problem(
            "STORE-004",
            503,
            tell("Cơ sở dữ liệu tạm thời không trả lời, chưa ghi gì."),
            tell("Gửi lại sau ít phút; nếu vẫn lỗi, báo người quản trị."),
        )
    return error
