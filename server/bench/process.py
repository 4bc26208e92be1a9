"""A server in processes of its own, and what they cost: CPU and memory as the kernel counts them (Linux)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens and its process."""

    host: str
    port: int
    process: subprocess.Popen[bytes]
    start_seconds: float

    def cpu_seconds(self) -> float:
        """CPU of the process and of everything it started, so far."""
        return sum(_cpu_of(pid) for pid in self.pids())

    def rss_mb(self) -> float:
        """Resident memory of the process and of everything it started."""
        return sum(_rss_of(pid) for pid in self.pids())

    def pids(self) -> list[int]:
        """The process and its descendants."""
        parents = _parents()
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid and child not in found]
        return found


@contextmanager
def start_server(environ: Mapping[str, str], arguments: tuple[str, ...] = ("serve",)) -> Iterator[Server]:
    """`rasoat serve` on a free port until the block ends."""
    port = free_port()
    settings = {**os.environ, **environ, "PORT": str(port), "HOST": "127.0.0.1"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "server.bench.served", *arguments],
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=None,
    )
    try:
        _wait(process, port)
        yield Server("127.0.0.1", port, process, time.perf_counter() - started)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.perf_counter() + START_SECONDS
    while time.perf_counter() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            # A front's socket is open before the front is there: only an answer counts.
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/suc-khoe", timeout=START_SECONDS) as answer:
                answer.read()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise TimeoutError(f"the server did not answer within {START_SECONDS} s")


def _parents() -> dict[int, int]:
    found: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                found[int(entry.name)] = int(fields[1])
    return found


def _stat(pid: int) -> list[str]:
    """Fields of /proc/<pid>/stat after the name; empty when the process has ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return []


def _cpu_of(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _rss_of(pid: int) -> float:
    fields = _stat(pid)
    return int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000 if fields else 0.0
