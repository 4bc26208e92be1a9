"""The start of `household_review`: the return-loop pattern (pick, `go`, capture). Pure."""

from __future__ import annotations

from .picking import LISTED, captured_rows, case_rows, go_row, heading_rows, pick_rows
from .questions import ANSWERED, RETURNED, Row, Template, label, listed, returned

_CSVS = ("returns", "return_members", "return_comments", "members")
_MEMBERS = "instance('members')/root/item[hh=${hh}]"
_RETURN = "instance('returns')/root/item[name=${hh}]"
# The files travel apart from the entity list and may be missing: then nobody may begin (return loop §5, trap 7).
_HAS_HOUSEHOLD = f"count({LISTED}) = 1 and (number({LISTED}/size) = 0 or count({_MEMBERS}) > 0)"
_HAS_RETURN = (
    f"count({_RETURN}) = 1 and if(number({_RETURN}/n_members) > 0, "
    f"count(instance('return_members')/root/item[hh=${{hh}}]) > 0, {_HAS_HOUSEHOLD})"
)
_HAS_LISTS = f"(${{task}} != 'fx' or ({_HAS_RETURN})) and (${{task}} != 'rv' or ({_HAS_HOUSEHOLD}))"


def opening_rows(template: Template) -> list[Row]:
    """Metadata, lists, the notice of purpose, the pickers, and everything captured at `go`."""
    return [
        *heading_rows(template, _CSVS),
        {
            "type": "calculate",
            "name": "n_ret",
            "calculation": "count(instance('households')/root/item[review_state='returned'])",
        },
        *pick_rows("task", ("rv", "fx"), _filters(template)),
        go_row(_HAS_LISTS),
        *captured_rows("if(${task} = 'fx', 'r', 'h')", _captured(template)),
        *case_rows(_notes(template)),
    ]


def _filters(template: Template) -> Row:
    """Whom Phiếu A of this round has left out is not offered; screened again, it may be (R16)."""
    state = "review_state = if(${task} = 'fx', 'returned', 'todo')"
    left_out = " and (${task} = 'fx' or screening != 'no')" if template.has_screening else ""
    return {"task": "name != 'fx' or ${n_ret} > 0", "hh": state + left_out}


def _captured(template: Template) -> dict[str, str]:
    members = "count(instance('members')/root/item[hh=${loaded}])"
    screened = {"screened": listed("screening")} if template.has_screening else {}
    return screened | {
        "returned_instance": f"if({RETURNED}, {returned('instance_id')}, '')",
        "return_no": f"if({RETURNED}, {returned('return_no')}, '0')",
        "again": f"if({RETURNED} and {returned('visit_outcome')} = 'completed', 'y', '')",
        "n_known": f"if({ANSWERED}, {returned('n_members')}, if(${{src}} = 'n', '0', {members}))",
        "ret_sum": f"if({RETURNED}, {returned('summary')}, '')",
    }


def _notes(template: Template) -> list[Row]:
    returned_note = {"type": "note", "name": "n_sum", **label("${ret_sum}", "${ret_sum}"), "relevant": RETURNED}
    if not template.has_screening:
        return [returned_note]
    words = label("Theo Phiếu A: **cần rà soát**.", "By Form A: **to be reviewed**.")
    return [{"type": "note", "name": "n_screened", **words, "relevant": "${screened} = 'yes'"}, returned_note]
