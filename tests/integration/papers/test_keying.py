"""A sheet keyed: who may, what must come with it, the same intake, a seeded share keyed twice and compared."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.domain.access import Actor
from server.domain.paper import is_keyed_twice, proposed_percent
from server.errors import Problem
from server.forms.amend import set_answers
from server.forms.browser_form import for_paper
from server.forms.content import read_content
from server.services import paper, review, rounds
from server.services.ingest.types import SpooledFile
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.outcomes import count_obstacles
from server.services.paper import Keyed, Sheet
from server.store.tables import Attachment, Case, FormVersion, Grant, Household, PaperEntry, Round, Submission
from tests.builders.forms import publish_form, read_admin
from tests.integration.forms.tablet import build_all
from tests.integration.ingest.sender import Sender

LOADED_ID = re.compile(rb"<loaded>[^<]+</loaded>")
ENTITY_ID = re.compile(rb"""(<(?:\w+:)?entity\b[^>]*?\bid=")[^"]*""")
SCAN = b"\xff\xd8\xff\xe0 a sheet"
REFUSED = {"visit_outcome": "refused", "outcome_note": "không muốn nêu"}


class Desk:
    """Where sheets of the first enumerator's first household are keyed."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.sender = Sender(node)
        self.household_id = self.sender.households()[0].household_id
        (case,) = self.sender.rows(Case, household_id=self.household_id)
        self.case = case
        self.keyer = self.actor("province")
        self.second = self.actor("administrator")
        self.enumerator_id = self.sender.device.actor_id

    def actor(self, role: str) -> Actor:
        """A person of the demo with a role."""
        query = select(Grant.actor_id).where(Grant.role == role)
        return Actor(self.node.read(lambda c: c.execute(query).scalars().first()), role, ())

    def sheet(self) -> Sheet:
        """Phiếu B of the household."""
        return self.node.read(lambda c: paper.open_sheet(c, self.case.case_id, "b"))

    def start(self) -> bytes:
        """The form as it opens."""
        return self.node.read(lambda c: paper.read_start(c, self.sheet()))

    def fill(self, start: bytes, **answers: str) -> bytes:
        """What the browser sends back: the beginning answered, under an id of its own."""
        begun_on = start.split(b"<instanceID>")[1].split(b"</instanceID>")[0]
        meta = f"<instanceID>uuid:{uuid.uuid4()}</instanceID><deprecatedID>".encode() + begun_on + b"</deprecatedID>"
        xml = start.replace(b"<instanceID>" + begun_on + b"</instanceID>", meta)
        blank = b"".join(f"<{name}></{name}>".encode() for name in answers if f"<{name}>".encode() not in xml)
        return set_answers(xml.replace(b"<meta>", blank + b"<meta>"), answers)[0]

    def scan(self, content: bytes = SCAN, name: str = "quet.jpg") -> SpooledFile:
        """A file as the browser sends it."""
        path: Path = self.node.blobs.spool / f"part-{uuid.uuid4().hex}"
        path.write_bytes(content)
        return SpooledFile(name, path, len(content))

    def keyed(self, start: bytes = b"", **more: Any) -> Keyed:
        """A first keying as it should be."""
        start = start or self.start()
        given = {"files": (), "scans": (self.scan(),), "interviewed_on": "2016-10-02", **more}
        return Keyed(self.fill(start, **REFUSED), start, enumerator_id=self.enumerator_id, **given)

    def key(self, **more: Any) -> Any:
        """Key it; the entry."""
        receipt = paper.key(self.node, self.keyer, self.sheet(), self.keyed(**more))
        assert receipt.status == 201
        (entry,) = self.sender.rows(PaperEntry, instance_id=receipt.instance_id)
        return entry


@pytest.fixture
def desk(demo_node: Node) -> Desk:
    """A copy of the demo."""
    return Desk(demo_node)


def test_the_form_opens_with_the_household_chosen_and_what_a_tablet_would_start_with(desk: Desk) -> None:
    form = desk.node.read(lambda c: desk.node.form(c, desk.sheet().form.form_id, desk.sheet().form.form_version))
    answers = form.read(desk.fill(desk.start(), visit_outcome="completed"))
    row = desk.sender.household(desk.household_id)
    assert (answers.hidden["loaded"], answers.hidden["case_id"]) == (desk.household_id, desk.case.case_id)
    assert answers.hidden["rev"] == "-".join(one[:16] for one in row.heads)
    facts, findings = form.facts(answers)
    assert findings == []
    known = desk.sender.known_facts(desk.household_id)
    assert {name: facts.household[name] for name in facts.household} == {
        name: value for name, value in known.household.items() if name in facts.household
    }
    assert [one["person_id"] for one in facts.members] == [one["person_id"] for one in known.members]
    assert len(facts.household) > 10


def test_a_keyed_sheet_is_taken_in_as_a_tablets_form_and_says_it_came_on_paper(desk: Desk) -> None:
    entry = desk.key()
    (row,) = desk.sender.rows(Submission, instance_id=entry.instance_id)
    assert (row.state, row.deprecated_id, row.flags) == ("current", None, [])
    assert row.facts["household"]["visit_outcome"] == "refused"
    assert (entry.interviewed_on, entry.enumerator_id, entry.keyed_by) == (
        "2016-10-02",
        desk.enumerator_id,
        desk.keyer.actor_id,
    )
    (file,) = desk.sender.rows(Attachment, instance_id=entry.instance_id)
    assert desk.node.blobs.get(file.sha256) == SCAN
    assert [(one["name"], one["sha256"]) for one in entry.scans] == [("phieu_giay_1.jpg", file.sha256)]
    assert [(one.review_state, one.has_conflict) for one in desk.sender.rows(Case, case_id=desk.case.case_id)] == [
        ("received", False)
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"who": "nobody"}, "PAPER-010"),
        ({"interviewed_on": "2999-01-01"}, "PAPER-012"),
        ({"interviewed_on": "hôm qua"}, "PAPER-012"),
        ({"scans": ()}, "PAPER-013"),
    ],
)
def test_what_must_come_with_a_sheet_is_asked_for(desk: Desk, more: dict[str, Any], code: str) -> None:
    who = more.pop("who", desk.enumerator_id)
    start = desk.start()
    given = {"files": (), "scans": (desk.scan(),), "interviewed_on": "2016-10-02", **more}
    keyed = Keyed(desk.fill(start, **REFUSED), start, enumerator_id=who, **given)
    assert refusal(desk, desk.keyer, keyed) == code
    assert desk.sender.rows(Submission) == []


def test_a_scan_that_is_no_picture_and_a_form_of_another_household_are_refused(desk: Desk) -> None:
    assert refusal(desk, desk.keyer, desk.keyed(scans=(desk.scan(b"MZ program"),))) == "PAPER-014"
    other = desk.start().replace(desk.household_id.encode(), str(uuid.uuid4()).encode())
    assert refusal(desk, desk.keyer, desk.keyed(start=other)) == "PAPER-015"


def test_a_form_that_names_a_household_of_another_commune_anywhere_is_refused(desk: Desk) -> None:
    place = desk.sheet().place
    query = select(Household.household_id, Household.village_code).where(Household.area_code != place.area_code)
    other_id, other_village = desk.node.read(lambda c: c.execute(query).first())
    new = desk.node.read(lambda c: paper.open_new_sheet(c, place.round_id, place.village_code))
    start = desk.node.read(lambda c: paper.read_start(c, new))
    loaded, known = LOADED_ID.search(start)[0], desk.start()
    forged = {
        "new, of theirs": (new, start.replace(loaded, f"<loaded>{other_id}</loaded>".encode())),
        "new, in theirs": (new, start.replace(place.village_code.encode(), other_village.encode())),
        "known, entity of theirs": (desk.sheet(), ENTITY_ID.sub(rb"\g<1>" + other_id.encode(), known)),
    }
    for name, (sheet, one) in forged.items():
        assert one not in (start, known), name
        with pytest.raises(Problem) as caught:
            paper.key(desk.node, desk.keyer, sheet, desk.keyed(one))
        assert caught.value.code == "PAPER-015", name
    assert desk.sender.rows(Submission) == []


def test_a_day_read_otherwise_in_the_form_than_beside_it_is_told(desk: Desk) -> None:
    start = desk.start()
    xml = desk.fill(start, **REFUSED, interview_on="2016-02-10")
    keyed = Keyed(xml, start, (), (desk.scan(),), "2016-10-02", desk.enumerator_id)
    with pytest.raises(Problem) as caught:
        paper.key(desk.node, desk.keyer, desk.sheet(), keyed)
    assert caught.value.code == "PAPER-017" and "02/10/2016" in str(caught.value) and "10/02/2016" in str(caught.value)


def test_a_sheet_of_today_is_keyed_before_seven_in_the_morning(desk: Desk) -> None:
    moment = dt.datetime.combine(desk.node.now().date() + dt.timedelta(days=1), dt.time(23, 30), dt.UTC)
    desk.node.now = lambda: moment
    today = (moment.date() + dt.timedelta(days=1)).isoformat()
    assert refusal(desk, desk.keyer, desk.keyed(interviewed_on=f"{moment.year + 1}-01-02")) == "PAPER-012"
    assert desk.key(interviewed_on=today).interviewed_on == today


def test_who_asked_the_family_does_not_key_her_own_sheet(desk: Desk) -> None:
    assert refusal(desk, Actor(desk.enumerator_id, "R", ()), desk.keyed()) == "PAPER-011"


def test_the_share_is_seeded_by_round_and_instance_and_about_as_large_as_asked() -> None:
    ids = [f"uuid:{number}" for number in range(4000)]
    chosen = [one for one in ids if is_keyed_twice("r", one, proposed_percent())]
    assert chosen == [one for one in ids if is_keyed_twice("r", one, proposed_percent())]
    assert 150 < len(chosen) < 250
    assert [is_keyed_twice("r", "i", percent) for percent in (0, 100)] == [False, True]


def test_a_second_keying_by_another_person_is_compared_and_the_difference_decided(desk: Desk) -> None:
    paper.set_share(desk.node, read_admin(desk.node), desk.case.round_id, 100)
    entry = desk.key()
    assert entry.check_state == "waiting"
    with pytest.raises(Problem) as caught:
        desk.node.read(lambda c: paper.open_again(c, entry.instance_id, desk.keyer.actor_id))
    assert caught.value.code == "PAPER-021"
    again, form = desk.node.read(lambda c: paper.open_again(c, entry.instance_id, desk.second.actor_id))
    start = paper.read_again_start(again)
    assert b"refused" not in start and form.form_id == entry.form_id
    second = desk.fill(start, visit_outcome="refused", outcome_note="không nêu")
    assert paper.key_again(desk.node, desk.second, entry.instance_id, second) == "differs"
    found = desk.node.read(lambda c: paper.compare(c, entry.instance_id))
    assert [(one.fact.id, one.before, one.now) for one in found.changes.household] == [
        ("outcome_note", "không muốn nêu", "không nêu")
    ]
    assert found.changes.people == ()
    with pytest.raises(Problem) as caught:
        review.approve(desk.node, read_admin(desk.node), desk.case.case_id, entry.instance_id)
    assert caught.value.code == "REV-028"
    paper.decide(desk.node, desk.second, entry.instance_id, "first", "theo giấy")
    review.approve(desk.node, read_admin(desk.node), desk.case.case_id, entry.instance_id)
    rebuild_node(desk.node, lambda _done, _total: None)
    (row,) = desk.sender.rows(PaperEntry)
    assert (row.check_state, row.decided_why, row.second_by) == ("first", "theo giấy", desk.second.actor_id)
    assert len(desk.sender.rows(Submission)) == 1


def test_a_sheet_asked_apart_from_a_tablets_form_stands_beside_it_until_somebody_chooses(desk: Desk) -> None:
    assert desk.sender.send(desk.sender.fill()).status == 201
    assert paper.key(desk.node, desk.keyer, desk.sheet(), desk.keyed()).status == 201
    assert sorted(one.state for one in desk.sender.rows(Submission)) == ["conflict", "current"]
    assert [one.has_conflict for one in desk.sender.rows(Case, case_id=desk.case.case_id)] == [True]


def test_phieu_a_is_keyed_beside_the_case_and_its_paper_is_the_cases(desk: Desk) -> None:
    xml = build_all("tt17_2016", code="TH")["quick_screen"].xml
    publish_form(desk.node, "quick_screen", read_content(xml).version, xml)
    sheet = desk.node.read(lambda c: paper.open_sheet(c, desk.case.case_id, "a"))
    start = desk.node.read(lambda c: paper.read_start(c, sheet))
    keyed = Keyed(desk.fill(start, screen_washer="yes"), start, (), (desk.scan(),), "2016-10-02", desk.enumerator_id)
    receipt = paper.key(desk.node, desk.keyer, sheet, keyed)
    assert receipt.status == 201
    (row,) = desk.sender.rows(Submission, instance_id=receipt.instance_id)
    (entry,) = desk.sender.rows(PaperEntry)
    assert (row.state, row.facts["household"]["screen_washer"], entry.case_id) == ("noted", True, desk.case.case_id)
    assert [one.instance_id for one in desk.sender.rows(Case, case_id=desk.case.case_id)] == [None]
    records = [one for kind in ("submission.received", "paper.keyed") for one in desk.sender.records(kind)]
    desk.sender.erase(*records, subjects=(desk.household_id,))
    assert desk.sender.rows(PaperEntry) == []


def test_a_household_that_is_on_no_list_is_registered_by_its_sheet(desk: Desk) -> None:
    place = desk.case
    sheet = desk.node.read(lambda c: paper.open_new_sheet(c, place.round_id, place.village_code))
    start = desk.node.read(lambda c: paper.read_start(c, sheet))
    keyed = desk.keyed(start=start)
    receipt = paper.key(desk.node, desk.keyer, sheet, keyed)
    assert receipt.status == 201
    (row,) = desk.sender.rows(Submission, instance_id=receipt.instance_id)
    household = desk.sender.household(row.household_id)
    assert (household.village_code, household.head_name) == (place.village_code, "Hộ mới")
    (entry,) = desk.sender.rows(PaperEntry)
    assert [one.case_id for one in desk.sender.rows(Case, household_id=row.household_id)] == [entry.case_id]


def test_two_keyings_alike_agree(desk: Desk) -> None:
    paper.set_share(desk.node, read_admin(desk.node), desk.case.round_id, 100)
    entry = desk.key()
    start = paper.read_again_start(entry)
    assert paper.key_again(desk.node, desk.second, entry.instance_id, desk.fill(start, **REFUSED)) == "agreed"


def test_an_erasure_takes_what_was_keyed_with_it(desk: Desk) -> None:
    desk.key()
    records = [one for kind in ("submission.received", "paper.keyed") for one in desk.sender.records(kind)]
    desk.sender.erase(*records, subjects=(desk.household_id,))
    assert desk.sender.rows(PaperEntry) == []


def test_on_paper_no_picture_is_required(desk: Desk) -> None:
    query = select(FormVersion.xml).where(FormVersion.is_current)
    xml = for_paper(desk.node.read(lambda c: c.execute(query).scalar_one()))
    pictures = [one for one in xml.split(b"<bind") if b'type="binary"' in one]
    assert pictures and not any(b"required=" in one for one in pictures)


def refusal(desk: Desk, actor: Actor, keyed: Keyed) -> str:
    """The code of the refusal."""
    with pytest.raises(Problem) as caught:
        paper.key(desk.node, actor, desk.sheet(), keyed)
    return caught.value.code


def test_a_round_is_not_closed_while_a_sheet_waits_for_its_second_keying(desk: Desk) -> None:
    paper.set_share(desk.node, desk.keyer.actor_id, desk.case.round_id, 100)
    entry = desk.key()
    (current,) = desk.sender.rows(Round)
    found = desk.node.read(lambda c: count_obstacles(c, current))
    assert (entry.check_state, found.keyings) == ("waiting", 1)
    with pytest.raises(Problem, match="1 phiếu giấy chờ nhập lần hai"):
        rounds.close_round(desk.node, read_admin(desk.node), current.round_id)
