"""What a tablet was told we have, we have: after kill -9, a full disk, a power cut between any two writes."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from server.config import Config
from server.domain.facts import HouseholdFacts
from server.services.node import Node, open_node
from server.services.verification import verify_node
from server.store.tables import Submission
from sync.log.tables import record
from tests.builders.loads import Load, run_server
from tests.integration.ingest.sender import Sender, new_id

FORMS = 2_000
# A page of 4 KiB and its header in SQLite's write-ahead log.
FRAME_BYTES = 4_120
PHOTO = b"\xff\xd8" + b" a house with a tiled roof" * 2_000


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def var(demo_template: Path, tmp_path: Path) -> Path:
    """The folder of a demo node that nobody has opened yet."""
    shutil.copytree(demo_template, tmp_path / "var")
    return tmp_path / "var"


def make_forms(var: Path, count: int, *, photo_every: int) -> list[tuple[str, bytes, bytes | None]]:
    """Distinct forms about households the enumerator found."""
    node = open_node(Config(var=var))
    sender = Sender(node)
    forms = []
    answers = sender.known_facts(sender.households()[0].household_id).household
    for number in range(count):
        filled = sender.fill_new(facts=HouseholdFacts(answers, ()))
        photo = PHOTO + str(number).encode() if number % photo_every == 0 else None
        forms.append((filled.instance_id, sender.maker.make(filled), photo))
    node.close()
    return forms


def submission_path(var: Path) -> str:
    url: str = json.loads((var / "demo.json").read_text())["enumerators"][0]["server_url"]
    return url[url.index("/v1/") :] + "/submission"


def check_exactly_once(node: Node, acked: dict[str, list[int]]) -> None:
    """Every acknowledged form is one record and one row, everything verifies, every photo is whole."""
    with node.engines.read.connect() as connection:
        keys = select(record.c.key, func.count()).where(record.c.kind == "submission.received").group_by(record.c.key)
        records = {key: count for key, count in connection.execute(keys)}
        rows = {one for one in connection.execute(select(Submission.instance_id)).scalars()}
        states = set(connection.execute(select(Submission.state)).scalars())
    assert set(acked) <= set(records)
    assert set(records.values()) <= {1}
    assert rows == set(records)
    assert states <= {"current", "superseded"}
    assert verify_node(node, silent).faults == []


def test_kill_9_during_a_load_of_2000_submissions_loses_and_doubles_nothing(var: Path) -> None:
    forms = make_forms(var, FORMS, photo_every=10)
    with run_server(var) as server:
        load = Load(server.base_url + submission_path(var), forms).start()
        for share in (0.2, 0.55, 0.8):
            load.wait_for(int(FORMS * share))
            server.kill()
            server.start()
        load.finish()
        assert server.stop() == 0
    assert {status for answers in load.acked.values() for status in answers} == {201}
    assert len(load.acked) == FORMS
    node = open_node(Config(var=var))
    check_exactly_once(node, load.acked)
    assert list(node.blobs.spool.iterdir()) == []
    node.close()


def test_fronts_and_their_writer_lose_and_double_nothing_when_one_of_each_and_then_all_are_killed(var: Path) -> None:
    forms = make_forms(var, 600, photo_every=50)
    with run_server(var, fronts=2) as server:
        load = Load(server.base_url + submission_path(var), forms).start()
        for number, share in enumerate((120, 240)):  # the writer, then a front
            load.wait_for(share)
            os.kill(server.front_pids()[number], signal.SIGKILL)
        load.wait_for(350)
        orphans = server.front_pids()
        server.kill()
        wait_until_gone(orphans)
        server.start()
        load.finish()
        assert len(server.front_pids()) == 3
        assert server.stop() == 0
    assert len(load.acked) == len(forms)
    node = open_node(Config(var=var))
    check_exactly_once(node, load.acked)
    node.close()


def is_running(pid: int) -> bool:
    """Whether the process is there and not merely waiting to be counted out."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pids: list[int]) -> None:
    """Fronts end by themselves when their supervisor is gone, and free the port and the folder."""
    deadline = time.monotonic() + 30
    while any(is_running(pid) for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_second_server_on_the_same_folder_is_refused_and_disturbs_nothing(var: Path) -> None:
    with run_server(var) as server:
        environ = {**os.environ, "RASOAT_VAR": str(var), "PORT": "0"}
        command = [sys.executable, "-m", "server.cli", "serve"]
        second = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
        assert second.returncode == 1
        assert second.stderr.startswith("[NODE-005]")
        (instance_id, xml, _) = make_forms(var, 1, photo_every=1)[0]
        load = Load(server.base_url + submission_path(var), [(instance_id, xml, PHOTO)], phones=1).start()
        load.finish()
    assert load.acked == {instance_id: [201]}


def test_a_disk_that_fills_up_under_load_answers_503_and_loses_nothing_it_accepted(var: Path) -> None:
    forms = make_forms(var, 600, photo_every=10_000)
    with run_server(var) as server:
        assert server.process is not None
        limit = (var / "rasoat.db").stat().st_size + 1_500_000
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        load = Load(server.base_url + submission_path(var), forms).start()
        load.wait_for_refusals(503, 20)
        assert 0 < len(load.acked) < len(forms)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        load.finish()
        assert server.stop() == 0
    assert set(load.refused) == {503}
    node = open_node(Config(var=var))
    check_exactly_once(node, load.acked)
    assert len(load.acked) == len(forms)
    node.close()


class Disk:
    """Watches one node's folder and keeps what a power cut would leave: synced files, and torn ends of the log.

    SQLite syncs its write-ahead log at COMMIT and at nothing else here, so whatever it had reached when the last
    answer was given is safe; any prefix of what was written since may survive. A media file is safe once the file
    and then its folder were synced; before that the name may or may not be there.
    """

    def __init__(self, var: Path, copies: Path) -> None:
        self.var, self.copies = var, copies
        self.synced_names: set[Path] = set()
        self.cuts: list[tuple[Path, frozenset[str]]] = []
        self.acked: frozenset[str] = frozenset()
        self.seen: set[object] = set()
        self.safe_log_bytes = self.log_bytes()

    def log_bytes(self) -> int:
        path = self.var / "rasoat.db-wal"
        return path.stat().st_size if path.exists() else 0

    def spooled(self) -> list[tuple[str, int]]:
        return [(one.name, one.stat().st_size) for one in (self.var / "spool").iterdir()]

    def answered(self, instance_id: str) -> None:
        """An answer was given: cut the power at every place of what was written for it, then here."""
        end = self.log_bytes()
        assert end >= self.safe_log_bytes, "the log began again: the test must stay below one checkpoint"
        frames = range(self.safe_log_bytes, end, 4 * FRAME_BYTES)
        for number, start in enumerate(frames):
            self.cut(log_bytes=start + (FRAME_BYTES // 2 if number % 2 else 0))
        self.safe_log_bytes = end
        self.acked |= {instance_id}
        self.cut(log_bytes=end)

    def cut(self, *, log_bytes: int | None = None) -> None:
        """Keep a copy of the folder as it would be found when the power is back, unless one like it is kept already."""
        log_bytes = self.safe_log_bytes if log_bytes is None else log_bytes
        names = {one for one in self.synced_names if one.exists()}
        left = (log_bytes, frozenset(names), frozenset(self.spooled()), self.acked)
        if left in self.seen:
            return
        self.seen.add(left)
        copy = self.copies / f"{len(self.cuts):04d}"
        shutil.copytree(self.var, copy, ignore=shutil.ignore_patterns("*-shm"))
        if (copy / "rasoat.db-wal").exists():
            with (copy / "rasoat.db-wal").open("r+b") as file:
                file.truncate(log_bytes)
        for path in (copy / "blobs").rglob("*"):
            if path.is_file() and self.var / path.relative_to(copy) not in self.synced_names:
                path.unlink()
        self.cuts.append((copy, self.acked))

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Cut before and after each sync and each rename of a media file."""
        fsync, replace = os.fsync, os.replace

        def watched_fsync(descriptor: int) -> None:
            self.cut()
            fsync(descriptor)
            path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
            if path.is_dir():
                self.synced_names |= set(path.iterdir())
            self.cut()

        def watched_replace(source: Path, target: Path) -> None:
            self.cut()
            replace(source, target)
            self.cut()

        monkeypatch.setattr(os, "fsync", watched_fsync)
        monkeypatch.setattr(os, "replace", watched_replace)


def test_a_power_cut_between_any_two_writes_loses_nothing_answered_and_shows_nothing_half(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = open_node(Config(var=var))
    sender = Sender(node)
    visit = sender.fill(0)
    again = replace(visit, instance_id=new_id(), deprecated_id=visit.instance_id)
    forms = {one.instance_id: sender.maker.make(one) for one in (visit, again, sender.fill_new())}
    disk = Disk(var, tmp_path / "cuts")
    with monkeypatch.context() as patched:
        disk.watch(patched)
        for instance_id, xml in forms.items():
            assert sender.send(xml, ("nha.jpg", PHOTO + instance_id.encode())).status == 201
            disk.answered(instance_id)
    node.close()
    assert len(disk.cuts) > 40
    for number, (copy, acked) in enumerate(disk.cuts):
        check_after_cut(copy, acked, forms if number % 10 == 0 else {})


def check_after_cut(var: Path, acked: frozenset[str], forms: dict[str, bytes]) -> None:
    """What was answered is there, nothing is half there, and sending everything again ends in one of each."""
    node = open_node(Config(var=var))
    check_exactly_once(node, {one: [201] for one in acked})
    sender = Sender(node)
    if forms:
        sent = {one: [sender.send(xml, ("nha.jpg", PHOTO + one.encode())).status] for one, xml in forms.items()}
        assert set(map(tuple, sent.values())) == {(201,)}
        check_exactly_once(node, sent)
    node.close()
    shutil.rmtree(var)
