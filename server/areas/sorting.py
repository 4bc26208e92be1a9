"""Vietnamese alphabetical order as bytes, the same on every engine: letters first, then tones."""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_MARKED = {"\u0306": "ăa", "\u0302": "âaêeôo", "\u031b": "ơoưu"}
_ORDER = {letter: 10 + index for index, letter in enumerate(LETTERS)}


def sort_key(text: str, *, is_person: bool = False) -> bytes:
    """Bytes that compare as Vietnamese text does, numbers by value; people by given name (last word) first."""
    words = text.casefold().replace("ð", "đ").split()
    if is_person and len(words) > 1:
        words = [words[-1], *words[:-1]]
    letters, tones = bytearray(), bytearray()
    for word in words:
        if word.isascii() and word.isdigit():
            letters += _number(word)
            continue
        for letter, tone in _split(word):
            letters += letter
            tones.append(tone)
        letters.append(1)
    return bytes(letters) + b"\x00" + bytes(tones)


def _split(word: str) -> list[tuple[bytes, int]]:
    found: list[tuple[bytes, int]] = []
    base, tone = "", 0
    for char in unicodedata.normalize("NFD", word) + "\x00":
        if unicodedata.combining(char):
            tone = TONES.get(char, tone)
            pairs = _MARKED.get(char, "")
            base = next((pairs[i] for i in range(0, len(pairs), 2) if pairs[i + 1] == base), base)
            continue
        if base:
            found.append((_letter(base), tone))
        base, tone = char, 0
    return found


def _number(word: str) -> bytes:
    """A number by its value: Phường 2 stands before Phường 10."""
    digits = word.lstrip("0")
    return b"\x02" + bytes([min(len(digits), 255)]) + digits.encode() + b"\x01"


def _letter(char: str) -> bytes:
    order = _ORDER.get(char)
    if order is not None:
        return bytes([order])
    return b"\x02" + char.encode() if char.isdigit() else b"\x7f" + char.encode()
