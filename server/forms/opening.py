"""The start of `household_review`: the return-loop pattern (pick, `go`, capture). Pure.

Stock Collect cannot be told which case to open: she picks, then `go` fires every prefill once and the pickers hide by
relevance. What comes from lists is captured by trigger and never recalculated: a draft may outlive a sync.
"""

from __future__ import annotations

from .questions import ANSWERED, RETURNED, Row, Template, end, label, listed, returned

_CSVS = ("returns", "return_members", "return_comments", "members")
_AUDIT = "location-priority=balanced location-min-interval=60 location-max-age=120 track-changes=true"
_MEMBERS = "instance('members')/root/item[hh=${hh}]"
_RETURN = "instance('returns')/root/item[name=${hh}]"
_LISTED = "instance('households')/root/item[name=${hh}]"
# The files travel apart from the entity list and may be missing: then nobody may begin (return loop §5, trap 7).
_HAS_HOUSEHOLD = f"count({_LISTED}) = 1 and (number({_LISTED}/size) = 0 or count({_MEMBERS}) > 0)"
_HAS_RETURN = (
    f"count({_RETURN}) = 1 and if(number({_RETURN}/n_members) > 0, "
    f"count(instance('return_members')/root/item[hh=${{hh}}]) > 0, {_HAS_HOUSEHOLD})"
)


def opening_rows(template: Template) -> list[Row]:
    """Metadata, lists, the notice of purpose, the pickers, and everything captured at `go`."""
    notice = template.data["notice"]
    return [
        *({"type": one, "name": one} for one in ("start", "end", "deviceid", "username")),
        {"type": "audit", "name": "audit", "parameters": _AUDIT},
        *({"type": "csv-external", "name": one} for one in _CSVS),
        {"type": "note", "name": "n_notice", **label(notice["vi"], notice["en"])},
        *_pick_rows(),
        _go_row(),
        *_captured_rows(),
        *_shown_rows(),
    ]


def _pick_rows() -> list[Row]:
    return [
        {
            "type": "calculate",
            "name": "n_ret",
            "calculation": "count(instance('households')/root/item[review_state='returned'])",
        },
        {
            "type": "select_one task",
            "name": "task",
            **label("Việc cần làm", "What to do"),
            "required": "yes",
            "relevant": "${loaded} = ''",
            "choice_filter": "name != 'fx' or ${n_ret} > 0",
        },
        {
            "type": "select_one_from_file households.csv",
            "name": "hh",
            **label("Chọn hộ", "Choose the household"),
            **label("Gõ tên chủ hộ hoặc mã hộ để tìm.", "Type a name or code to search.", "hint"),
            "required": "yes",
            "relevant": "${loaded} = '' and (${task} = 'rv' or ${task} = 'fx')",
            "appearance": "minimal autocomplete",
            "choice_filter": "review_state = if(${task} = 'fx', 'returned', 'todo')",
        },
        *_new_household_rows(),
    ]


def _new_household_rows() -> list[Row]:
    return [
        {
            "type": "select_one_from_file villages.csv",
            "name": "nw_village",
            **label("Hộ mới ở thôn, ấp nào?", "Village of the new household"),
            "required": "yes",
            "relevant": "${loaded} = '' and ${task} = 'nw'",
            "appearance": "minimal autocomplete",
        },
        {
            "type": "text",
            "name": "nw_head",
            **label("Họ và tên chủ hộ mới", "Full name of the new household's head"),
            "required": "yes",
            "relevant": "${loaded} = '' and ${task} = 'nw'",
        },
    ]


def _go_row() -> Row:
    return {
        "type": "select_one start",
        "name": "go",
        **label("Bắt đầu với hộ này?", "Start with this household?"),
        **label(
            "Sau khi chọn không đổi hộ được nữa. Nhầm hộ thì bỏ phiếu này và mở phiếu mới.",
            "The household cannot be changed after this. Wrong household: discard this form, open a new one.",
            "hint",
        ),
        "required": "yes",
        "relevant": "${loaded} = '' and (${hh} != '' or (${nw_village} != '' and ${nw_head} != ''))",
        "constraint": f"(${{task}} != 'fx' or ({_HAS_RETURN})) and (${{task}} != 'rv' or ({_HAS_HOUSEHOLD}))",
        **label(
            "Máy chưa tải đủ dữ liệu của hộ này. Hãy đồng bộ rồi mở lại phiếu.",
            "The tablet lacks this household's data. Sync, then open the form again.",
            "constraint_message",
        ),
    }


def _captured_rows() -> list[Row]:
    """Hidden values taken once at `go`, in this order; `src` is h from the list, r returned, n new.

    Once `loaded` is set the pickers are irrelevant and read as empty: what comes from them is taken before it.
    """
    village = "instance('villages')/root/item[name=${new_village}]/"
    members = "count(instance('members')/root/item[hh=${loaded}])"
    calculations = {
        "src": "if(${src} != '', ${src}, if(${task} = 'fx', 'r', if(${task} = 'nw', 'n', 'h')))",
        "new_head": "${nw_head}",
        "new_village": "${nw_village}",
        "loaded": "if(${loaded} != '', ${loaded}, if(${task} = 'nw', uuid(), ${hh}))",
        "village": f"if(${{src}} = 'n', ${{new_village}}, {listed('village')})",
        "area_kind": f"if(${{src}} = 'n', {village}area_kind, {listed('area_kind')})",
        "title": f"if(${{src}} = 'n', concat(${{new_head}}, ' – ', {village}label), {listed('label')})",
        "case_id": listed("case_id"),
        "assignment_id": f"if(${{src}} = 'n', {village}assignment_id, {listed('assignment_id')})",
        "rev": listed("rev"),
        "last_status": listed("recognised"),
        "last_class": listed("assessed"),
        "returned_instance": f"if({RETURNED}, {returned('instance_id')}, '')",
        "return_no": f"if({RETURNED}, {returned('return_no')}, '0')",
        "again": f"if({RETURNED} and {returned('visit_outcome')} = 'completed', 'y', '')",
        "n_known": f"if({ANSWERED}, {returned('n_members')}, if(${{src}} = 'n', '0', {members}))",
        "ret_sum": f"if({RETURNED}, {returned('summary')}, '')",
    }
    return [
        {"type": "calculate", "name": name, "calculation": one, "trigger": "${go}"}
        for name, one in calculations.items()
    ]


def _shown_rows() -> list[Row]:
    """One screen: the case, and last year's recognised status beside the assessed class, which are two things (R1)."""
    return [
        {
            "type": "begin_group",
            "name": "g_case",
            **label("Hộ này", "This household"),
            "relevant": "${loaded} != ''",
            "appearance": "field-list",
        },
        {"type": "note", "name": "n_case", **label("Hộ: **${title}**", "Household: **${title}**")},
        {
            "type": "note",
            "name": "n_last",
            **label(
                "Kết quả công nhận năm trước: **${last_status}**. Phân loại lần rà soát trước: **${last_class}**.",
                "Recognised last year: **${last_status}**. Assessed at the last review: **${last_class}**.",
            ),
            "relevant": "${src} = 'h' or ${src} = 'r'",
        },
        {"type": "note", "name": "n_sum", **label("${ret_sum}", "${ret_sum}"), "relevant": RETURNED},
        end(),
    ]
