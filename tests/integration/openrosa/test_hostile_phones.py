"""What no tablet sends by itself, on both databases: no failure of the server, and no form is lost over a name."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.config import Config
from server.demo.build import build_demo
from server.services.node import open_node
from server.store.tables import Arrival, Aside, Attachment, DeviceToken, Finding, Submission
from tests.builders.postgres import new_database
from tests.clients.multipart import encode_multipart
from tests.integration.ingest.sender import Sender

SURROGATE = b"\xed\xa0\x80"  # half of a letter, as some programs write it


class Phone(Sender):
    """A tablet that sends raw bytes to the application, without a socket."""

    @property
    def client(self) -> FlaskClient:
        """A tablet nobody remembers from a moment ago."""
        return create_app(self.node).test_client()

    def post(self, xml: bytes, name: bytes = b"", content: bytes = b"", query: str = "deviceID=collect:x") -> int:
        """The status of a POST of a form with one photo or none, its name as it is written on the wire."""
        photo = [("NAME", "NAME", "image/jpeg", content)] if name else []
        body, kind = encode_multipart([("xml_submission_file", "1.xml", "text/xml", xml), *photo])
        path = f"/v1/key/{self.token}/submission?{query}"
        return self.client.post(path, data=body.replace(b"NAME", name), content_type=kind).status_code

    def form(self, number: int = 0) -> bytes:
        """A visit to the n-th household."""
        return self.maker.make(self.fill(number))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def phone(
    request: pytest.FixtureRequest, demo_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Phone]:
    """A tablet of a demo node on either database; the tests of this module share it."""
    var = tmp_path_factory.mktemp("hostile") / "var"
    with ExitStack() as stack:
        if request.param == "sqlite":
            shutil.copytree(demo_template, var)
            node = open_node(Config(var=var))
        else:
            url = stack.enter_context(new_database(request.getfixturevalue("postgres_socket"), "hostile"))
            node = build_demo(Config(var=var, database_url=url), households=12, communes=1)
        stack.callback(node.close)
        yield Phone(node)


def test_nul_and_halves_of_letters_in_what_a_tablet_says_of_itself(phone: Phone) -> None:
    for told in ("%00", "collect%3Aa%00b", "%ED%A0%80", "x" * 5_000):
        assert phone.post(phone.form(), query=f"deviceID={told}") == 201, told
        path = f"/v1/key/{phone.token}/formList?deviceID={told}"
        assert phone.client.get(path).status_code == 200, told
    kept = {one.device_id or "" for one in phone.rows(Arrival)} | {
        one.last_device_id or "" for one in phone.rows(DeviceToken)
    }
    assert "collect:ab" in kept
    assert all("\0" not in one and len(one) <= 300 for one in kept)


def test_a_photo_with_a_strange_name_is_kept_with_its_form(phone: Phone) -> None:
    names = ("nhà\0 1.jpg", "../../../etc/passwd\0.jpg", "\0", "%00.jpg", "ả" * 500, "\u202egpj.exe")
    for number, name in enumerate(names):
        assert phone.post(phone.form(), name.encode(), b"\xff\xd8" + bytes([number])) == 201, name
    kept = {one.name for one in phone.rows(Attachment) if one.sha256 is not None}
    assert kept == {"nhà 1.jpg", "passwd.jpg", "_", "%00.jpg", "ả" * 300, "\u202egpj.exe"}


def test_a_name_that_is_no_text_is_refused_before_anything_is_kept(phone: Phone) -> None:
    before = len(phone.rows(Submission))
    assert phone.post(phone.form(), SURROGATE + b".jpg", b"\xff\xd8") == 400
    assert len(phone.rows(Submission)) == before
    assert list(phone.node.blobs.spool.iterdir()) == []


def test_a_letter_that_xml_has_not_is_told_and_the_bytes_are_kept_aside(phone: Phone) -> None:
    xml, end = phone.form(), b"</instanceID>"
    assert end in xml
    letters = (b"&#0;", b"&#xD800;", b"&#x1;", b"&#xFFFF;", b"\0", b"&#x110000;", SURROGATE)
    for letter in letters:
        assert phone.post(xml.replace(end, letter + end)) == 400, letter
    assert [one.code for one in phone.rows(Aside)] == ["FORM-011"] * len(letters)
    assert phone.post(xml) == 201


@pytest.mark.parametrize(("name", "answer"), [("m_person_id", "x" * 500), ("m_birth_day", "2147483648")])
def test_an_answer_beyond_all_bounds_is_a_finding_and_the_form_counts(phone: Phone, name: str, answer: str) -> None:
    filled = phone.fill(3)
    xml = re.sub(
        f"<{name}>[^<]*</{name}>|<{name} ?/>", f"<{name}>{answer}</{name}>", phone.maker.make(filled).decode(), count=1
    )
    assert answer in xml
    assert phone.post(xml.encode()) in (201, 202)
    (row,) = phone.rows(Submission, instance_id=filled.instance_id)
    assert row.state in ("current", "conflict")  # of the same household as the one before it
    codes = {one.code for one in phone.rows(Finding, instance_id=filled.instance_id)}
    assert codes & {"not_typed", "no_such_day"}


def test_ids_asked_for_that_are_none_and_very_many_of_them(phone: Phone) -> None:
    known = phone.households()[0].household_id
    ids = [known, "\0", "a\0b", "x" * 400, *(str(one) for one in range(40_000))]
    path = f"/v1/key/{phone.token}/datasets/households/integrity?id={quote(','.join(ids))}"
    answer = phone.client.get(path)
    assert answer.status_code == 200
    assert answer.text.count("<entity ") == 1 and known in answer.text
