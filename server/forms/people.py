"""Members: a counted repeat of known people, prefilled, and an open repeat of new ones (R7, R8). Pure.

Nobody is deleted from the known ones: who is gone gets a state and a date. Repeats are prefilled by default *and*
trigger, because member 1 exists from opening and the others only from `go` on (return loop §2).
"""

from __future__ import annotations

from server.domain.facts import Fact
from server.standards.xpath import Calculate, expand

from .questions import (
    ANSWERED,
    COMPLETED,
    KNOWN,
    NEW,
    RETURNED,
    Row,
    Template,
    at_position,
    begin,
    end,
    joined,
    label,
    member_comment,
    question,
)
from .read_back import person_rows, present_count

# A draft saved before its people were opened, resumed after their rows left the tablet, would send strangers.
_NOBODY = label(
    "Máy không còn dữ liệu của người này. Đồng bộ, bỏ phiếu này rồi mở phiếu mới cho hộ.",
    "The tablet no longer has this person's data. Sync, discard this form, open a new one for the household.",
    "constraint_message",
)
PRESENT = ("in", "away_short", "away_long", "unregistered", "registered_elsewhere")
_IS_PRESENT = " or ".join(f"${{@state}} = '{one}'" for one in PRESENT)
_ALWAYS_ASKED = ("state", "full_name", "left_on")


def member_rows(template: Template, calculates: list[Calculate]) -> list[Row]:
    """Both repeats, a screen per section, with the standards' calculates on each person."""
    own = [one for one in calculates if one.is_member]
    return [*_known_rows(template, own), _has_new_row(), *_new_rows(template, own)]


def _known_rows(template: Template, calculates: list[Calculate]) -> list[Row]:
    rows: list[Row] = [
        {
            "type": "begin_repeat",
            "name": "member",
            **label("Thành viên", "Member"),
            "relevant": f"${{n_known}} > 0 and {COMPLETED}",
            "repeat_count": "${n_known}",
        }
    ]
    for section in template.data["member_sections"]:
        rows.append(begin(template, f"mg_{section}", section) | _titled(template, section, KNOWN))
        if section == template.data["member_sections"][0]:
            rows.append(_person_id_row())
        for fact in template.group("member", section):
            rows += _known_question(template, fact)
        rows.append(end())
    rows += _calculated_rows(template, calculates, KNOWN)
    return [*rows, {"type": "end_repeat"}]


def _new_rows(template: Template, calculates: list[Calculate]) -> list[Row]:
    rows: list[Row] = [
        {
            "type": "begin_repeat",
            "name": "newm",
            **label("Người mới", "New member"),
            "relevant": f"${{has_new}} = 'yes' and {COMPLETED}",
        }
    ]
    first, *later = template.data["member_sections"]
    for section in (first, *later):
        title = _titled(template, section, NEW) if section in later else {}
        rows.append(begin(template, f"nmg_{section}", section) | title)
        for fact in template.group("member", section):
            if fact.id not in template.data["known_members_only"]:
                rows.append(_new_question(template, fact))
        rows.append(end())
    rows += _calculated_rows(template, calculates, NEW)
    return [*rows, {"type": "end_repeat"}]


def _has_new_row() -> Row:
    return {
        "type": "select_one yes_no",
        "name": "has_new",
        **label("Có thêm người chưa có trong danh sách?", "Is there anybody not on the list?"),
        **label("Người mới về, mới sinh, hoặc chưa từng ghi.", "Came to live here, newborn, never listed.", "hint"),
        "required": "yes",
        "relevant": f"${{loaded}} != '' and {COMPLETED}",
        "constraint": f". = 'yes' or {present_count(KNOWN)} > 0",
        **label(
            "Hộ phải còn ít nhất một người. Có người mới thì chọn Có; không còn ai thì sửa lại Kết quả lần thăm hộ.",
            "Somebody must live here. Choose Yes if somebody is new; if nobody is left, change the visit's outcome.",
            "constraint_message",
        ),
    }


def _known_question(template: Template, fact: Fact) -> list[Row]:
    first = _registered(fact.id) if fact.is_prefilled else "''"
    if fact.id == "state":
        first = f"if({first} != '', {first}, 'in')" if fact.is_prefilled else "'in'"
    lookup = f"if({ANSWERED}, {_returned(fact.id)}, {first})"
    row = question(template, fact, KNOWN) | {"relevant": _relevance(template, fact, KNOWN), "trigger": "${go}"}
    row |= at_position(lookup)
    if fact.id == "state":
        row |= _who_counts(template)
        row |= {"constraint": f"${{{KNOWN}person_id}} != ''", **_NOBODY}
    if fact.id in template.data["new_members_only"]:
        return _kept_question(row, lookup, member_comment(fact))
    return [*member_comment(fact), row]


def _kept_question(row: Row, lookup: str, comment: list[Row]) -> list[Row]:
    """What only new people are asked: seen again where the returned form has an answer, or a comment."""
    name = row["name"]
    was = {"type": "calculate", "name": f"{name}_was", "trigger": "${go}", "relevant": RETURNED, **at_position(lookup)}
    relevant = joined(row["relevant"], f"${{{name}_was}} != '' or ${{c_{name}}} != ''")
    return [was, *comment, row | {"relevant": relevant}]


def _new_question(template: Template, fact: Fact) -> Row:
    row = question(template, fact, NEW) | {"relevant": _relevance(template, fact, NEW)}
    if fact.id == "state":
        row |= _who_counts(template)
        row["choice_filter"] = " or ".join(f"name = '{one}'" for one in PRESENT)
    return row


def _who_counts(template: Template) -> Row:
    """Who is a member, as the round's procedure has it (R7); it says so where that was not found."""
    procedure = template.procedure
    found = [one for one in procedure.provisions if one.id == "member_months"] if procedure is not None else []
    if not found:
        return {}
    one, article = found[0], f"{found[0].cited.act}, {found[0].cited.article}"
    if one.value is None:
        unknown_en = "How many months somebody must live here to count is not in this system yet: ask the commune."
        return label(f"{one.label}: chưa có trong máy ({article}); hỏi cán bộ xã.", unknown_en, "hint")
    return label(f"{one.label}: {one.value} ({article}).", f"Months lived here in 12 to count: {one.value}.", "hint")


def _relevance(template: Template, fact: Fact, prefix: str) -> str:
    """Who is gone is asked when, nothing more; the name stays to be seen."""
    present = "" if fact.id in _ALWAYS_ASKED else _IS_PRESENT
    return joined(present, template.rule("member", fact.id).get("relevant", "")).replace("@", prefix)


def _titled(template: Template, section: str, prefix: str) -> Row:
    """A section's title with whom it is about."""
    vi, en = template.facts.groups[section]
    return label(f"${{{prefix}full_name}}: {vi}", f"${{{prefix}full_name}}: {en}")


def _person_id_row() -> Row:
    lookup = f"if({ANSWERED}, {_returned('person_id')}, {_registered('person_id')})"
    return {"type": "calculate", "name": f"{KNOWN}person_id", "trigger": "${go}", **at_position(lookup)}


def _calculated_rows(template: Template, calculates: list[Calculate], prefix: str) -> list[Row]:
    """What is read back of each person, then the standards' own."""
    standards = [expand(one, prefix) for one in calculates]
    return [
        *person_rows(template, _IS_PRESENT.replace("@", prefix), prefix),
        *({"type": "calculate", "name": name, "calculation": expression} for name, expression in standards),
    ]


def _registered(column: str) -> str:
    return f"instance('members')/root/item[hh=${{loaded}}][no=@no]/{column}"


def _returned(column: str) -> str:
    return f"instance('return_members')/root/item[hh=${{loaded}}][no=@no]/{column}"
