"""XLSForm rows of `household_review`: the return-loop pattern around the dictionary's questions. Pure.

The pattern (stock Collect cannot be told a case to open): pick, then `go` fires every prefill once; the pickers hide
by relevance; what comes from lists is captured by trigger, never recalculated; members are a counted repeat with
default *and* trigger, because member 1 exists from opening and the others only from `go` on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from server.domain.facts import Fact, FactDictionary
from server.standards.xpath import KNOWN, NEW, Calculate, expand

VI, EN = "Tiếng Việt (vi)", "English (en)"
Row = dict[str, str]
XLS_TYPES = {
    "integer": "integer",
    "money": "integer",
    "decimal": "decimal",
    "date": "date",
    "text": "text",
    "point": "geopoint",
    "photo": "image",
}
PRESENT = ("in", "away_short", "away_long", "unregistered", "registered_elsewhere")
SELECT_SEARCH_FROM = 8
_IS_PRESENT = "(" + " or ".join(f"${{@state}} = '{one}'" for one in PRESENT) + ")"
COMPLETED = "${visit_outcome} = 'completed'"


@dataclass(slots=True)
class Template:
    """`template.yaml` parsed, with the dictionary it speaks of."""

    data: dict[str, Any]
    facts: FactDictionary
    has_income: bool
    rows: list[Row] = field(default_factory=list)

    def rule(self, level: str, fact_id: str) -> dict[str, Any]:
        """What the template adds to a fact's question."""
        return self.data.get(level, {}).get(fact_id) or {}

    def is_required(self, fact: Fact) -> bool:
        """Every question is required unless the template lists it as optional."""
        return fact.id not in self.data["optional"]


def label(vi: str, en: str, column: str = "label") -> Row:
    """The two language columns of a label, hint or message."""
    return {f"{column}::{VI}": vi, f"{column}::{EN}": en}


def returned(column: str) -> str:
    """The answer of the returned form."""
    return f"instance('returns')/root/item[name=${{loaded}}]/{column}"


def listed(column: str) -> str:
    """The household's property on the list."""
    return f"instance('households')/root/item[name=${{loaded}}]/{column}"


def opening_rows(template: Template) -> list[Row]:
    """Metadata, lists, the picker and everything captured at `go`."""
    notice = template.data["notice"]
    meta = [{"type": one, "name": one} for one in ("start", "end", "deviceid", "username")]
    audit = {
        "type": "audit",
        "name": "audit",
        "parameters": "location-priority=balanced location-min-interval=60 location-max-age=120 track-changes=true",
    }
    lists = [
        {"type": "csv-external", "name": one} for one in ("returns", "return_members", "return_comments", "members")
    ]
    pick = [
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
        {
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
            "constraint": "(${task} != 'fx' or count(instance('returns')/root/item[name=${hh}]) = 1) and "
            "(${task} != 'rv' or count(instance('households')/root/item[name=${hh}]) = 1)",
            **label(
                "Máy chưa tải đủ dữ liệu của hộ này. Hãy đồng bộ rồi mở lại phiếu.",
                "The tablet lacks this household's data. Sync, then open the form again.",
                "constraint_message",
            ),
        },
    ]
    return [
        *meta,
        audit,
        *lists,
        {"type": "note", "name": "n_notice", **label(notice["vi"], notice["en"])},
        *pick,
        *_captured(),
    ]


def _captured() -> list[Row]:
    """Hidden values taken once at `go`. `src` before `loaded`: h = from the list, r = returned, n = new."""

    def captured(name: str, calculation: str) -> Row:
        return {"type": "calculate", "name": name, "calculation": calculation, "trigger": "${go}"}

    village = "instance('villages')/root/item[name=${nw_village}]/"
    return [
        captured("src", "if(${src} != '', ${src}, if(${task} = 'fx', 'r', if(${task} = 'nw', 'n', 'h')))"),
        captured("loaded", "if(${loaded} != '', ${loaded}, if(${task} = 'nw', uuid(), ${hh}))"),
        captured("new_head", "${nw_head}"),
        captured("village", f"if(${{src}} = 'n', ${{nw_village}}, {listed('village')})"),
        captured("area_kind", f"if(${{src}} = 'n', {village}area_kind, {listed('area_kind')})"),
        captured("title", f"if(${{src}} = 'n', concat(${{nw_head}}, ' – ', {village}label), {listed('label')})"),
        captured("case_id", listed("case_id")),
        captured("assignment_id", f"if(${{src}} = 'n', {village}assignment_id, {listed('assignment_id')})"),
        captured("rev", listed("rev")),
        captured("last_status", listed("recognised")),
        captured("last_class", listed("assessed")),
        captured("returned_instance", f"if(${{src}} = 'r', {returned('instance_id')}, '')"),
        captured("return_no", f"if(${{src}} = 'r', {returned('return_no')}, '0')"),
        captured("n_known", f"if(${{src}} = 'r', {returned('n_members')}, if(${{src}} = 'h', {listed('size')}, '0'))"),
        captured("ret_sum", f"if(${{src}} = 'r', {returned('summary')}, '')"),
        {
            "type": "note",
            "name": "n_case",
            **label("Hộ: **${title}**", "Household: **${title}**"),
            "relevant": "${loaded} != ''",
        },
        {
            "type": "note",
            "name": "n_last",
            **label(
                "Kết quả công nhận năm trước: **${last_status}**. Phân loại lần rà soát trước: **${last_class}**.",
                "Recognised last year: **${last_status}**. Assessed at the last review: **${last_class}**.",
            ),
            "relevant": "${src} = 'h' or ${src} = 'r'",
        },
        {"type": "note", "name": "n_sum", **label("${ret_sum}", "${ret_sum}"), "relevant": "${src} = 'r'"},
    ]


def visit_rows(template: Template) -> list[Row]:
    """The outcome of the visit comes first; only a completed one asks the rest (R9)."""
    visits = ("absent_visits", "absent_1_on", "absent_2_on", "absent_3_on")
    ids = ("notice_read", "interview_on", "visit_outcome", *visits, "outcome_note")
    rows: list[Row] = [_begin("visit", template, "${loaded} != ''")]
    for fact_id in ids:
        rows += household_question(template, template.facts.household[fact_id])
    for fact_id in ("respondent", "interpreter"):
        rows += household_question(template, template.facts.household[fact_id], extra=COMPLETED)
    return [*rows, _end()]


def section_rows(template: Template, group: str) -> list[Row]:
    """One section of household questions on screens of its own."""
    if group == "income" and not template.has_income:
        return []
    rows: list[Row] = [_begin(group, template, f"${{loaded}} != '' and {COMPLETED}")]
    for fact in template.facts.household.values():
        if fact.group == group:
            rows += household_question(template, fact)
    return [*rows, _end()]


def household_question(template: Template, fact: Fact, extra: str = "") -> list[Row]:
    """The comment of the reviewer where there is one, then the question, prefilled at `go`."""
    rule = template.rule("household", fact.id)
    relevant = " and ".join(f"({one})" for one in (rule.get("relevant", ""), extra) if one)
    source = listed(fact.id) if fact.is_prefilled else "''"
    prefill = f"if(${{src}} = 'r', {returned(fact.id)}, {source})"
    return [
        *_comment(fact.id, "", fact.id),
        {
            **_question(template, fact, fact.id, rule),
            "relevant": relevant,
            "calculation": prefill,
            "trigger": "${go}",
            "save_to": fact.id if fact.is_prefilled else "",
        },
    ]


def photo_rows(template: Template, fact: Fact) -> list[Row]:
    """A photo that a returned form keeps unless it is taken anew; an image itself is never prefilled."""
    name = fact.id
    captured = f"if(${{src}} = 'r', {returned(name)}, '')"
    keep = f"if(${{src}} = 'r' and {returned(name)} != '', 'keep', '')"
    return [
        *_comment(name, "", name),
        {"type": "calculate", "name": f"{name}_prev", "calculation": captured, "trigger": "${go}"},
        {
            "type": "select_one keep",
            "name": f"{name}_keep",
            **label(f"{fact.vi}: ảnh đã gửi lần trước", f"{fact.en}: sent last time"),
            "required": "yes",
            "relevant": f"${{{name}_prev}} != ''",
            "calculation": keep,
            "trigger": "${go}",
        },
        {
            **_question(template, fact, name, template.rule("household", name)),
            "relevant": f"${{{name}_prev}} = '' or ${{{name}_keep}} = 'new'",
            "parameters": "max-pixels=1280",
        },
    ]


def evidence_rows(template: Template) -> list[Row]:
    """Place, photo and confirmation (R10). A signature is always made anew."""
    facts = template.facts.household
    rows: list[Row] = [_begin("evidence", template, f"${{loaded}} != '' and {COMPLETED}", screen="")]
    rows += household_question(template, facts["house_point"])
    rows += photo_rows(template, facts["house_photo"])
    rows += household_question(template, facts["confirmation"])
    for name, appearance in (("signature", "signature"), ("confirmation_photo", "")):
        rule = template.rule("household", name)
        row = {**_question(template, facts[name], name, rule), "relevant": rule["relevant"], "appearance": appearance}
        rows.append({**row, "parameters": "max-pixels=1024"})
    rows += household_question(template, facts["witness_name"])
    return [*rows, _end()]


def member_rows(template: Template, calculates: list[Calculate]) -> list[Row]:
    """Known members (a counted repeat, prefilled) and new members (an open repeat)."""
    known: list[Row] = [
        {
            "type": "begin_repeat",
            "name": "member",
            **label("Thành viên", "Member"),
            "relevant": f"${{n_known}} > 0 and {COMPLETED}",
            "repeat_count": "${n_known}",
        },
        {"type": "begin_group", "name": "mg", **label("${m_full_name}", "${m_full_name}"), "appearance": "field-list"},
        _member_capture("m_person_id", "person_id"),
    ]
    for fact in template.facts.member.values():
        known += _known_member_question(template, fact)
    known += [_calculate(*expand(one, KNOWN)) for one in calculates if one.is_member]
    known += [_end(), {"type": "end_repeat"}]
    new: list[Row] = [
        {
            "type": "select_one yes_no",
            "name": "has_new",
            **label("Có thêm người chưa có trong danh sách?", "Is there anybody not on the list?"),
            "required": "yes",
            "relevant": f"${{loaded}} != '' and {COMPLETED}",
        },
        {
            "type": "begin_repeat",
            "name": "newm",
            **label("Người mới", "New member"),
            "relevant": f"${{has_new}} = 'yes' and {COMPLETED}",
        },
        {"type": "begin_group", "name": "nmg", **label("Người mới", "New member"), "appearance": "field-list"},
    ]
    for fact in template.facts.member.values():
        new += _new_member_question(template, fact)
    new += [_calculate(*expand(one, NEW)) for one in calculates if one.is_member]
    return [*known, *new, _end(), {"type": "end_repeat"}]


def _known_member_question(template: Template, fact: Fact) -> list[Row]:
    name = f"{KNOWN}{fact.id}"
    rule = template.rule("member", fact.id)
    if rule.get("relevant") == "false()":
        return []
    source = ("instance('members')/root/item[hh=${loaded}][no=@no]/" + fact.id) if fact.is_prefilled else "''"
    if fact.id == "state":
        source = "'in'" if not fact.is_prefilled else source
    lookup = f"if(${{src}} = 'r', instance('return_members')/root/item[hh=${{loaded}}][no=@no]/{fact.id}, {source})"
    return [
        *_comment(name, "m", fact.id),
        {
            **_question(template, fact, name, rule, KNOWN),
            "relevant": _member_relevance(fact, rule, KNOWN),
            "calculation": lookup.replace("@no", "1"),
            "default": lookup.replace("@no", "position(current()/../..)"),
            "trigger": "${go}",
        },
    ]


def _new_member_question(template: Template, fact: Fact) -> list[Row]:
    name = f"{NEW}{fact.id}"
    rule = dict(template.rule("member", fact.id))
    if fact.id == "left_on":
        return []
    if rule.get("relevant") == "false()":
        rule.pop("relevant")
    row = {**_question(template, fact, name, rule, NEW), "relevant": _member_relevance(fact, rule, NEW)}
    if fact.id == "state":
        row |= {"choice_filter": " or ".join(f"name = '{one}'" for one in PRESENT)}
    return [row]


def _member_relevance(fact: Fact, rule: dict[str, Any], prefix: str) -> str:
    """Who is gone is asked when and why, nothing more; the name stays to be seen."""
    own = rule.get("relevant", "")
    base = "" if fact.id in ("state", "full_name", "left_on") else _IS_PRESENT
    return " and ".join(f"({one})" for one in (base, own) if one).replace("@", prefix)


def _member_capture(name: str, column: str) -> Row:
    lookup = (
        f"if(${{src}} = 'r', instance('return_members')/root/item[hh=${{loaded}}][no=@no]/{column}, "
        f"instance('members')/root/item[hh=${{loaded}}][no=@no]/{column})"
    )
    return {
        "type": "calculate",
        "name": name,
        "calculation": lookup.replace("@no", "1"),
        "default": lookup.replace("@no", "position(current()/../..)"),
        "trigger": "${go}",
    }


def _comment(name: str, scope: str, fact_id: str) -> list[Row]:
    """A captured comment and the note that shows it, only where there is one."""
    base = "instance('return_comments')/root/item[hh=${loaded}]"
    capture: Row = {"type": "calculate", "name": f"c_{name}", "trigger": "${go}"}
    if scope == "m":
        capture["calculation"] = f"{base}[f='1|{fact_id}']/text"
        capture["default"] = f"{base}[f=concat(position(current()/../..), '|{fact_id}')]/text"
    else:
        capture["calculation"] = f"{base}[f='{fact_id}']/text"
    text = f'<span style="color:#b00020">**↩ %s:** ${{c_{name}}}</span>'
    return [
        capture,
        {
            "type": "note",
            "name": f"w_{name}",
            **label(text % "Góp ý", text % "Comment"),
            "relevant": f"${{c_{name}}} != ''",
        },
    ]


def _question(template: Template, fact: Fact, name: str, rule: dict[str, Any], prefix: str = "") -> Row:
    hint = rule.get("hint") or ({"vi": fact.hint, "en": fact.hint} if fact.hint else None)
    row: Row = {
        "type": _xls_type(fact),
        "name": name,
        **label(fact.vi, fact.en),
        "required": "yes" if template.is_required(fact) else "",
        "bind::rasoat:fact": fact.id,
    }
    if template.is_required(fact):
        row |= label(f"Cần trả lời: {fact.vi}.", f"Needed: {fact.en}.", "required_message")
    if hint:
        row |= label(hint["vi"], hint["en"], "hint")
    if len(fact.choices) >= SELECT_SEARCH_FROM:
        row["appearance"] = "minimal autocomplete" if fact.type == "code" else "autocomplete"
    return row | _constraint(fact, rule, prefix)


def _constraint(fact: Fact, rule: dict[str, Any], prefix: str) -> Row:
    constraint = rule.get("constraint", "")
    if not constraint and fact.min is not None and fact.max is not None:
        constraint = f". >= {fact.min} and . <= {fact.max}"
    if not constraint:
        return {}
    message = rule.get("message") or {
        "vi": f"Ghi từ {fact.min} đến {fact.max}. Xem lại số đã gõ.",
        "en": f"From {fact.min} to {fact.max}. Check what was typed.",
    }
    return {"constraint": constraint.replace("@", prefix), **label(message["vi"], message["en"], "constraint_message")}


def _xls_type(fact: Fact) -> str:
    if fact.type in ("code", "boolean"):
        return f"select_one {fact.list_name}"
    return f"select_multiple {fact.list_name}" if fact.type == "codes" else XLS_TYPES[fact.type]


def _calculate(name: str, expression: str) -> Row:
    return {"type": "calculate", "name": name, "calculation": expression}


def _begin(group: str, template: Template, relevant: str, screen: str = "field-list") -> Row:
    vi, en = template.facts.groups[group]
    return {"type": "begin_group", "name": f"g_{group}", **label(vi, en), "relevant": relevant, "appearance": screen}


def _end() -> Row:
    return {"type": "end_group"}
