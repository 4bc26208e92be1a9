"""Rounds through the services, on a real node: what opens one, what refuses to, who holds a village."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import replace

import pytest
from sqlalchemy import select

from server.demo.build import ROUND_CODE, STANDARDS
from server.errors import Problem
from server.services import people, rounds
from server.services.lists import read_list
from server.services.node import Node
from server.services.round_rules import check_tiers
from server.services.rounds import NewRound
from server.store.tables import Account, Assignment, Case, FormVersion, Grant, Round
from sync.log import read_subject

NEXT = {"standard": "vn_2022", "scoring": "vn_2022_b1", "method": "points"}
NATIONAL = {"standard": "vn_2016", "scoring": "vn_2016_b1", "method": "points", "purpose": "closes 2016"}
NEW = NewRound(
    code="TH-2017",
    name="Đợt tập huấn 2017",
    kind="training",
    season_from_on="2017-09-01",
    season_to_on="2017-12-31",
    reference_on="2017-12-31",
    standards=STANDARDS,
    area_codes=("26506",),
)


@pytest.fixture
def admin(demo_node: Node) -> str:
    """The demo's administrator."""
    query = select(Account.actor_id).where(Account.login == "admin")
    return str(demo_node.read(lambda c: c.execute(query).scalar_one()))


def test_a_new_round_is_a_draft_that_no_tablet_sees(demo_node: Node, admin: str) -> None:
    round_id = rounds.create_round(demo_node, admin, NEW)
    assert rounds.get_round(demo_node, "TH-2017").state == "draft"
    cases = demo_node.read(lambda c: c.execute(select(Case.case_id).where(Case.round_id == round_id)).all())
    assert cases == []


def test_a_round_keeps_the_digests_of_the_data_it_names(demo_node: Node, admin: str) -> None:
    rounds.create_round(demo_node, admin, NEW)
    kept = rounds.get_round(demo_node, "TH-2017").standards[0]
    assert kept["standard_digest"] == demo_node.packs.standard("training_points").digest
    assert kept["scoring_digest"] == demo_node.packs.scoring("training_b1").digest


def test_a_procedure_with_phieu_a_brings_its_form(demo_node: Node, admin: str) -> None:
    round_id = rounds.create_round(demo_node, admin, replace(NEW, procedure="tt17_2016"))
    rounds.publish_round(demo_node, admin, round_id)
    query = select(FormVersion.form_id).where(FormVersion.round_id == round_id).order_by(FormVersion.form_id)
    assert demo_node.read(lambda c: c.execute(query).scalars().all()) == ["household_review", "quick_screen"]


def test_publishing_keeps_the_exact_bytes_and_opens_a_case_for_every_household(demo_node: Node, admin: str) -> None:
    round_id = rounds.create_round(demo_node, admin, NEW)
    (version,) = rounds.publish_round(demo_node, admin, round_id)
    form = demo_node.read(
        lambda c: c.execute(select(FormVersion.__table__).where(FormVersion.round_id == round_id)).one()
    )
    assert (form.form_version, form.is_current) == (version, True)
    assert f'version="{version}"'.encode() in form.xml
    assert form.xlsx.startswith(b"PK")
    assert rounds.get_round(demo_node, round_id).state == "open"
    cases = demo_node.read(lambda c: c.execute(select(Case.case_id).where(Case.round_id == round_id)).all())
    assert len(cases) == 12


def test_publishing_again_without_a_change_is_refused(demo_node: Node, admin: str) -> None:
    with pytest.raises(Problem, match="đã công bố") as caught:
        rounds.publish_round(demo_node, admin, ROUND_CODE)
    assert caught.value.code == "ROUND-002"


def test_every_step_of_a_round_is_a_record_of_who_did_it(demo_node: Node, admin: str) -> None:
    round_id = rounds.create_round(demo_node, admin, NEW)
    rounds.publish_round(demo_node, admin, round_id)
    rounds.close_round(demo_node, admin, round_id)
    envelopes = [one.record.envelope for one in demo_node.read(lambda c: read_subject(c, round_id))]
    assert [one.kind for one in envelopes] == ["round.opened", "form.published", "round.state_changed"]
    assert {one.actor for one in envelopes} == {admin}
    assert {one.area for one in envelopes} == {"shared"}


def test_an_official_round_names_the_numbers_that_nobody_knows(demo_node: Node, admin: str) -> None:
    rounds.create_round(
        demo_node, admin, replace(NEW, kind="official", standards=(NATIONAL,), reference_on="2016-12-31")
    )
    with pytest.raises(Problem) as caught:
        rounds.publish_round(demo_node, admin, "TH-2017")
    assert caught.value.code == "ROUND-007"
    assert "Số nhân khẩu" in caught.value.message
    assert "Thông tư 17/2016/TT-BLĐTBXH" in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("standard", "reference_on", "code"),
    [
        (STANDARDS[0], "2016-12-31", "ROUND-006"),
        ({**NATIONAL, "scoring": "training_b1"}, "2016-12-31", "ROUND-006"),
        ({**NATIONAL, "scoring": None, "method": "declared_income"}, "2016-12-31", "ROUND-015"),
        (NATIONAL, "2022-12-31", "ROUND-019"),
        ({**NATIONAL, "purpose": "closes 2022"}, "2022-12-31", "RULE-001"),
        ({**NATIONAL, "purpose": "opens 2022"}, "2021-12-31", "RULE-001"),
        ({**NATIONAL, "purpose": "closes 2021"}, "2021-12-31", "ROUND-007"),
        # Autumn 2021 opens the next year by the standard that begins with it (R2).
        ({**NEXT, "purpose": "opens 2022"}, "2021-12-31", "ROUND-007"),
        ({**NEXT, "purpose": "closes 2021"}, "2021-12-31", "RULE-001"),
        ({**NATIONAL, "scoring": None}, "2016-12-31", "ROUND-007"),
    ],
)
def test_an_official_round_does_not_open_on(
    demo_node: Node, admin: str, standard: dict[str, str], reference_on: str, code: str
) -> None:
    rounds.create_round(
        demo_node, admin, replace(NEW, kind="official", standards=(standard,), reference_on=reference_on)
    )
    with pytest.raises(Problem) as caught:
        rounds.publish_round(demo_node, admin, "TH-2017")
    assert caught.value.code == code
    assert rounds.get_round(demo_node, "TH-2017").state == "draft"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "pilot"}, "pilot"),
        ({"code": " "}, "mã hoặc tên"),
        ({"area_codes": ()}, "xã"),
        ({"standards": ()}, "chuẩn"),
        ({"standards": (STANDARDS[0], STANDARDS[0])}, "hai lần"),
        ({"standards": ({**STANDARDS[0], "purpose": ""},)}, "mục đích"),
        ({"reference_on": "31/12/2017"}, "31/12/2017"),
        ({"season_from_on": "2018-01-01"}, "01/01/2018"),
        ({"area_codes": ("99999",)}, "99999"),
        ({"code": ROUND_CODE}, ROUND_CODE),
        ({"standards": ({**STANDARDS[1], "method": "points"},)}, "points"),
    ],
)
def test_a_round_that_cannot_be_right_is_refused_with_its_value(
    demo_node: Node, admin: str, changes: dict[str, object], told: str
) -> None:
    with pytest.raises(Problem) as caught:
        rounds.create_round(demo_node, admin, replace(NEW, **changes))  # type: ignore[arg-type]
    assert told in caught.value.message
    assert caught.value.remedy
    assert demo_node.read(lambda c: len(c.execute(select(Round.round_id)).all())) == 1


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (("closing", "open", "closed", "open"), None),
        (("closed", "closing"), "ROUND-003"),
        (("open",), "ROUND-003"),
        (("finished",), "ROUND-003"),
    ],
)
def test_states_follow_one_another(demo_node: Node, admin: str, steps: tuple[str, ...], code: str | None) -> None:
    def walk() -> None:
        for state in steps:
            rounds.change_state(demo_node, admin, ROUND_CODE, state)

    if code is None:
        walk()
        assert rounds.get_round(demo_node, ROUND_CODE).state == steps[-1]
    else:
        with pytest.raises(Problem) as caught:
            walk()
        assert caught.value.code == code


def test_a_village_given_to_somebody_else_moves_to_her_tablet(demo_node: Node, admin: str) -> None:
    before, other = _enumerators(demo_node)[:2]
    held = _held(demo_node, before)
    hers, theirs = _households(demo_node, before), _households(demo_node, other)
    rounds.assign_village(demo_node, admin, ROUND_CODE, held[0], other)
    assert _held(demo_node, before) == held[1:]
    moved = hers - _households(demo_node, before)
    assert moved
    assert _households(demo_node, other) == theirs | moved


def test_a_village_given_twice_to_the_same_person_changes_nothing(demo_node: Node, admin: str) -> None:
    holder = _enumerators(demo_node)[0]
    village = _held(demo_node, holder)[0]
    count = demo_node.read(lambda c: len(c.execute(select(Assignment.assignment_id)).all()))
    rounds.assign_village(demo_node, admin, ROUND_CODE, village, holder)
    assert demo_node.read(lambda c: len(c.execute(select(Assignment.assignment_id)).all())) == count


def test_a_village_goes_only_to_an_enumerator(demo_node: Node, admin: str) -> None:
    village = _held(demo_node, _enumerators(demo_node)[0])[0]
    with pytest.raises(Problem) as caught:
        rounds.assign_village(demo_node, admin, ROUND_CODE, village, admin)
    assert caught.value.code == "ROUND-012"


def test_a_village_that_is_not_there_is_named(demo_node: Node, admin: str) -> None:
    with pytest.raises(Problem, match="26506-99"):
        rounds.assign_village(demo_node, admin, ROUND_CODE, "26506-99", _enumerators(demo_node)[0])


def _enumerators(node: Node) -> list[str]:
    query = (
        select(Grant.actor_id).where(Grant.role == "enumerator", Grant.area_code == "26506").order_by(Grant.actor_id)
    )
    return list(node.read(lambda c: c.execute(query).scalars().all()))


def _held(node: Node, actor: str) -> list[str]:
    query = select(Assignment.village_code).where(Assignment.actor_id == actor, Assignment.ended_by.is_(None))
    return sorted(node.read(lambda c: c.execute(query).scalars().all()))


def _households(node: Node, actor: str) -> set[str]:
    """Ids in the list that a new tablet of this enumerator downloads."""
    token = people.enrol_device(node, actor).server_url.rsplit("/", 1)[1]
    file = read_list(node, people.authenticate_device(node, token), "households")
    return {row["name"] for row in csv.DictReader(io.StringIO(gzip.decompress(file.compressed).decode()))}


def test_a_round_keeps_its_procedure_and_tiers_and_names_the_group_of_a_household(demo_node: Node, admin: str) -> None:
    by_income = {"method": "declared_income", "scoring": None, "purpose": "closes 2017"}
    standards = ({"standard": "vn_2016", **by_income}, {"standard": "brvt_2016", **by_income})
    named = replace(NEW, standards=standards, procedure="tt17_2016", tiers="brvt_2016_tiers")
    row = rounds.get_round(demo_node, rounds.create_round(demo_node, admin, named))
    assert row.procedure == {"id": "tt17_2016", "digest": demo_node.packs.procedure("tt17_2016").digest}
    assert row.tiers["id"] == "brvt_2016_tiers"

    def say(national: str, provincial: str) -> str | None:
        return rounds.say_tier_of(demo_node, row, {"vn_2016+0a1b2c3d": national, "brvt_2016": provincial})

    assert say("not_poor", "not_poor") == "Không thuộc nhóm nào"
    assert say("poor", "not_poor") == "Hộ nghèo chuẩn quốc gia"
    assert say("near_poor", "poor") == "Chưa xác định: tỉnh chưa công bố thứ tự các nhóm"
    plain = rounds.get_round(demo_node, ROUND_CODE)
    assert rounds.say_tier_of(demo_node, plain, {}) is None


def test_an_official_round_waits_for_the_order_of_its_tiers(demo_node: Node) -> None:
    with pytest.raises(Problem, match="còn thiếu 1 số: Thứ tự các nhóm hộ"):
        check_tiers(demo_node.packs.tiers("brvt_2016_tiers"))


def test_a_round_that_names_an_unknown_procedure_is_refused(demo_node: Node, admin: str) -> None:
    with pytest.raises(Problem, match="Không có quy trình “tt99”"):
        rounds.create_round(demo_node, admin, replace(NEW, procedure="tt99"))
