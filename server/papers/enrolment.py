"""The sheets that carry an enrolment code to its enumerator: one A4 page each, steps in Vietnamese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from server.domain.tablets import COLLECT_FLOOR

from .typesetting import typeset


@dataclass(frozen=True, slots=True)
class TabletSheet:
    """One person's page; `qr` is the code as SVG, `households` how many wait for her."""

    area: str
    name: str
    villages: tuple[str, ...]
    households: int
    server_url: str
    qr: str


def print_enrolments(
    sheets: Sequence[TabletSheet], *, project: str, printed: str, is_training: bool, made_at: dt.datetime
) -> bytes:
    """The PDF of all sheets, a page each; `printed` is the moment as people read it."""
    data = {
        "is_training": is_training,
        "printed": printed,
        "floor": ".".join(map(str, COLLECT_FLOOR)),
        "project": project,
        "tablets": [asdict(one) for one in sheets],
    }
    return typeset("enrolment", data, made_at)
