"""Vietnamese text of old fonts to Unicode NFC: TCVN3 (TCVN 5712:1993, VN3) and VNI (VNI Windows), as Excel shows them.

Such text is stored as if it were Windows-1252: "NguyÔn V¨n" is Nguyễn Văn in TCVN3, "Nguyeãn Vaên" the same in VNI.
A whole column is judged, never a cell: one word alone often reads as both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from server.telling import tell

from .syllables import count_syllables


class Encoding(StrEnum):
    """How the letters of a column are written."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    UTF8_AS_1252 = "utf8_as_1252"  # UTF-8 bytes that a program took for Windows-1252


WORDS = {
    Encoding.UNICODE: "Unicode",
    Encoding.TCVN3: "TCVN3 (ABC)",
    Encoding.VNI: "VNI",
    Encoding.UTF8_AS_1252: tell("UTF-8 mở nhầm"),
}
TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc huyền hỏi ngã nặng

# TCVN 5712:1993, part VN3: positions A1 to FE; capitals with a tone are the small letters in a capital font.
_TCVN3_PLAIN = dict(zip("¡¢£¤¥¦§¨©ª«¬\u00ad®", "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))
_TCVN3_TONED = {
    "µ": "à", "¶": "ả", "·": "ã", "¸": "á", "¹": "ạ",
    "»": "ằ", "¼": "ẳ", "½": "ẵ", "¾": "ắ", "Æ": "ặ",
    "Ç": "ầ", "È": "ẩ", "É": "ẫ", "Ê": "ấ", "Ë": "ậ",
    "Ì": "è", "Î": "ẻ", "Ï": "ẽ", "Ð": "é", "Ñ": "ẹ",
    "Ò": "ề", "Ó": "ể", "Ô": "ễ", "Õ": "ế", "Ö": "ệ",
    "×": "ì", "Ø": "ỉ", "Ü": "ĩ", "Ý": "í", "Þ": "ị",
    "ß": "ò", "á": "ỏ", "â": "õ", "ã": "ó", "ä": "ọ",
    "å": "ồ", "æ": "ổ", "ç": "ỗ", "è": "ố", "é": "ộ",
    "ê": "ờ", "ë": "ở", "ì": "ỡ", "í": "ớ", "î": "ợ",
    "ï": "ù", "ñ": "ủ", "ò": "ũ", "ó": "ú", "ô": "ụ",
    "õ": "ừ", "ö": "ử", "÷": "ữ", "ø": "ứ", "ù": "ự",
    "ú": "ỳ", "û": "ỷ", "ü": "ỹ", "ý": "ý", "þ": "ỵ",
}  # fmt: skip
_TCVN3 = str.maketrans({**_TCVN3_PLAIN, **_TCVN3_TONED})

# VNI Windows: a letter, then a mark that carries the tone, or the breve or circumflex with it.
_VNI_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_pairs() -> dict[str, str]:
    pairs = {f"{base}{mark}": f"{base}{tone}" for base in "aeouy" for mark, tone in _VNI_MARKS.items()}
    pairs |= {f"{base}{mark}": f"{_VNI_SINGLE[base]}{tone}" for base in "ôö" for mark, tone in _VNI_MARKS.items()}
    pairs |= {f"a{mark}": f"ă{tone}" for mark, tone in _VNI_BREVE.items()}
    pairs |= {f"{base}{mark}": f"{base}\u0302{tone}" for base in "aeo" for mark, tone in _VNI_HAT.items()}
    small = {old: unicodedata.normalize("NFC", new) for old, new in {**pairs, **_VNI_SINGLE}.items()}
    # A capital's mark is a capital too, in some files a small letter.
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in small.items()}
    return {**small, **mixed, **{old.upper(): new.upper() for old, new in small.items()}}


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORD = re.compile(r"\S+")
_NO_LETTER = frozenset("\x81\x8d\x8f\x90\x9d")


def decode(text: str, encoding: Encoding) -> str:
    """The text in Unicode NFC. A letter beyond Latin-1 is none of an old font: such a cell was typed in Unicode."""
    if encoding in (Encoding.TCVN3, Encoding.VNI) and any(letter > "\u00ff" for letter in text):
        encoding = Encoding.UNICODE
    if encoding is Encoding.TCVN3:
        text = _decode_tcvn3(text)
    elif encoding is Encoding.VNI:
        text = _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)
    elif encoding is Encoding.UTF8_AS_1252:
        text = _undo_1252(text)
    return unicodedata.normalize("NFC", text)


def _decode_tcvn3(text: str) -> str:
    """A capital with a tone is coded as the small letter: among capitals it is a capital.

    In a word of two plain capitals or more that is sure; a shorter word goes with the rest of its cell.
    """
    words = [_plain(word) for word in text.split()]
    is_loud = any(len(word) > 1 for word in words) and all(word == word.upper() for word in words)

    def decode_word(found: re.Match[str]) -> str:
        plain, word = _plain(found[0]), found[0].translate(_TCVN3)
        return word.upper() if is_loud or (len(plain) > 1 and plain == plain.upper()) else word

    return _WORD.sub(decode_word, text)


def _plain(word: str) -> str:
    return "".join(letter for letter in word if letter.isascii() and letter.isalpha())


def _undo_1252(text: str) -> str:
    # Five bytes have no letter in Windows-1252; programs pass them through. Any other letter was typed in Unicode.
    try:
        raw = b"".join(bytes([ord(one)]) if one in _NO_LETTER else one.encode("cp1252") for one in text)
        return raw.decode("utf-8")
    except UnicodeError:
        return text


_TO_TCVN3 = {new: old for old, new in {**_TCVN3_PLAIN, **_TCVN3_TONED}.items()}
_TO_VNI = {new: old for old, new in sorted(_VNI.items(), key=lambda pair: pair[0] == pair[0].upper())}


def encode(text: str, encoding: Encoding) -> str:
    """Unicode text as an old font stores it: the way back, for tests and for sheets that must be read by old programs.

    TCVN3 has no capitals with a tone: they become the small letter, as the capital fonts want it.
    """
    text = unicodedata.normalize("NFC", text)
    if encoding is Encoding.TCVN3:
        return "".join(_TO_TCVN3.get(one) or _TO_TCVN3.get(one.lower(), one) for one in text)
    if encoding is Encoding.VNI:
        return "".join(_TO_VNI.get(one, one) for one in text)
    return text


@dataclass(frozen=True, slots=True)
class Judged:
    """The encoding of a column, and examples (before, after) where it changes anything."""

    encoding: Encoding
    examples: tuple[tuple[str, str], ...]


def judge_column(texts: Iterable[str], *, most: int = 400, examples: int = 3) -> Judged:
    """The encoding under which most words of the column read as Vietnamese; Unicode unless another is better."""
    told = [one for one in texts if not one.isascii()][:most]
    if not told:
        return Judged(Encoding.UNICODE, ())
    counts = {one: sum(count_syllables(decode(text, one)) for text in told) for one in Encoding}
    best = max(Encoding, key=lambda one: (counts[one], one is Encoding.UNICODE))
    # A column that reads as well as it stands is left alone, one that reads as nothing (codes) too.
    if best is not Encoding.UNICODE and counts[best] <= max(0, counts[Encoding.UNICODE] * 1.05):
        best = Encoding.UNICODE
    changed = ((text, decode(text, best)) for text in dict.fromkeys(told))
    shown = [pair for pair in changed if pair[0] != pair[1]] if best is not Encoding.UNICODE else []
    return Judged(best, tuple(shown[:examples]))
