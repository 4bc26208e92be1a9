"""The main job end to end: node -> tablet -> form engine -> node -> classified -> back on the tablet's list."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from server.store.tables import AssessmentRow, Case, Household, Submission
from tests.builders.serving import Running
from tests.clients.interview import interview
from tests.clients.javarosa import Engine


def test_a_household_goes_to_a_tablet_and_comes_back_classified(
    running: Running, engine: Engine, tmp_path: Path
) -> None:
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    assert list(tablet.forms) == ["household_review"]
    entity = next(one for one in tablet.entities.values() if one.values["review_state"] == "todo")
    before = entity.version
    engine.load(tablet.form_path, tablet.media)
    engine.new()
    answers = interview(entity.values, int(entity.values["size"]))
    assert engine.fill(answers) == []
    shown = engine.values()
    assert shown["m_full_name[1]"]
    xml = engine.finalize()
    tablet.finalized(xml)
    answer = tablet.send(xml, {"nha.jpg": b"\xff\xd8photo", "ky.png": b"png"})
    assert answer.status_code == 201, answer.text
    assert "full submission upload was successful!" in answer.text

    household_id = entity.values["name"]
    with running.node.engines.read.connect() as connection:
        case = connection.execute(select(Case.__table__).where(Case.household_id == household_id)).one()
        sent = connection.execute(select(Submission.__table__).where(Submission.instance_id == case.instance_id)).one()
        rows = connection.execute(
            select(AssessmentRow.__table__).where(AssessmentRow.instance_id == case.instance_id)
        ).all()
        household = connection.execute(select(Household.__table__).where(Household.household_id == household_id)).one()
    assert (case.tablet_state, case.review_state, sent.state, sent.flags) == ("sent", "received", "current", [])
    assert {one.standard for one in rows} == {"training_points", "training_income"}
    assert all(one.outcome in ("poor", "near_poor", "not_poor") for one in rows), rows
    assert household.entity_version == before + 1

    tablet.sync()
    back = tablet.entities[household_id]
    assert (back.values["review_state"], back.version) == ("sent", before + 1)


def test_what_the_tablet_shows_is_what_the_server_finds(running: Running, engine: Engine, tmp_path: Path) -> None:
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    engine.load(tablet.form_path, tablet.media)
    entity = next(iter(tablet.entities.values()))
    engine.new()
    engine.fill(interview(entity.values, int(entity.values["size"])))
    xml = engine.finalize()
    assert tablet.send(xml).status_code == 201
    with running.node.engines.read.connect() as connection:
        rows = connection.execute(
            select(AssessmentRow.__table__)
            .join(Submission, Submission.instance_id == AssessmentRow.instance_id)
            .where(Submission.household_id == entity.values["name"])
        ).all()
    for number, standard in enumerate(("training_points", "training_income"), start=1):
        row = next(one for one in rows if one.standard == standard)
        assert f"<c{number}_class>{row.outcome}</c{number}_class>" in xml
        assert f"<c{number}_b2>{row.b2}" in xml
