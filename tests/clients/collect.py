"""A client that does over HTTP what ODK Collect does: scan, sync, keep an entity store, send with HEAD and POST."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import uuid
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import requests

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
ENTITY_ORDER = ("name", "label", "__version", "__trunkVersion", "__branchId")
MOST_FILES = 100


class SyncError(RuntimeError):
    """What Collect would show as a failed sync."""


@dataclass(slots=True)
class LocalEntity:
    """A row of the tablet's entity store."""

    values: dict[str, str]
    version: int
    trunk: int | None
    branch: str
    is_offline: bool = False


@dataclass(slots=True)
class Collect:
    """One tablet with its blank forms, media and entity store under `folder`."""

    folder: Path
    server_url: str = ""
    device_id: str = "collect:AbCdEfGh12345678"
    forms: dict[str, str] = field(default_factory=dict)
    entities: dict[str, LocalEntity] = field(default_factory=dict)
    list_hash: str = ""
    log: list[tuple[str, int]] = field(default_factory=list)
    _etags: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _columns: list[str] = field(default_factory=list)

    def scan(self, qr_text: str) -> dict[str, object]:
        """Take the settings of a QR text."""
        settings: dict[str, object] = json.loads(zlib.decompress(base64.b64decode(qr_text)))
        general = settings["general"]
        assert isinstance(general, dict)
        self.server_url = general["server_url"]
        return settings

    @property
    def form_path(self) -> Path:
        """The blank form on disk."""
        return self.folder / "form.xml"

    @property
    def media(self) -> Path:
        """The form's media folder, with the entity list as the engine sees it."""
        return self.folder / "media"

    def get(self, url: str) -> tuple[int, bytes, requests.Response]:
        """GET with the private cache: 304 gives the cached bytes."""
        headers = {"X-OpenRosa-Version": "1.0", "User-Agent": "org.odk.collect.android/v2026.3.3 test"}
        if url in self._etags:
            headers["If-None-Match"] = self._etags[url][0]
        answer = requests.get(url, params={"deviceID": self.device_id}, headers=headers, timeout=60)
        self.log.append((url.rsplit("/", 1)[-1], answer.status_code))
        if answer.status_code == 304:
            return 304, self._etags[url][1], answer
        if answer.status_code == 200 and "ETag" in answer.headers:
            self._etags[url] = (answer.headers["ETag"], answer.content)
        return answer.status_code, answer.content, answer

    def sync(self) -> None:
        """match_exactly: the list is the truth; forms, media and entities follow it."""
        status, body, answer = self.get(f"{self.server_url.rstrip('/')}/formList")
        if status not in (200, 304):
            raise SyncError(f"The server returned status code {status}.")
        if answer.headers.get("X-OpenRosa-Version") != "1.0" or (
            status == 200 and "text/xml" not in answer.headers["Content-Type"]
        ):
            raise SyncError("This server does not correctly implement the OpenRosa formList API.")
        listed: dict[str, str] = {}
        for one in ElementTree.fromstring(body).iter(f"{LIST}xform"):
            digest = one.findtext(f"{LIST}hash", "").removeprefix("md5:")
            self._download(one.findtext(f"{LIST}downloadUrl", ""), digest)
            listed[one.findtext(f"{LIST}formID", "")] = one.findtext(f"{LIST}version", "")
            manifest = one.findtext(f"{LIST}manifestUrl")
            if manifest:
                self._sync_media(manifest)
        self.forms = listed

    def _download(self, url: str, digest: str) -> None:
        status, xml, _ = self.get(url)
        if status not in (200, 304):
            raise SyncError(f"form: {status}")
        if hashlib.md5(xml).hexdigest() != digest:
            raise SyncError("the form's hash is not the md5 of its bytes: the next sync would delete it")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.form_path.write_bytes(xml)

    def _sync_media(self, url: str) -> None:
        status, body, _ = self.get(url)
        if status not in (200, 304):
            raise SyncError(f"manifest: {status}")
        self.media.mkdir(parents=True, exist_ok=True)
        for one in ElementTree.fromstring(body).iter(f"{MANIFEST}mediaFile"):
            name, digest = one.findtext(f"{MANIFEST}filename", ""), one.findtext(f"{MANIFEST}hash", "")[4:]
            link = one.findtext(f"{MANIFEST}downloadUrl", "")
            if one.get("type") == "entityList":
                if digest != self.list_hash:
                    self._sync_entities(self.get(link)[1])
                    self.list_hash = digest
                self._ask_integrity(one.findtext(f"{MANIFEST}integrityUrl", ""))
                self.write_entities()
                continue
            path = self.media / name
            if not path.exists() or hashlib.md5(path.read_bytes()).hexdigest() != digest:
                status, content, _ = self.get(link)
                if status not in (200, 304) or hashlib.md5(content).hexdigest() != digest:
                    raise SyncError(f"{name}: {status} or wrong md5")
                path.write_bytes(content)

    def _sync_entities(self, body: bytes) -> None:
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        self._columns = next(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
        seen = set()
        for row in rows:
            version = int(row["__version"])
            seen.add(row["name"])
            local = self.entities.get(row["name"])
            values = {key: value for key, value in row.items() if not key.startswith("__")}
            is_dirty = local is not None and local.version != (local.trunk or 0)
            if local is None or local.version < version or (local.version == version and is_dirty):
                self.entities[row["name"]] = LocalEntity(values, version, version, str(uuid.uuid4()))
            elif local.version == version:
                local.values = values
            local = self.entities[row["name"]]
            local.is_offline = False
        for name in [one for one, entity in self.entities.items() if one not in seen and not entity.is_offline]:
            del self.entities[name]

    def _ask_integrity(self, url: str) -> None:
        offline = [name for name, one in self.entities.items() if one.is_offline]
        if not offline:
            return
        answer = requests.get(url, params={"id": ",".join(offline), "deviceID": self.device_id}, timeout=60)
        for one in ElementTree.fromstring(answer.content).iter("entity"):
            if one.findtext("deleted") == "true":
                self.entities.pop(one.get("id", ""), None)

    def write_entities(self) -> None:
        """The entity list as the engine reads it: with the store's own columns."""
        columns = [*ENTITY_ORDER, *(one for one in self._columns if one not in ENTITY_ORDER)]
        with (self.media / "households.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore")
            writer.writeheader()
            for one in self.entities.values():
                own = {"__version": one.version, "__trunkVersion": one.trunk or "", "__branchId": one.branch}
                writer.writerow({**one.values, **own})

    def finalized(self, xml: str) -> None:
        """Apply the entity block of a finalized form to the local store, as Collect does."""
        for block in ElementTree.fromstring(xml).iter("{*}entity"):
            name = block.get("id", "")
            values = self._saved(xml)
            label = block.findtext("{*}label", "")
            local = self.entities.get(name)
            if block.get("update") in ("1", "true") and local is not None:
                local.version += 1
                local.values.update(values | ({"label": label} if label else {}))
            elif block.get("create") in ("1", "true") and label:
                row = {"name": name, "label": label, **values}
                self.entities[name] = LocalEntity(row, 1, None, str(uuid.uuid4()), is_offline=True)
        self.write_entities()

    def _saved(self, xml: str) -> dict[str, str]:
        form = ElementTree.fromstring(self.form_path.read_bytes())
        saveto = "{http://www.opendatakit.org/xforms/entities}saveto"
        paths = {one.get("nodeset", ""): one.get(saveto, "") for one in form.iter("{*}bind") if one.get(saveto)}
        root = ElementTree.fromstring(xml)
        found: dict[str, str] = {}
        for path, name in paths.items():
            node = root.find("/".join(path.strip("/").split("/")[1:]))
            if node is not None:
                found[name] = node.text or ""
        return found

    def send(
        self, xml: str | bytes, files: dict[str, bytes] | None = None, *, limit: int = 10_000_000
    ) -> requests.Response:
        """HEAD, then POST, split where Collect splits; the last answer, which must be 201 or 202 to count as sent."""
        url = self.server_url.removesuffix("/") + "/submission"
        head = requests.head(url, params={"deviceID": self.device_id}, timeout=60)
        if head.status_code != 204:
            raise SyncError(f"HEAD {head.status_code}")
        body = xml.encode() if isinstance(xml, str) else xml
        batches: list[list[tuple[str, bytes]]] = [[]]
        size = len(body)
        for name, content in (files or {}).items():
            if len(batches[-1]) > MOST_FILES or (batches[-1] and size + len(content) > limit):
                batches.append([])
                size = len(body)
            batches[-1].append((name, content))
            size += len(content)
        answer = head
        for number, batch in enumerate(batches):
            parts = [("xml_submission_file", ("form.xml", body, "text/xml"))]
            parts += [(name, (name, content, "application/octet-stream")) for name, content in batch]
            more = {"*isIncomplete*": "yes"} if number < len(batches) - 1 else {}
            answer = requests.post(url, params={"deviceID": self.device_id}, files=parts, data=more, timeout=60)
            if answer.status_code not in (201, 202):
                return answer
        return answer
