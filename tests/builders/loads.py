"""A real server in a process of its own, and phones that keep sending until each form has been answered."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


@dataclass(slots=True)
class Server:
    """`rasoat serve` on a port; can be killed without warning and started again."""

    var: Path
    port: int
    fronts: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers."""
        environ = {**os.environ, "RASOAT_VAR": str(self.var), "PORT": str(self.port), "HOST": "127.0.0.1"}
        environ["RASOAT_FRONTS"] = str(self.fronts)
        command = [sys.executable, "-m", "server.cli", "serve"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if requests.get(f"{self.base_url}/suc-khoe", timeout=5).ok:
                    return
            except requests.RequestException:
                time.sleep(0.05)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """SIGKILL: no handler, no flush, no goodbye."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def front_pids(self) -> list[int]:
        """The processes under the supervisor (Linux), the one that writes first."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(one) for one in children.split()]

    def stop(self) -> int:
        """SIGTERM; returns the exit status."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)


@contextmanager
def run_server(var: Path, *, fronts: int = 0) -> Iterator[Server]:
    """A running server that is certainly gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(var, port, fronts)
    server.start()
    try:
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.kill()


@dataclass(slots=True)
class Load:
    """Phones that send forms and try again until one answer in 2xx; `acked` grows as answers come."""

    url: str
    forms: list[tuple[str, bytes, bytes | None]]  # instance id, XML, photo
    phones: int = 8
    acked: dict[str, list[int]] = field(default_factory=dict)
    refused: dict[int, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> Load:
        """Begin sending."""
        for number in range(self.phones):
            thread = threading.Thread(target=self._phone, args=(self.forms[number :: self.phones],), daemon=True)
            self._threads.append(thread)
            thread.start()
        return self

    def wait_for(self, count: int) -> None:
        """Until so many forms are acknowledged."""
        deadline = time.monotonic() + PATIENCE_SECONDS * 2
        while len(self.acked) < count:
            if time.monotonic() > deadline:
                raise RuntimeError(f"only {len(self.acked)} of {count} acknowledged; refusals: {self.refused}")
            time.sleep(0.01)

    def wait_for_refusals(self, status: int, count: int) -> None:
        """Until the server has answered `status` so many times."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.refused.get(status, 0) < count:
            if time.monotonic() > deadline:
                raise RuntimeError(f"refusals: {self.refused}, acknowledged {len(self.acked)}")
            time.sleep(0.01)

    def finish(self) -> None:
        """Until every phone is done."""
        self.wait_for(len(self.forms))
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)

    def _phone(self, forms: Iterable[tuple[str, bytes, bytes | None]]) -> None:
        session = requests.Session()
        for instance_id, xml, photo in forms:
            while not self._send(session, instance_id, xml, photo):
                time.sleep(0.05)

    def _send(self, session: requests.Session, instance_id: str, xml: bytes, photo: bytes | None) -> bool:
        files = {"xml_submission_file": ("submission.xml", xml, "text/xml")}
        if photo is not None:
            files["nha.jpg"] = ("nha.jpg", photo, "image/jpeg")
        try:
            answer = session.post(self.url, files=files, headers={"X-OpenRosa-Version": "1.0"}, timeout=30)
        except requests.RequestException:
            return False
        with self._lock:
            if answer.status_code in (201, 202):
                self.acked.setdefault(instance_id, []).append(answer.status_code)
                return True
            self.refused[answer.status_code] = self.refused.get(answer.status_code, 0) + 1
        return False
