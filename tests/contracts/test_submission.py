"""Acceptance checks 31-48: HEAD and POST /submission."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import random
import socket
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from lxml import etree
from sqlalchemy import select

from server.services import people
from server.store.tables import Arrival, Aside, Attachment, DeviceToken, Submission
from sync.log import find_by_key
from tests.builders.edge import Edge
from tests.clients.collect import HEADERS, Collect
from tests.clients.interview import interview
from tests.clients.javarosa import Engine
from tests.clients.multipart import XML_PART, encode_multipart, write_parts

SUCCESS = "full submission upload was successful!"


def message(answer: requests.Response) -> str:
    """The text the enumerator reads: found as Collect finds it."""
    assert "OpenRosaResponse" in answer.text and "<message" in answer.text
    return etree.fromstring(answer.content).findtext("{http://openrosa.org/http/response}message") or ""


def stored_xml(edge: Edge, instance_id: str) -> bytes:
    """The bytes in the record's payload."""
    (found,) = edge.node.read(lambda c: find_by_key(c, instance_id))
    xml = json.loads(found.record.payload)["xml"]
    assert isinstance(xml, str)
    return xml.encode()


def attachments(edge: Edge, instance_id: str) -> dict[str, str | None]:
    """File name to SHA-256, None while it has not arrived."""
    query = select(Attachment.name, Attachment.sha256).where(Attachment.instance_id == instance_id)
    return {row.name: row.sha256 for row in edge.node.read(lambda c: c.execute(query).all())}


def post_raw(edge: Edge, body: bytes, content_type: str) -> requests.Response:
    """POST bytes as they are."""
    headers = {**HEADERS, "Content-Type": content_type}
    return requests.post(f"{edge.url}/submission", data=body, headers=headers, timeout=60)


def test_31_head_answers_204_with_the_headers_and_no_body(edge: Edge) -> None:
    answer = requests.head(f"{edge.url}/submission?deviceID=collect%3Aabc", headers=HEADERS, timeout=60)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert answer.headers["X-OpenRosa-Accept-Content-Length"].isdigit()
    assert "Location" not in answer.headers and "Set-Cookie" not in answer.headers


def test_32_a_submission_is_answered_201_with_an_openrosa_response(edge: Edge) -> None:
    answer = edge.post(edge.maker().review(edge.rows()[0]))
    assert answer.status_code == 201
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert message(answer) == SUCCESS


def test_33_the_same_again_is_201_and_one_record(edge: Edge) -> None:
    xml = edge.maker().review(edge.rows()[0], instance_id="uuid:same")
    assert [edge.post(xml).status_code for _ in range(3)] == [201, 201, 201]
    assert edge.count(Submission) == 1
    assert len(edge.node.read(lambda c: find_by_key(c, "uuid:same"))) == 1


def test_34_eight_at_once_are_eight_201_and_one_record(edge: Edge) -> None:
    row = edge.rows()[0]
    xml = edge.maker().review(row, instance_id="uuid:eight")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: edge.post(xml, {"a.jpg": b"photo"}), range(8)))
    assert [one.status_code for one in answers] == [201] * 8
    assert edge.count(Submission) == 1
    assert edge.household(row["name"]).entity_version == int(row["__version"]) + 1


def test_35_the_same_id_with_other_content_is_409_with_a_text_and_the_bytes_are_kept_aside(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    assert edge.post(maker.review(row, instance_id="uuid:other")).status_code == 201
    other = maker.review(row, instance_id="uuid:other", electricity_kwh="5")
    answer = edge.post(other)
    assert answer.status_code == 409
    assert "instanceID" in message(answer)
    assert edge.node.read(lambda c: c.execute(select(Aside.body)).scalars().all()) == [other]


def test_36_a_chunked_post_is_accepted(edge: Edge) -> None:
    body, content_type = encode_multipart(write_parts(edge.maker().review(edge.rows()[0], instance_id="uuid:ch"), []))
    chunks = (body[start : start + 1000] for start in range(0, len(body), 1000))
    headers = {**HEADERS, "Content-Type": content_type}
    answer = requests.post(f"{edge.url}/submission", data=chunks, headers=headers, timeout=60)
    assert answer.status_code == 201
    assert edge.submission("uuid:ch").state == "current"


def test_37_a_split_submission_is_one_record_with_all_its_files(edge: Edge) -> None:
    tablet = edge.first_tablet()
    files = {f"{number}.jpg": bytes([number]) * 1000 for number in range(8)}
    xml = edge.maker().review(edge.rows()[0], instance_id="uuid:split")
    answer = tablet.send(xml, files, limit=len(xml) + 2500)
    assert answer.status_code == 201
    assert edge.count(Submission) == 1
    assert edge.count(Arrival) == 4
    assert {name for name, sha256 in attachments(edge, "uuid:split").items() if sha256} == set(files)


@pytest.mark.parametrize(
    ("what", "status"),
    [("no xml part", 400), ("not multipart", 400), ("cut", 400), ("broken xml", 400), ("no id", 400),
     ("no instanceID", 400), ("unknown form", 404)],
)  # fmt: skip
def test_38_what_cannot_be_a_submission_is_refused_with_a_text(edge: Edge, what: str, status: int) -> None:
    good = b'<data id="household_review" version="1"><meta><instanceID>uuid:x</instanceID></meta></data>'
    bodies = {
        "broken xml": good[:-4],
        "no id": good.replace(b' id="household_review"', b""),
        "no instanceID": good.replace(b"uuid:x", b""),
        "unknown form": good.replace(b"household_review", b"khong_co"),
    }
    body, content_type = encode_multipart(write_parts(bodies.get(what, good), []))
    if what == "no xml part":
        body, content_type = encode_multipart([("other", "a.xml", "text/xml", good)])
    if what == "not multipart":
        body, content_type = good, "text/xml"
    if what == "cut":
        body = body[:-30]
    answer = post_raw(edge, body, content_type)
    assert answer.status_code == status
    assert len(message(answer)) > 20
    assert edge.count(Submission) == 0
    kept = edge.node.read(lambda c: c.execute(select(Aside.body)).scalars().all())
    assert kept == ([bodies[what]] if what in bodies else [])


def test_38_an_xml_part_without_a_file_name_is_taken_too(edge: Edge) -> None:
    xml = edge.maker().review(edge.rows()[0], instance_id="uuid:nofile")
    body, content_type = encode_multipart([(XML_PART, None, "text/xml", xml)])
    assert post_raw(edge, body, content_type).status_code == 201


@pytest.mark.parametrize("what", ["billion laughs", "external entity", "doctype", "quadratic"])
def test_39_entity_bombs_and_dtds_are_refused_fast(edge: Edge, what: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 100}">' for n in range(12))
    heads = {
        "billion laughs": f"<!DOCTYPE data [{laughs}]>",
        "external entity": '<!DOCTYPE data [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        "doctype": "<!DOCTYPE data>",
        "quadratic": f'<!DOCTYPE data [<!ENTITY l11 "{"x" * 50_000}">]>',
    }
    text = "&l11;" * (2000 if what == "quadratic" else 1) if what != "doctype" else ""
    xml = f'{heads[what]}<data id="household_review"><q>{text}</q><meta><instanceID>uuid:b</instanceID></meta></data>'
    start = time.monotonic()
    answer = edge.post(xml.encode())
    assert time.monotonic() - start < 2
    assert answer.status_code == 400 and "root:" not in answer.text
    assert edge.count(Submission) == 0


def test_40_a_path_in_a_file_name_is_harmless(edge: Edge) -> None:
    before = sorted(edge.folder.rglob("x.jpg"))
    maker, village = edge.maker(), edge.village()
    for name in ("../../../etc/x.jpg", "..\\..\\x.jpg", "/abs/x.jpg", "a/b/x.jpg"):
        instance_id = f"uuid:{name}"
        xml = maker.register(str(uuid.uuid4()), village, "Lý Thị Tạo", instance_id=instance_id)
        assert edge.post(xml, {name: b"photo"}).status_code == 201
        assert "x.jpg" in attachments(edge, instance_id), name
    assert sorted(edge.folder.rglob("x.jpg")) == before
    assert not Path("/etc/x.jpg").exists() and not Path("/abs").exists()
    assert list(edge.node.blobs.spool.iterdir()) == []


def test_40_a_file_without_a_usable_name_does_not_cost_the_form(edge: Edge) -> None:
    maker, village = edge.maker(), edge.village()
    for name in ("..", ".", ""):
        instance_id = f"uuid:x{name}"
        xml = maker.register(str(uuid.uuid4()), village, "Lý Thị Tạo", instance_id=instance_id)
        assert edge.post(xml, {name: b"photo", "nha.jpg": b"house"}).status_code == 201
        assert attachments(edge, instance_id)["nha.jpg"], name


def test_41_a_photo_of_30_mb_is_taken_in(edge: Edge, engine: Engine) -> None:
    tablet, xml = fill_on_tablet(edge, engine)
    photo = random.Random(1).randbytes(30_000_000)
    answer = tablet.send(xml, {"ky.png": b"png", "nha.jpg": photo})
    assert answer.status_code == 201
    (instance_id,) = edge.instances()
    sha256 = attachments(edge, instance_id)["nha.jpg"]
    assert edge.node.blobs.get(sha256) == photo


def test_41_150_attachments_and_odd_file_names_arrive(edge: Edge) -> None:
    names = ["ảnh nhà 1.jpg", 'ảnh "cổng".jpg', "a%22b.jpg", "e\u0302.jpg", "A.jpg", "a.jpg"]
    files = {name: name.encode() for name in [*names, *(f"{n}.jpg" for n in range(144))]}
    xml = edge.maker().review(edge.rows()[0], instance_id="uuid:many")
    assert edge.first_tablet().send(xml, files).status_code == 201
    got = attachments(edge, "uuid:many")
    assert len(got) == 150 and all(got.values())
    assert {"ảnh nhà 1.jpg", "A.jpg", "a.jpg"} <= set(got)
    assert any("cổng" in name for name in got)


def test_42_a_connection_cut_anywhere_leaves_nothing_half_visible_and_the_retry_succeeds(
    edge: Edge, engine: Engine
) -> None:
    _, xml = fill_on_tablet(edge, engine)
    body, content_type = encode_multipart(write_parts(xml, [("nha.jpg", b"p" * 3000), ("ky.png", b"k" * 500)]))
    parts = urlsplit(f"{edge.url}/submission")
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nX-OpenRosa-Version: 1.0\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    whole = head + body
    steps = [*range(0, len(whole) - 1, len(whole) // 25), len(head), len(head) + 5, len(whole) - 3, len(whole) - 1]
    for cut in steps:
        with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
            connection.sendall(whole[:cut])
    time.sleep(0.3)
    assert (edge.count(Submission), edge.count(Attachment), edge.count(Arrival)) == (0, 0, 0)
    assert post_raw(edge, body, content_type).status_code == 201
    assert edge.count(Submission) == 1
    assert list(edge.node.blobs.spool.iterdir()) == []


def test_42_a_connection_cut_before_the_answer_is_read_is_one_record_after_the_retry(edge: Edge) -> None:
    row = edge.rows()[0]
    xml = edge.maker().review(row, instance_id="uuid:cut")
    body, content_type = encode_multipart(write_parts(xml, []))
    parts = urlsplit(f"{edge.url}/submission")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.request("POST", parts.path, body, {**HEADERS, "Content-Type": content_type})
    connection.close()
    assert edge.post(xml).status_code == 201
    assert edge.count(Submission) == 1
    assert edge.household(row["name"]).entity_version == int(row["__version"]) + 1


def test_43_an_unreferenced_file_is_kept_and_a_missing_one_is_listed_and_filled_by_a_later_post(
    edge: Edge, engine: Engine
) -> None:
    tablet, xml = fill_on_tablet(edge, engine)
    assert tablet.send(xml, {"ky.png": b"png", "thua.jpg": b"left over"}).status_code == 201
    (instance_id,) = edge.instances()
    got = attachments(edge, instance_id)
    assert got["nha.jpg"] is None and got["ky.png"] and got["thua.jpg"]
    assert tablet.send(xml, {"nha.jpg": b"house"}).status_code == 201
    assert edge.node.blobs.get(attachments(edge, instance_id)["nha.jpg"]) == b"house"
    assert edge.count(Submission) == 1


def test_44_a_revoked_token_is_403_with_a_readable_text_and_other_tokens_work(edge: Edge) -> None:
    xml = edge.maker().review(edge.rows()[0])
    token = edge.url.rsplit("/", 1)[-1]
    people.set_token_state(edge.node, people.token_digest(token), people.TokenState("revoked"))
    for answer in (edge.post(xml), edge.get("/formList"), edge.get("/forms/household_review.xml")):
        assert answer.status_code == 403
        assert "QR" in message(answer)
        assert "WWW-Authenticate" not in answer.headers and token not in answer.text
    assert edge.post(xml, number=1).status_code == 201
    assert edge.get("/formList", number=1).status_code == 200


def test_44_an_unknown_token_is_403_and_never_401(edge: Edge) -> None:
    base = edge.running.base_url
    for token in ["x" * 64, "short", "a b", "%00"]:
        assert requests.get(f"{base}/v1/key/{token}/formList", headers=HEADERS, timeout=60).status_code == 403


def test_44_tokens_of_leavers_and_of_reissued_tablets_answer_as_the_table_says(edge: Edge) -> None:
    maker, rows = edge.maker(), edge.rows()
    sha256 = people.token_digest(edge.url.rsplit("/", 1)[-1])
    later, past = (dt.datetime.now(dt.UTC) + dt.timedelta(days=days) for days in (7, -1))
    people.set_token_state(edge.node, sha256, people.TokenState("drain", later))
    assert edge.get("/formList").status_code == 403
    assert edge.post(maker.review(rows[0], instance_id="uuid:drain")).status_code == 201
    assert edge.submission("uuid:drain").state == "current"
    people.set_token_state(edge.node, sha256, people.TokenState("leaver", later))
    tablet = edge.tablet(0, "leaver")
    assert list(tablet.forms) == ["household_review"] and tablet.entities == {}
    assert tablet.read_media("members.csv") == []
    assert edge.post(maker.review(rows[1], instance_id="uuid:leaver")).status_code == 201
    assert edge.submission("uuid:leaver").state == "quarantined"
    people.set_token_state(edge.node, sha256, people.TokenState("leaver", past))
    answer = edge.post(maker.review(rows[2], instance_id="uuid:late"))
    assert (answer.status_code, "QR" in message(answer)) == (403, True)


def test_46_200_submissions_from_16_threads_shuffled_and_twice_are_exactly_200_records(edge: Edge) -> None:
    maker, rows, chance = edge.maker(), edge.rows(), random.Random(46)
    village = edge.village()
    made = [
        maker.register(str(uuid.uuid4()), village, f"Người {n}", instance_id=f"uuid:{n}")
        if n >= len(rows)
        else maker.review(rows[n], instance_id=f"uuid:{n}")
        for n in range(200)
    ]
    twice = made * 2
    chance.shuffle(twice)
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(edge.post, twice))
    assert {one.status_code for one in answers} == {201}
    assert edge.count(Submission) == 200
    assert edge.count(Arrival) == 400
    edge.node.read(lambda c: [find_by_key(c, f"uuid:{n}")[0] for n in range(200)])


@pytest.mark.soak  # a clock in a run that shares its cores would lie
def test_47_the_answer_comes_within_2_s_while_others_are_being_processed(edge: Edge) -> None:
    maker, village = edge.maker(), edge.village()
    made = [maker.register(str(uuid.uuid4()), village, f"Người {n}", instance_id=f"uuid:{n}") for n in range(24)]

    def timed(xml: bytes) -> float:
        start = time.monotonic()
        assert edge.post(xml, {"nha.jpg": b"x" * 200_000}).status_code == 201
        return time.monotonic() - start

    with ThreadPoolExecutor(4) as pool:
        assert max(pool.map(timed, made)) < 2


def test_48_device_token_user_agent_and_time_are_stored_and_the_xml_byte_for_byte(edge: Edge) -> None:
    xml = (
        edge.maker().review(edge.rows()[0], instance_id="uuid:bytes").replace(b"><", b">\n\t <", 3)
        + b"\n<!-- end -->\n"
    )
    body, content_type = encode_multipart(write_parts(xml, []))
    url = f"{edge.url}/submission?deviceID=collect%3AXyZ"
    before = dt.datetime.now(dt.UTC)
    answer = requests.post(url, data=body, headers={**HEADERS, "Content-Type": content_type}, timeout=60)
    assert answer.status_code == 201
    assert stored_xml(edge, "uuid:bytes") == xml
    row = edge.node.read(lambda c: c.execute(select(Arrival.__table__)).one())
    assert (row.device_id, row.user_agent, row.actor_id) == ("collect:XyZ", HEADERS["User-Agent"], edge.actor())
    assert before <= row.received_at <= dt.datetime.now(dt.UTC)
    assert parsedate_to_datetime(HEADERS["Date"]) != row.received_at
    sha256 = people.token_digest(edge.url.rsplit("/", 1)[-1])
    query = select(DeviceToken.__table__).where(DeviceToken.token_sha256 == sha256)
    token = edge.node.read(lambda c: c.execute(query).one())
    assert (token.last_device_id, token.last_user_agent) == ("collect:XyZ", HEADERS["User-Agent"])


def fill_on_tablet(edge: Edge, engine: Engine) -> tuple[Collect, bytes]:
    """A household of the list, filled by the form engine with a photo and a signature."""
    tablet = edge.first_tablet()
    row = edge.rows()[0]
    engine.load(tablet.form_path, tablet.media)
    engine.new()
    assert engine.fill(interview(row, int(row["size"]))) == []
    xml = engine.finalize()
    tablet.finalized(xml)
    return tablet, xml.encode()
