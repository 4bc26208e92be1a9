"""The first consolidation: tables by class, movement and group, down to the village, and the households behind each."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, render_template, request

from server.domain.access import Actor
from server.domain.consolidation import CLASS, DEPRIVATION, TABLES, VISIT, Choice, Narrowing
from server.papers.table_files import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from server.services.audit import table_file_name
from server.services.views.board import Board, Question, RoundWords, read_board, round_words
from server.services.views.chosen import Asked, Signs, list_chosen
from server.services.views.figures import cutoff_of

from . import figure_words
from .addresses import MOST_DIGITS, page_number
from .field_map import FieldMap
from .figure_page import FigurePage, make_page, poverty_rows, to_file
from .formats import decimal_sign
from .frame import Frame, Page
from .progress import Progress
from .quality import Quality
from .rechecks import Rechecks
from .telling import gettext, said_table


class Figures:
    """Pages of numbers, each scoped to the communes of who asks."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, name, view and methods of each page."""
        return (
            ("/so-lieu", "figures", self.figures, ["GET"]),
            ("/so-lieu/ho", "figure_households", self.households, ["GET"]),
            ("/so-lieu/tep/<kind>", "figure_file", self.file, ["GET"]),
        )

    def figures(self, actor: Actor) -> Any:
        """A table of a place and what lies below it."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        page = self._page(actor, current)
        return render_template("web/figures.html", page=page, words=figure_words, indicators=list(poverty_rows(page)))

    def households(self, actor: Actor) -> Any:
        """The households of one number."""
        current = self._frame.current_round() or abort(404)
        board, round_ = self._board(actor, current)
        args = request.args
        choice = Choice(board.layout, board.question.narrowing, args.get("cot", ""), args.get("dong", ""))

        cells = tuple(cell for cell in board.cells if choice.holds(cell))
        page = page_number(args)
        sort = args.get("xep", "")
        asked = Asked(round_.round_id, choice.narrowing, cells, sort, page, _signs(board, round_))
        chosen = self._frame.read(lambda c: list_chosen(c, asked))
        made = make_page(self._frame, current, board, round_)
        told = [*made.say_choice(choice), *_say_signs(board)]
        return render_template("web/figure_households.html", page=made, chosen=chosen, told=told, sort=sort)

    def file(self, actor: Actor, kind: str) -> Any:
        """The table as a file."""
        current = self._frame.current_round()
        if current is None or kind not in ("xlsx", "csv"):
            abort(404)
        table = said_table(to_file(self._page(actor, current)))
        body, mime = (write_xlsx(table), XLSX_TYPE) if kind == "xlsx" else (write_csv(table, decimal_sign()), CSV_TYPE)
        name = table_file_name(request.args.get("bang", CLASS), request.args.get("noi", ""), kind)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(body, content_type=mime, headers=headers)

    def page_of(self, actor: Actor, current: Any, table: str) -> FigurePage:
        """A table named by the page, not by the address."""
        board, round_ = self._board(actor, current, table)
        return make_page(self._frame, current, board, round_)

    def _page(self, actor: Actor, current: Any) -> FigurePage:
        board, round_ = self._board(actor, current)
        return make_page(self._frame, current, board, round_)

    def _board(self, actor: Actor, current: Any, table: str = "") -> tuple[Board, RoundWords]:
        node = self._frame.node
        communes = [one for one in self._frame.areas(actor) if one in set(current.area_codes)]

        def read(connection: Any) -> tuple[Board, RoundWords]:
            round_ = round_words(node, connection, current)
            return read_board(node, connection, round_, communes, _question(table)), round_

        return self._frame.read(read)


def figure_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """The pages of numbers."""
    tables = Figures(frame)
    others = (Progress(frame, tables), FieldMap(frame, tables), Quality(frame, tables), Rechecks(frame, tables))
    return (*tables.routes(), *(route for one in others for route in one.routes()))


def _question(table: str = "") -> Question:
    args = request.args
    table = table or args.get("bang", CLASS)
    narrowing = Narrowing(
        args.get("khu-vuc", "") if args.get("khu-vuc") in figure_words.AREA_KINDS else "",
        args.get("dan-toc", "") if args.get("dan-toc") in figure_words.MINORITY else "",
    )
    known = table if table in (*TABLES, DEPRIVATION, VISIT) else CLASS
    return Question(known, args.get("chuan", ""), args.get("noi", ""), narrowing)


def _signs(board: Board, round_: RoundWords) -> Signs | None:
    """The indicator whose number was opened."""
    place = _indicator(board)
    if place is None:
        return None
    lengths = [len(one.indicators()) for one in round_.standards]
    kinds = ("rural", "urban", None) if request.args.get("ngheo") else ()
    cutoffs = ((kind, cutoff_of(board.used, kind)) for kind in kinds)
    return Signs(
        start=sum(length + 1 for length in lengths[: board.position]),
        length=lengths[board.position],
        place=place,
        cutoffs=tuple((kind, least) for kind, least in cutoffs if least is not None),
    )


def _say_signs(board: Board) -> list[str]:
    place = _indicator(board)
    if place is None:
        return []
    told = [gettext("thiếu hụt: %(indicator)s", indicator=board.used.indicators()[place].label)]
    return [*told, gettext("nghèo đa chiều")] if request.args.get("ngheo") else told


def _indicator(board: Board) -> int | None:
    text = request.args.get("chi-so", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
    return number - 1 if 1 <= number <= len(board.used.indicators()) else None
