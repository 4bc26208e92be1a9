"""Acceptance check 71: the settings QR. The text is decoded as Collect decodes it."""

from __future__ import annotations

import base64

from server.services import people
from tests.builders.edge import Edge
from tests.clients.collect import Collect


def test_71_the_qr_text_decodes_to_settings_that_work_and_is_under_4000_characters(edge: Edge) -> None:
    enrolment = people.enrol_device(edge.node, edge.actor())
    assert len(enrolment.qr_text) < 4000
    assert base64.b64decode(enrolment.qr_text, validate=True)[:1] == b"\x78"
    tablet = Collect(edge.folder / "scanned")
    settings = tablet.scan(enrolment.qr_text)
    assert settings["general"]["form_update_mode"] == "match_exactly"
    assert settings["general"]["server_url"] == enrolment.server_url
    assert "protocol" not in settings["general"] and "password" not in settings["general"]
    tablet.sync()
    assert list(tablet.forms) == ["household_review"]
    assert tablet.send(edge.maker().review(edge.rows()[0])).status_code == 201
