"""Hardened XML for submissions, and the little that is read before the form is known."""

from __future__ import annotations

import threading

from lxml import etree

from server.errors import Problem
from server.telling import tell

from .layout import local_name

MAX_NODES = 50_000
SMALLEST_NODE = len(b"<a/>")
_local = threading.local()


def parse_xml(data: bytes) -> etree._Element:
    """Parse without entities, DTD or network; Problem FORM-011, -012 or -015 with what is wrong."""
    parser = getattr(_local, "parser", None)
    if parser is None:
        parser = _local.parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
            remove_comments=True, remove_pis=True, recover=False,
        )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem(
            "FORM-011",
            400,
            tell("Phiếu không đọc được XML: {error}.", error=error),
            tell("Mở lại phiếu trên máy rồi gửi lại."),
        ) from error
    document = root.getroottree().docinfo
    if document.internalDTD is not None or document.doctype:
        raise Problem(
            "FORM-012", 400, tell("Phiếu có khai báo DOCTYPE, không được nhận."), tell("Gửi phiếu từ ODK Collect.")
        )
    if len(data) > MAX_NODES * SMALLEST_NODE and sum(1 for _ in root.iter()) > MAX_NODES:
        raise Problem(
            "FORM-015",
            413,
            tell("Phiếu có hơn {max_nodes} mục.", max_nodes=MAX_NODES),
            tell("Chia hộ thành nhiều phiếu."),
        )
    return root


def read_identity(root: etree._Element) -> tuple[str, str, str, str]:
    """(form id, version, instanceID, deprecatedID); the ids are found by local name, in any namespace."""
    found = {"instanceID": root.get("instanceID", ""), "deprecatedID": ""}
    for child in root.iterchildren("{*}meta"):
        for one in child:
            if local_name(one) in found:
                found[local_name(one)] = (one.text or "").strip()
    form_id = root.get("id") or ""
    if not form_id:
        raise Problem("FORM-013", 400, tell("Phiếu không ghi mã biểu mẫu (id)."), tell("Gửi phiếu từ ODK Collect."))
    if not found["instanceID"]:
        raise Problem("FORM-014", 400, tell("Phiếu không có instanceID."), tell("Mở lại phiếu trên máy rồi gửi lại."))
    return form_id, root.get("version") or "", found["instanceID"], found["deprecatedID"]
