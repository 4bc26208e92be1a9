"""Photos of forms, from the tablet to the quality page and the case, and away again with an erasure (R29, R30)."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from server.config import Config
from server.domain.quality import DAY, MOMENT, PHOTOS, score_cards
from server.services import photos
from server.services.maintenance import rebuild_node
from server.services.node import Node, open_node
from server.services.views.place_tree import read_tree
from server.services.views.quality import read_forms
from server.store.tables import Blob, Case, PhotoExif, Round
from tests.builders.photos import make_jpeg
from tests.integration.ingest.sender import Sender

from .test_figures_page import client_of, page

FIRST = "26506"
TABLET = ("samsung", "SM-T505")
SAME_SECOND = "2016:10:02 09:05:00"
IMAGES = {
    0: make_jpeg(SAME_SECOND, TABLET, body=b"a"),
    1: make_jpeg(SAME_SECOND, TABLET, body=b"b"),
    2: make_jpeg("2016:09:20 08:00:00", TABLET),
    3: make_jpeg("2016:10:02 15:00:00", TABLET),
    4: b"\xff\xd8 no photo",
}


@pytest.fixture(scope="module")
def seen(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sender]:
    """Five interviews of 2 October, each with a photo that has been looked into."""
    folder = tmp_path_factory.mktemp("photos") / "var"
    shutil.copytree(demo_template, folder)
    node = open_node(Config(var=folder))
    sender = Sender(node)
    for number, image in IMAGES.items():
        assert sender.send(sender.fill(number), ("house.jpg", image)).status == 201
    photos.sweep(node)
    yield sender
    node.close()


def cases_of(node: Node) -> dict[str, tuple[str, ...]]:
    """Cases by signal of the one enumerator's card."""
    round_id = node.read(lambda c: c.execute(select(Round.round_id)).scalar_one())
    with node.engines.read.connect() as connection:
        place = read_tree(connection, [FIRST]).root()
        assert place is not None
        (card,) = score_cards(read_forms(connection, round_id, place))
    return dict(card.cases)


def case_of(sender: Sender, number: int) -> str:
    return str(sender.households()[number].case_id)


def test_photos_of_another_day_and_of_one_second_name_their_forms(seen: Sender) -> None:
    found = cases_of(seen.node)
    assert set(found[MOMENT]) == {case_of(seen, 0), case_of(seen, 1)}
    assert found[DAY] == (case_of(seen, 2),)
    assert found[PHOTOS] == ()
    taken = dt.datetime(2016, 10, 2, 2, 5, tzinfo=dt.UTC)
    assert sorted((one.taken_at, one.camera) for one in seen.rows(PhotoExif))[1] == (taken, "samsung SM-T505")
    assert len(seen.rows(PhotoExif)) == 4


def test_the_case_says_when_and_with_what_and_marks_another_day(seen: Sender) -> None:
    with client_of(seen.node, "tinh") as client:
        told = [page(client, f"/ho-so/{case_of(seen, n)}").xpath("//*[contains(@class,'evid')]")[0] for n in (0, 2, 4)]
        texts = [one.text_content() for one in told]
        assert "Ảnh chụp lúc 09:05, 02/10/2016, máy samsung SM-T505" in texts[0]
        assert ["Khác ngày phỏng vấn" in one for one in texts] == [False, True, False]
        assert "Ảnh chụp lúc" not in texts[2]
        shown = page(client, f"/chat-luong/phieu?noi={FIRST}&nguoi={seen.device.actor_id}&dau-hieu={DAY}")
        assert shown.xpath("//main//h1")[0].text_content() == "1 phiếu"
        sent = page(client, shown.xpath("//main//table//a")[0].get("href"))
        assert "Khác ngày phỏng vấn" in sent.text_content()


def test_a_form_sent_again_days_later_keeps_the_photo_of_its_interview(demo_node: Node) -> None:
    sender = Sender(demo_node)
    first = sender.fill(0)
    sender.send(first, ("house.jpg", make_jpeg(SAME_SECOND, TABLET)))
    later = {"start": "2016-10-09T09:00:00.000+07:00", "end": "2016-10-09T09:20:00.000+07:00"}
    again = sender.fill(0, fields={**sender.fill(0).fields, **later, "returned_instance": first.instance_id})
    sender.send(again, ("house.jpg", make_jpeg(SAME_SECOND, TABLET)))
    photos.sweep(demo_node)
    assert cases_of(demo_node)[DAY] == ()
    assert [one.instance_id for one in sender.rows(Case) if one.instance_id] == [again.instance_id]


def test_what_a_photo_says_goes_with_it_and_a_rebuild_keeps_the_rest(demo_node: Node) -> None:
    sender = Sender(demo_node)
    for number in (0, 2):
        sender.send(sender.fill(number), ("house.jpg", IMAGES[number]))
    photos.sweep(demo_node)
    late = sender.fill(3)
    sender.send(late, ("house.jpg", IMAGES[3]))
    first, second, unseen = sender.records("media.received")
    sender.erase(first)
    sender.erase(unseen)
    photos.sweep(demo_node)
    (row,) = sender.rows(PhotoExif)
    assert row.taken_at == dt.datetime(2016, 9, 20, 1, 0, tzinfo=dt.UTC)
    assert all(one.examined_at is not None for one in sender.rows(Blob))
    rebuild_node(demo_node, lambda _done, _total: None)
    assert [one.sha256 for one in sender.rows(PhotoExif)] == [row.sha256]
    assert second.payload is not None and row.sha256.encode() in second.payload


def test_a_file_that_is_gone_from_the_disk_stops_no_other(demo_node: Node) -> None:
    sender = Sender(demo_node)
    sender.send(sender.fill(0), ("house.jpg", IMAGES[0]))
    sender.send(sender.fill(2), ("house.jpg", IMAGES[2]))
    demo_node.blobs.remove(min(one.sha256 for one in sender.rows(Blob)))
    photos.sweep(demo_node)
    assert len(sender.rows(PhotoExif)) == 1
    assert [one for one in sender.rows(Blob) if one.examined_at is None] == []
