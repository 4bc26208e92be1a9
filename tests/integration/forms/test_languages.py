"""A language of a province on the real engine: words, choices and recordings as data; none is shipped (R10)."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from pyxform.xls2xform import convert

from forms.conftest import Open
from forms.tablet import CHOICES, answers, household, member
from server.errors import Problem
from server.forms.build import build_household_review
from server.forms.languages import LANGUAGES, find_recording, load_languages
from server.forms.read import compile_form
from server.forms.spec import BuiltForm, RoundSpec
from server.standards.packs import PackStore
from tests.builders.forms import publish_form
from tests.builders.serving import Running
from tests.clients.javarosa import Engine

NAME = "Tiếng thử (art)"
YAML = """
name: Tiếng thử
facts: {respondent: Abu mira?, has_insurance: Kele tosa?}
choices: {yes_no: {yes: Iyo, no: Dele}}
forms: {household_review: {n_notice: Sora luma.}}
"""
SOUND = b"ID3 a recording made by a test"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A registry with one language, whose words and sound a test made up."""
    return write_language(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltForm:
    """The form in that language; a folder of the same content makes the same one."""
    return build_in(write_language(tmp_path_factory.mktemp("built")))


def write_language(within: Path) -> Path:
    """The registry's folder."""
    audio = within / "languages" / "art" / "audio"
    audio.mkdir(parents=True)
    (audio / "respondent.mp3").write_bytes(SOUND)
    (audio / "household_review.n_notice.mp3").write_bytes(SOUND + b"2")
    (audio.parent / "language.yaml").write_text(YAML, "utf-8")
    return audio.parents[1]


def build_in(folder: Path) -> BuiltForm:
    """Phiếu B of a training round, in the languages of the folder."""
    standard = PackStore().round_standard(CHOICES["declared_income"])
    spec = RoundSpec("R", "Thử", True, dt.date(2018, 9, 1), (standard,), True)
    return build_household_review(replace(spec, languages=load_languages(folder)))


def test_nothing_invented_is_shipped() -> None:
    assert load_languages() == ()
    assert LANGUAGES.name == "languages"


def test_words_are_seen_in_the_language_and_what_has_none_is_read_in_vietnamese(
    built: BuiltForm, opened: Open, engine: Engine
) -> None:
    media = opened([household()], [member(1)], form=built)
    engine.load(media.parent / "form.xml", media, language=NAME)
    engine.new(clock="2018-09-20T08:30:00+07:00")
    assert engine.fill(answers(1)) == []
    seen = {one["name"]: one["label"] for one in engine.visible()}
    assert (seen["n_notice"], seen["respondent"]) == ("Sora luma.", "Abu mira?")
    assert seen["m_has_insurance[1]"] == "Kele tosa?"
    assert seen["interpreter"] == "Có người phiên dịch"
    compiled = compile_form(built.xml)
    assert compiled.check(compiled.read(engine.finalize().encode())) == []


def test_every_text_choice_and_sound_is_there_in_three_languages(built: BuiltForm) -> None:
    form = etree.fromstring(built.xml)
    texts = {
        one.get("lang"): {
            (text.get("id"), value.get("form")): "".join(map(str, value.itertext())).strip() + "…" * len(value)
            for text in one
            for value in text
        }
        for one in form.iter("{*}translation")
    }
    assert list(texts) == ["Tiếng Việt (vi)", "English (en)", NAME]
    sounds = {language: {key for key in one if key[1] == "audio"} for language, one in texts.items()}
    # The engine refuses a sound that its default language lacks: it may be played from any of them.
    assert [len(one) for one in sounds.values()] == [2, 2, 2]
    plain = [{key for key in one if key[1] != "audio"} for one in texts.values()]
    assert plain[0] == plain[1] == plain[2]
    assert [text for text in texts[NAME].values() if text in ("", "-")] == []
    assert {"Iyo", "Dele"} <= set(texts[NAME].values())
    assert {one["name"] for one in built.media if one["type"] == "audio"} == {
        "art_respondent.mp3", "art_household_review.n_notice.mp3",
    }  # fmt: skip
    warnings = convert(io.BytesIO(built.xlsx), file_type=".xlsx", validate=False).warnings
    assert warnings == []


def test_a_form_in_another_language_is_another_version(built: BuiltForm, tmp_path: Path) -> None:
    assert built.form_version != build_in(tmp_path / "none").form_version


def test_a_recording_is_served_as_it_was_published_and_not_listed_where_it_is_missing(
    running: Running, built: BuiltForm, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_form(running.node, built.form_id, built.form_version, built.xml, built.media, built.title)
    monkeypatch.setattr("server.openrosa.phones.find_recording", lambda name, md5: find_recording(name, md5, folder))
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    media = tablet.blank("household_review").media
    assert (media / "art_respondent.mp3").read_bytes() == SOUND
    (folder / "art" / "audio" / "respondent.mp3").write_bytes(b"another take")
    other = running.tablet(tmp_path / "other")
    other.sync()
    assert not (other.blank("household_review").media / "art_respondent.mp3").exists()
    assert (other.blank("household_review").media / "art_household_review.n_notice.mp3").exists()


@pytest.mark.parametrize(
    ("code", "old", "new", "told"),
    [
        ("LANG-001", "respondent:", "respondant:", "respondant"),
        ("LANG-001", "yes: Iyo", "yep: Iyo", "yep"),
        ("LANG-001", "name: Tiếng thử", "title: Tiếng thử", "name"),
        ("LANG-001", "Abu mira?", "''", "facts.respondent"),
        ("LANG-002", "n_notice: Sora", "n_notise: Sora", "n_notise"),
    ],
)
def test_a_mistake_is_told_with_its_place(folder: Path, code: str, old: str, new: str, told: str) -> None:
    path = folder / "art" / "language.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Problem, match=f"{code}.*{told}"):
        build_in(folder)


@pytest.mark.parametrize("name", ["respondant.mp3", "respondent.txt"])
def test_a_recording_of_nothing_or_of_no_sound_is_refused(folder: Path, name: str) -> None:
    (folder / "art" / "audio" / name).write_bytes(b"x")
    with pytest.raises(Problem, match="LANG-001"):
        load_languages(folder)


def test_a_recordings_name_cannot_leave_its_folder(folder: Path) -> None:
    (folder / "secret.mp3").write_bytes(b"x")
    assert find_recording("art_../../secret.mp3", "9dd4e461268c8034f5c8564e155c67a6", folder) is None
