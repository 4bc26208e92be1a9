"""What the forms beside the review share (Phiếu A, average living standard): sections, calculates, read-back. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.facts import Fact

from .picking import LISTED, captured_rows, case_rows, go_row, heading_rows, pick_rows
from .questions import Row, Template, begin, end, first_question, label
from .read_back import word_of

STARTED = "${loaded} != ''"


def opening_rows(template: Template, task_list: str, tasks: tuple[str, ...], offered: str) -> list[Row]:
    """From the notice to the visit; `offered` says which households of the list, all where it is empty."""
    return [
        *heading_rows(template, ()),
        *pick_rows(task_list, tasks, {"hh": offered}),
        go_row(f"${{task}} = 'nw' or count({LISTED}) = 1"),
        *captured_rows("'h'", {}),
        *case_rows([]),
        *section_rows(template, "visit", template.group("household", "visit")),
    ]


def section_rows(template: Template, group: str, facts: Sequence[Fact]) -> list[Row]:
    """These facts on a screen named after their group."""
    rows = [begin(template, f"g_{group}", group, STARTED)]
    for fact in facts:
        rows += first_question(template, fact)
    return [*rows, end()]


def calculated(name: str, calculation: str, *, is_fact: bool = False) -> Row:
    """A value once the household is chosen; `is_fact` where the server keeps it under this name."""
    fact = {"bind::rasoat:fact": name} if is_fact else {}
    return {"type": "calculate", "name": name, "calculation": calculation, "relevant": STARTED} | fact


def read_back_rows(facts: Sequence[Fact]) -> list[Row]:
    """The answers as the family hears them, without any result (R10)."""
    words = {fact.id: word for fact in facts if (word := word_of(fact))}
    names = {fact.id: f"b_{fact.id}" if fact.id in words else fact.id for fact in facts}
    vi = [f"{one.vi}: **${{{names[one.id]}}}**" for one in facts]
    en = [f"{one.en}: **${{{names[one.id]}}}**" for one in facts]
    text = label("\n\n".join(["**Đọc lại cho gia đình nghe**", *vi]), "\n\n".join(["**Read back to the family**", *en]))
    note = {"type": "note", "name": "n_back", **text, "relevant": STARTED}
    return [*(calculated(f"b_{name}", word) for name, word in words.items()), note]
