"""Every text of the pages has its translation, with the same places for values, and the compiled file is of it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import server
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


def test_what_people_are_told_is_collected_whole() -> None:
    """Words put together from pieces, or given as a value, would stay Vietnamese on an English page."""
    wrong = []
    for path in sorted(Path(server.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tell":
                is_whole = bool(node.args) and isinstance(node.args[0], ast.Constant)
                values = [one.value for one in node.keywords if one.arg is not None]
                if path.name != "telling.py" and not (is_whole and not any(map(_has_words, values))):
                    wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == [], "lời là một chuỗi trọn vẹn; phần chữ tiếng Việt trong giá trị cũng phải qua tell()"


def _has_words(value: ast.expr) -> bool:
    """Whether a value is made of Vietnamese words that the catalogue does not know."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "tell":
        return False
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and not value.value.isascii() and any(map(str.isalpha, value.value))
    return any(_has_words(one) for one in ast.iter_child_nodes(value) if isinstance(one, ast.expr))
