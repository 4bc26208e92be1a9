"""How often a program may ask. Counted in this process: with several fronts each counts for itself."""

from __future__ import annotations

import threading
import time

PER_MINUTE = 240
MINUTE = 60.0


class Limiter:
    """So many questions a token in each minute of its own."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self._per_minute = per_minute
        self._windows: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def ask(self, token_id: str) -> int:
        """Count a question; the seconds to wait, or 0 where it is within bounds."""
        now = time.monotonic()
        with self._lock:
            began, count = self._windows.get(token_id, (now, 0))
            if now - began >= MINUTE:
                began, count = now, 0
            self._windows[token_id] = (began, count + 1)
        return 0 if count < self._per_minute else max(1, int(MINUTE - (now - began)) + 1)
