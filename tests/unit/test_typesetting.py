"""Sheets by Typst: the same data gives the same bytes, and no letter or sign is lost or obeyed."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import pytest

from server.papers.typesetting import typeset
from server.services.people_devices import qr_svg

MADE_AT = dt.datetime(2026, 11, 23, 2, 40, tzinfo=dt.UTC)


def sheets(*names: str) -> dict[str, Any]:
    """Data of an enrolment sheet for each name."""
    one = {"area": "Xã Ẵm", "villages": ["Ấp Ỗ"], "qr": qr_svg("x").decode(), "households": 81, "server_url": "u"}
    tablets = [{**one, "name": name} for name in names]
    return {"is_training": True, "printed": "09:40", "floor": "2024.3", "project": "Rà soát", "tablets": tablets}


def test_the_same_data_gives_the_same_bytes_and_other_data_others() -> None:
    made = [typeset("enrolment", sheets(name), MADE_AT) for name in ("Lê Thị Ẩn", "Lê Thị Ẩn", "Lê Thị Ỷ")]
    assert made[0] == made[1] != made[2]
    assert made[0].startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["Nguyễn Ườ Ẵ Ỹ", '#panic() *a* $x$ "]]', "<@ref> \\ // /*"])
def test_what_is_printed_is_what_was_given_a_page_each(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sheets.pdf"
    path.write_bytes(typeset("enrolment", sheets(name, "Đỗ Văn Bảo"), MADE_AT))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    pages = [" ".join(page.split()) for page in text.split("\f")]  # a line may break anywhere
    assert name in pages[0] and "Đỗ Văn Bảo" in pages[1] and "81 hộ" in pages[0]
