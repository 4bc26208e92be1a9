"""What a person says of a whole file, checked before anything is read by it: its days, its place, its standard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from server.domain.imports.cells import CellError, read_day
from server.domain.imports.fields import OUTCOMES, STAFF
from server.domain.imports.statuses import base_of
from server.errors import Problem
from server.services.node import Node
from server.telling import Told, tell

from .books import read_book
from .plans import TERMS

DAYS = {
    "decision_on": tell("Ngày quyết định"),
    "from_on": tell("Ngày có hiệu lực"),
    "to_on": tell("Ngày hết hiệu lực"),
    "counted_on": tell("Ngày của số liệu"),
}


def check_terms(node: Node, run: Any, given: Mapping[str, Any]) -> dict[str, str]:
    """The terms as they are kept, days as ISO; Problem where one cannot hold for this file."""
    terms = {name: str(given.get(name, "")).strip() for name in TERMS}
    for name, word in DAYS.items():
        if terms[name]:
            terms[name] = _read_day(terms[name], word).isoformat()
    if terms["area_code"]:
        _check_area(node, run, terms["area_code"])
    if terms["standard"] and base_of(terms["standard"]) not in {base_of(one.id) for one in node.packs.standards()}:
        known = [one.id for one in node.packs.standards()]
        told = tell("Không có chuẩn “{standard}”.", standard=terms["standard"])
        raise Problem("IMPT-044", 422, told, tell("Chọn: {values}.", values=known))
    if terms["outcome"] and terms["outcome"] not in OUTCOMES:
        told = tell("Không có kết quả “{outcome}”.", outcome=terms["outcome"])
        raise Problem("IMPT-044", 422, told, tell("Chọn: {values}.", values=list(OUTCOMES)))
    return terms


def _read_day(text: str, word: Told) -> dt.date:
    try:
        return read_day(text)
    except CellError as error:
        told = tell("{name} “{text}” không đọc được.", name=word, text=text)
        raise Problem("IMPT-043", 422, told, tell("Ghi đủ ngày/tháng/năm, ví dụ 05/12/2015.")) from error


def _check_area(node: Node, run: Any, area_code: str) -> None:
    """A commune of the import's area; roles may be over its district."""
    book = node.read(lambda c: read_book(c, run.area_code))
    districts = {one.district_code for one in book.communes if one.district_code} if run.kind == STAFF else set()
    if not book.has_commune(area_code) and area_code not in districts:
        told = tell("Xã {area_code} không thuộc khu vực của lần nhập.", area_code=area_code)
        raise Problem("IMPT-042", 422, told, tell("Chọn một xã trong khu vực đó, hoặc tạo lần nhập cho nơi khác."))
