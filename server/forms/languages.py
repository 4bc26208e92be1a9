"""Languages of a province beside Vietnamese and English: words and recordings of key questions as data (R10).

`xlsforms/languages/<code>/language.yaml` has the name the tablet shows, words of facts (`facts`), of choices
(`choices`) and of questions that are no facts (`forms`); `audio/<fact>.mp3` and `audio/<form id>.<question>.mp3` are
recordings. What has no words is read in Vietnamese.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from server.domain.facts import FactDictionary, load_facts
from server.domain.yaml_reading import read_yaml
from server.errors import Problem
from server.telling import Told, tell

from .questions import EN, VI, Row

LANGUAGES = Path(__file__).parents[2] / "xlsforms" / "languages"
AUDIO = "audio"
_SUFFIXES = (".mp3", ".m4a", ".ogg", ".wav")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SUFFIX, _SOUND = f"::{VI}", "media::audio::"
_YES_NO: dict[Any, str] = {True: "yes", False: "no"}  # how YAML reads these codes without quotes


@dataclass(frozen=True, slots=True)
class Recording:
    """One audio file under the name it has on a tablet; `key` as the words' keys, `<form id>.<question>` or a fact."""

    key: str
    name: str
    md5: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `words` by fact, or `<form id>.<question>`; `choices` by (list, code)."""

    code: str
    name: str
    words: dict[str, str]
    choices: dict[tuple[str, str], str]
    recordings: tuple[Recording, ...]

    @property
    def column(self) -> str:
        """How a sheet's columns name it."""
        return f"{self.name} ({self.code})"


def load_languages(folder: Path = LANGUAGES) -> tuple[Language, ...]:
    """Every language of the folder by code; Problem LANG-001 names what is wrong and where."""
    return tuple(_load(path.parent) for path in sorted(folder.glob("*/language.yaml")))


def find_recording(name: str, md5: str, folder: Path = LANGUAGES) -> bytes | None:
    """The bytes of a recording a form was published with; None where this node has no such file, or another."""
    code, _, file = name.partition("_")
    path = folder / code / AUDIO / file
    if not _CODE.fullmatch(code) or "/" in file or not path.is_file():
        return None
    stat = path.stat()
    return path.read_bytes() if _md5(path, stat.st_mtime_ns, stat.st_size) == md5 else None


def translated(form_id: str, sheets: dict[str, list[Row]], languages: Iterable[Language]) -> dict[str, list[Row]]:
    """The sheets with the columns of each language; Problem LANG-002 for words of a question the form does not ask."""
    survey, choices = sheets["survey"], sheets["choices"]
    for one in languages:
        _check_asked(form_id, survey, one)
        survey = [_add(row, one, _words_of(form_id, row, one.words)) for row in survey]
        recorded = {recording.key: recording.name for recording in one.recordings}
        survey = [_audio(row, one, _words_of(form_id, row, recorded)) for row in survey]
        choices = [_add(row, one, one.choices.get((row["list_name"], row["name"]), "")) for row in choices]
    return sheets | {"survey": survey, "choices": choices}


def recordings_of(survey: list[Row], languages: Iterable[Language]) -> tuple[dict[str, str], ...]:
    """The manifest's entries of the recordings a form plays."""
    return tuple(
        {"name": recording.name, "type": AUDIO, "md5": recording.md5}
        for one in languages
        for recording in one.recordings
        if any(row.get(f"{_SOUND}{one.column}") == recording.name for row in survey)
    )


def _words_of(form_id: str, row: Row, words: dict[str, str]) -> str:
    own = words.get(f"{form_id}.{row.get('name', '')}", "")
    return own or words.get(row.get("bind::rasoat:fact", ""), "")


def _add(row: Row, language: Language, words: str) -> Row:
    """Every text of the row once more; the label in the language's words where there are any."""
    told = {
        key.removesuffix(_SUFFIX): text
        for key, text in row.items()
        if key.endswith(_SUFFIX) and not key.startswith(_SOUND)
    }
    if words and "label" in told:
        told["label"] = words
    return row | {f"{key}::{language.column}": text for key, text in told.items()}


def _audio(row: Row, language: Language, name: str) -> Row:
    """The recording, from the Vietnamese and the English form too: the engine refuses what its default language lacks.

    Of several languages these two play the first one's.
    """
    if not name:
        return row
    return {f"{_SOUND}{VI}": name, f"{_SOUND}{EN}": name} | row | {f"{_SOUND}{language.column}": name}


def _check_asked(form_id: str, survey: list[Row], language: Language) -> None:
    keys = [*language.words, *(one.key for one in language.recordings)]
    asked = {row.get("name") for row in survey}
    for form, _, question in (key.partition(".") for key in keys):
        if form == form_id and question and question not in asked:
            raise Problem(
                "LANG-002",
                409,
                tell(
                    "Ngôn ngữ {name}: {form_id} không có câu “{question}”.",
                    name=language.name,
                    form_id=form_id,
                    question=question,
                ),
                tell("Sửa tên câu theo tệp biểu mẫu, hoặc bỏ dòng đó."),
            )


# --- reading ------------------------------------------------------------------------------------------------


def _load(folder: Path) -> Language:
    data, where, facts = read_yaml(folder / "language.yaml"), f"languages/{folder.name}", load_facts()
    known = {"name", "facts", "choices", "forms"}
    if not _CODE.fullmatch(folder.name):
        raise _wrong(
            tell("{where}: mã “{name}” không phải mã ngôn ngữ", where=where, name=folder.name),
            tell("Đặt tên thư mục như jra hoặc cjm."),
        )
    if not isinstance(data, dict) or set(data) - known or not _is_text(data.get("name")):
        raise _wrong(
            tell("{where}: thiếu name hoặc có khóa lạ", where=where),
            tell("Các khóa: {known}.", known=", ".join(sorted(known))),
        )
    words = {key: _text(text, f"{where}, facts.{key}") for key, text in _mapping(data, "facts", where).items()}
    _check_facts(words, facts, where)
    for form_id, own in _mapping(data, "forms", where).items():
        for name in _mapping({form_id: own}, form_id, where):
            words[f"{form_id}.{name}"] = _text(own[name], f"{where}, forms.{form_id}.{name}")
    return Language(folder.name, data["name"], words, _choices(data, facts, where), _recordings(folder, facts, where))


def _choices(data: dict[str, Any], facts: FactDictionary, where: str) -> dict[tuple[str, str], str]:
    pools = (*facts.household.values(), *facts.member.values())
    known = {(fact.list_name, choice.code) for fact in pools for choice in fact.choices}
    found: dict[tuple[str, str], str] = {}
    lists = _mapping(data, "choices", where)
    for name in lists:
        for written, text in _mapping(lists, name, where).items():
            code = _YES_NO.get(written, written)
            if (name, code) not in known:
                raise _wrong(
                    tell("{where}: danh mục {name} không có mã “{code}”", where=where, name=name, code=code),
                    tell("Sửa theo facts.yaml."),
                )
            found[name, code] = _text(text, f"{where}, choices.{name}.{code}")
    return found


def _recordings(folder: Path, facts: FactDictionary, where: str) -> tuple[Recording, ...]:
    files = sorted((folder / AUDIO).glob("*"))
    strange = [one.name for one in files if one.suffix not in _SUFFIXES]
    if strange:
        raise _wrong(
            tell("{where}, audio: {strange} không phải tệp âm thanh", where=where, strange=strange[0]),
            tell("Dùng {suffixes}.", suffixes=", ".join(_SUFFIXES)),
        )
    _check_facts([one.stem for one in files if "." not in one.stem], facts, f"{where}, audio")
    return tuple(
        Recording(one.stem, f"{folder.name}_{one.name}", _md5(one, one.stat().st_mtime_ns, one.stat().st_size))
        for one in files
    )


@lru_cache(1024)
def _md5(path: Path, changed_ns: int, size: int) -> str:  # noqa: ARG001 — a file that changed is read again
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _check_facts(names: Iterable[str], facts: FactDictionary, where: str) -> None:
    for name in names:
        if name not in facts.household and name not in facts.member:
            raise _wrong(
                tell("{where}: từ điển không có mục “{name}”", where=where, name=name), tell("Sửa tên theo facts.yaml.")
            )


def _mapping(data: dict[str, Any], key: str, where: str) -> dict[str, Any]:
    found = data.get(key) or {}
    if not isinstance(found, dict):
        raise _wrong(
            tell("{where}, {key}: “{found}” không phải khóa: giá trị", where=where, key=key, found=found),
            tell("Viết mỗi dòng một khóa: chữ."),
        )
    return found


def _text(value: object, at: str) -> str:
    if not _is_text(value):
        raise _wrong(
            tell("{at}: “{value}” không phải chữ", at=at, value=value), tell("Ghi lời của câu hỏi, trong ngoặc kép.")
        )
    return str(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _wrong(what: Told, remedy: Told) -> Problem:
    return Problem("LANG-001", 500, tell("{what}.", what=what), remedy)
