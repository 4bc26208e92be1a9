"""What each address answers; who asks is known by then (`guard`)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import orjson
from flask import g, request
from marshmallow import Schema, ValidationError
from sqlalchemy import Connection

from server.domain.access import Actor
from server.domain.consolidation import Narrowing
from server.services import audit, people, rounds
from server.services.node import Node
from server.services.views import programs
from server.services.views.board import Question, read_board, round_words
from server.services.views.changes import Changes, Mark, last_place, read_changes, read_mark
from server.telling import tell

from . import answers, schemas
from .problems import begin_again, not_found, wrong_value

T = TypeVar("T")
NO_MARK = tell("không phải dấu trang của máy chủ này")
MOST = 2**62


class Reading:
    """The answers as plain values; `server.api` makes them JSON under their schemas."""

    def __init__(self, node: Node) -> None:
        self._node = node

    def areas(self) -> dict[str, Any]:
        """Areas the token sees."""
        asked = _asked(schemas.PageQuery)
        found = self._read(lambda c: programs.list_areas(c, _actor(), "view_areas", self._node.today()))
        return _page(found, asked, lambda row: str(row.code), lambda row: row)

    def rounds(self) -> dict[str, Any]:
        """Rounds, by id."""
        found = sorted(rounds.list_rounds(self._node), key=lambda row: str(row.round_id))
        return _page(found, _asked(schemas.PageQuery), lambda row: str(row.round_id), answers.say_round)

    def figures(self, round_id: str) -> dict[str, Any]:
        """A table of a round."""
        asked, current = _asked(schemas.FiguresQuery), self._round(round_id)
        narrowing = Narrowing(asked.get("area_kind", ""), schemas.MINORITY.get(asked.get("minority", ""), ""))
        question = Question(
            schemas.TABLES[asked["table"]], asked.get("standard", ""), asked.get("place", ""), narrowing
        )
        if question.standard and question.standard not in [one["standard"] for one in current.standards]:
            raise wrong_value("standard", tell("không phải chuẩn của đợt"))

        def read(connection: Connection) -> dict[str, Any]:
            words = round_words(self._node, connection, current)
            communes = self._communes(connection, "view_figures", current)
            board = read_board(self._node, connection, words, communes, question)
            return answers.say_figures(round_id, asked["table"], board)

        return self._read(read)

    def progress(self, round_id: str) -> dict[str, Any]:
        """Cases by state of review, commune by commune."""
        asked, current = _asked(schemas.ProgressQuery), self._round(round_id)

        def read(connection: Connection) -> list[dict[str, Any]]:
            own = self._communes(connection, "view_figures", current)
            communes = programs.within(own, asked.get("area", ""), people.read_parents(connection))
            found = programs.count_states(connection, round_id, communes)
            return [
                {"area_code": code, "cases": sum(states.values()), "by_state": states} for code, states in found.items()
            ]

        return {"round_id": round_id, "season_to_on": current.season_to_on, "communes": self._read(read)}

    def cases(self) -> dict[str, Any]:
        """Cases the token sees, in the order of their ids; or what of them has changed."""
        asked = _asked(schemas.CasesQuery)
        if "changed_since" in asked:
            return self._changed(asked)

        def read(connection: Connection) -> tuple[Mark, list[Any]]:
            now = read_mark(self._node, connection)
            wanted = self._wanted(connection, asked, _after(asked))
            return now, programs.list_cases(connection, wanted, asked["limit"] + 1)

        now, found = self._read(read)
        page = _cut(found, asked["limit"], lambda row: str(row.case_id), answers.say_case)
        return page | {"changes": self._say_mark(now), "more": False}

    def _changed(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The next window of changes."""
        clash = next((name for name in ("cursor", "state") if name in asked), None)
        if clash is not None:
            raise wrong_value(clash, tell("không dùng cùng changed_since"))
        since = self._read_mark(asked["changed_since"])

        def read(connection: Connection) -> Changes:
            now = read_mark(self._node, connection)
            if since.made != now.made or since.position > last_place(connection):
                raise begin_again()
            return read_changes(connection, self._wanted(connection, asked), since, now, asked["limit"])

        found = self._read(read)
        items = [answers.say_case(one) for one in found.cases] + [answers.say_gone(one) for one in found.gone]
        return {"items": items, "next": None, "changes": self._say_mark(found.mark), "more": found.more}

    def _wanted(self, connection: Connection, asked: dict[str, Any], after: str = "") -> programs.CaseFilter:
        own = people.communes_for(connection, _actor(), "view_cases", self._node.today())
        communes = programs.within(own, asked.get("area", ""), people.read_parents(connection))
        return programs.CaseFilter(communes, str(asked.get("round_id", "")), asked.get("state", ""), after)

    def _say_mark(self, mark: Mark) -> str:
        """Opaque to programs; of this node only: a restored one has another id, and its log may lack what was read."""
        said = [self._node.settings["node_id"], mark.made, mark.position, mark.late, mark.after]
        return base64.urlsafe_b64encode(orjson.dumps(said)).decode()

    def _read_mark(self, text: str) -> Mark:
        try:
            node_id, *said = orjson.loads(base64.urlsafe_b64decode(text.encode("ascii")))
            made, position, late = (min(max(int(one), 0), MOST) for one in said[:3])
            after = _no_null(str(said[3]))
        except (binascii.Error, ValueError, TypeError, LookupError, OverflowError) as error:
            raise wrong_value("changed_since", NO_MARK) from error
        if node_id != self._node.settings["node_id"]:
            raise begin_again()
        return Mark(made, position, late, after)

    def case(self, case_id: str) -> dict[str, Any]:
        """One case; the household's name only with a purpose, which is written down first (R29)."""
        asked = _asked(schemas.CaseQuery)
        row = self._read(lambda connection: programs.read_case(connection, case_id))
        if row is None:
            raise not_found()
        with_household = asked.get("include") == "household"
        if with_household:
            note = f"API: {g.program.name}"
            access = audit.Access(
                _actor().actor_id,
                "export",
                asked.get("purpose", ""),
                note,
                row.household_id,
                row.area_code,
                request.remote_addr,
            )
            audit.note_access(self._node, access)
        return answers.say_detail(row, with_household=with_household)

    def _round(self, round_id: str) -> Any:
        found = next((one for one in rounds.list_rounds(self._node) if one.round_id == round_id), None)
        if found is None:
            raise not_found()
        return found

    def _communes(self, connection: Connection, action: str, current: Any) -> list[str]:
        found = people.communes_for(connection, _actor(), action, self._node.today())
        own = [one for one in found if one in set(current.area_codes)]
        if not own:
            raise not_found()
        return own

    def _read(self, query: Callable[[Connection], T]) -> T:
        return self._node.read(query)


def _actor() -> Actor:
    actor: Actor = g.program.actor
    return actor


def _asked(schema: type[Schema]) -> dict[str, Any]:
    """The query, typed; Problem API-004 names the first value that cannot be."""
    try:
        asked: dict[str, Any] = schema().load(request.args.to_dict())
    except ValidationError as error:
        name, why = min((str(name), why) for name, why in error.messages_dict.items())
        raise wrong_value(name, " ".join(map(str, why))) from error
    return asked


def _after(asked: dict[str, Any]) -> str:
    """The id a cursor names; Problem where it is none of ours."""
    cursor = asked.get("cursor")
    if cursor is None:
        return ""
    try:
        return _no_null(base64.urlsafe_b64decode(cursor.encode("ascii")).decode("ascii"))
    except (binascii.Error, ValueError) as error:
        raise wrong_value("cursor", NO_MARK) from error


def _no_null(text: str) -> str:
    """The text; ValueError where it holds NUL, which PostgreSQL takes in no text."""
    if "\x00" in text:
        raise ValueError("NUL in a text")
    return text


def _page(
    rows: Sequence[Any], asked: dict[str, Any], key: Callable[[Any], str], say: Callable[[Any], Any]
) -> dict[str, Any]:
    after = _after(asked)
    left = [one for one in rows if key(one) > after]
    return _cut(left, asked["limit"], key, say)


def _cut(rows: Sequence[Any], limit: int, key: Callable[[Any], str], say: Callable[[Any], Any]) -> dict[str, Any]:
    shown = rows[:limit]
    more = base64.urlsafe_b64encode(key(shown[-1]).encode()).decode() if len(rows) > limit else None
    return {"items": [say(one) for one in shown], "next": more}
