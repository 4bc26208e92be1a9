"""The XML of the protocol, the multipart reader, and tokens kept out of logs."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from lxml import etree

from server.errors import Problem
from server.openrosa import documents
from server.openrosa.multipart_reader import read_upload
from server.openrosa.secrecy import HideTokens, hide_tokens
from server.services.lists import ListedForm

BASE = "http://h/v1/key/T"
TYPE = 'multipart/form-data; boundary="b"'
XML_PART = b'--b\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="x.xml"\r\n\r\n<a/>\r\n'


def part(name: str, filename: str, body: bytes = b"1") -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
    return head.encode() + body + b"\r\n"


def test_form_ids_are_escaped_in_xml_and_percent_encoded_in_addresses() -> None:
    form = ListedForm("hộ & <1>/a", "1", "Tên & <b>", "d", ({"name": "a.csv", "type": ""},))
    root = etree.fromstring(documents.form_list([form], BASE))
    (one,) = root
    values = {etree.QName(child).localname: child.text for child in one}
    assert (values["formID"], values["name"]) == ("hộ & <1>/a", "Tên & <b>")
    assert values["downloadUrl"] == f"{BASE}/forms/h%E1%BB%99%20%26%20%3C1%3E%2Fa.xml"
    assert values["manifestUrl"] == f"{BASE}/forms/h%E1%BB%99%20%26%20%3C1%3E%2Fa/manifest"


def test_only_an_entity_list_has_a_type_and_an_integrity_address() -> None:
    files = [("households.csv", "entityList", "1"), ("members.csv", "", "2")]
    root = etree.fromstring(documents.manifest(files, BASE, "f"))
    assert [one.get("type") for one in root] == ["entityList", None]
    assert [one.findtext("{*}integrityUrl") for one in root] == [f"{BASE}/datasets/households/integrity", None]


def test_integrity_says_true_and_false_without_blanks() -> None:
    assert b'<entity id="a"><deleted>true</deleted></entity>' in documents.integrity([("a", True), ("b", False)])


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\ảnh\\\\nhà.jpg", "nhà.jpg"),
        ("ảnh nhà 1.jpg", "ảnh nhà 1.jpg"),
        ("/", "_"),
    ],
)
def test_of_a_file_name_only_the_last_part_counts_and_never_names_a_path(tmp_path: Path, sent: str, kept: str) -> None:
    body = XML_PART + part(sent, sent) + b"--b--\r\n"
    with read_upload(io.BytesIO(body), TYPE, tmp_path, "", "") as upload:
        assert [one.name for one in upload.files] == [kept]
        assert all(one.path.parent == tmp_path for one in upload.files)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content_type, body",
    [
        ("text/plain", XML_PART),
        ("multipart/form-data", XML_PART),
        (TYPE, b""),
        (TYPE, b"nonsense"),
        (TYPE, XML_PART),
        (TYPE, part("a.jpg", "a.jpg") + b"--b--\r\n"),
        (TYPE, XML_PART + part("a.jpg", "a.jpg")[:-3]),
    ],
)
def test_what_is_no_whole_submission_is_400_and_leaves_no_file(tmp_path: Path, content_type: str, body: bytes) -> None:
    with pytest.raises(Problem) as raised, read_upload(io.BytesIO(body), content_type, tmp_path, "", ""):
        pass
    assert raised.value.status == 400
    assert list(tmp_path.iterdir()) == []


def test_xml_over_the_limit_is_413(tmp_path: Path) -> None:
    body = XML_PART.replace(b"<a/>", b"x" * 10_000_001) + b"--b--\r\n"
    with pytest.raises(Problem) as raised, read_upload(io.BytesIO(body), TYPE, tmp_path, "", ""):
        pass
    assert raised.value.status == 413


def test_a_log_line_never_holds_a_token() -> None:
    assert hide_tokens("GET /v1/key/SeCrEt/formList?x") == "GET /v1/key/…/formList?x"
    record = logging.LogRecord("waitress", logging.ERROR, "", 1, "serving %s", ("/v1/key/SeCrEt/submission",), None)
    assert HideTokens().filter(record)
    assert record.getMessage() == "serving /v1/key/…/submission"
