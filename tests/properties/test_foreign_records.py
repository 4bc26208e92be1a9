"""An authentic record of another node, whatever it says, keeps nobody from syncing, rebuilding or opening a page."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from server.config import Config
from server.services.maintenance import rebuild_node
from server.services.node import Node, open_node
from server.services.receiving import receive_records, retry_after_upgrade
from server.services.verification import verify_node
from server.store.tables import Denominator, Household, Observation, StuckRecord, Village
from sync.records import Record
from sync.records.envelope import StreamHead
from sync.records.kinds import KINDS, SHARED
from sync.records.upcasting import STEPS
from tests.builders.foreign import Stranger, Things, new_id
from tests.integration.people.test_privacy import client_of

PAGES = (
    "/",
    "/ho-so",
    "/hang-doi",
    "/so-lieu",
    "/dot",
    "/dia-ban",
    "/nguoi-dung",
    "/may-chu",
    "/goi",
    "/bieu-mau",
    "/tin-moi",
)
ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 10**18, 2**63, 2**64, 10**30, 1.5, "", "\x00", "x" * 300, "không có", "2016-13-40"),
    *([], {}, [None], [{}], ["x"], [[1]], {"a": {}}, {"household": 1, "members": 2}),
)
KNOWN = sorted(set(KINDS) - {"node.founded"})


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a payload."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inside for place in places(one, (*path, key)))]


def change(payload: Any, path: tuple[Any, ...], value: Any, *, is_gone: bool) -> Any:
    """The payload with another value at a place, or without it."""
    if not path:
        return value
    copy = dict(payload) if isinstance(payload, dict) else list(payload)
    if len(path) == 1 and is_gone:
        del copy[path[0]]
    else:
        copy[path[0]] = change(copy[path[0]], path[1:], value, is_gone=is_gone)
    return copy


class Meeting:
    """A demo node and a stranger whose records it takes in."""

    def __init__(self, node: Node) -> None:
        self.node, self.stranger, self.things = node, Stranger(node), Things(node)
        self.good: list[str] = []
        self.bad: list[Record] = []

    def meet(self, kind: str, data: st.DataObject) -> None:
        """A malformed record between two in order, in one batch or in three."""
        area = SHARED if KINDS[kind].is_shared else self.things.area
        whole = self.things.payload(kind)
        path = data.draw(st.sampled_from(places(whole)))
        payload = change(whole, path, data.draw(st.sampled_from(ODD)), is_gone=bool(path) and data.draw(st.booleans()))
        body = data.draw(st.sampled_from([None, None, None, b"", b"{", b"[" * 2000])) if not path else None
        body = json.dumps(payload, ensure_ascii=False).encode() if body is None else body
        more = {"key": whole["instance_id"]} if kind == "submission.received" else {}
        subjects = data.draw(st.sampled_from([self.things.subjects(kind, whole), ("",), ()]))
        before = self.stranger.observe(self.things.area)
        bad = self.stranger.write(kind, area, subjects, None, body=body, **more)
        records = [before, bad, self.stranger.observe(self.things.area)]
        is_apart = data.draw(st.integers(0, 4)) == 4
        for batch in [[one] for one in records] if is_apart else [records]:
            assert receive_records(self.node, batch).refused == []
        self.good += [before.digest, records[2].digest]
        self.bad.append(bad)

    def shown(self) -> set[str]:
        """Records in order that a table shows."""
        return set(self.node.read(lambda c: c.execute(select(Observation.record_digest)).scalars().all()))

    def stuck(self) -> dict[str, tuple[str, str]]:
        """Reason and place of what is listed, by record."""
        query = select(StuckRecord.record_digest, StuckRecord.reason, StuckRecord.place)
        return {row[0]: (row[1], row[2]) for row in self.node.read(lambda c: c.execute(query).all())}

    def check(self) -> None:
        """Nothing in order is missing, and nothing keeps the node from being rebuilt, verified, opened and read."""
        assert set(self.good) <= self.shown()
        before = self.stuck()
        rebuilt = rebuild_node(self.node, lambda _done, _all: None)
        assert set(self.good) <= self.shown()
        assert self.stuck().keys() <= before.keys(), "nothing gets stuck that was not"
        assert rebuilt.stuck_count == len(self.stuck())
        # A photo that a record names and that has not come is missing: that is so.
        assert {one.code for one in verify_node(self.node, lambda _done, _all: None).faults} <= {"BLOB-001"}
        config = self.node.config
        open_node(Config(var=config.var)).close()
        client = client_of(self.node, "tinh")
        assert {path: code for path in PAGES if (code := client.get(path).status_code) >= 500} == {}


def meet_often(meeting: Meeting, kind: str, examples: int) -> None:
    """Records of one kind, each with something else wrong."""

    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        meeting.meet(kind, data)

    run()


@pytest.mark.parametrize("examples", [3, pytest.param(40, marks=pytest.mark.soak)])
def test_no_record_of_another_node_harms_this_one(demo_node: Node, examples: int) -> None:
    meeting = Meeting(demo_node)
    for kind in KNOWN:
        meet_often(meeting, kind, examples)
    assert len(meeting.bad) >= len(KNOWN) * examples * 3 // 4
    meeting.check()


def test_whatever_lacks_a_field_is_listed_by_its_name_and_stays_in_the_log(demo_node: Node) -> None:
    meeting = Meeting(demo_node)
    lacking: dict[str, str] = {}
    records = [meeting.stranger.observe(meeting.things.area)]
    for kind in KNOWN:
        whole = meeting.things.payload(kind)
        for field in KINDS[kind].fields:
            if not field.endswith("?"):
                assert field in whole, f"{kind}: the test does not know {field}"
                area = SHARED if KINDS[kind].is_shared else meeting.things.area
                left = {name: value for name, value in whole.items() if name != field}
                records.append(meeting.stranger.write(kind, area, meeting.things.subjects(kind, whole), left))
                lacking[records[-1].digest] = field
    records.append(meeting.stranger.observe(meeting.things.area))
    meeting.good = [records[0].digest, records[-1].digest]
    assert receive_records(demo_node, records).refused == []
    assert meeting.stuck() == {digest: ("shape", field) for digest, field in lacking.items()}
    meeting.check()
    page = client_of(demo_node, "admin").get("/may-chu?ly_do=shape").get_data(as_text=True)
    assert "Bản ghi chưa xử lý được" in page and records[-2].digest[:16] in page


def test_what_a_later_release_wrote_waits_for_it_and_is_read_then(
    demo_node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = Meeting(demo_node)
    one = new_id()
    payload = {"observation_id": one, "text": "từ bản sau"}
    later = meeting.stranger.write("observation.added", meeting.things.area, (one,), payload, version=2)
    other = meeting.stranger.write("observation.added", meeting.things.area, (one,), payload, as_kind="visit.noted")
    receive_records(demo_node, [later, other])
    assert meeting.stuck() == {later.digest: ("version", "2"), other.digest: ("kind", "visit.noted")}
    retry_after_upgrade(demo_node)
    assert later.digest in meeting.stuck(), "the same release tries nothing"
    monkeypatch.setitem(KINDS, "observation.added", replace(KINDS["observation.added"], version=2))
    monkeypatch.setitem(STEPS, ("observation.added", 1), dict)
    monkeypatch.setattr("server.services.receiving.this_release", lambda: "9")
    retry_after_upgrade(demo_node)
    assert meeting.stuck().keys() == {other.digest} and later.digest in meeting.shown()


def test_what_came_before_what_it_is_about_is_told_when_that_has_come(demo_node: Node) -> None:
    meeting = Meeting(demo_node)
    things, village = meeting.things, "thon-moi"
    registered = things.payload("household.registered") | {"village_code": village}
    household_id = registered["household_id"]
    corrected = {"household_id": household_id, "facts": {}, "head_name": "Tên Đã Sửa"}
    early = [
        meeting.stranger.write("household.registered", things.area, (household_id,), registered),
        meeting.stranger.write("household.corrected", things.area, (household_id,), corrected),
    ]
    receive_records(demo_node, early)
    assert meeting.stuck().keys() == {early[0].digest}
    new = {"area_code": things.area, "villages": [{"code": village, "name": "Thôn Mới"}]}
    receive_records(demo_node, [meeting.stranger.write("villages.registered", things.area, (), new)])
    query = select(Household.head_name, Household.village_code).where(Household.household_id == household_id)
    assert meeting.stuck() == {}
    assert demo_node.read(lambda c: c.execute(query).one()) == ("Tên Đã Sửa", village)
    meeting.check()
    assert demo_node.read(lambda c: c.execute(query).one()) == ("Tên Đã Sửa", village)


def test_what_is_taken_back_before_it_has_come_is_taken_back_once_it_has(demo_node: Node) -> None:
    meeting = Meeting(demo_node)
    things, village, entry = meeting.things, "thon-nham", {"group": "all", "area_kind": "rural"}
    payload = things.payload("denominators.entered") | {"entries": [entry | {"households": 10, "persons": 40}]}
    entered = meeting.stranger.write("denominators.entered", things.area, (), payload)
    new = {"area_code": things.area, "villages": [{"code": village, "name": "Thôn Nhầm"}]}
    registered = meeting.stranger.write("villages.registered", things.area, (), new)
    other = Stranger(demo_node)
    gone = {"area_code": things.area, "codes": [village], "withdrawn_on": "2016-11-20"}
    back = [
        other.write("villages.withdrawn", things.area, (), gone),
        other.write("denominators.withdrawn", things.area, (), {"area_code": things.area, "digests": [entered.digest]}),
    ]
    receive_records(demo_node, back)
    assert meeting.stuck().keys() == {one.digest for one in back}
    receive_records(demo_node, [entered, registered])
    query = select(Village.withdrawn_by, Village.valid_to_on).where(Village.code == village)
    for _ in ("received", "rebuilt"):
        assert meeting.stuck() == {}
        assert demo_node.read(lambda c: c.execute(query).one()) == (back[0].digest, "2016-11-20")
        assert demo_node.read(lambda c: c.execute(select(Denominator.area_code)).all()) == []
        meeting.check()


def test_what_once_stopped_everything_stops_nothing(demo_node: Node) -> None:
    meeting = Meeting(demo_node)
    stranger, things = meeting.stranger, meeting.things
    entry = {"group": "all", "area_kind": "rural", "households": ["x"], "persons": 1}
    bad = [
        stranger.write("erased", things.area, (), None, body=b"{"),
        stranger.write("node.enrolled", SHARED, ("x",), None, body=b"["),
        stranger.write(
            "denominators.entered", things.area, (), things.payload("denominators.entered") | {"entries": [entry]}
        ),
        stranger.write("submission.received", things.area, (), None, body=b"[" * 5000, key="uuid:x"),
    ]
    good = [stranger.observe(things.area), stranger.observe(things.area)]
    assert receive_records(demo_node, [*bad, *good]).refused == []
    meeting.good = [one.digest for one in good]
    assert meeting.stuck().keys() == {one.digest for one in bad}
    meeting.check()


def test_an_envelope_that_no_database_holds_is_refused(demo_node: Node) -> None:
    meeting = Meeting(demo_node)
    area, one = meeting.things.area, new_id()
    for subject, clock in (("x" * 65, 0), ("a\x00b", 0), (one, 2**62)):
        meeting.stranger.heads[area] = StreamHead(0, "", clock)
        record = meeting.stranger.write("observation.added", area, (subject,), {"observation_id": one, "text": ""})
        assert receive_records(demo_node, [record]).refused == [(record.digest, "size")]
