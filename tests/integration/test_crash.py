"""What a tablet was told we have, we have: after kill -9, a full disk, a power cut between any two writes."""

from __future__ import annotations

import json
import resource
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from server.config import Config
from server.services.node import Node, open_node
from server.services.verification import verify_node
from server.store.tables import Submission
from sync.log.tables import record
from tests.builders.loads import Load, run_server
from tests.integration.ingest.sender import Sender

FORMS = 2_000
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
    for number in range(count):
        filled = sender.fill_new()
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
    assert states <= {"current"}
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
