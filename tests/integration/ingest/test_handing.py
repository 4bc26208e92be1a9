"""Submissions handed to the writer's process: the same as written here, and written here where it cannot be reached."""

from __future__ import annotations

import pickle
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.config import Config
from server.errors import Problem
from server.services.ingest.handing import Handing
from server.services.ingest.packing import pack, unpack
from server.services.ingest.reading import read_arriving
from server.services.ingest.receive import take, write_here
from server.services.ingest.receiver import Receiver
from server.services.ingest.types import Beside, Upload
from server.services.node import Node, open_node
from server.store.tables import AssessmentRow, ReviewFigure, Submission

from .sender import Sender
from .test_ingest_chains import with_facts
from .test_ingest_replay import dump


class Counted:
    """What a writer does, counted."""

    def __init__(self) -> None:
        self.taken = 0
        self.breaks = False

    def take(self, node: Node, unit: object, arriving: object) -> object:
        self.taken += 1
        if self.breaks:
            raise RuntimeError("a bug")
        return take(node, unit, arriving)  # type: ignore[arg-type]


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path fits into the address of a local socket."""
    folder = Path(tempfile.mkdtemp(prefix="rs-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def pair(demo_template: Path, short_folder: Path) -> Iterator[tuple[Sender, Counted]]:
    """A front's tablet, and the writer behind it: two nodes on one database, as two processes have them."""
    shutil.copytree(demo_template, short_folder / "var")
    config = Config(var=short_folder / "var")
    writer, front, counted = open_node(config), open_node(config), Counted()
    receiver = Receiver(writer, counted.take, write_here)  # type: ignore[arg-type]
    threading.Thread(target=receiver.run, daemon=True).start()
    front.handing = Handing(config.var)
    yield Sender(front), counted
    front.close()
    writer.close()


def test_what_is_handed_over_is_classed_and_answered_as_if_written_here(
    pair: tuple[Sender, Counted], demo_node: Node
) -> None:
    handed, counted = pair
    here = Sender(demo_node)
    filled = here.fill()
    answers = [one.send(filled, ("house.jpg", b"photo")) for one in (handed, here)]
    assert answers[0] == answers[1]
    assert counted.taken == 1
    left_out = ("stamp", "received_at", "record_digest")
    for model in (Submission, AssessmentRow, ReviewFigure):
        rows = [
            [{k: v for k, v in row._mapping.items() if k not in left_out} for row in one.rows(model)]
            for one in (handed, here)
        ]
        assert rows[0] == rows[1]


def test_what_is_packed_comes_out_whole_but_for_what_only_parsing_needed(demo_node: Node) -> None:
    sender = Sender(demo_node)
    filled = with_facts(sender.fill(), income_vnd="nhiều", tv_count=-3)
    arriving = read_arriving(demo_node, sender.device, Upload(sender.maker.make(filled), (), "collect:x", "Collect"))
    assert arriving.worked is not None and arriving.worked.findings
    answers = replace(arriving.worked.answers, household={}, members=[])
    assessments = tuple(replace(one, trace=()) for one in arriving.worked.assessments)
    assert any(one.missing for one in assessments)
    slim = replace(arriving, worked=replace(arriving.worked, answers=answers, assessments=assessments))
    keyed = replace(slim, beside=(Beside("correction.explained", {"reason": "vì"}),), is_correction=True)
    assert unpack(pack([arriving, slim, keyed])) == [slim, slim, keyed]


def test_again_and_in_conflict_are_answered_through_the_writer_too(pair: tuple[Sender, Counted]) -> None:
    handed, counted = pair
    filled = handed.fill()
    assert [handed.send(filled).status for _ in range(2)] == [201, 201]
    assert handed.send(with_facts(filled, car_count=7)).status == 409
    assert counted.taken == 3
    assert len(handed.rows(Submission)) == 1


def test_where_the_writer_cannot_be_reached_the_front_writes_itself(demo_node: Node) -> None:
    sender = Sender(demo_node)
    demo_node.handing = Handing(demo_node.config.var)
    assert sender.send(sender.fill()).status == 201
    assert sender.rows(Submission)[0].state == "current"


def test_a_bug_in_the_writer_costs_no_form(pair: tuple[Sender, Counted]) -> None:
    handed, counted = pair
    counted.breaks = True
    assert handed.send(handed.fill()).status == 201
    assert handed.rows(Submission)[0].state == "current"
    counted.breaks = False
    before = dump(handed)
    assert handed.send(handed.fill(1)).status == 201
    assert dump(handed) != before


def test_a_problem_passes_from_one_process_to_another_whole() -> None:
    problem = Problem("STORE-003", 503, "Ổ đĩa đầy.", "Giải phóng ổ đĩa.")
    read = pickle.loads(pickle.dumps(problem))
    assert (type(read), str(read), read.status, read.args) == (Problem, str(problem), 503, problem.args)
