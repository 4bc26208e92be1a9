"""Acceptance checks 1-14: the form list and the forms behind it."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import pytest
import requests
from lxml import etree
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from server.config import Config
from server.errors import Problem
from server.services import rounds
from server.services.node import open_node
from server.store.tables import Village
from tests.builders.edge import Edge
from tests.builders.forms import plain_form, publish_form, read_admin, read_round_id
from tests.builders.serving import serve_demo
from tests.clients.collect import HEADERS, Decision


def test_01_the_form_list_is_text_xml_with_the_openrosa_headers(edge: Edge) -> None:
    answer = edge.get("/formList")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert parsedate_to_datetime(answer.headers["Date"]).tzinfo is not None


def test_02_the_form_list_parses_with_unique_ids_names_and_absolute_urls(edge: Edge) -> None:
    root = etree.fromstring(edge.get("/formList").content)
    assert root.tag == "{http://openrosa.org/xforms/xformsList}xforms"
    listed = edge.listed()
    assert list(listed) == ["household_review"]
    one = listed["household_review"]
    assert one["name"]
    assert one["downloadUrl"].startswith(edge.running.base_url + "/v1/key/")
    assert one["manifestUrl"].startswith(edge.running.base_url + "/v1/key/")


def test_03_the_hash_is_the_md5_of_the_bytes_and_id_and_version_agree_with_the_xml(edge: Edge) -> None:
    one = edge.listed()["household_review"]
    xml = edge.get(one["downloadUrl"]).content
    assert one["hash"] == f"md5:{hashlib.md5(xml).hexdigest()}"
    data = next(etree.fromstring(xml).iter("{*}instance"))[0]
    assert (data.get("id"), data.get("version")) == (one["formID"], one["version"])


def test_04_form_id_filters_the_list_and_an_unknown_one_gives_an_empty_list(edge: Edge) -> None:
    publish_form(edge.node, "khác", "1", plain_form("khác"))
    assert edge.get("/formList?formID=household_review").text.count("<xform>") == 1
    empty = edge.get("/formList?formID=unknown")
    assert (empty.status_code, empty.text.count("<xform>")) == (200, 0)


@pytest.mark.parametrize("what", ["list", "downloadUrl", "manifestUrl"])
def test_05_nothing_may_be_kept_without_asking_and_gzip_equals_identity(edge: Edge, what: str) -> None:
    url = f"{edge.url}/formList" if what == "list" else edge.listed()["household_review"][what]
    zipped = requests.get(url, headers=HEADERS, timeout=60, stream=True)
    raw = zipped.raw.read(decode_content=False)
    plain = edge.get(url, {"Accept-Encoding": "identity"})
    assert zipped.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
    for answer in (zipped, plain):
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("ending", ["/", "//"])
def test_06_slashes_at_the_end_of_the_server_url_are_served(edge: Edge, ending: str) -> None:
    tablet = edge.running.tablet(edge.folder / "slash")
    tablet.server_url += ending
    tablet.sync()
    row = edge.rows()[0]
    assert tablet.send(edge.maker().review(row)).status_code == 201
    assert edge.get(f"{edge.url}{ending}/formList").status_code == 200


def test_07_a_closing_form_is_not_listed_but_accepted_and_a_closed_one_is_accepted_and_flagged(edge: Edge) -> None:
    maker, rows = edge.maker(), edge.rows()
    node, admin = edge.node, read_admin(edge.node)
    rounds.change_state(node, admin, read_round_id(node), "closing")
    assert edge.listed() == {}
    assert edge.post(maker.review(rows[0], instance_id="uuid:closing")).status_code == 201
    assert edge.submission("uuid:closing").flags == []
    rounds.change_state(node, admin, read_round_id(node), "closed")
    assert edge.listed() == {}
    assert edge.post(maker.review(rows[1], instance_id="uuid:closed")).status_code == 201
    assert edge.submission("uuid:closed").flags == ["closed_round"]


def test_08_an_enumerator_whose_villages_are_taken_back_sees_no_form_and_the_other_still_does(edge: Edge) -> None:
    for village in edge.first_tablet().read_media("villages.csv"):
        code = edge.node.read(_area_of(village["name"]))
        rounds.end_assignment(edge.node, read_admin(edge.node), code, village["assignment_id"])
    assert edge.listed(0) == {}
    assert list(edge.listed(1)) == ["household_review"]


def test_09_a_broken_database_is_a_5xx_and_never_a_shorter_list(edge: Edge) -> None:
    tablet = edge.first_tablet()
    database = edge.node.config.var / "rasoat.db"
    edge.node.engines.dispose()
    kept = database.read_bytes()
    for one in database.parent.glob("rasoat.db-*"):
        one.unlink()
    database.write_bytes(b"broken" * 1000)
    for path in ("/formList", "/forms/household_review/manifest", "/forms/household_review/attachments/households.csv"):
        assert edge.get(path).status_code >= 500
    assert list(tablet.forms) == ["household_review"]
    edge.node.engines.dispose()
    database.write_bytes(kept)


def test_10_a_new_version_is_an_updated_version_and_submissions_of_the_old_one_are_still_accepted(edge: Edge) -> None:
    tablet = edge.first_tablet()
    old, maker, rows = tablet.blank(), edge.maker(), edge.rows()
    xml = old.path.read_bytes().replace(old.version.encode(), b"2099-1")
    media = tuple(
        {"name": f"{one}.csv", "type": "entityList" if one == "households" else ""}
        for one in ("households", "villages", "members", "returns", "return_members", "return_comments")
    )
    publish_form(edge.node, "household_review", "2099-1", xml, media)
    assert tablet.sync() == {"household_review": Decision.UPDATED_VERSION}
    assert tablet.forms == {"household_review": "2099-1"}
    assert edge.post(maker.review(rows[0], instance_id="uuid:old")).status_code == 201
    assert edge.submission("uuid:old").flags == []


def test_11_the_same_version_with_other_content_cannot_be_published(edge: Edge) -> None:
    with pytest.raises(Problem):
        rounds.publish_round(edge.node, read_admin(edge.node), read_round_id(edge.node))
    blank = edge.first_tablet().blank()
    with pytest.raises(IntegrityError):
        publish_form(edge.node, "household_review", blank.version, blank.path.read_bytes() + b" ")
    assert edge.listed()["household_review"]["hash"] == f"md5:{blank.hash}"


def test_12_a_second_pull_downloads_nothing_but_304s(edge: Edge) -> None:
    tablet = edge.first_tablet()
    tablet.log.clear()
    assert tablet.sync() == {"household_review": Decision.UPDATED_MEDIA}
    assert tablet.log == [("formList", 304), ("manifest", 304), ("household_review.xml", 304)]


@pytest.mark.parametrize("form_id", ["phiếu thử 1", "a&b <c>", "đợt/2", "100% + ?x=1#y"])
def test_13_form_ids_with_blanks_signs_and_non_ascii_work_end_to_end(edge: Edge, form_id: str) -> None:
    xml = plain_form("thuong").replace(b'id="thuong"', f'id="{_escape(form_id)}"'.encode())
    publish_form(edge.node, form_id, "1", xml)
    tablet = edge.tablet(0, "odd")
    assert tablet.forms[form_id] == "1"
    data = xml[xml.index(b"<data ") : xml.index(b"</data>") + 7].replace(
        b"<instanceID/>", b"<instanceID>uuid:odd</instanceID>"
    )
    data = data.replace(b"<data ", b'<data xmlns:orx="http://openrosa.org/xforms" ').replace(
        b"<orx:instanceID/>", b"<orx:instanceID>uuid:odd</orx:instanceID>"
    )
    assert tablet.send(data).status_code == 201
    assert edge.submission("uuid:odd").form_id == form_id


def test_14_hashes_are_unchanged_after_a_restart(edge: Edge) -> None:
    node = edge.node
    before = {name: one["hash"] for name, one in edge.listed().items()}
    manifest = edge.get("/forms/household_review/manifest").text
    copy = edge.folder / "restarted"
    node.writer.write(lambda unit: None)
    shutil.copytree(node.config.var, copy)
    again = open_node(Config(var=copy))
    with serve_demo(again) as running:
        restarted = Edge(running, edge.folder / "again")
        assert {name: one["hash"] for name, one in restarted.listed().items()} == before
        old, new = edge.running.base_url, running.base_url
        assert restarted.get("/forms/household_review/manifest").text.replace(new, old) == manifest
    again.close()


def _area_of(code: str) -> Callable[[Connection], str]:
    return lambda connection: connection.execute(select(Village.area_code).where(Village.code == code)).scalar_one()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
