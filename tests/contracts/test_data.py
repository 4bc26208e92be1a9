"""Acceptance checks 67-70: what the data may look like, and that it is kept as it was sent."""

from __future__ import annotations

import json
import random
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from server.store.tables import Attachment, Finding
from sync.log import find_by_key
from tests.builders.edge import Edge
from tests.clients.interview import interview
from tests.clients.javarosa import Engine


def facts(edge: Edge, instance_id: str) -> dict[str, object]:
    """The typed household facts of a submission."""
    found: dict[str, object] = edge.submission(instance_id).facts["household"]
    return found


ODD_BUT_TYPED: tuple[tuple[str, str, object], ...] = (
    ("floor_area_m2", "1.25E2", "125"),
    ("floor_area_m2", "36.50", "36.5"),
    ("annual_land_m2", "1.0E7", 10_000_000),
    ("electricity_kwh", " 75 ", 75),
    ("electricity_kwh", "75.0", 75),
    ("interview_on", "2016-10-03T00:00:00.000+07:00", "2016-10-03"),
    ("interview_on", "2016-10-03", "2016-10-03"),
    ("has_tv", "yes", True),
    ("wishes", "credit  job", ["credit", "job"]),
)


def test_67_numbers_in_e_notation_dates_with_a_time_and_stray_blanks_are_typed(edge: Edge) -> None:
    maker, village = edge.maker(), edge.village()
    for number, (name, sent, typed) in enumerate(ODD_BUT_TYPED):
        xml = maker.register(str(uuid.uuid4()), village, "Lý Thị Tạo", instance_id=f"uuid:{number}", **{name: sent})
        assert edge.post(xml).status_code == 201
        assert facts(edge, f"uuid:{number}")[name] == typed, sent


def test_67_an_answer_without_its_type_is_a_finding_and_missing_never_zero(edge: Edge) -> None:
    maker, village = edge.maker(), edge.village()
    for sent in ("abc", "7.5", "NaN", "1E999", "--"):
        instance_id = f"uuid:{sent}"
        xml = maker.register(str(uuid.uuid4()), village, "Lý Thị Tạo", instance_id=instance_id, electricity_kwh=sent)
        assert edge.post(xml).status_code == 201
        assert "electricity_kwh" not in facts(edge, instance_id), sent
        query = select(Finding.code, Finding.fact).where(Finding.instance_id == instance_id)
        found = [tuple(row) for row in edge.node.read(lambda c, query=query: c.execute(query).all())]
        assert ("not_typed", "electricity_kwh") in found, sent


def test_67_blank_nodes_and_times_of_web_forms_are_taken_in(edge: Edge) -> None:
    xml = edge.maker().review(
        edge.rows()[0], instance_id="uuid:x", start="2026-11-23T08:32:12.06+00:00", end="2026-11-23T15:40:00Z"
    )
    xml = xml.replace(b"<visit_outcome>", b"<absent_visits/><outcome_note> </outcome_note><visit_outcome>")
    assert edge.post(xml).status_code == 201
    row = edge.submission("uuid:x")
    assert (row.started_at.isoformat()[:19], row.ended_at.isoformat()[:19]) == (
        "2026-11-23T08:32:12",
        "2026-11-23T15:40:00",
    )
    assert "absent_visits" not in row.facts["household"] and "outcome_note" not in row.facts["household"]


def test_68_unicode_signs_and_line_breaks_typed_on_the_tablet_arrive_as_text(edge: Edge, engine: Engine) -> None:
    tablet, row = edge.first_tablet(), edge.rows()[0]
    text = 'Chị <Hà> & "em" Ẫ Ử 👵\nxóm 3'
    engine.load(tablet.form_path, tablet.media)
    engine.new()
    answers = interview(row, int(row["size"]), confirmation="witness", witness_name=text, signature=None)
    assert engine.fill({name: value for name, value in answers.items() if name != "signature"}) == []
    assert tablet.send(engine.finalize()).status_code == 201
    (instance_id,) = edge.instances()
    assert facts(edge, instance_id)["witness_name"] == text


def test_69_the_audit_of_location_and_times_is_stored_with_the_submission(edge: Edge) -> None:
    audit = b"event,node,start,end\nform start,,1795421314664,\nquestion,/data/q,1795421315000,1795421316000\n"
    xml = edge.maker().review(edge.rows()[0], instance_id="uuid:x", audit="audit.csv")
    assert edge.post(xml, {"audit.csv": audit}).status_code == 201
    query = select(Attachment.__table__).where(Attachment.instance_id == "uuid:x", Attachment.name == "audit.csv")
    row = edge.node.read(lambda c: c.execute(query).one())
    assert row.is_referenced and edge.node.blobs.get(row.sha256) == audit


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.soak)])
def test_70_what_is_stored_equals_what_was_sent_for_random_submissions(edge: Edge, count: int) -> None:
    maker, village, chance = edge.maker(), edge.village(), random.Random(70)
    sent = {
        f"uuid:{n}": maker.register(
            str(uuid.uuid4()),
            village,
            "".join(chance.choice("aăâbcdđ <&>\"'\n\tẪỬ👵") for _ in range(20)) + "x",
            instance_id=f"uuid:{n}",
            electricity_kwh=str(chance.randint(0, 5000)),
        )
        for n in range(count)
    }
    with ThreadPoolExecutor(8) as pool:
        assert {one.status_code for one in pool.map(edge.post, sent.values())} == {201}
    for instance_id, xml in sent.items():
        (found,) = edge.node.read(lambda c, key=instance_id: find_by_key(c, key))
        assert json.loads(found.record.payload)["xml"].encode() == xml
