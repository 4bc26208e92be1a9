"""A province under review: a demo node with real forms, and as many copies of their rows as are wanted.

The only place outside projections that writes their tables: copies have no records behind them, so this node is only
good for reading, and for decisions on cases as they are made.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from server.areas.sorting import sort_key
from server.config import Config
from server.demo.build import YEAR, build_demo
from server.demo.people import Generator
from server.forms.filled import SubmissionMaker
from server.services.ingest.receive import receive_submission
from server.services.ingest.types import Upload
from server.services.node import Node
from server.services.people import authenticate_device
from server.services.projection.figures import list_alike
from server.services.projection.rounds import case_id_of
from server.store.tables import (
    AssessmentRow,
    Assignment,
    Attachment,
    Case,
    FigureCount,
    Finding,
    FormVersion,
    Household,
    Member,
    ReviewFigure,
    Submission,
    Village,
)
from server.store.writer import Unit

from .world import fill_forms, token_paths

CHUNK = 25_000
# Ids are random, so their indexes are written all over: while copies are made they should stay in memory.
COPY_CACHE = "PRAGMA cache_size = -800000"
NAMES = 400
DAYS = 40
# Shares of the forms that have come: most are decided by the time anybody complains about a slow page.
STATES = (("received", 0.35), ("approved", 0.52), ("returned", 0.10), ("held", 0.03))
PHOTO = ("house_photo.jpg", 180_000)
# A photo in so many is one that another household's form has too.
SAME_PHOTO = 200
PER_FORM = (Submission, Finding, AssessmentRow)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How big a world is: households in all, how many of them have a form, real forms behind them, real households."""

    households: int
    forms: int
    real: int
    real_per_commune: int
    communes: int | None


@dataclass(frozen=True, slots=True)
class _Template:
    household: dict[str, Any]
    case: dict[str, Any]
    figure: dict[str, Any]
    members: list[dict[str, Any]]
    of_form: dict[Table, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Place:
    village: str
    area: str
    assignment: str
    sender: str


def make_review_world(config: Config, size: Size, say: Say) -> Node:
    """An open node with `size.households` households in the round."""
    node = build_demo(config, households=size.real_per_commune, communes=size.communes)
    say("nhận phiếu thật")
    _send(node, size.real)
    templates, places = node.read(_read_templates), node.read(_read_places)
    copies = size.households - size.real_per_commune * len({one.area for one in places})
    say(f"chép {copies} hộ")
    _copy(node, templates, places, copies, size.forms - size.real)
    say("đếm cho các bảng")
    node.writer.write(_count_figures)
    return node


def _send(node: Node, count: int) -> None:
    xml = node.read(lambda c: c.execute(select(FormVersion.xml)).scalar_one())
    maker, paths = SubmissionMaker(xml), token_paths(node)
    devices = {actor: authenticate_device(node, path.rsplit("/", 1)[1]) for actor, path in paths.items()}
    for actor_id, filled in fill_forms(node, maker, paths, (random.Random("review"), count, 0)):
        receipt = receive_submission(node, devices[actor_id], Upload(maker.make(filled), (), "collect:bench", "bench"))
        if receipt.status != 201:
            raise RuntimeError(f"a form was answered {receipt.status} {receipt.code}")


def _rows(connection: Connection, model: Any, **where: Any) -> list[dict[str, Any]]:
    query = select(model.__table__)
    for name, value in where.items():
        query = query.where(model.__table__.c[name] == value)
    return [dict(row._mapping) for row in connection.execute(query)]


def _read_templates(connection: Connection) -> list[_Template]:
    cases = [one for one in _rows(connection, Case) if one["instance_id"]]
    return [
        _Template(
            household=_rows(connection, Household, household_id=one["household_id"])[0],
            case=one,
            figure=_rows(connection, ReviewFigure, case_id=one["case_id"])[0],
            members=_rows(connection, Member, household_id=one["household_id"]),
            of_form={model.__table__: _rows(connection, model, instance_id=one["instance_id"]) for model in PER_FORM},
        )
        for one in cases
    ]


def _read_places(connection: Connection) -> list[_Place]:
    query = select(Village.code, Village.area_code, Assignment.assignment_id, Assignment.actor_id).join(
        Assignment, Assignment.village_code == Village.code
    )
    return [_Place(*row) for row in connection.execute(query.order_by(Village.code))]


def _copy(node: Node, templates: list[_Template], places: list[_Place], count: int, forms: int) -> None:
    make = Generator("review", YEAR)
    names = [make.person_name("female" if n % 2 else "male") for n in range(NAMES)]
    sorted_names = [(name, sort_key(name, is_person=True)) for name in names]
    now = node.now()
    if node.config.is_embedded:
        node.writer.write(lambda unit: unit.connection.exec_driver_sql(COPY_CACHE))
    made = _made(random.Random("copies"), templates, places, sorted_names, (count, forms, now))
    while chunk := list(islice(made, CHUNK)):
        rows: dict[Table, list[dict[str, Any]]] = {}
        for one in chunk:
            for table, values in one:
                rows.setdefault(table, []).append(values)
        node.writer.write(partial(_insert, rows))


def _insert(rows: dict[Table, list[dict[str, Any]]], unit: Unit) -> None:
    for table, values in rows.items():
        if unit.connection.dialect.name == "postgresql":
            _copy_in(unit.connection, table, values)
        else:
            unit.connection.execute(insert(table), values)


def _copy_in(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Rows by COPY, in a tenth of the time of INSERT; values as the columns' types hand them to the driver."""
    dialect = connection.dialect
    columns = [one for one in table.c if one.name in rows[0]]
    convert = [one.type.dialect_impl(dialect).bind_processor(dialect) or _as_is for one in columns]
    quote = dialect.identifier_preparer.format_column
    named = ", ".join(quote(one) for one in columns)
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {dialect.identifier_preparer.format_table(table)} ({named}) FROM STDIN") as copy:
        for row in rows:
            pairs = zip(columns, convert, strict=True)
            copy.write_row([None if row[one.name] is None else to(row[one.name]) for one, to in pairs])


def _as_is(value: Any) -> Any:
    return value


def _count_figures(unit: Unit) -> None:
    """`figure_count` anew, as the projection counts each row."""
    table, figure = FigureCount.__table__, ReviewFigure.__table__
    columns = ("round_id", "village_code", "area_kind", "is_minority", "persons", "before", "now", "outcome")
    rows = unit.connection.execute(select(*(figure.c[one] for one in (*columns, "deprived")))).mappings()
    counted = [dict(zip(table.c.keys(), one, strict=True)) for one in _add_up(rows)]
    unit.connection.execute(delete(table))
    for start in range(0, len(counted), CHUNK):
        _insert({table: counted[start : start + CHUNK]}, unit)


def _add_up(rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    counts: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        for kind, alike in list_alike(row):
            found = counts.setdefault((row["round_id"], row["village_code"], kind, alike), [0, 0])
            found[0] += 1
            found[1] += row["persons"]
    return ((*key, *numbers) for key, numbers in counts.items())


def _made(
    pick: random.Random,
    templates: list[_Template],
    places: list[_Place],
    names: list[tuple[str, bytes]],
    sizes: tuple[int, int, dt.datetime],
) -> Iterator[list[tuple[Table, dict[str, Any]]]]:
    """One copy after the other, village by village as a register is read in."""
    count, forms, now = sizes
    states, weights = [one for one, _ in STATES], [share for _, share in STATES]
    for number in range(count):
        template = templates[number % len(templates)]
        place = places[number * len(places) // count]
        moment = now - dt.timedelta(seconds=pick.randrange(DAYS * 86_400))
        has_form = number * forms // count != (number + 1) * forms // count
        state = pick.choices(states, weights)[0] if has_form else "none"
        yield _clone(template, place, names[number % len(names)], (number, state, moment), pick)


def _clone(
    template: _Template,
    place: _Place,
    name: tuple[str, bytes],
    what: tuple[int, str, dt.datetime],
    pick: random.Random,
) -> list[tuple[Table, dict[str, Any]]]:
    number, state, moment = what
    household_id, has_form = _new_id(pick), state != "none"
    where = {"area_code": place.area, "village_code": place.village}
    ids = {"household_id": household_id, "case_id": case_id_of(template.case["round_id"], household_id)}
    called = {"code": f"{place.area}-C{number:07d}", "head_name": name[0], "sort_key": name[1], "heads": []}
    instance = f"uuid:{_new_id(pick)}" if has_form else None
    rows = [(Household.__table__, {**template.household, **where, **called, "household_id": household_id})]
    case = {**template.case, **where, **ids, "instance_id": instance, "assignment_id": place.assignment}
    figure = {**template.figure, **where, **ids, "is_minority": pick.random() < 0.03}
    if not has_form:
        blank = dict.fromkeys(("outcome", "received_at", "sender_id", "form_id", "version_no", "severity"))
        case |= {**blank, **dict.fromkeys(("movement", "distance")), "classes": {}, "findings": {}}
        case |= {"tablet_state": "todo", "review_state": "none"}
        unseen = dict.fromkeys(("outcome", "b1", "actor_id", "began_at", "seconds", "lat_e5", "lon_e5", "moved_m"))
        figure |= {**unseen, "now": "", "deprived": ""}
        return [*rows, (Case.__table__, case), (ReviewFigure.__table__, figure)]
    marks = {"severity": pick.choices((0, 1, 2, 3), (30, 30, 34, 6))[0], "distance": pick.randrange(-90, 120)}
    case |= {"review_state": state, "received_at": moment, "sender_id": place.sender, **marks}
    case |= {"version_no": 2 if pick.random() < 0.1 else 1, "has_conflict": pick.random() < 0.002}
    figure |= _interview(pick, place, moment)
    rows += [(Case.__table__, case), (ReviewFigure.__table__, figure), (Attachment.__table__, _photo(pick, instance))]
    people = [{**one, "household_id": household_id, "person_id": _new_id(pick)} for one in template.members]
    rows += [(Member.__table__, one) for one in people]
    own = {"instance_id": instance, "area_code": place.area, "actor_id": place.sender, "received_at": moment, **ids}
    for table, values in template.of_form.items():
        rows += [(table, {**one, **{k: v for k, v in own.items() if k in table.c}}) for one in values]
    return rows


def _new_id(pick: random.Random) -> str:
    return str(uuid.UUID(int=pick.getrandbits(128), version=4))


def _interview(pick: random.Random, place: _Place, moment: dt.datetime) -> dict[str, Any]:
    """When, how long and where somebody asked: what the quality signals compare."""
    began = moment - dt.timedelta(minutes=pick.randrange(30, 3_000))
    where = {"lat_e5": 1_040_000 + pick.randrange(40_000), "lon_e5": 10_710_000 + pick.randrange(40_000)}
    seconds, moved = round(pick.lognormvariate(7.2, 0.4)), pick.randrange(400)
    return {**where, "actor_id": place.sender, "began_at": began, "seconds": seconds, "moved_m": moved}


def _photo(pick: random.Random, instance: str | None) -> dict[str, Any]:
    """A photo nobody examined: its bytes are not here."""
    number = pick.randrange(SAME_PHOTO) if pick.randrange(SAME_PHOTO) == 0 else pick.getrandbits(256)
    name, size = PHOTO
    row = {"instance_id": instance, "name": name, "sha256": f"{number:064x}", "size": size}
    return {**row, "is_referenced": True, "received_at": None}
