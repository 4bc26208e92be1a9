"""Acceptance checks 15-20: manifest and media."""

from __future__ import annotations

import hashlib
import logging

import pytest
from lxml import etree

from server.services import registry
from tests.builders.edge import Edge
from tests.builders.forms import plain_form, publish_form, read_admin

MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
PLAIN = ("villages.csv", "members.csv", "returns.csv", "return_members.csv", "return_comments.csv")


def media_files(edge: Edge) -> dict[str, dict[str, str]]:
    """The manifest's entries by file name; `type` beside the elements."""
    root = etree.fromstring(edge.get(edge.listed()["household_review"]["manifestUrl"]).content)
    assert root.tag == f"{MANIFEST}manifest"
    files = [
        {"type": one.get("type") or "", **{etree.QName(child).localname: child.text or "" for child in one}}
        for one in root
    ]
    return {one["filename"]: one for one in files}


def test_15_the_manifest_is_text_xml_with_the_openrosa_header_and_parses(edge: Edge) -> None:
    answer = edge.get(edge.listed()["household_review"]["manifestUrl"])
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    files = media_files(edge)
    assert set(files) == {"households.csv", *PLAIN}
    assert files["households.csv"]["type"] == "entityList" and files["households.csv"]["integrityUrl"]
    assert all(one["hash"].startswith("md5:") for one in files.values())


def test_16_each_plain_file_matches_its_md5(edge: Edge) -> None:
    files = media_files(edge)
    for name in PLAIN:
        content = edge.get(files[name]["downloadUrl"]).content
        assert files[name]["hash"] == f"md5:{hashlib.md5(content).hexdigest()}", name


def test_17_media_has_an_etag_and_answers_304_to_a_strong_and_a_weak_one(edge: Edge) -> None:
    for one in media_files(edge).values():
        url = one["downloadUrl"]
        etag = edge.get(url).headers["ETag"]
        for sent in (etag, f"W/{etag}", f'"other", {etag}'):
            answer = edge.get(url, {"If-None-Match": sent})
            assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)
        assert edge.get(url, {"If-None-Match": '"other"'}).status_code == 200


def test_18_a_form_without_media_has_no_manifest_url(edge: Edge) -> None:
    publish_form(edge.node, "plain", "1", plain_form("plain"))
    assert "manifestUrl" not in edge.listed()["plain"]
    assert "manifestUrl" in edge.listed()["household_review"]


def test_19_a_changed_csv_is_fetched_by_the_next_pull_and_only_what_changed(edge: Edge) -> None:
    tablet = edge.first_tablet()
    before = (tablet.media / "villages.csv").read_bytes()
    household = next(iter(tablet.entities))
    registry.correct_household(edge.node, read_admin(edge.node), household, {"electricity_kwh": 77})
    tablet.log.clear()
    tablet.sync()
    fetched = [name for name, status in tablet.log if status == 200]
    assert fetched == ["manifest", "households.csv"]
    assert tablet.entities[household].values["electricity_kwh"] == "77"
    assert (tablet.media / "villages.csv").read_bytes() == before


def test_20_a_media_file_that_is_not_there_is_a_404_that_the_log_names(
    edge: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        answer = edge.get("/forms/household_review/attachments/khac.csv")
    assert answer.status_code == 404
    assert "khac.csv" in caplog.text
    token = edge.url.rsplit("/", 1)[-1]
    assert token not in caplog.text
