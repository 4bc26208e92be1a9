"""What a photo says of itself is read where it can be, and what it says against others is told (R30)."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from server.domain.photo_exif import PhotoExif, read_exif
from server.domain.quality_photos import Photo, find_same_moment, is_other_day
from tests.builders.photos import make_endless_jpeg, make_jpeg

TABLET = ("samsung", "SM-T505")
TAKEN = "2016:10:02 09:05:07"
NOON = dt.datetime(2016, 10, 2, 5, tzinfo=dt.UTC)
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)


def test_moment_and_camera_are_read_and_the_place_is_not() -> None:
    assert b"\x25\x88" in make_jpeg(TAKEN, TABLET)  # the photo does say where it was taken
    found = read_exif(make_jpeg(TAKEN, TABLET))
    assert found == PhotoExif(dt.datetime(2016, 10, 2, 2, 5, 7, tzinfo=dt.UTC), "samsung SM-T505")
    assert PhotoExif.__slots__ == ("taken_at", "camera")


@pytest.mark.parametrize(
    ("photo", "hour", "camera"),
    [
        (make_jpeg(TAKEN, ("Canon", "Canon EOS 80D"), offset="+09:00"), 0, "Canon EOS 80D"),
        (make_jpeg("0000:00:00 00:00:00", TABLET), None, "samsung SM-T505"),
        (make_jpeg("0001:01:01 00:00:00", TABLET), None, "samsung SM-T505"),
        (make_jpeg(TAKEN, offset="giờ"), None, None),
        (make_jpeg(TAKEN), 2, ""),
        (make_jpeg("", ("A\x07b\n", "c" * 200)), None, "A b " + "c" * 76),
    ],
)
def test_what_a_photo_does_not_say_rightly_is_not_known(photo: bytes, hour: int | None, camera: str | None) -> None:
    found = read_exif(photo)
    assert (found.taken_at.hour if found and found.taken_at else None, found.camera if found else None) == (
        hour,
        camera,
    )


def test_a_broken_file_is_nothing_known_at_whichever_byte_it_breaks() -> None:
    whole = make_jpeg(TAKEN, TABLET)
    known = read_exif(whole)
    for place in range(len(whole)):
        cut = read_exif(whole[:place])
        assert cut is None or cut.taken_at in (None, known.taken_at if known else None)
        read_exif(whole[:place] + b"\xff" + whole[place + 1 :])
    for other in (b"", b"\x89PNG\r\n\x1a\n", b"event,node,start,end\n", b"\xff\xd8\xff\xd9", b"\xff\xd8" + bytes(1000)):
        assert read_exif(other) is None


def test_tables_without_end_cost_no_time() -> None:
    began = time.perf_counter()
    assert read_exif(make_endless_jpeg()) is None
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, False),
        (24, False),
        (24 + 1 / 3600, True),
        (-25, False),
        (-25.1, True),
        (50, False),
        (72.9, False),
        (74, True),
    ],
)
def test_a_photo_is_of_another_day_when_more_than_a_day_lies_between_it_and_every_interview(
    hours: float, expected: bool
) -> None:
    first, again = (NOON - HOUR, NOON), (NOON + 49 * HOUR, None)
    taken = NOON + hours * HOUR
    assert is_other_day(taken, [first, again] if hours > 25 else [first]) is expected
    assert is_other_day(taken, [(None, NOON)]) is False
    assert is_other_day(taken, []) is False


def photo(case: str, **other: object) -> Photo:
    known: dict[str, object] = {"actor_id": "a", "sha256": case * 64, "taken_at": NOON, "camera": "samsung SM-T505"}
    return Photo(case, **{**known, **other})  # type: ignore[arg-type]


def test_the_same_second_and_camera_for_two_households_names_both() -> None:
    assert find_same_moment([photo("1"), photo("2"), photo("3", taken_at=NOON + SECOND)]) == {"1", "2"}
    assert find_same_moment([photo("1"), photo("1", sha256="f" * 64)]) == frozenset()  # two of one household
    assert find_same_moment([photo("1"), photo("2", sha256="1" * 64)]) == frozenset()  # the same bytes: told as shared
    assert find_same_moment([photo("1"), photo("2", camera="")]) == frozenset()
    assert find_same_moment([photo("1"), photo("2", actor_id="b")]) == frozenset()  # two tablets of one model
