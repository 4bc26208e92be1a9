"""When and with which camera a photo was taken, as the photo itself says (EXIF). Pure. Where it was is never kept.

Cameras vary and files break: whatever cannot be read is not known, and no file may cost more than a bounded number
of reads.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

import exifread

HEAD_BYTES = 256 * 1024
JPEG = b"\xff\xd8"
LONGEST_CAMERA = 80
_MOST_READS = 20_000  # a photo of a phone takes some hundred
_WRITTEN, _LENGTH = "%Y:%m:%d %H:%M:%S%z", len("2016:10:02 09:05:00")
_HOME_OFFSET = "+07:00"  # Viet Nam's: most cameras write the time on the wall without saying where


@dataclass(frozen=True, slots=True)
class PhotoExif:
    """`taken_at` in UTC; `camera` its maker and model in one line. Empty or None: the photo does not say."""

    taken_at: dt.datetime | None
    camera: str


class _Bounded(io.BytesIO):
    """Bytes that can be read only so often: tables made to point at each other would be followed for hours."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        if self.reads > _MOST_READS:
            raise ValueError("more tables than any photo has")
        return super().read(size)


def read_exif(head: bytes) -> PhotoExif | None:
    """What the first bytes of a JPEG say; None where they say neither when nor with what, or cannot be read."""
    if not head.startswith(JPEG):
        return None
    try:
        tags = exifread.process_file(_Bounded(head[:HEAD_BYTES]), details=False, extract_thumbnail=False)
        told = {name: str(tags[f"{ifd} {name}"].values) for ifd, name in _WANTED if f"{ifd} {name}" in tags}
    except Exception:  # noqa: BLE001 - the library raises whatever a broken file leads it to
        return None
    found = PhotoExif(_read_moment(told), _read_camera(told))
    return found if found.taken_at or found.camera else None


_WANTED = (
    *(("EXIF", "DateTimeOriginal"), ("EXIF", "OffsetTimeOriginal")),
    *(("Image", "Make"), ("Image", "Model")),
)


def _read_moment(told: dict[str, str]) -> dt.datetime | None:
    moment, offset = told.get("DateTimeOriginal", "").strip(), told.get("OffsetTimeOriginal", "").strip()
    if len(moment) != _LENGTH:  # a cut one would read as another moment
        return None
    try:
        return dt.datetime.strptime(moment + (offset or _HOME_OFFSET), _WRITTEN).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _read_camera(told: dict[str, str]) -> str:
    """`Samsung SM-T505`; a model that begins with its maker's name says it once."""
    make, model = (_clean(told.get(name, "")) for name in ("Make", "Model"))
    return (model if model.lower().startswith(make.lower()) else f"{make} {model}")[:LONGEST_CAMERA].strip()


def _clean(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
