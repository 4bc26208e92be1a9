"""How alike two Vietnamese names are: as written, without marks, as they sound. Pure.

Names repeat in every village and differ by one mark (Lan, Lân, Loan are three people), so a ratio of letters alone
says little: what is written alike comes first, then what sounds alike, letters last.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from server.domain.imports.folding import fold

SAME, UNMARKED, TONE, SOUND, MARKS, SHORTER = 100, 97, 96, 94, 92, 90
# Letters alone are never more than this, however few of them differ.
MOST_BY_LETTERS = 89
# Hỏi and ngã are one tone in the south, and mistaken for each other everywhere.
_HOOK, _TILDE = "\u0309", "\u0303"
_ONSETS = (("ngh", "ng"), ("gh", "g"), ("gi", "d"), ("tr", "ch"), ("k", "c"), ("s", "x"), ("v", "d"))
_CODAS = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))
_WORDS = re.compile(r"\s+")


@lru_cache(maxsize=131_072)
def sound(name: str) -> tuple[str, ...]:
    """Syllables as a southern ear hears them, marks aside: `Trịnh Vy` and `Chịn Di` are one."""
    return tuple(_hear(one) for one in fold(name).split())


def likeness(one: str, other: str) -> int:
    """0 to 100; from `SHORTER` on the two sound alike or one leaves a middle name out, below it letters are alike."""
    if not one.strip() or not other.strip():
        return 0
    first, second = _written(one), _written(other)
    if first == second:
        return SAME
    if fold(one) == fold(other):
        if _is_plain(one) or _is_plain(other):
            return UNMARKED
        return TONE if _without_tilde(first) == _without_tilde(second) else MARKS
    heard, also = sound(one), sound(other)
    if heard == also:
        return SOUND
    if _leaves_out(heard, also) or _leaves_out(also, heard):
        return SHORTER
    return min(MOST_BY_LETTERS, round(fuzz.ratio(fold(one), fold(other))))


@lru_cache(maxsize=131_072)
def _written(name: str) -> tuple[tuple[str, str], ...]:
    """Each syllable as its letters and its marks: hoà and hòa are the same."""
    return tuple(_part(word) for word in _WORDS.split(name.strip().casefold().replace("ð", "đ")))


def _part(word: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFD", word)
    marks = "".join(sorted(one for one in plain if unicodedata.combining(one)))
    return "".join(one for one in plain if not unicodedata.combining(one)), marks


def _without_tilde(written: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((letters, "".join(sorted(marks.replace(_TILDE, _HOOK)))) for letters, marks in written)


def _is_plain(name: str) -> bool:
    """Typed on a keyboard without Vietnamese."""
    return name.isascii()


def _hear(syllable: str) -> str:
    for written, heard in _ONSETS:
        if syllable.startswith(written) and len(syllable) > len(written):
            syllable = heard + syllable[len(written) :]
            break
    for written, heard in _CODAS:
        if syllable.endswith(written) and len(syllable) > len(written):
            syllable = syllable[: -len(written)] + heard
            break
    return syllable.replace("y", "i")


def _leaves_out(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Family and given name alike, and every middle name of the shorter stands in the longer, in order."""
    if not 2 <= len(short) < len(long) or (long[0], long[-1]) != (short[0], short[-1]):
        return False
    rest = iter(long[1:-1])
    return all(one in rest for one in short[1:-1])
