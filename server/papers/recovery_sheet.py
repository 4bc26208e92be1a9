"""The recovery sheet on paper: the code in groups and as a QR code, when to use it, who keeps it."""

from __future__ import annotations

import datetime as dt
import io

import segno

from .typesetting import typeset


def print_recovery(
    code: str, *, node_id: str, place: str, printed: str, is_training: bool, made_at: dt.datetime
) -> bytes:
    """The PDF; `printed` is the moment as people read it."""
    picture = io.BytesIO()
    segno.make(code, error="m").save(picture, kind="svg", scale=4, border=1)
    data = {
        "groups": code.split("-"),
        "qr": picture.getvalue().decode(),
        "node_id": node_id,
        "place": place,
        "printed": printed,
        "is_training": is_training,
    }
    return typeset("recovery", data, made_at)
