"""A node restored from a backup that is older than an erasure destroys again what the list beside it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from server.config import Config
from server.errors import Problem
from server.services import backups
from server.services.backups import Secret
from server.services.erasure.ledger import reapply, write_ledger
from server.services.keys import load_keys, set_recovery
from server.services.node import open_node
from server.services.recovery import make_code
from server.services.verification import verify_node
from server.store.tables import Submission
from tests.builders.raw_pages import holds

from .conftest import SECRET, Archive

CODE = make_code()


def test_what_was_destroyed_after_a_backup_is_destroyed_again_when_it_is_restored(
    archive: Archive, tmp_path: Path
) -> None:
    var, folder = archive.node.config.var, tmp_path / "backups"
    keys = load_keys(var, None)
    set_recovery(var, keys, None, CODE)
    filled = archive.send(0)
    archive.withdraw(filled)
    archive.close()
    made = backups.back_up(archive.node, keys, None, folder)
    backups.note_backup(archive.node, made, is_checked=False)
    archive.destroy("forms")
    elsewhere = Config(var=tmp_path / "elsewhere")
    backups.restore(elsewhere, made.path, Secret(recovery_code=CODE), None)
    node = open_node(elsewhere)
    state = select(Submission.state).where(Submission.instance_id == filled.instance_id)
    assert node.read(lambda c: c.execute(state).scalar_one()) == "erased"
    assert list(node.blobs.list_all()) == []
    assert verify_node(node, lambda *_: None).faults == []
    node.close()
    assert not holds(elsewhere.var, keys.database, SECRET.encode())


def test_a_list_that_no_node_of_the_province_signed_destroys_nothing(archive: Archive, tmp_path: Path) -> None:
    archive.send(0)
    archive.close()
    archive.destroy("photos")
    path = write_ledger(archive.node, tmp_path)
    assert reapply(archive.node, path) == 0, "what is known is not done twice"
    said = json.loads(path.read_text())
    said["records"][0]["envelope"] = said["records"][0]["envelope"].replace('"erased"', '"erased "')
    path.write_text(json.dumps(said))
    for wrong in (path.read_bytes(), b"{}", b"no list"):
        path.write_bytes(wrong)
        with pytest.raises(Problem, match="ERAS-013"):
            reapply(archive.node, path)
