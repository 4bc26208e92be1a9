"""Does a word read as a Vietnamese syllable? Good enough to tell encodings apart, not a dictionary. Pure."""

from __future__ import annotations

import re
import unicodedata

_TONES = str.maketrans("", "", "\u0301\u0300\u0309\u0303\u0323")
_ONSET = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx]"
_RHYME = (
    "iêu|yêu|oai|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|uyê|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|yê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu|"
    "[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RHYME})(?:ch|ng|nh|[cmnpt])?")
_WORD = re.compile(r"[^\W\d_]+")


def is_syllable(word: str) -> bool:
    """Whether a word in NFC reads as one Vietnamese syllable."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return _SYLLABLE.fullmatch(plain) is not None


def count_syllables(text: str) -> int:
    """Syllables with a mark of Vietnamese in them, less the words with one that read as nothing.

    Signs that stand for letters of an old font break a word's shape: such a word counts against its reading.
    """
    count = 0
    for word in text.split():
        letters = word.strip("0123456789.,;:()/-\"'")
        if letters.isascii():
            continue
        count += 1 if _WORD.fullmatch(letters) and is_syllable(letters) else -1
    return count
