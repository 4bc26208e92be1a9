"""Media files: what was put is got, nothing plain or half written lies on the disk."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.errors import Problem
from server.store.blobs import PIECE_BYTES, BlobStore

KEY = bytes(range(32))
PHOTO = b"a house with a tiled roof " * 9000


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path, KEY)


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES])
def test_content_of_any_size_comes_back(blobs: BlobStore, size: int) -> None:
    content = os.urandom(size)
    sha256 = blobs.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert blobs.get(sha256) == content


def test_content_that_comes_in_odd_pieces_is_the_same_file(blobs: BlobStore, tmp_path: Path) -> None:
    pieces = [PHOTO[:7], PHOTO[7:100_001], b"", PHOTO[100_001:]]
    source = tmp_path / "source"
    source.write_bytes(PHOTO)
    assert blobs.put_stream(pieces) == blobs.put_file(source) == blobs.put(PHOTO)
    assert list(blobs.list_all()) == [hashlib.sha256(PHOTO).hexdigest()]


def test_the_disk_holds_no_plain_content(blobs: BlobStore, tmp_path: Path) -> None:
    blobs.put(PHOTO)
    assert all(b"tiled roof" not in path.read_bytes() for path in files_under(tmp_path))


def test_a_stream_that_breaks_off_leaves_no_file(blobs: BlobStore, tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield PHOTO
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        blobs.put_stream(broken())
    assert files_under(tmp_path) == []


def test_a_full_disk_while_writing_is_503_and_leaves_no_file(
    blobs: BlobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem) as caught:
        blobs.put(PHOTO)
    assert (caught.value.code, caught.value.status) == ("STORE-003", 503)
    assert files_under(tmp_path) == []


def test_a_nearly_full_disk_is_told_before_anything_is_taken_in(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="sắp đầy"):
        BlobStore(tmp_path, KEY, least_free_bytes=2**60).check_space(1)
    BlobStore(tmp_path, KEY, least_free_bytes=0).check_space(1)


@pytest.mark.parametrize("damage", ["flip", "cut_piece", "cut_byte", "other_key", "exchanged"])
def test_damage_is_noticed(blobs: BlobStore, tmp_path: Path, damage: str) -> None:
    sha256 = blobs.put(PHOTO)
    path = tmp_path / "blobs" / sha256[:2] / sha256[2:]
    sealed = bytearray(path.read_bytes())
    if damage == "flip":
        sealed[1000] ^= 1
    elif damage == "cut_piece":
        del sealed[12 + PIECE_BYTES + 16 :]
    elif damage == "cut_byte":
        del sealed[-1:]
    elif damage == "other_key":
        blobs = BlobStore(tmp_path, bytes(32))
    else:
        other = blobs.put(b"another photo")
        sealed = bytearray((tmp_path / "blobs" / other[:2] / other[2:]).read_bytes())
    path.write_bytes(bytes(sealed))
    with pytest.raises(Problem) as caught:
        blobs.get(sha256)
    assert caught.value.code == "BLOB-002"


def test_a_file_that_is_not_here_is_told_before_the_first_byte(blobs: BlobStore) -> None:
    with pytest.raises(Problem) as caught:
        blobs.stream("0" * 64)
    assert (caught.value.code, caught.value.status) == ("BLOB-001", 404)


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "0" * 63, "0" * 62 + "/."])
def test_only_a_digest_names_a_file(blobs: BlobStore, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        blobs.has(name)


def test_a_removed_file_is_gone_and_removing_it_again_is_harmless(blobs: BlobStore, tmp_path: Path) -> None:
    sha256 = blobs.put(PHOTO)
    blobs.remove(sha256)
    blobs.remove(sha256)
    assert not blobs.has(sha256)
    assert files_under(tmp_path) == []


def test_opening_the_store_beside_a_running_server_keeps_what_is_arriving(blobs: BlobStore, tmp_path: Path) -> None:
    (blobs.spool / "arriving").write_bytes(b"x")
    again = BlobStore(tmp_path, KEY)
    assert (blobs.spool / "arriving").exists()
    assert again.sweep() == 1
    assert files_under(tmp_path) == []
