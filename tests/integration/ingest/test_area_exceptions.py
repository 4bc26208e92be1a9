"""A decided exception to a household's kind of area (R12): the class follows it, at once and in a replay."""

from __future__ import annotations

import pytest

from server.errors import Problem
from server.services.exceptions import NewException, decide_exception, end_exception
from server.services.maintenance import rebuild_node
from server.standards.area_exceptions import AreaException
from server.store.tables import AssessmentRow

from .sender import Sender
from .test_ingest_chains import with_facts
from .test_ingest_replay import dump

ENTRY = {"standard": "training_points", "scoring": "training_b1", "method": "points", "purpose": "opens 2017"}
# Training points of the land item: 12 in the country and 0 in a town for 5,000 m2 of orchards.
LAND = "land"


def points(sender: Sender, instance_id: str) -> int:
    (row,) = sender.rows(AssessmentRow, instance_id=instance_id, standard="training_points")
    return int(row.b1)


def other_kind(sender: Sender, household_id: str) -> str:
    return "urban" if sender.household(household_id).area_kind == "rural" else "rural"


def test_an_exception_changes_the_points_of_its_item_only_and_ends_with_it(sender: Sender) -> None:
    filled = with_facts(sender.fill(), perennial_land_m2=6000, annual_land_m2=0, pond_m2=0, cattle_count=0)
    sender.send(filled)
    household_id = filled.fields["loaded"]
    kind = other_kind(sender, household_id)
    before = points(sender, filled.instance_id)
    new = NewException(ENTRY, AreaException(LAND, kind, "15/QĐ-TH ngày 02/11/2016"))
    exception_id = decide_exception(sender.node, "", household_id, new)
    after = points(sender, filled.instance_id)
    assert after - before == (12 if kind == "rural" else -12)
    assert sender.household(household_id).exceptions[0]["decision"] == "15/QĐ-TH ngày 02/11/2016"
    before_replay = dump(sender)
    rebuild_node(sender.node, lambda _done, _all: None)
    assert dump(sender) == before_replay
    end_exception(sender.node, "", household_id, exception_id)
    assert points(sender, filled.instance_id) == before


def test_a_form_that_comes_later_is_classed_under_the_exception(sender: Sender) -> None:
    filled = with_facts(sender.fill(1), perennial_land_m2=6000, annual_land_m2=0, pond_m2=0, cattle_count=0)
    household_id = filled.fields["loaded"]
    kind = other_kind(sender, household_id)
    decide_exception(sender.node, "", household_id, NewException(ENTRY, AreaException(LAND, kind, "16/QĐ-TH")))
    sender.send(filled)
    with_it = points(sender, filled.instance_id)
    (one,) = sender.household(household_id).exceptions
    end_exception(sender.node, "", household_id, one["exception_id"])
    assert with_it - points(sender, filled.instance_id) == (12 if kind == "rural" else -12)


@pytest.mark.parametrize(
    ("exception", "told"),
    [
        (AreaException("nothing", "rural", "1/QĐ"), "không có mục “nothing”"),
        (AreaException(LAND, "rural", "  "), "chưa có quyết định"),
        (AreaException(LAND, "island", "1/QĐ"), "khu vực “island”"),
    ],
)
def test_an_exception_without_a_decision_or_an_item_is_refused(
    sender: Sender, exception: AreaException, told: str
) -> None:
    household_id = sender.fill(2).fields["loaded"]
    with pytest.raises(Problem, match=told):
        decide_exception(sender.node, "", household_id, NewException(ENTRY, exception))
    assert not sender.household(household_id).exceptions


def test_an_exception_that_is_not_there_cannot_end(sender: Sender) -> None:
    with pytest.raises(Problem, match="không có ngoại lệ này"):
        end_exception(sender.node, "", sender.fill(2).fields["loaded"], "37693cfc-7480-49e4-9d87-b8c7d8b9aa09")
