"""What every form on the list of households starts with: metadata, pick, `go`, what is captured at `go`. Pure.

Stock Collect cannot be told which case to open: she picks, then `go` fires every prefill once and the pickers hide by
relevance. What comes from lists is captured by trigger and never recalculated: a draft may outlive a sync.
"""

from __future__ import annotations

from .questions import Row, Template, end, label, listed

LISTED = "instance('households')/root/item[name=${hh}]"
_AUDIT = "location-priority=balanced location-min-interval=60 location-max-age=120 track-changes=true"


def heading_rows(template: Template, csvs: tuple[str, ...]) -> list[Row]:
    """Metadata, lists that no question picks from, and the notice of purpose (R29)."""
    notice = template.data["notice"]
    return [
        *({"type": one, "name": one} for one in ("start", "end", "deviceid", "username")),
        {"type": "audit", "name": "audit", "parameters": _AUDIT},
        *({"type": "csv-external", "name": one} for one in csvs),
        {"type": "note", "name": "n_notice", **label(notice["vi"], notice["en"])},
    ]


def pick_rows(task_list: str, tasks: tuple[str, ...], filters: Row) -> list[Row]:
    """The task, and the household of a task in `tasks`; `filters` holds the choice filters of `task` and `hh`."""
    is_listed = " or ".join(f"${{task}} = '{one}'" for one in tasks)
    return [
        {
            "type": f"select_one {task_list}",
            "name": "task",
            **label("Việc cần làm", "What to do"),
            "required": "yes",
            "relevant": "${loaded} = ''",
            "choice_filter": filters.get("task", ""),
        },
        {
            "type": "select_one_from_file households.csv",
            "name": "hh",
            **label("Chọn hộ", "Choose the household"),
            **label("Gõ tên chủ hộ hoặc mã hộ để tìm.", "Type a name or code to search.", "hint"),
            "required": "yes",
            "relevant": f"${{loaded}} = '' and ({is_listed})",
            "appearance": "minimal autocomplete",
            "choice_filter": filters["hh"],
        },
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


def go_row(constraint: str) -> Row:
    """The start; `constraint` says that the lists have arrived."""
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
        "constraint": constraint,
        **label(
            "Máy chưa tải đủ dữ liệu của hộ này. Hãy đồng bộ rồi mở lại phiếu.",
            "The tablet lacks this household's data. Sync, then open the form again.",
            "constraint_message",
        ),
    }


def captured_rows(source: str, own: dict[str, str]) -> list[Row]:
    """Hidden values taken once at `go`, in this order; `src` is n for a new household, else what `source` says.

    Once `loaded` is set the pickers are irrelevant and read as empty: what comes from them is taken before it.
    """
    village = "instance('villages')/root/item[name=${new_village}]/"
    calculations = {
        "src": f"if(${{src}} != '', ${{src}}, if(${{task}} = 'nw', 'n', {source}))",
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
        **own,
    }
    return [
        {"type": "calculate", "name": name, "calculation": one, "trigger": "${go}"}
        for name, one in calculations.items()
    ]


def case_rows(notes: list[Row]) -> list[Row]:
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
            "relevant": "${src} != 'n'",
        },
        *notes,
        end(),
    ]


def created_rows() -> list[Row]:
    """What the tablet's own list keeps of a household that is new: it is still to be reviewed."""
    values = {
        "head": "${new_head}",
        "village": "${village}",
        "area_kind": "${area_kind}",
        "assignment_id": "${assignment_id}",
        "size": "'0'",
        "review_state": "'todo'",
    }
    return [
        {"type": "calculate", "name": f"e_{name}", "calculation": one, "save_to": name, "relevant": "${src} = 'n'"}
        for name, one in values.items()
    ]
