"""The XML documents of the OpenRosa protocol, exactly as Collect's parsers want them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

from server.services.lists import ListedForm

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'


def form_list(forms: Iterable[ListedForm], base: str) -> bytes:
    """`xforms` with absolute, percent-encoded URLs; a manifest URL only where there is media."""
    items: list[str] = []
    for one in forms:
        url = f"{base}/forms/{quote(one.form_id, safe='')}"
        manifest = f"<manifestUrl>{escape(url)}/manifest</manifestUrl>" if one.media else ""
        items.append(
            f"<xform><formID>{escape(one.form_id)}</formID><name>{escape(one.title)}</name>"
            f"<version>{escape(one.form_version)}</version><hash>md5:{one.xml_md5}</hash>"
            f"<downloadUrl>{escape(url)}.xml</downloadUrl>{manifest}</xform>"
        )
    return f'{HEADER}<xforms xmlns="http://openrosa.org/xforms/xformsList">{"".join(items)}</xforms>'.encode()


def manifest(files: Iterable[tuple[str, str, str]], base: str, form_id: str) -> bytes:
    """`files` are (name, type, hash); an entity list carries its integrity URL."""
    items: list[str] = []
    for name, kind, digest in files:
        url = f"{base}/forms/{quote(form_id, safe='')}/attachments/{quote(name, safe='')}"
        integrity = ""
        if kind == "entityList":
            address = f"{base}/datasets/{name.removesuffix('.csv')}/integrity"
            integrity = f"<integrityUrl>{escape(address)}</integrityUrl>"
        attribute = f' type="{kind}"' if kind else ""
        items.append(
            f"<mediaFile{attribute}><filename>{escape(name)}</filename><hash>md5:{digest}</hash>"
            f"<downloadUrl>{escape(url)}</downloadUrl>{integrity}</mediaFile>"
        )
    return f'{HEADER}<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{"".join(items)}</manifest>'.encode()


def integrity(entities: Iterable[tuple[str, bool]]) -> bytes:
    """Known ids with deleted true or false; unknown ids are left out."""
    items = "".join(
        f'<entity id="{escape(one)}"><deleted>{"true" if deleted else "false"}</deleted></entity>'
        for one, deleted in entities
    )
    return f"{HEADER}<data><entities>{items}</entities></data>".encode()


def response(message: str) -> bytes:
    """An OpenRosaResponse with the text the enumerator reads."""
    return (
        f'{HEADER}<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">'
        f'<message nature="">{escape(message)}</message></OpenRosaResponse>'
    ).encode()
