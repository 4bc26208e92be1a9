"""Data quality: a card an enumerator, points that heap around the lines, and the forms behind each signal (R30)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask import abort, render_template, request

from server.domain import quality
from server.domain.access import Actor
from server.domain.consolidation import CLASS
from server.domain.facts import load_facts
from server.domain.quality import Card, Share, score_cards
from server.services.views import quality as views
from server.services.views.board import Board

from .catalogue import Words
from .frame import Frame, Page
from .telling import gettext

if TYPE_CHECKING:
    from .figures import Figures

SIGNALS = Words(
    {
        quality.FAST: "nhanh hơn một nửa so với người khác",
        quality.NEAR: "sát vạch",
        quality.UNDER: "bằng hoặc ngay dưới vạch",
        quality.SAME: "trả lời giống hệt hộ khác",
        quality.PHOTOS: "ảnh trùng với hộ khác",
        quality.DAY: "ảnh chụp khác ngày phỏng vấn",
        quality.MOMENT: "ảnh chụp cùng lúc, cùng máy với hộ khác",
        quality.FAR: "xa hẳn hộ cùng thôn hoặc điểm năm trước",
        quality.FINDINGS: "có phát hiện cần xem",
        quality.RETURNED: "bị trả lại hoặc gửi lại",
    }
)
COLUMNS = (
    *(quality.FAST, quality.NEAR, quality.SAME, quality.PHOTOS, quality.DAY, quality.MOMENT),
    *(quality.FAR, quality.FINDINGS, quality.RETURNED),
)


class Quality:
    """Pages of the quality signals; none of them changes anything."""

    def __init__(self, frame: Frame, figures: Figures) -> None:
        self._frame, self._figures = frame, figures

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, name, view and methods."""
        return (
            ("/chat-luong", "quality", self.quality, ["GET"]),
            ("/chat-luong/phieu", "quality_forms", self.forms, ["GET"]),
            ("/chat-luong/thoi-gian", "quality_pace", self.pace, ["GET"]),
        )

    def quality(self, actor: Actor) -> Any:
        """Cards of a place's enumerators, and heaping by place."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        page = self._figures.page_of(actor, current, CLASS)
        board = page.board
        is_small = _is_small(board)
        cards = self._cards(current, board) if is_small else []
        names = self._frame.read(lambda c: views.read_names(c, [one.actor_id for one in cards]))
        shown = {"names": names, "is_small": is_small, "signals": SIGNALS, "columns": COLUMNS}
        shown |= {"least": quality.LEAST_FORMS, "near": quality.NEAR_POINTS, "questions": _questions()}
        return render_template(
            "web/quality.html", page=page, cards=_sorted(cards, names), heaps=self._heaps(current, board), **shown
        )

    def forms(self, actor: Actor) -> Any:
        """The forms behind one number of a card."""
        current = self._frame.current_round() or abort(404)
        page = self._figures.page_of(actor, current, CLASS)
        signal = request.args.get("dau-hieu", "")
        if signal not in SIGNALS:
            abort(404)
        cases, name = self._cases_of(current, page.board, signal)
        found = self._frame.read(lambda c: views.list_cases_of(c, cases))
        return render_template("web/quality_forms.html", page=page, forms=found, name=name, told=SIGNALS[signal])

    def _cases_of(self, current: Any, board: Board, signal: str) -> tuple[Sequence[str], str]:
        """The cases behind a number, and whose they are: one person's, or those near a line in the whole place."""
        if "nguoi" not in request.args and signal in (quality.NEAR, quality.UNDER):
            is_under, communes = signal == quality.UNDER, board.place.communes
            read = views.list_near
            found = self._frame.read(lambda c: read(c, current.round_id, communes, only_under=is_under))
            return found, board.place.name
        card = self._card(current, board) or abort(404)
        return card.cases[signal], self._frame.read(lambda c: views.read_names(c, [card.actor_id])).get(
            card.actor_id, ""
        )

    def pace(self, actor: Actor) -> Any:
        """Time by section, hers and her peers'."""
        current = self._frame.current_round() or abort(404)
        page = self._figures.page_of(actor, current, CLASS)
        card, node = self._card(current, page.board), self._frame.node
        if card is None:
            abort(404)
        place = page.board.place
        paces = self._frame.read(lambda c: views.read_paces(node, c, current.round_id, place, card.actor_id))
        name = self._name(card)
        groups = {code: words[0] for code, words in load_facts().groups.items()}
        return render_template(
            "web/quality_pace.html", page=page, paces=paces, name=name, groups=groups, least=quality.LEAST_FORMS
        )

    def _name(self, card: Card) -> str:
        return self._frame.read(lambda c: views.read_names(c, [card.actor_id])).get(card.actor_id, "")

    def _cards(self, current: Any, board: Board) -> list[Card]:
        return score_cards(self._frame.read(lambda c: views.read_forms(c, current.round_id, board.place)))

    def _card(self, current: Any, board: Board) -> Card | None:
        wanted = request.args.get("nguoi", "")
        cards = self._cards(current, board) if _is_small(board) else []
        return next((one for one in cards if one.actor_id == wanted), None)

    def _heaps(self, current: Any, board: Board) -> list[tuple[str, str, Share]]:
        """(name, code, share) of the place and those right below it; villages are too small for a share."""
        found = self._frame.read(lambda c: views.read_heaps(c, current.round_id, board.place.communes))
        below = [row.place for row in board.rows if row.place is not None and row.place.level != "village"]
        heaps = [(one.name, one.code, _sum(found, one.communes)) for one in below]
        return [*heaps, (gettext("Cộng"), "", _sum(found, board.place.communes))]


def _is_small(board: Board) -> bool:
    """Whether the place has few enough forms to look at each."""
    return sum(cell.households for cell in board.cells if cell.now) <= views.MOST_FORMS


def _sum(found: dict[str, Share], communes: tuple[str, ...]) -> Share:
    parts = [found[one] for one in communes if one in found]
    return Share(sum(one.part for one in parts), sum(one.whole for one in parts))


def _sorted(cards: list[Card], names: dict[str, str]) -> list[Card]:
    """By name, or by how many forms of hers carry a signal."""
    signal = request.args.get("xep", "")
    by_name = sorted(cards, key=lambda one: names.get(one.actor_id, ""))
    return sorted(by_name, key=lambda one: -len(one.cases[signal])) if signal in SIGNALS else by_name


def _questions() -> dict[str, str]:
    return {name: fact.vi for name, fact in load_facts().household.items()}
