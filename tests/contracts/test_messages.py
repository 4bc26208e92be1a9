"""Every text of the pages has its translation, with the same places for values, and the compiled file is of it."""

from __future__ import annotations

import re

import pytest

from server.translations.collect import TRANSLATED, files, lacking, read_translations

PLACES = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w+[^}]*\}")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_compiled(language: str) -> None:
    assert lacking(language) == [], "viết bản dịch trong messages.po, rồi chạy: make messages"
    for path, content in files(language).items():
        assert path.read_bytes() == content, f"{path.name} cũ hơn các trang: chạy make messages"


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_places_for_values(language: str) -> None:
    wrong = [
        text
        for text, told in read_translations(language).items()
        if isinstance(text, str) and sorted(PLACES.findall(text)) != sorted(PLACES.findall(told))
    ]
    assert wrong == []
