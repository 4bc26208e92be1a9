"""What people wrote is marked as Vietnamese on a page in another language, and only where a page can say so."""

from __future__ import annotations

import pytest

from server.web.marking import CLOSE, OPEN, mark, settle, unmarked

LAN = mark("Lan Ngọc")


@pytest.mark.parametrize("text", ["An", "26506-0004", "", f"Household {LAN}"])
def test_text_without_vietnamese_letters_and_text_marked_before_stays(text: str) -> None:
    assert mark(text) == text


def test_vietnamese_text_is_put_between_two_signs_and_taken_out_again() -> None:
    assert f"{OPEN}Lan Ngọc{CLOSE}" == LAN and unmarked(LAN) == "Lan Ngọc"


@pytest.mark.parametrize(
    ("page", "settled"),
    [
        ("<p>Lan</p>", "<p>Lan</p>"),
        (f"<td>{LAN}</td>", '<td lang="vi">Lan Ngọc</td>'),
        (f"<td>26506, {LAN}</td>", '<td lang="vi">26506, Lan Ngọc</td>'),
        (f"<td>Household {LAN}</td>", '<td>Household <span lang="vi">Lan Ngọc</span></td>'),
        (f"<td>{LAN} <b>1</b></td>", '<td><span lang="vi">Lan Ngọc</span> <b>1</b></td>'),
        (f'<a title="Open">{LAN}</a>', '<a title="Open"><span lang="vi">Lan Ngọc</span></a>'),
        (f'<a title="Open {LAN}" href="/?q=>">x</a>', '<a title="Open Lan Ngọc" href="/?q=>">x</a>'),
        (f"<title>{LAN}</title>", "<title>Lan Ngọc</title>"),
        (f"<option value=1>{LAN}</option>", '<option value=1 lang="vi">Lan Ngọc</option>'),
        (f"<option>Ward {LAN}</option>", "<option>Ward Lan Ngọc</option>"),
        (
            f'<script type="application/json">{{"a": "{LAN}"}}</script>',
            '<script type="application/json">{"a": "Lan Ngọc"}</script>',
        ),
        (f"<!-- {LAN} --><p>{LAN}, {LAN}</p>", '<!-- Lan Ngọc --><p lang="vi">Lan Ngọc, Lan Ngọc</p>'),
        (f"<p>{OPEN}&lt;b&gt; {LAN}</p>", '<p>&lt;b&gt; <span lang="vi">Lan Ngọc</span></p>'),
        (f"1 < 2 {LAN}", '1 < 2 <span lang="vi">Lan Ngọc</span>'),
    ],
)
def test_a_mark_becomes_the_language_of_its_element_or_of_a_span(page: str, settled: str) -> None:
    assert settle(page) == settled
