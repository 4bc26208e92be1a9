"""Phiếu A and Phiếu B on paper: every question, answers as boxes, last year's answers beside them (R14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from .typesetting import typeset_apart

MOST_PEOPLE = 4  # columns of the members' table


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What the sheet asks: `sections` as `server.forms.on_paper.sections_of` makes them."""

    title: str
    version: str
    notice: str
    sections: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PaperHousehold:
    """One household's sheet; `qr` is SVG. Empty for a blank one. `last`, `people`: what is known, in words, by fact."""

    code: str = ""
    head: str = ""
    qr: str = ""
    recognised: str = ""
    last: Mapping[str, str] = field(default_factory=dict)
    people: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sheets are used; `printed` is the moment as people read it."""

    village: str
    area: str
    round_name: str
    is_training: bool
    printed: str


def print_sheets(form: PaperForm, place: Place, households: Sequence[PaperHousehold], made_at: dt.datetime) -> bytes:
    """The PDF of these households' sheets, each on pages of its own."""
    data = {
        **asdict(place),
        "title": form.title,
        "form": form.version,
        "notice": form.notice,
        "sections": list(form.sections),
        "households": [_to_data(one) for one in households],
    }
    return typeset_apart("review_sheets", data, made_at)


def _to_data(one: PaperHousehold) -> dict[str, Any]:
    """A household with its people in columns, a blank one at least for who is new."""
    people = [dict(person) for person in one.people]
    people += [{}] * (MOST_PEOPLE - len(people) % MOST_PEOPLE)
    blocks = [people[n : n + MOST_PEOPLE] for n in range(0, len(people), MOST_PEOPLE)]
    return {
        **{name: getattr(one, name) for name in ("code", "head", "qr", "recognised")},
        "last": dict(one.last),
        "blocks": [{"first": n * MOST_PEOPLE + 1, "people": block} for n, block in enumerate(blocks)],
    }
