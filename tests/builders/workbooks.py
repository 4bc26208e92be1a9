"""Workbooks as a province hands them in: a small survey, and the built review form with rows of one's own."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl

from server.forms.workbook import write_xlsx

Rows = list[dict[str, str]]
Sheets = dict[str, Rows]
FACT = "bind::rasoat:fact"
SETTINGS = {"form_id": "khao_sat", "form_title": "Khảo sát nước", "version": "1", "default_language": "Tiếng Việt (vi)"}


def survey(**settings: str) -> Sheets:
    """A survey of three questions, one of them a choice."""
    return {
        "survey": [
            {"type": "text", "name": "nguoi", "label": "Người trả lời"},
            {"type": "integer", "name": "so_gieng", "label": "Số giếng", "constraint": ". >= 0"},
            {"type": "select_one nguon", "name": "nguon", "label": "Nguồn nước chính"},
        ],
        "choices": [
            {"list_name": "nguon", "name": "may", "label": "Nước máy"},
            {"list_name": "nguon", "name": "gieng", "label": "Giếng"},
        ],
        "settings": [{**SETTINGS, **settings}],
    }


def to_xlsx(sheets: Sheets, edit: Callable[[Any], None] | None = None) -> bytes:
    """The sheets as a workbook; `edit` may still touch it."""
    xlsx = write_xlsx(sheets)
    if edit is None:
        return xlsx
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_rows(xlsx: bytes) -> Sheets:
    """A workbook's sheets as rows, empty cells left out."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    sheets: Sheets = {}
    for sheet in book.worksheets:
        header, *rows = [[str(cell or "") for cell in row] for row in sheet.values]
        sheets[sheet.title] = [{k: v for k, v in zip(header, row, strict=True) if v} for row in rows]
    return sheets
