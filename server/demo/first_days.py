"""The demo's first days of field work: forms of some communes, taken in as tablets send them, a few of them reviewed.

A supervisor who tries the product finds a queue to work, not an empty page.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from server.domain.facts import HouseholdFacts, Value
from server.forms.filled import Filled, SubmissionMaker
from server.services import review
from server.services.ingest.receive import receive_submission
from server.services.ingest.types import Device, SpooledFile, Upload
from server.services.node import Node
from server.services.people import authenticate_device
from server.store.tables import FormVersion

from .drawings import draw_houses
from .houses import furnish_house
from .visits import DEVICE, Visit, fill, read_households

HOME = dt.timezone(dt.timedelta(hours=7))
FIRST_DAY = dt.datetime(2016, 9, 5, 7, 40, tzinfo=HOME)
SOFTWARE = "org.odk.collect.android/v2026.3.3 rasoat"
PHOTO = "house.png"
PER_COMMUNE, A_DAY = 40, 8
# Of a hundred households so many are poorer, better off than last year, away.
POORER, BETTER, AWAY = 8, 6, 4
APPROVED, RETURNED = 12, 3
COMMENT = "Số điện một tháng cao hơn nhiều so với năm trước. Đề nghị xem lại hóa đơn."
NOTE = "Xem lại số điện rồi gửi lại."
HELD = "Chờ xã xác nhận hộ đã sửa nhà."
# The province's land lies about here; a household of the demo is somewhere on a grid of its commune.
SOUTH, WEST, CELL = 10.36, 107.08, 0.03


Sent = tuple[str, str]
"""(case, instance id)"""


@dataclass(frozen=True, slots=True)
class _Field:
    """One enumerator's part of the work: who sends, and the random choices of her commune."""

    node: Node
    maker: SubmissionMaker
    device: Device
    pick: random.Random
    origin: tuple[float, float]


def send_first_days(node: Node, tablets: Sequence[Mapping[str, str]]) -> list[Sent]:
    """Send `PER_COMMUNE` forms a commune from the demo's `tablets`; returns what was sent, absent homes left out."""
    maker = SubmissionMaker(node.read(lambda c: c.execute(select(FormVersion.xml)).scalar_one()))
    sent: list[Sent] = []
    for place, code in enumerate(dict.fromkeys(one["area_code"] for one in tablets)):
        own = [one for one in tablets if one["area_code"] == code]
        origin = (SOUTH + CELL * (place % 3), WEST + CELL * (place // 3))
        for number, one in enumerate(own):
            device = authenticate_device(node, one["server_url"].rsplit("/", 1)[1])
            pick = random.Random(f"first-days-{code}-{number}")
            sent += _send(_Field(node, maker, device, pick, origin), PER_COMMUNE // len(own))
    return sent


def review_some(node: Node, supervisor: str, sent: Sequence[Sent]) -> None:
    """A supervisor's first decisions: some approved, some sent back with comments, one put aside."""
    review.act_on_many(node, supervisor, "approve", sent[:APPROVED])
    for case_id, instance_id in sent[APPROVED : APPROVED + RETURNED]:
        review.return_case(node, supervisor, case_id, instance_id, [{"f": "electricity_kwh", "text": COMMENT}], NOTE)
    review.hold(node, supervisor, *sent[APPROVED + RETURNED], HELD)


def _send(field: _Field, count: int) -> list[Sent]:
    households = read_households(field.node, [field.device.actor_id])
    chosen = field.pick.sample(households, min(count, len(households)))
    photos = _spool(field.node, [row.code for row, _ in chosen])
    sent: list[Sent] = []
    for number, (row, members) in enumerate(chosen):
        day, turn = divmod(number, A_DAY)
        began = FIRST_DAY + dt.timedelta(days=day, minutes=55 * turn + field.pick.randrange(12))
        filled = _fill(field, row, members, began)
        files = (photos[number],) if filled.facts.members else ()
        receipt = receive_submission(
            field.node, field.device, Upload(field.maker.make(filled), files, DEVICE, SOFTWARE)
        )
        if receipt.status != 201:
            raise ValueError(f"a generated form was answered {receipt.status} {receipt.code}")
        if filled.facts.members:
            sent.append((row.case_id, filled.instance_id))
    for one in photos:
        one.path.unlink()
    return sent


def _spool(node: Node, codes: Sequence[str]) -> list[SpooledFile]:
    """Drawn photos as files on their way in."""
    photos: list[SpooledFile] = []
    for code, drawing in zip(codes, draw_houses(codes), strict=True):
        path = node.blobs.spool / f"demo-{code}"
        path.write_bytes(drawing)
        photos.append(SpooledFile(PHOTO, path, len(drawing)))
    return photos


def _fill(field: _Field, row: Any, members: list[Any], began: dt.datetime) -> Filled:
    """Most homes answer as last year; a few became poorer or better off, at a few nobody was at home three times."""
    pick, chance = field.pick, field.pick.randrange(100)
    hardship = 0.9 if chance < POORER else 0.0 if chance < POORER + BETTER else None
    answers = _changes(pick, row, members, hardship) | {"interview_on": began.date().isoformat()}
    north, east = (start + pick.uniform(0.002, 0.9 * CELL) for start in field.origin)
    answers["house_photo"] = PHOTO
    answers["house_point"] = f"{north:.5f} {east:.5f} 12 {pick.randrange(3, 12)}"
    filled = fill(pick, row, members, Visit(began, pick.randrange(17, 41), answers))
    if chance >= 100 - AWAY:
        days = {f"absent_{n}_on": (began - dt.timedelta(days=4 - n)).date().isoformat() for n in (1, 2, 3)}
        away: dict[str, Value] = {"visit_outcome": "absent", "absent_visits": 3, **days}
        filled = replace(filled, facts=HouseholdFacts(away), fields={**filled.fields, "n_known": "", "has_new": ""})
    return field.maker.settle(filled)


def _changes(pick: random.Random, row: Any, members: list[Any], hardship: float | None) -> dict[str, Value]:
    """Incomes and bills of this year; another house where the household's lot changed."""
    house: dict[str, Value] = {}
    if hardship is not None:
        house = furnish_house(pick, hardship, len(members), is_urban=row.area_kind == "urban")
    well = 0.5 if hardship is None else 1 - hardship
    return {**house, "income_vnd": round(pick.uniform(2, 4 + 14 * well)) * 1_000_000 * max(1, len(members) // 2)}
