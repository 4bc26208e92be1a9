"""A client that does over HTTP what ODK Collect does: scan, sync (match_exactly), keep entities, HEAD and POST."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import requests
from lxml import etree

from .entities import EntityList, LocalEntity, entity_blocks
from .multipart import encode_multipart, write_parts

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
ACCEPT_BY_DEFAULT = 10_000_000
MOST_FILES = 101
SENT = (201, 202)
HEADERS = {
    "User-Agent": "org.odk.collect.android/v2026.3.3 Dalvik/2.1.0 (Linux; U; Android 14)",
    "X-OpenRosa-Version": "1.0",
    "Date": "Mon, 23 Nov 2026 03:15:00 GMT",  # Collect writes a 12-hour clock: never to be believed
    "Accept-Encoding": "gzip",
}


class SyncError(RuntimeError):
    """What Collect would show as a failed sync."""


class Decision(StrEnum):
    """What a sync decides for one listed form (protocol notes, section 3)."""

    ON_DEVICE = "OnDevice"
    UPDATED_MEDIA = "UpdatedMedia"
    UPDATED_HASH = "UpdatedHash"
    UPDATED_VERSION = "UpdatedVersion"
    NEW = "New"


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the form list."""

    form_id: str
    name: str
    version: str
    hash: str | None
    download_url: str
    manifest_url: str | None


@dataclass(frozen=True, slots=True)
class MediaFile:
    """An entry of a manifest."""

    kind: str
    filename: str
    hash: str
    download_url: str
    integrity_url: str | None


@dataclass(slots=True)
class BlankForm:
    """A form on the device."""

    form_id: str
    version: str
    hash: str
    path: Path
    is_deleted: bool = False

    @property
    def media(self) -> Path:
        """Its media folder."""
        return self.path.with_name(f"{self.path.stem}-media")


@dataclass(slots=True)
class Cached:
    """A stored answer of the private cache."""

    etag: str | None
    modified: str | None
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Collect:
    """One tablet with one project: blank forms, media and entity store under `folder`."""

    folder: Path
    server_url: str = ""
    device_id: str = "collect:AbCdEfGh12345678"
    settings: dict[str, Any] = field(default_factory=dict)
    blanks: dict[tuple[str, str], BlankForm] = field(default_factory=dict)
    lists: dict[str, EntityList] = field(default_factory=dict)
    log: list[tuple[str, int]] = field(default_factory=list)
    decisions: dict[str, Decision] = field(default_factory=dict)
    manifest_failures: list[str] = field(default_factory=list)
    _cache: dict[str, Cached] = field(default_factory=dict)
    _locations: dict[str, str] = field(default_factory=dict)

    # --- settings -----------------------------------------------------------------------------------------

    def scan(self, qr_text: str) -> dict[str, Any]:
        """Take the settings of a QR text."""
        settings: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(qr_text, validate=True)))
        assert isinstance(settings["general"], dict) and isinstance(settings["admin"], dict)
        self.settings = settings
        self.server_url = settings["general"]["server_url"]
        return settings

    # --- what is on the device ----------------------------------------------------------------------------

    @property
    def forms(self) -> dict[str, str]:
        """Form id to the version new forms are started with."""
        return {one.form_id: one.version for one in self.blanks.values() if not one.is_deleted}

    def blank(self, form_id: str = "household_review") -> BlankForm:
        """The blank form a new interview starts from: the latest downloaded."""
        return [one for one in self.blanks.values() if one.form_id == form_id and not one.is_deleted][-1]

    @property
    def form_path(self) -> Path:
        """The review form on disk."""
        return self.blank().path

    @property
    def media(self) -> Path:
        """The review form's media folder, with the entity list as the engine sees it."""
        return self.blank().media

    @property
    def entities(self) -> dict[str, LocalEntity]:
        """The household list of the store."""
        return self.lists["households"].entities

    def read_media(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV beside the review form."""
        with (self.media / name).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    # --- requests -----------------------------------------------------------------------------------------

    def get(self, url: str) -> tuple[int, bytes, dict[str, str]]:
        """GET with OkHttp's private cache: (status, body, headers); after a 304 the stored ones."""
        stored = self._cache.get(url)
        if stored is not None and "max-age" in stored.headers.get("cache-control", ""):
            return 200, stored.body, stored.headers
        headers = dict(HEADERS)
        if stored is not None and stored.etag:
            headers["If-None-Match"] = stored.etag
        elif stored is not None and stored.modified:
            headers["If-Modified-Since"] = stored.modified
        answer = requests.get(url, params={"deviceID": self.device_id}, headers=headers, timeout=60)
        self.log.append((unquote(urlsplit(url).path.rsplit("/", 1)[-1]), answer.status_code))
        if answer.status_code == 304 and stored is not None:
            return 304, stored.body, stored.headers
        kept = {name.lower(): value for name, value in answer.headers.items()}
        if answer.status_code == 200 and "no-store" not in kept.get("cache-control", "") and kept.get("vary") != "*":
            modified = kept.get("last-modified") or kept.get("date")
            self._cache[url] = Cached(kept.get("etag"), modified, kept, answer.content)
        return answer.status_code, answer.content, kept

    def _get_xml(self, url: str, what: str) -> etree._Element:
        """An OpenRosa document; a wrong type or a missing header is what Collect complains about."""
        status, body, headers = self.get(url)
        if status not in (200, 304):
            raise SyncError(f"{what}: the server returned status code {status}.")
        if "x-openrosa-version" not in headers:
            raise SyncError(f"{what}: this server does not correctly implement the OpenRosa API.")
        if "text/xml" not in headers.get("content-type", "text/xml"):
            raise SyncError(f"{what}: {headers.get('content-type')}")
        if not body.startswith(b"<?xml"):
            raise SyncError(f"{what}: something stands before the XML declaration")
        return etree.fromstring(body)

    # --- sync ---------------------------------------------------------------------------------------------

    def pull(self) -> list[Listed]:
        """The form list; one entry without id, name or URL spoils the whole list."""
        root = self._get_xml(f"{self.server_url.rstrip('/')}/formList", "formList")
        if root.tag != f"{LIST}xforms":
            raise SyncError(f"formList: root is {root.tag}")
        listed = [_read_listed(one) for one in root.iter(f"{LIST}xform")]
        if any(not one.form_id or not one.name or not one.download_url for one in listed):
            raise SyncError("formList: an entry lacks formID, name or downloadUrl")
        return listed

    def sync(self) -> dict[str, Decision]:
        """match_exactly: the list is the truth; forms, media and entities follow it."""
        listed = self.pull()
        for blank in self.blanks.values():
            blank.is_deleted = blank.is_deleted or blank.form_id not in {one.form_id for one in listed}
        self.decisions = {}
        for one in listed:
            manifest = self._manifest(one)
            decision = self._decide(one, manifest)
            self.decisions[one.form_id] = decision
            if decision != Decision.ON_DEVICE:
                self._update(one, manifest)
        return self.decisions

    def _manifest(self, listed: Listed) -> list[MediaFile]:
        """The manifest; any failure is swallowed, as Collect does: the form then comes without media."""
        if listed.manifest_url is None:
            return []
        try:
            root = self._get_xml(listed.manifest_url, "manifest")
            files = [_read_media_file(one) for one in root.iter(f"{MANIFEST}mediaFile")]
            if any(not one.filename or not one.hash or not one.download_url for one in files):
                raise SyncError("manifest: an entry lacks filename, hash or downloadUrl")
        except (SyncError, etree.XMLSyntaxError) as error:
            self.manifest_failures.append(str(error))
            return []
        return files

    def _decide(self, listed: Listed, manifest: list[MediaFile]) -> Decision:
        here = [one for one in self.blanks.values() if one.form_id == listed.form_id and not one.is_deleted]
        if listed.hash is None:
            return Decision.ON_DEVICE if here else Decision.NEW
        same = [one for one in here if one.hash == listed.hash]
        if same:
            on_disk = {hashlib.md5(one.read_bytes()).hexdigest() for one in _files(same[0].media)}
            # Entity lists are kept in a database, never as files: such a form is always updated.
            is_whole = all(one.kind != "entityList" and one.hash in on_disk for one in manifest)
            return Decision.ON_DEVICE if is_whole else Decision.UPDATED_MEDIA
        if any(one.version == listed.version for one in here):
            return Decision.UPDATED_HASH
        return Decision.UPDATED_VERSION if here else Decision.NEW

    def _update(self, listed: Listed, manifest: list[MediaFile]) -> None:
        if listed.hash is None:
            raise SyncError("The server did not provide a hash for this form.")
        status, xml, _ = self.get(listed.download_url)
        if status not in (200, 304):
            raise SyncError(f"form: the server returned status code {status}.")
        digest = hashlib.md5(xml).hexdigest()
        if digest != listed.hash:
            raise SyncError("the form's hash is not the md5 of its bytes: the next sync would delete it")
        path = (
            self.folder / f"{quote(listed.form_id, safe='')}_{hashlib.md5(listed.version.encode()).hexdigest()[:8]}.xml"
        )
        blank = BlankForm(listed.form_id, listed.version, digest, path)
        blank.media.mkdir(parents=True, exist_ok=True)
        path.write_bytes(xml)
        self.blanks.pop((listed.form_id, listed.version), None)
        self.blanks[listed.form_id, listed.version] = blank
        for one in manifest:
            self._update_media(blank, one)
        self._write_entities(blank)

    def _update_media(self, blank: BlankForm, listed: MediaFile) -> None:
        if listed.kind in ("entityList", "approvalEntityList"):
            self._update_list(listed)
            return
        path = blank.media / listed.filename
        if path.exists() and hashlib.md5(path.read_bytes()).hexdigest() == listed.hash:
            return
        status, content, _ = self.get(listed.download_url)
        if status not in (200, 304):
            raise SyncError(f"{listed.filename}: the server returned status code {status}.")
        path.write_bytes(content)

    def _update_list(self, listed: MediaFile) -> None:
        one = self.lists.setdefault(listed.filename.removesuffix(".csv"), EntityList())
        one.needs_approval = listed.kind == "approvalEntityList"
        if listed.hash != one.hash:
            status, content, _ = self.get(listed.download_url)
            if status not in (200, 304):
                raise SyncError(f"{listed.filename}: the server returned status code {status}.")
            one.take_csv(content)
            one.hash = listed.hash
        if listed.integrity_url and one.offline_ids():
            self._ask_integrity(one, listed.integrity_url)

    def _ask_integrity(self, one: EntityList, url: str) -> None:
        """All offline ids in one GET; a failure fails the update of the form."""
        params = {"id": ",".join(one.offline_ids()), "deviceID": self.device_id}
        answer = requests.get(url, params=params, headers=HEADERS, timeout=60)
        self.log.append(("integrity", answer.status_code))
        if answer.status_code != 200 or "text/xml" not in answer.headers["Content-Type"]:
            raise SyncError(f"integrity: {answer.status_code}")
        one.take_integrity(answer.content)

    def _write_entities(self, blank: BlankForm) -> None:
        for name, one in self.lists.items():
            (blank.media / f"{name}.csv").write_text(one.to_csv(), "utf-8", newline="")

    # --- finalizing and sending -----------------------------------------------------------------------------

    def finalized(self, xml: str | bytes) -> None:
        """Apply the entity blocks of a finalized form to the local store; an edit never touches it."""
        body = xml.encode() if isinstance(xml, str) else xml
        root = etree.fromstring(body)
        if root.findtext("{*}meta/{*}deprecatedID"):
            return
        blank = self.blanks[root.get("id") or "", root.get("version") or ""]
        for block, saved in entity_blocks(blank.path.read_bytes(), body):
            one = self.lists.get(block.get("dataset") or "")
            if one is not None:
                one.apply(block, saved)
        for other in self.blanks.values():
            self._write_entities(other)

    def send(
        self, xml: str | bytes, files: dict[str, bytes] | None = None, *, limit: int | None = None
    ) -> requests.Response:
        """HEAD, then POST, split where Collect splits; the first answer that is not 201 or 202, else the last."""
        body = xml.encode() if isinstance(xml, str) else xml
        url, accepted = self._ask_submission()
        answer = requests.Response()
        batches = list(_split(len(body), list((files or {}).items()), limit or accepted))
        for number, batch in enumerate(batches):
            parts = write_parts(body, batch, is_incomplete=number < len(batches) - 1)
            data, content_type = encode_multipart(parts)
            headers = {**HEADERS, "Content-Type": content_type}
            answer = requests.post(
                url, data=data, params={"deviceID": self.device_id}, headers=headers, timeout=60, allow_redirects=False
            )
            if answer.status_code not in SENT:
                return answer
        return answer

    @property
    def submission_url(self) -> str:
        """Exactly one trailing slash removed: `https://h/x//` submits to `https://h/x//submission`."""
        return self.server_url.removesuffix("/") + "/submission"

    def _ask_submission(self) -> tuple[str, int]:
        url = self.submission_url
        if url in self._locations:
            return self._locations[url], ACCEPT_BY_DEFAULT
        head = requests.head(url, params={"deviceID": self.device_id}, headers=HEADERS, timeout=60)
        if head.status_code == 204:
            if "Location" in head.headers:
                self._locations[url] = unquote(head.headers["Location"])
            return self._locations.get(url, url), int(
                head.headers.get("X-OpenRosa-Accept-Content-Length", ACCEPT_BY_DEFAULT)
            )
        if head.status_code == 401 or 200 <= head.status_code < 300:
            raise SyncError(f"HEAD request result status code: {head.status_code}")
        return url, ACCEPT_BY_DEFAULT


def _split(size: int, files: list[tuple[str, bytes]], limit: int) -> Iterable[list[tuple[str, bytes]]]:
    """Files are added until 101 are in or the next would exceed the accepted length; a larger one goes alone."""
    batch: list[tuple[str, bytes]] = []
    total = size
    for name, content in files:
        if len(batch) >= MOST_FILES or (batch and total + len(content) > limit):
            yield batch
            batch, total = [], size
        batch.append((name, content))
        total += len(content)
    yield batch


def _files(folder: Path) -> list[Path]:
    return [one for one in folder.iterdir() if one.is_file()] if folder.exists() else []


def _read_listed(one: etree._Element) -> Listed:
    text = {etree.QName(child).localname: child.text or "" for child in one}
    digest = text.get("hash", "")
    return Listed(
        text.get("formID", ""),
        text.get("name", ""),
        text.get("version", ""),
        digest.removeprefix("md5:") if digest.startswith("md5:") else None,
        text.get("downloadUrl", ""),
        text.get("manifestUrl"),
    )


def _read_media_file(one: etree._Element) -> MediaFile:
    text = {etree.QName(child).localname: child.text or "" for child in one}
    return MediaFile(
        one.get("type") or "",
        Path(text.get("filename", "")).name,
        text.get("hash", "")[4:],
        text.get("downloadUrl", ""),
        text.get("integrityUrl"),
    )
