"""What people wrote is Vietnamese on every page: where the page speaks another language, it is marked as such.

Names, places, titles and comments reach a page as plain text; the words of the software reach it through the
catalogue. So a page in another language knows the one from the other: while it is written, plain text with Vietnamese
letters is put between two signs (`mark`), and the finished page turns them into `lang="vi"` (`settle`), for who has a
page read aloud (WCAG 3.1.2). Inside attributes, titles and scripts, which cannot say their language, the signs go.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "\ue000", "\ue001"
LETTERS = re.compile(
    "[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea"
    "\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af"
    "\u01b0\u1ea0-\u1ef9]"
)
_PART = re.compile(r"""<!--.*?-->|</?[a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+|<""", re.DOTALL)
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)")
_SPOKEN = re.compile(r"\s(?:lang|aria-label|aria-description|title|placeholder|alt|label)=")
_RUN = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_LETTER = re.compile(r"[^\W\d_]")
# What holds text and no elements.
_PLAIN = ("title", "script", "style", "textarea", "option")


def mark(text: str) -> str:
    """Plain text as it goes into a page of another language; text that is marked already stays."""
    return f"{OPEN}{text}{CLOSE}" if LETTERS.search(text) and OPEN not in text else text


def unmarked(text: str) -> str:
    """The text alone."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def settle(page: str) -> str:
    """A finished page with its marks turned into `lang="vi"`: of the element that holds nothing else, or of a span."""
    if OPEN not in page:
        return page
    parts = _PART.findall(page)
    within = ""
    for number, part in enumerate(parts):
        if part.startswith("<"):
            tag = _TAG.match(part)
            within = "" if tag is None or part.startswith("</") else tag[1].lower()
            if OPEN in part:
                parts[number] = unmarked(part)
        elif OPEN in part:
            is_alone = not _LETTER.search(_RUN.sub("", part)) and parts[number + 1 : number + 2] == [f"</{within}>"]
            if is_alone and within not in ("script", "style", "title") and not _SPOKEN.search(parts[number - 1]):
                parts[number - 1] = f'{parts[number - 1][:-1]} lang="vi">'
                parts[number] = unmarked(part)
            else:
                parts[number] = unmarked(part) if within in _PLAIN else _RUN.sub(r'<span lang="vi">\1</span>', part)
    return unmarked("".join(parts))  # a sign that somebody typed herself has no partner
