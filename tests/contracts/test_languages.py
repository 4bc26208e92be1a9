"""Who reads English reads English: no Vietnamese on a page but what people wrote, and that is marked as Vietnamese."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.config import Config
from server.services.node import Node, open_node
from server.services.people_sessions import start_session
from server.translations.collect import TRANSLATED, read_translations
from server.web.access_table import ROUTES
from server.web.catalogue import COOKIE as LANGUAGE
from server.web.frame import COOKIE
from server.web.marking import LETTERS
from tests.builders.access_world import World, build_world
from tests.builders.lively_node import IN_SHEETS, enliven
from tests.builders.spoken_pages import Data, Piece, read_pieces
from tests.integration.ingest.sender import Sender

# Sheets for families and for the files of an office are Vietnamese, whoever prints them.
DOCUMENTS = {"explanation", "pack_paper", "pack_cases"}
FILES = tuple(f"/so-lieu/tep/csv?bang={one}" for one in ("hang", "bien-dong", "nhom", "chi-so"))
PROJECT = ["Rà soát"]  # as a tablet calls it
HOW = "Print this page with Ctrl+P on A4."
_DAY = re.compile(r"\b\d\d/\d\d(?:/\d{4})?\b")
_POINTS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?![\d.])")
_COMMAS = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH = re.compile(r"\b(?:the|of|and|is|are|was|were|not|with|for|this|that|has|have|from)\b", re.IGNORECASE)


Pages = dict[str, list[Piece]]


class Told(NamedTuple):
    """What every page says, by endpoint or address, in both languages; the words people wrote, also in lists."""

    english: Pages
    vietnamese: Pages
    files: dict[str, str]
    data: Data
    with_lists: Data


@pytest.fixture(scope="module")
def node(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A copy of the demo for this module."""
    folder = tmp_path_factory.mktemp("languages") / "var"
    shutil.copytree(demo_template, folder)
    one = open_node(Config(var=folder))
    yield one
    one.close()


@pytest.fixture(scope="module")
def told(node: Node) -> Told:
    """Every route that GET answers, and more pages of a node on which something of everything has happened."""
    extra, world = enliven(node), build_world(node)
    app = create_app(node)
    app.config["WTF_CSRF_ENABLED"] = False
    addresses = {**_addresses(app, world, "GET"), **{one: one for one in extra}}
    session = world.sessions["administrator", "province"]
    enumerator = start_session(node, Sender(node).device.actor_id)
    reader = _client(app, session, "en")
    files = {one: reader.get(one).data.decode("utf-8-sig") for one in FILES}
    english, vietnamese = (
        {
            **_read(_client(app, session, one), addresses),
            **_read(_client(app, enumerator, one), {"her own work": "/viec-cua-toi"}),
            **_read(_client(app, "", one), {"the way in": "/dang-nhap"}),
        }
        for one in ("en", "vi")
    )
    sent = _addresses(app, world, "POST")
    del sent["sign_out"]
    refused = {f"sent empty: {name}": one for name, one in _read(_client(app, session, "en"), sent, "POST").items()}
    return Told({**english, **refused}, vietnamese, files, Data(node, PROJECT), Data(node, IN_SHEETS))


def _client(app: Flask, session: str, language: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, session)
    client.set_cookie(LANGUAGE, language)
    return client


def _read(client: FlaskClient, addresses: dict[str, str], method: str = "GET") -> Pages:
    found = {name: client.open(address, method=method) for name, address in addresses.items()}
    assert [name for name, answer in found.items() if answer.status_code >= 500] == []
    return {name: read_pieces(answer.text) for name, answer in found.items() if answer.mimetype == "text/html"}


def _addresses(app: Flask, world: World, method: str) -> dict[str, str]:
    """Every route that answers a method, with the values of the world."""
    build = app.url_map.bind("localhost").build
    return {
        rule.endpoint.removeprefix("web."): build(
            rule.endpoint, world.path_values(rule.endpoint, rule.arguments), method=method
        )
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint in ROUTES and "static" not in rule.endpoint
    }


def test_an_english_page_has_no_vietnamese_but_what_people_wrote_and_that_is_marked(told: Told) -> None:
    wrong: dict[str, str] = {}
    for name, pieces in told.english.items():
        data = told.with_lists if name.startswith("/nhap-du-lieu/") else told.data
        for piece in pieces if name not in DOCUMENTS else ():
            if not _is_right(piece, data):
                wrong.setdefault(f"{piece.place} [{piece.language}]: {piece.text}", name)
    assert not wrong, "\n".join(f"{name}: {text}" for text, name in wrong.items())


def _is_right(piece: Piece, data: Data) -> bool:
    """Marked Vietnamese is wholly of people; elsewhere there is none, or in one piece with English only theirs."""
    if not LETTERS.search(piece.text):
        return True
    if piece.language == "vi":
        return not _LETTER.search(data.taken_out(piece.text))
    return piece.is_whole and not LETTERS.search(data.taken_out(piece.text))


def test_a_table_as_a_file_is_english_too(told: Told) -> None:
    left = {name: told.data.taken_out(text) for name, text in told.files.items()}
    assert [name for name, text in left.items() if LETTERS.search(text)] == []
    assert "Poor household, national standard" in told.files[FILES[2]] and "Health insurance" in told.files[FILES[3]]


@pytest.mark.parametrize(
    ("text", "language", "is_whole", "is_right"),
    [
        ("Hộ nghèo", "en", False, False),
        ("Hộ nghèo", "vi", False, False),
        ("Nghèo", "vi", False, False),
        ("Poor household", "en", False, True),
        ("Phường 1", "en", False, False),
        ("Phường 1", "vi", False, True),
        ("Phường 1, 26506", "vi", False, True),
        ("Household in Phường 1", "vi", False, False),
        ("Household in Phường 1", "en", True, True),
        ("Hộ ở Phường 1", "en", True, False),
    ],
)
def test_the_proof_can_fail(told: Told, text: str, language: str, *, is_whole: bool, is_right: bool) -> None:
    assert _is_right(Piece(text, language, "p", is_whole), told.data) is is_right


def test_a_sheet_for_a_family_is_vietnamese_and_the_line_above_it_is_the_readers(told: Told) -> None:
    for name in DOCUMENTS:
        english, vietnamese = told.english[name], told.vietnamese[name]
        assert [one.text for one in english if one.language != "vi"][-1:] == [HOW], name
        below = [one.text for one in english if one.language == "vi"]
        assert len(below) > 10 and set(below) < {one.text for one in vietnamese}, name


def test_a_vietnamese_page_has_no_english_sentence(told: Told) -> None:
    wrong = {
        f"{name}: {piece.text}"
        for name, pieces in told.vietnamese.items()
        for piece in pieces
        if piece.language != "en" and len(_ENGLISH.findall(piece.text)) > 1
    }
    assert wrong == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_vietnamese_on_one_side_and_not_on_the_other(language: str) -> None:
    known = read_translations(language)
    assert [one for one in map(str, known.values()) if LETTERS.search(one)] == []
    assert [one for one in map(str, known) if len(_ENGLISH.findall(one)) > 1] == []


def test_numbers_and_days_are_written_as_the_readers_language_writes_them(told: Told) -> None:
    """No English page has a day such as 27/11/2026 or a number such as 1.234, no Vietnamese one such as 1,234."""
    sides = ((told.english, "vi", _DAY), (told.english, "vi", _POINTS), (told.vietnamese, "en", _COMMAS))
    wrong = {
        f"{name}: {piece.text}"
        for pages, other, sign in sides
        for name, pieces in pages.items()
        for piece in pieces
        if name not in DOCUMENTS and piece.language != other and sign.search(piece.text)
    }
    assert wrong == set()


def test_a_year_of_the_law_is_written_as_a_year(told: Told) -> None:
    for pages in (told.english, told.vietnamese):
        texts = [piece.text for piece in pages["/goi/vn_2016"]]
        assert "1986" in texts and not {"1,986", "1.986"} & set(texts)
