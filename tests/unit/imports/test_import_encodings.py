"""Old fonts to Unicode: the whole alphabet there and back, columns judged right, Unicode never touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.demo.names import FAMILY, GIVEN, MIDDLE
from server.domain.imports.encodings import Encoding, decode, encode, judge_column

ONSETS = ("", "b", "ch", "đ", "g", "h", "kh", "l", "m", "ngh", "nh", "ph", "qu", "s", "th", "tr", "v", "x")
RHYMES = (
    "a",
    "ăn",
    "âm",
    "ang",
    "e",
    "ê",
    "i",
    "iên",
    "o",
    "ô",
    "ông",
    "ơi",
    "u",
    "ư",
    "ương",
    "ươu",
    "oai",
    "uyên",
    "y",
)
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
FAMILIES = [one for group in FAMILY.values() for one in group]
NAMES = st.builds(
    lambda *words: " ".join(words),
    st.sampled_from(FAMILIES),
    st.sampled_from([one for group in MIDDLE.values() for one in group]),
    st.sampled_from([one for group in GIVEN.values() for one in group]),
)


def syllable(onset: str, rhyme: str, tone: str) -> str:
    """A syllable with its tone on the first vowel of the rhyme."""
    return unicodedata.normalize("NFC", f"{onset}{rhyme[0]}{tone}{rhyme[1:]}")


SYLLABLES = st.builds(syllable, st.sampled_from(ONSETS), st.sampled_from(RHYMES), st.sampled_from(TONES))


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
@settings(deadline=None)
@given(words=st.lists(SYLLABLES, min_size=1, max_size=5))
def test_small_letters_survive_the_way_there_and_back(encoding: Encoding, words: list[str]) -> None:
    text = " ".join(words)
    assert decode(encode(text, encoding), encoding) == text


@settings(deadline=None)
@given(words=st.lists(SYLLABLES, min_size=1, max_size=5))
def test_capitals_survive_vni(words: list[str]) -> None:
    text = " ".join(words).upper()
    assert decode(encode(text, Encoding.VNI), Encoding.VNI) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("NGUYÔN THÞ H¦êNG", "NGUYỄN THỊ HƯỜNG"),
        ("Hå Ngäc An", "Hồ Ngọc An"),
        ("Lª", "Lê"),
        ("Vò Thanh TïNG", "Vũ Thanh TÙNG"),
    ],
)
def test_tcvn3_has_no_capitals_with_a_tone_among_capitals_they_are_meant(old: str, new: str) -> None:
    assert decode(old, Encoding.TCVN3) == new


@settings(deadline=None)
@given(names=st.lists(NAMES, min_size=5, max_size=20))
def test_a_column_is_judged_by_its_letters(names: list[str]) -> None:
    if all(name.isascii() for name in names):
        return
    for encoding in (Encoding.UNICODE, Encoding.TCVN3, Encoding.VNI):
        assert judge_column([encode(name, encoding) for name in names]).encoding is encoding


@settings(deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=5))
def test_what_is_unicode_already_is_only_composed(names: list[str]) -> None:
    for name in names:
        loose = unicodedata.normalize("NFD", name)
        assert decode(loose, Encoding.UNICODE) == name


def test_a_cell_typed_in_unicode_into_an_old_column_stays() -> None:
    assert decode("Trần Thị Hạnh", Encoding.TCVN3) == "Trần Thị Hạnh"
    assert decode("TrÇn ThÞ H¹nh", Encoding.TCVN3) == "Trần Thị Hạnh"


def test_utf8_that_was_taken_for_another_encoding_comes_back() -> None:
    wrong = "".join(bytes([one]).decode("cp1252", "ignore") or chr(one) for one in "Nguyễn Văn Đức".encode())
    judged = judge_column([wrong])
    assert (judged.encoding, judged.examples) == (Encoding.UTF8_AS_1252, ((wrong, "Nguyễn Văn Đức"),))


@pytest.mark.parametrize("code", ["BĐ/42", "HĐ-7", "ĐƠN-1/QĐ"])
def test_codes_with_letters_beyond_latin_are_left_as_they_stand(code: str) -> None:
    assert [decode(code, one) for one in Encoding] == [code] * len(Encoding)
    assert judge_column([code]).encoding is Encoding.UNICODE
