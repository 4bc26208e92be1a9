"""Locks between processes on one machine, as files: the kernel releases them when a process ends, however it ends."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


class FileLock:
    """One holder at a time among all processes; waiting costs no CPU, unlike SQLite's own polling.

    An object belongs to one thread at a time (the writer's).
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("a+b")

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Wait for the lock and hold it inside the block."""
        _acquire(self._file, is_patient=True)
        try:
            yield
        finally:
            _release(self._file)

    def try_acquire(self) -> bool:
        """Take the lock if it is free now; it is held until `close` or the end of the process."""
        try:
            _acquire(self._file, is_patient=False)
        except OSError:
            return False
        return True

    def fileno(self) -> int:
        """For handing the held lock down to a child process."""
        return self._file.fileno()

    def close(self) -> None:
        """Close the file, which releases the lock."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _acquire(file: BinaryIO, *, is_patient: bool) -> None:
        while True:
            file.seek(0)
            try:
                # Windows gives up by itself after ten seconds of waiting.
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if is_patient else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not is_patient:
                    raise
            else:
                return

    def _release(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(file: BinaryIO, *, is_patient: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX if is_patient else fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
