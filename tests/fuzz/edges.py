"""Every edge of a node that reads bytes from outside, each with good inputs to begin from.

To add one: a sample that is taken in, and a function that gives the status it was answered with (0: no HTTP).
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from server.app import create_app
from server.domain.facts import HouseholdFacts
from server.domain.interview_audit import read_audit
from server.domain.tablets import read_collect_version
from server.errors import Problem
from server.forms.own_file import read_sheets
from server.forms.read import parse_xml
from server.openrosa import create_openrosa, direct
from server.openrosa.multipart_reader import read_upload
from server.papers import sheet_reading
from server.papers.pack_sheet import read_filled, write_template
from server.services.backups.container import read_entries, read_header
from server.services.ingest.reading import identify
from server.services.ingest.work import work
from server.services.node import Node
from server.services.people import token_digest
from server.services.people_sessions import start_session
from server.services.recovery import make_code, public_of
from server.web.frame import COOKIE
from tests.builders.forms import read_admin
from tests.builders.old_sheets import Failed, write_xls
from tests.clients.multipart import encode_multipart, write_parts
from tests.integration.ingest.sender import Sender

BOUNDARY = "grenze"
# What pages read of an address or a form, by whatever page.
NAMES = (
    *("q", "trang", "xep", "xa", "thon", "trang-thai", "canh-bao", "loc", "dot", "ngheo", "khu-vuc", "dan-toc"),
    *("noi", "lui", "dong", "doi", "cot", "chuan", "chi-so", "bang", "mau", "tiep"),
)
FIELDS = (
    *("ban", "ca_bo_loc", "chon", "dang-dung", "dot", "giao_dien", "hang", "ho_so", "khu_vuc", "ly_do", "ly_do_chon"),
    *("ma", "may", "may_cu", "muc", "o_lai", "quyet_dinh", "so_ho", "so_ngay", "ten", "trung_ho", "viec", "vung"),
)
WAYS_OUT = ("/thoat", "/dang-nhap")
AUDIT = (
    b"event,node,start,end,latitude,longitude,accuracy,old-value,new-value\n"
    b"form start,,1479000000000,,,,,,\n"
    b"question,/data/house/electricity_kwh,1479000001000,1479000004000,10.5,107.2,5,50,60\n"
    b"form resume,,1479000009000,,,,,,\n"
)


@dataclass(frozen=True, slots=True)
class Edge:
    """`share` of all inputs go here."""

    name: str
    share: float
    samples: tuple[bytes, ...]
    run: Callable[[bytes], int]


def build_edges(node: Node, folder: Path) -> tuple[Edge, ...]:
    """The edges over a demo node."""
    sender = Sender(node)
    sender.send(sender.fill(1))
    sent = _submissions(sender)
    return (
        *_tablet_edges(node, sender, sent),
        *_sheet_edges(node),
        *_page_edges(node),
        *_other_edges(folder),
    )


def _submissions(sender: Sender) -> tuple[bytes, ...]:
    """A review, a new household, an edit, an absence: as tablets send them."""
    known, new = sender.fill(), sender.fill_new(facts=HouseholdFacts({"visit_outcome": "completed"}, ()))
    return tuple(sender.maker.make(one) for one in (known, new))


def _tablet_edges(node: Node, sender: Sender, sent: tuple[bytes, ...]) -> tuple[Edge, ...]:
    phones = create_openrosa(node).test_client()
    prefix = f"/v1/key/{sender.token}"
    form = node.read(lambda c: node.form(c, *_form_of(sent[0])))
    assert form is not None
    bodies = tuple(
        encode_multipart(write_parts(xml, (("ảnh 1.jpg", b"\xff\xd8"), ("audit.csv", AUDIT))), BOUNDARY)[0]
        for xml in sent
    )
    plain = tuple(encode_multipart(write_parts(xml, ()), BOUNDARY)[0] for xml in sent)
    kind = f"multipart/form-data; boundary={BOUNDARY}"

    def read_form(body: bytes) -> int:
        root = parse_xml(body)
        identify(root)
        work(form, body, None, root)
        return 0

    def read_parts(body: bytes) -> int:
        with read_upload(io.BytesIO(body), kind, node.blobs.spool, "collect:x", "agent"):
            return 0

    def post(body: bytes) -> int:
        return phones.post(f"{prefix}/submission?deviceID=collect:x", data=body, content_type=kind).status_code

    def post_directly(body: bytes) -> int:
        direct.read(node, direct.Post(f"{prefix}/submission", "deviceID=collect:x", kind, "agent", body))
        return 0

    def ask(body: bytes) -> int:
        path, _, query = body.decode("utf-8", "replace").partition("?")
        headers = {"If-None-Match": query[:200].replace("\r", "").replace("\n", "")}
        path = path.split("://", 1)[-1].replace("\r", "").replace("\n", "")
        return phones.get(f"{prefix}/{path}", query_string=query, headers=headers).status_code

    asked = (
        b"formList?formID=household_review",
        b"forms/household_review.xml?deviceID=x",
        b"forms/household_review/manifest?x=1",
        b"forms/household_review/attachments/members.csv?deviceID=collect:1",
        b"datasets/households/integrity?id=45c48cce-2e2d-4fbd-9a3b-5f1d6c7e8a03,x",
    )
    return (
        Edge("xml", 0.33, sent, read_form),
        Edge("multipart", 0.25, bodies, read_parts),
        Edge("direct", 0.1, plain, post_directly),
        Edge("submission", 0.06, (*bodies, *plain), post),
        Edge("download", 0.06, asked, ask),
        Edge("user agent", 0.01, (b"org.odk.collect.android/v2026.3.3 Dalvik/2.1.0",), _read_agent),
    )


def _form_of(xml: bytes) -> tuple[str, str]:
    identity = identify(parse_xml(xml))
    return identity.form_id, identity.form_version


def _read_agent(body: bytes) -> int:
    read_collect_version(body.decode("latin-1"))
    token_digest(body.decode("utf-8", "surrogateescape"))
    return 0


def _sheet_edges(node: Node) -> tuple[Edge, ...]:
    pack = node.packs.scoring("vn_2016_b1")
    sheet = write_template(pack)
    csv = "﻿Mã hộ;Chủ hộ;Thôn\r\nH-1;Nguyễn Thị Mẫu;Ấp 1\r\n".encode()
    old = write_xls(("Mã", "Tên"), (1, Failed(0x17)), *[("x", n) for n in range(50)])
    tables = (sheet, csv, csv.decode().encode("utf-16"), "Mã,Tên\n1,Ẩn\n".encode(), old)

    def read_pack(body: bytes) -> int:
        read_filled(pack, body)
        return 0

    def read_workbook(body: bytes) -> int:
        read_sheets(body)
        return 0

    def read_table(body: bytes) -> int:
        for name in sheet_reading.list_sheets(body)[:2]:
            sheet_reading.read_sheet(body, name if name != "CSV" else "")
        return 0

    return (
        Edge("pack sheet", 0.01, (sheet,), read_pack),
        Edge("form workbook", 0.01, (sheet,), read_workbook),
        Edge("table", 0.06, tables, read_table),
    )


def _page_edges(node: Node) -> tuple[Edge, ...]:
    app = create_app(node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie(COOKIE, start_session(node, read_admin(node)))
    stranger = app.test_client()

    def submit(body: bytes) -> int:
        path, _, form = body.decode("utf-8", "replace").partition(" ")
        path = "/" + path.lstrip("/").replace("\r", "").replace("\n", "")
        return client.post(path, data=form, content_type="application/x-www-form-urlencoded").status_code

    def ask(body: bytes) -> int:
        path, _, query = body.decode("utf-8", "replace").partition("?")
        path = "/" + path.lstrip("/").replace("\r", "").replace("\n", "")
        return client.get(path, query_string=query).status_code

    def sign_in(body: bytes) -> int:
        return stranger.post("/dang-nhap", data=body, content_type="application/x-www-form-urlencoded").status_code

    rules = [one for one in app.url_map.iter_rules() if not one.arguments and one.endpoint != "static"]
    forms = tuple(
        f"{path} {urlencode(fields)}".encode()
        for path, fields in (
            ("may-tinh-bang/to-giay", {"ma": "http://x/v1/key/abc"}),
            ("bieu-mau/may-thu", {"ten": "x"}),
            ("bieu-mau/cong-bo", {"tep": "UEsDBA==", "dot": "TH2016", "viec": "thu"}),
            ("goi/vn_2016_b1/nhap", {"act": "x", "from_on": "2016-08-15", "items.water[1]|0|rural": "10"}),
        )
    )
    posted = tuple(
        f"{one.rule[1:]} {urlencode(dict.fromkeys(FIELDS, '1'))}".encode()
        for one in rules
        if "POST" in (one.methods or ()) and one.rule not in WAYS_OUT
    )
    opened = tuple(
        f"{one.rule[1:]}?{urlencode(dict.fromkeys(NAMES, '1'))}".encode()
        for one in rules
        if "GET" in (one.methods or ()) and one.rule not in WAYS_OUT
    )
    asked = (
        b"may-tinh-bang?xa=747&trang-thai=active&xep=thay&trang=2&q=a",
        b"ho?q=Nguy&thon=x&xep=name&trang=1",
        b"phieu?trang=1&xep=received&trang-thai=none",
        b"phieu/uuid:x/giai-thich/training_points?",
        b"goi/training_points/anh-huong?x",
    )
    return (
        Edge("page", 0.03, (*asked, *opened), ask),
        Edge("page form", 0.02, (*forms, *posted), submit),
        Edge("sign in", 0.001, (b"login=quantri&password=x&tiep=/ho",), sign_in),
    )


def _other_edges(folder: Path) -> tuple[Edge, ...]:
    path = folder / "fuzzed.rasoat"
    header = json.dumps({"format": "rasoat-backup/1", "wraps": []}).encode() + b"\nRSB1" + os.urandom(400)

    def open_backup(body: bytes) -> int:
        path.write_bytes(body)
        read_header(path)
        for _name, content in read_entries(path, bytes(32)):
            for _chunk in content:
                pass
        return 0

    def read_code(body: bytes) -> int:
        public_of(body.decode("utf-8", "replace"))
        return 0

    def audit(body: bytes) -> int:
        found = read_audit(body)
        return len(found.steps) * 0 + int(found.began_at is not None) * 0

    return (
        Edge("backup", 0.01, (header,), open_backup),
        Edge("recovery code", 0.01, (make_code().encode(),), read_code),
        Edge("audit", 0.04, (AUDIT,), audit),
    )


def run_one(edge: Edge, body: bytes) -> int:
    """The status an input was answered with; a Problem counts with its own."""
    try:
        return edge.run(body)
    except Problem as problem:
        return problem.status if not problem.lost else 400
