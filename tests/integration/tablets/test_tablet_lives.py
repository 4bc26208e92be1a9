"""A lost tablet, a leaver, a reissued code, with the real form engine over HTTP: nothing lost, nothing leaked (R15)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import select

from server.app import create_app
from server.domain.access import Actor
from server.errors import Problem
from server.services import people, tablets
from server.services.people import token_digest
from server.services.tablets import Whose
from server.services.verification import verify_node
from server.services.views.tablets import Tablet, list_tablets, read_changes, read_lacking
from server.store.tables import Assignment, Case, DeviceToken, Submission
from tests.builders.serving import Running
from tests.clients.collect import HEADERS, Collect, SyncError
from tests.clients.interview import interview
from tests.clients.javarosa import Engine

FILES = {"nha.jpg": b"\xff\xd8photo", "ky.png": b"png"}


class Office:
    """A commune's officer and the tablets she sees."""

    def __init__(self, running: Running, folder: Path, engine: Engine) -> None:
        self.running, self.node, self._folder, self._engine = running, running.node, folder, engine
        account = next(one for one in running.demo["accounts"] if one["role"] == "commune_officer")
        session = people.sign_in(self.node, account["login"], account["password"])
        officer = people.read_actor(self.node, session)
        assert officer is not None
        self.officer: Actor = officer

    @property
    def area(self) -> str:
        """Her commune."""
        return self.officer.grants[0].area_code

    def about(self, enumerator_id: str) -> Whose:
        """She deals with an enumerator."""
        return Whose(self.area, enumerator_id, self.officer.actor_id)

    def rows(self) -> dict[str, Tablet]:
        """Her table, by person."""
        return {one.actor_id: one for one in self.node.read(lambda c: list_tablets(c, [self.area]))}

    def row(self, actor_id: str) -> Tablet:
        """One line of it."""
        return self.rows()[actor_id]

    def lacking(self, actor_id: str) -> tuple[str, ...] | None:
        """What the person's tablet lacks."""
        self.node.writer.write(lambda _unit: None)  # what was noted without waiting is written by now
        return self.node.read(lambda c: read_lacking(self.node, c, self.row(actor_id)))

    def actor(self, number: int = 0) -> str:
        """The n-th enumerator, who works in the officer's commune for 0 and 1."""
        sha256 = token_digest(self.running.server_url(number).rsplit("/", 1)[-1])
        query = select(DeviceToken.actor_id).where(DeviceToken.token_sha256 == sha256)
        return str(self.node.read(lambda c: c.execute(query).scalar_one()))

    def tablet(self, number: int = 0) -> Collect:
        """The person's tablet, synced."""
        one = self.running.tablet(self._folder / f"old-{number}", number)
        one.sync()
        return one

    def scan(self, qr_text: str, name: str) -> Collect:
        """A fresh tablet that scans a code."""
        one = Collect(self._folder / name)
        one.scan(qr_text)
        one.server_url = self.running.base_url + one.server_url[one.server_url.index("/v1/") :]
        return one

    def filled(self, tablet: Collect, position: int = 0) -> str:
        """A form finalised on the tablet for its n-th household, not sent yet."""
        entity = list(tablet.entities.values())[position]
        self._engine.load(tablet.form_path, tablet.media)
        self._engine.new()
        assert self._engine.fill(interview(entity.values, int(entity.values["size"]))) == []
        xml: str = self._engine.finalize()
        tablet.finalized(xml)
        return xml

    def states(self) -> dict[str, str]:
        """State by instance id of all that is here."""
        query = select(Submission.instance_id, Submission.state)
        return {one: state for one, state in self.node.read(lambda c: c.execute(query).all())}


@pytest.fixture
def office(running: Running, engine: Engine, tmp_path: Path) -> Office:
    """The office of the first commune."""
    return Office(running, tmp_path, engine)


def instance_id(xml: str) -> str:
    """The form's id."""
    found = re.search(r"<(?:\w+:)?instanceID>([^<]+)<", xml)
    assert found is not None
    return found[1]


def statuses(tablet: Collect) -> set[int]:
    """What the tablet's address answers to everything that could show a household."""
    base = tablet.server_url
    lists = ("households", "members", "villages", "returns", "return_members", "return_comments")
    paths = ["formList", "forms/household_review.xml", "forms/household_review/manifest"]
    paths += [f"forms/household_review/attachments/{name}.csv" for name in lists]
    paths += ["datasets/households/integrity?id=x"]
    return {requests.get(f"{base}/{path}", headers=HEADERS, timeout=60).status_code for path in paths}


def is_sound(office: Office) -> bool:
    """True when chains, signatures, files and tables agree."""
    return verify_node(office.node, lambda _done, _all: None).faults == []


def test_a_lost_tablet_shows_nothing_more_and_what_it_sent_stays(office: Office) -> None:
    mine, lost = office.actor(), office.tablet()
    sent, unsent = office.filled(lost, 0), office.filled(lost, 1)
    assert lost.send(sent, FILES).status_code == 201
    made = tablets.reissue(office.node, office.about(mine), 0, "rơi xuống suối")
    assert statuses(lost) == {403}
    assert lost.send(unsent, FILES).status_code == 403
    with pytest.raises(SyncError):
        lost.sync()
    fresh = office.scan(made.enrolment.qr_text, "fresh")
    fresh.sync()
    assert len(fresh.entities) == len(lost.entities)
    # What was on the lost tablet only is visited once more: the list still says so.
    again = next(one for one in fresh.entities.values() if one.values["review_state"] == "todo")
    position = list(fresh.entities.values()).index(again)
    assert fresh.send(office.filled(fresh, position), FILES).status_code == 201
    assert set(office.states().values()) == {"current"} and office.states()[instance_id(sent)] == "current"
    assert office.row(mine).sent.received == 2
    told = office.node.read(lambda c: read_changes(c, mine))
    assert [(one.state, one.by_name) for one in told[:2]] == [
        ("active", office.officer.name),
        ("revoked", office.officer.name),
    ]
    assert is_sound(office)


def test_a_leavers_tablet_is_emptied_and_its_finished_forms_are_kept_apart(office: Office) -> None:
    mine, tablet = office.actor(), office.tablet()
    first, late = office.filled(tablet, 0), office.filled(tablet, 1)
    assert tablet.send(first, FILES).status_code == 201
    tablets.end_tablets(office.node, office.about(mine), "leaver", 7, "nghỉ việc")
    assert office.row(mine).state == "leaver"
    tablet.sync()
    assert tablet.entities == {}, "the households left the tablet"
    assert all(tablet.read_media(f"{name}.csv") == [] for name in ("villages", "members", "returns"))
    assert tablet.send(late, FILES).status_code == 201
    assert office.states() == {instance_id(first): "current", instance_id(late): "quarantined"}
    with pytest.raises(Problem) as refused:
        tablets.end_tablets(office.node, office.about(mine), "leaver", 0)
    assert refused.value.code == "TAB-011"
    tablets.end_tablets(office.node, office.about(mine), "revoked")
    assert statuses(tablet) == {403} and tablet.send(late, FILES).status_code == 403
    assert len(office.states()) == 2 and is_sound(office)


def test_after_a_reissue_the_old_tablet_empties_itself_and_sees_nothing_new(office: Office) -> None:
    mine, old = office.actor(), office.tablet()
    unsent = office.filled(old, 0)
    made = tablets.reissue(office.node, office.about(mine), 7, "máy chậm")
    assert statuses(old) == {403}
    fresh = office.scan(made.enrolment.qr_text, "fresh")
    fresh.sync()
    assert old.send(unsent, FILES).status_code == 201
    assert old.send(unsent, FILES).status_code == 201, "a retry looks like success"
    assert office.states() == {instance_id(unsent): "current"}
    fresh.sync()
    sent = [one for one in fresh.entities.values() if one.values["review_state"] == "sent"]
    assert len(sent) == 1, "the new tablet sees what the old one sent"
    with pytest.raises(Problem):
        tablets.enrol(office.node, office.about(mine))
    assert is_sound(office)


def test_what_a_tablet_has_and_lacks_is_told_from_what_it_was_served(office: Office) -> None:
    mine, other = office.actor(0), office.actor(1)
    tablet = office.tablet()
    assert office.lacking(mine) == () and office.lacking(other) is None
    assert office.row(mine).collect == (2026, 3, 3) and not office.row(mine).is_below_floor
    old = {**HEADERS, "User-Agent": "org.odk.collect.android/v2023.2.4 Dalvik/2.1.0"}
    requests.get(f"{office.running.server_url(1)}/formList", headers=old, timeout=60)
    assert office.row(other).is_below_floor and set(office.lacking(other) or ()) == {"household_review", "households"}
    assert tablet.send(office.filled(tablet), FILES).status_code == 201
    assert office.lacking(mine) == ("households",), "what came in has moved the list"
    tablet.sync()
    assert office.lacking(mine) == ()


def test_a_tablet_may_be_wiped_only_when_all_its_visits_and_files_are_here(office: Office) -> None:
    mine, tablet = office.actor(), office.tablet()
    assert office.row(mine).obstacles == ("not_declared",)
    tablets.declare_visits(office.node, office.about(mine), 2)
    assert tablet.send(office.filled(tablet, 0), FILES).status_code == 201
    assert (office.row(mine).obstacles, office.row(mine).sent.missing) == (("missing",), 1)
    second = office.filled(tablet, 1)
    assert tablet.send(second).status_code == 201
    assert (office.row(mine).obstacles, office.row(mine).sent.missing_files) == (("missing_files",), 2)
    assert tablet.send(second, FILES).status_code == 201
    assert office.row(mine).obstacles == ()
    with pytest.raises(Problem):
        tablets.declare_visits(office.node, office.about(mine), -1)


def test_an_officer_sees_and_locks_the_tablets_of_her_commune_only(office: Office) -> None:
    theirs = office.actor(2)
    assert theirs not in office.rows()
    for act in (
        lambda: tablets.end_tablets(office.node, office.about(theirs), "revoked"),
        lambda: tablets.reissue(office.node, office.about(theirs), 7),
        lambda: tablets.find_enrolled(office.node, [office.area], office.running.server_url(2)),
    ):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.status == 404
    assert office.running.tablet(Path("unused"), 2).pull() != []


def test_sheets_for_a_whole_commune_are_made_once_for_who_has_no_code(office: Office) -> None:
    node, area = office.node, office.area
    with pytest.raises(Problem, match="đều đã có mã"):
        tablets.enrol_all(node, area, office.officer.actor_id)
    gone = DeviceToken.__table__.delete().where(DeviceToken.actor_id.in_([office.actor(0), office.actor(1)]))
    node.writer.write(lambda unit: unit.connection.execute(gone))
    made = tablets.enrol_all(node, area, office.officer.actor_id)
    assert len(made) == 2 and len({one.enrolment.server_url for one in made}) == 2
    for number, one in enumerate(made):
        tablet = office.scan(one.enrolment.qr_text, f"sheet-{number}")
        tablet.sync()
        cases = select(Case.case_id).join(Assignment, Assignment.village_code == Case.village_code)
        mine = node.read(lambda c, q=cases, a=one.tablet.actor_id: c.execute(q.where(Assignment.actor_id == a)).all())
        assert len(tablet.entities) == len(mine) == one.tablet.left


def test_pages_do_it_without_script_and_print_the_sheet(office: Office) -> None:
    app = create_app(office.node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    account = next(one for one in office.running.demo["accounts"] if one["role"] == "commune_officer")
    client.post("/dang-nhap", data={"login": account["login"], "password": account["password"]})
    mine = office.actor()
    assert office.row(mine).name in client.get("/may-tinh-bang?xep=thay&trang-thai=active").text
    assert office.row(mine).name not in client.get("/may-tinh-bang?trang-thai=revoked").text
    shown = client.post(f"/may-tinh-bang/{office.area}/{mine}/cap-lai", data={"may_cu": "con", "so_ngay": "7"})
    found = re.search(r'name="ma" value="([^"]+)"', shown.text)
    assert found is not None and shown.headers["Cache-Control"] == "no-store"
    sheet: Any = client.post("/may-tinh-bang/to-giay", data={"ma": found[1]})
    assert sheet.mimetype == "application/pdf" and sheet.data.startswith(b"%PDF-")
    assert client.post("/may-tinh-bang/to-giay", data={"ma": "x"}).status_code == 404
    assert client.post(f"/may-tinh-bang/{office.area}/{mine}/da-tham", data={"so_ho": "bốn"}).status_code == 422
    assert (
        "Đã khóa"
        in client.post(f"/may-tinh-bang/{office.area}/{mine}/ngung", data={"viec": "mat"}, follow_redirects=True).text
    )
    assert "Đã mở lại" in client.post(f"/may-tinh-bang/{office.area}/{mine}/mo-lai", follow_redirects=True).text
