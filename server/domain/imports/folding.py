"""Text as people mean it: case, tone marks and spaces aside. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_REST = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case letters without marks and digits, words parted by one space; both Đ and the Ð typed for it are d."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("ð", "d"))
    return _REST.sub(" ", "".join(one for one in plain if not unicodedata.combining(one))).strip()


def tidy(text: str) -> str:
    """NFC, the D typed for Đ set right, no double or hard spaces."""
    return " ".join(unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ").split())
