"""The blind second look through the node: drawn, listed for somebody else, compared, and nothing of the case moves."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from server.domain.facts import HouseholdFacts
from server.errors import Problem
from server.forms.filled import Filled, SubmissionMaker
from server.services import people
from server.services.lists import find_forms, read_list
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.rechecks import Drawing, draw_sample
from server.store.tables import Case, FormVersion, Household, Recheck, ReviewFigure, Submission
from tests.builders.forms import read_admin, read_round_id
from tests.integration.ingest.sender import Sender, new_id

from .test_figures_page import client_of, page

FIRST = "26506"


def rows(node: Node, model: Any) -> list[Any]:
    table = model.__table__
    return list(node.read(lambda c: c.execute(select(table).order_by(*table.primary_key.columns)).all()))


def listed(node: Node, sender: Sender) -> list[str]:
    device = people.authenticate_device(node, sender.token)
    return gzip.decompress(read_list(node, device, "rechecks").compressed).decode().splitlines()[1:]


def forms_of(node: Node, sender: Sender) -> set[str]:
    device = people.authenticate_device(node, sender.token)
    return {one.form_id for one in node.read(lambda c: find_forms(c, device))}


def second_form(node: Node, case: Any, **answers: Any) -> bytes:
    """The household asked again as it was, but for `answers`."""
    xml = node.read(
        lambda c: c.execute(select(FormVersion.xml).where(FormVersion.form_id == "re_verification")).scalar_one()
    )
    facts = node.read(lambda c: c.execute(select(Household.facts).where(Household.household_id == case.household_id)))
    known = {**facts.scalar_one(), "visit_outcome": "completed", "notice_read": True, "interview_on": "2016-10-09"}
    fields = {"loaded": case.household_id, "village": case.village_code, "case_id": case.case_id, "title": "Hộ"}
    return SubmissionMaker(xml).make(Filled(new_id(), HouseholdFacts({**known, **answers}, ()), fields, None))


def test_a_drawn_household_is_asked_again_by_another_and_compared_and_its_case_stays(demo_node: Node) -> None:
    first, second = Sender(demo_node, 0), Sender(demo_node, 1)
    for number in range(4):
        first.send(first.fill(number))
    assert "re_verification" not in forms_of(demo_node, second)
    draw_sample(demo_node, read_admin(demo_node), Drawing(read_round_id(demo_node), FIRST, 2, "hạt giống"))
    drawn = rows(demo_node, Recheck)
    assert {one.actor_id for one in drawn} == {second.device.actor_id}
    assert len(listed(demo_node, second)) == 2 and listed(demo_node, first) == []
    assert "re_verification" in forms_of(demo_node, second) and "re_verification" not in forms_of(demo_node, first)
    before = [(one.classes, one.instance_id, one.review_state) for one in rows(demo_node, Case)]
    figures, facts = rows(demo_node, ReviewFigure), [one.facts for one in rows(demo_node, Household)]
    receipt = second.send(second_form(demo_node, drawn[0], roof="light", car_count=3))
    assert receipt.status == 201
    assert [(one.classes, one.instance_id, one.review_state) for one in rows(demo_node, Case)] == before
    assert (rows(demo_node, ReviewFigure), [one.facts for one in rows(demo_node, Household)]) == (figures, facts)
    assert [one.state for one in rows(demo_node, Submission)].count("recheck") == 1
    assert len(listed(demo_node, second)) == 1
    with client_of(demo_node, "tinh") as client:
        tree = page(client, f"/phuc-tra?noi={FIRST}")
        told = " ".join(tree.xpath("//main")[0].text_content().split())
        assert "2 trong" in told and "hạt giống" in told and "chưa hỏi lại" in told
        one = page(client, f"/phuc-tra/phieu?noi={FIRST}&ca={drawn[0].case_id}").xpath("//main")[0].text_content()
        assert "2 câu khác nhau" in one and "Số ô tô" in one
        assert client.get(f"/phuc-tra/phieu?noi={FIRST}&ca=khac").status_code == 404
    snapshot = rows(demo_node, Recheck)
    rebuild_node(demo_node, lambda _done, _all: None)
    assert rows(demo_node, Recheck) == snapshot


def test_a_second_drawing_takes_others_and_what_cannot_be_drawn_is_refused(demo_node: Node) -> None:
    first = Sender(demo_node, 0)
    wanted = Drawing(read_round_id(demo_node), FIRST, 2)
    with pytest.raises(Problem, match="RCK-003"):
        draw_sample(demo_node, read_admin(demo_node), wanted)
    for number in range(4):
        first.send(first.fill(number))
    draw_sample(demo_node, read_admin(demo_node), wanted)
    draw_sample(demo_node, read_admin(demo_node), wanted)
    drawn = rows(demo_node, Recheck)
    assert len({one.case_id for one in drawn}) == 4 and len({one.seed for one in drawn}) == 2
    assert [one.form_id for one in rows(demo_node, FormVersion)].count("re_verification") == 1
    with pytest.raises(Problem, match="RCK-003"):
        draw_sample(demo_node, read_admin(demo_node), wanted)
    with pytest.raises(Problem, match="RCK-002"):
        draw_sample(demo_node, read_admin(demo_node), replace(wanted, size=0))


def test_a_supervisor_draws_in_her_area_and_an_officer_only_looks(demo_node: Node) -> None:
    first = Sender(demo_node, 0)
    first.send(first.fill(0))
    with client_of(demo_node, "giamsat-747") as client:
        tree = page(client, f"/phuc-tra?noi={FIRST}")
        (token,) = tree.xpath("//main//form//input[@name='csrf_token']/@value")
        form = {"csrf_token": token, "so-ho": "1", "hat-giong": ""}
        assert client.post(f"/phuc-tra/{FIRST}/rut", data=form).status_code == 302
        assert len(rows(demo_node, Recheck)) == 1
        assert client.post("/phuc-tra/26590/rut", data=form).status_code == 404
    with client_of(demo_node, f"xa-{FIRST}") as client:
        assert page(client, "/phuc-tra").xpath("//main//form") == []
