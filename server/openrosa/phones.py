"""The phones' application under `/v1/key/<token>`: formList, form, manifest, media, integrity, submission.

An application of its own beside the pages: it knows no session, no cookie and no form of a browser.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Callable
from email.utils import formatdate
from functools import wraps
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from server.domain.tablets import tidy_sent
from server.errors import Problem
from server.forms.languages import AUDIO, find_recording
from server.services import lists, people
from server.services.ingest.receive import receive_submission
from server.services.lists import View
from server.services.node import Node
from server.services.tablet_holdings import LIST, note_holding
from server.telling import tell

from . import documents
from .multipart_reader import read_upload
from .secrecy import hide_tokens_in_logs

LOG = logging.getLogger("rasoat.openrosa")
HEADERS = (
    ("X-OpenRosa-Version", "1.0"),
    ("X-OpenRosa-Accept-Content-Length", "10485760"),
    ("Content-Language", "vi"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
XML = "text/xml; charset=utf-8"
PREFIX = "/v1/key/<token>"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
MAX_POST_BYTES = 400_000_000
BROKEN = "Máy chủ gặp lỗi, chưa nhận phiếu. Phiếu vẫn ở trên máy; gửi lại sau ít phút."


def create_openrosa(node: Node) -> Flask:
    """The application for one node; it serves every path below `/v1/key/`."""
    hide_tokens_in_logs()
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False
    edge = _Edge(node)
    downloads: dict[str, Callable[..., Response]] = {
        "formList": edge.form_list,
        "forms/<path:form_id>.xml": edge.form,
        "forms/<path:form_id>/manifest": edge.manifest,
        "forms/<path:form_id>/attachments/<name>": edge.media,
        "datasets/<name>/integrity": edge.integrity,
    }
    for path, view in downloads.items():
        app.add_url_rule(f"{PREFIX}/{path}", view.__name__, edge.download(view), methods=METHODS)
    app.add_url_rule(f"{PREFIX}/submission", "submission", edge.submission, methods=METHODS)
    app.add_url_rule(f"{PREFIX}/<path:rest>", "unknown", edge.unknown, methods=METHODS)
    app.register_error_handler(Exception, edge.failed)
    return app


class _Edge:
    def __init__(self, node: Node) -> None:
        self._node = node

    def download(self, view: Callable[..., Response]) -> Callable[..., Response]:
        """What a tablet may see now, read once; then the answer with the protocol's headers."""

        @wraps(view)
        def answer(token: str, **values: Any) -> Response:
            _check_method("GET", "HEAD")
            seen = lists.open_view(self._node, token, *_sender())
            return _finish(view(seen, f"{self._node.config.public_url}/v1/key/{token}", **values))

        return answer

    def form_list(self, seen: View, base: str) -> Response:
        """GET formList; `formID` narrows it, an unknown id gives an empty list."""
        wanted = request.args.get("formID")
        forms = [one for one in seen.forms if wanted is None or one.form_id == wanted]
        return _cached(documents.form_list(forms, base), XML)

    def form(self, seen: View, _base: str, form_id: str) -> Response:
        """GET the exact bytes of a form."""
        form = lists.get_form(seen, form_id)
        note_holding(self._node, seen.device, form.form_id, form.form_version)
        if _matches(form.xml_md5):
            return _not_modified(form.xml_md5)
        return _cached(lists.read_form(self._node, form), XML, form.xml_md5)

    def manifest(self, seen: View, base: str, form_id: str) -> Response:
        """GET the manifest: the entity list by its change token, plain files by their md5."""
        files: list[tuple[str, str, str]] = []
        for one in lists.get_form(seen, form_id).media:
            if one["type"] == AUDIO:
                # A form opens without a recording, but not where one is listed and refused.
                if find_recording(one["name"], one["md5"]) is not None:
                    files.append((one["name"], "", one["md5"]))
                continue
            name = one["name"].removesuffix(".csv")
            is_entity = one["type"] == "entityList"
            digest = (
                lists.list_hash(self._node, seen.device, name)
                if is_entity
                else lists.read_list(self._node, seen.device, name).md5
            )
            files.append((one["name"], one["type"], digest))
        return _cached(documents.manifest(files, base, form_id), XML)

    def media(self, seen: View, _base: str, form_id: str, name: str) -> Response:
        """GET a list as CSV, one gzip member, or a recording; 304 without building anything."""
        stem = name.removesuffix(".csv")
        if stem not in lists.LISTS or not name.endswith(".csv"):
            return self._recording(seen, form_id, name)
        etag = lists.list_hash(self._node, seen.device, stem)
        if stem == LIST:
            note_holding(self._node, seen.device, stem, etag)
        if _matches(etag):
            return _not_modified(etag)
        found = lists.read_list(self._node, seen.device, stem)
        is_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
        body = found.compressed if is_gzip else gzip.decompress(found.compressed)
        answer = Response(body, 200, content_type="text/csv; charset=utf-8")
        if is_gzip:
            answer.headers["Content-Encoding"] = "gzip"
        return _with_etag(answer, found.etag)

    def _recording(self, seen: View, form_id: str, name: str) -> Response:
        """A recording of the form (R10), where this node has the very file it was published with."""
        media = lists.get_form(seen, form_id).media
        digest = next((one["md5"] for one in media if one["name"] == name and one["type"] == AUDIO), "")
        sound = find_recording(name, digest) if digest else None
        if sound is None:
            LOG.warning("a tablet asked for media %r that no form has", name)
            raise Problem(
                "LIST-003",
                404,
                tell("Không có tệp “{name}” cho biểu mẫu này.", name=name),
                tell("Đồng bộ lại biểu mẫu."),
            )
        return _cached(sound, "application/octet-stream", digest)

    def integrity(self, seen: View, _base: str, name: str) -> Response:
        """GET integrity of the entities a tablet created offline."""
        if name != "households":
            raise Problem(
                "LIST-004", 404, tell("Không có danh sách “{name}”.", name=name), tell("Đồng bộ lại biểu mẫu.")
            )
        ids = [one for one in request.args.get("id", "").split(",") if one]
        found = lists.read_integrity(self._node, seen.device, ids)
        return Response(documents.integrity(found), 200, content_type=XML)

    def submission(self, token: str) -> Response:
        """HEAD: 204. POST: the answers of the table in the architecture page."""
        _check_method("HEAD", "POST")
        sender = _sender()
        device = people.authenticate_sender(self._node, token, *sender)
        if request.method == "HEAD":
            answer = Response(b"", 204)
            answer.headers.pop("Content-Type", None)
            return _finish(answer)
        length = request.content_length or 0
        if length > MAX_POST_BYTES:
            told = tell("Lần gửi này lớn hơn {max_post_bytes} MB.", max_post_bytes=MAX_POST_BYTES // 1000000)
            raise Problem("SUBM-006", 413, told, tell("Bớt hoặc thu nhỏ ảnh, phim rồi gửi lại."))
        self._node.blobs.check_space(length)
        stream = request.environ["wsgi.input"]
        with read_upload(stream, request.headers.get("Content-Type", ""), self._node.blobs.spool, *sender) as upload:
            receipt = receive_submission(self._node, device, upload)
        return _finish(Response(documents.response(receipt.message), receipt.status, content_type=XML))

    def unknown(self, token: str, rest: str) -> Response:
        """Any other address below a token."""
        people.authenticate_device(self._node, token, *_sender())
        raise Problem(
            "ROSA-404", 404, tell("Không có địa chỉ “{rest}”.", rest=rest[:100]), tell("Quét lại mã QR của máy.")
        )

    def failed(self, error: Exception) -> Response:
        """Every failure as an OpenRosaResponse; our own bugs are 500, never a shorter list."""
        if isinstance(error, Problem):
            text = " ".join(part for part in (error.message, error.remedy) if part)
            return _finish(Response(documents.response(text), error.status, content_type=XML))
        if isinstance(error, HTTPException):
            status = error.code or 500
            return _finish(Response(documents.response(f"Yêu cầu không hợp lệ ({status})."), status, content_type=XML))
        LOG.exception("request failed")
        return _finish(Response(documents.response(BROKEN), 500, content_type=XML))


def _sender() -> tuple[str, str]:
    return tidy_sent(request.args.get("deviceID", "")), tidy_sent(request.headers.get("User-Agent", ""))


def _check_method(*allowed: str) -> None:
    if request.method not in allowed:
        told = tell("Địa chỉ này không nhận {method}.", method=request.method)
        raise Problem("ROSA-405", 405, told, tell("Gửi và đồng bộ bằng ODK Collect."))


def _finish(answer: Response) -> Response:
    answer.headers.extend(HEADERS)
    answer.headers.add("Date", formatdate(usegmt=True))
    return answer


def _cached(body: bytes, content_type: str, digest: str | None = None) -> Response:
    etag = digest or hashlib.md5(body, usedforsecurity=False).hexdigest()
    if _matches(etag):
        return _not_modified(etag)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer = Response(gzip.compress(body, 6, mtime=0), 200, content_type=content_type)
        answer.headers["Content-Encoding"] = "gzip"
    else:
        answer = Response(body, 200, content_type=content_type)
    return _with_etag(answer, etag)


def _with_etag(answer: Response, etag: str) -> Response:
    answer.headers["ETag"] = f'"{etag}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Accept-Encoding"
    return answer


def _matches(etag: str) -> bool:
    sent = request.headers.get("If-None-Match", "")
    return etag in {one.strip().removeprefix("W/").strip('"') for one in sent.split(",")}


def _not_modified(etag: str) -> Response:
    return _with_etag(Response(b"", 304), etag)
