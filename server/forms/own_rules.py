"""What a form of one's own must hold so that the server can take in and classify what comes of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from server.domain.facts import Fact, load_facts
from server.telling import Told, in_both, joined, tell

from .build import MEDIA
from .content import FormContent, Question
from .issues import Issue
from .own_cycles import find_cycle
from .own_file import Sheets
from .read import PERSON_IDS, CompiledForm
from .spec import REVIEW_FORM, RoundSpec

# Captured from the list at `go`: without them an answer finds neither its household nor the form that was returned.
RETURN_LOOP = (
    "loaded", "village", "area_kind", "case_id", "assignment_id", "rev", "returned_instance", "return_no",
)  # fmt: skip
KINDS_OF = {
    "code": ("select_one",),
    "boolean": ("select_one",),
    "codes": ("select_multiple",),
    "integer": ("integer",),
    "money": ("integer",),
    "decimal": ("decimal", "integer"),
    "date": ("date",),
    "text": ("text",),
    "point": ("geopoint",),
    "photo": ("upload",),
}
LISTS = tuple(one["name"] for one in MEDIA)
LONGEST = 100
MOST_NAMED = 8
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_HIDDEN_SETTINGS = {
    "public_key": tell("máy chủ không đọc được phiếu mã hóa trên máy tính bảng; bỏ ô này."),
    "submission_url": tell("phiếu luôn gửi về máy chủ đã quét mã; bỏ ô này."),
    "auto_delete": tell("phiếu đã gửi phải còn trên máy tính bảng; bỏ ô này."),
}


def check_settings(sheets: Sheets) -> Iterator[Issue]:
    """Identity of the form as the settings sheet gives it; nothing is made up for it."""
    yield from sheets.formulas
    form_id = sheets.setting("form_id") or sheets.setting("id_string")
    version = sheets.setting("version")
    for column, value, pattern in (("form_id", form_id, _ID), ("version", version, _VERSION)):
        if not value:
            yield Issue(tell("thiếu {column}; điền ở dòng 2.", column=column), "settings", 2, column)
        elif len(value) > LONGEST or not pattern.fullmatch(value):
            told = tell(
                "“{value}” chỉ được gồm chữ không dấu, số, dấu _ - . và dài nhất {longest} ký tự.",
                value=value[:LONGEST],
                longest=LONGEST,
            )
            yield Issue(told, "settings", 2, column)
    if not sheets.setting("form_title"):
        yield Issue(tell("thiếu form_title, tên hiện trên máy tính bảng; điền ở dòng 2."), "settings", 2, "form_title")
    for column, told in _HIDDEN_SETTINGS.items():
        if sheets.setting(column):
            yield Issue(told, "settings", 2, column)


def check_content(content: FormContent, sheets: Sheets, spec: RoundSpec) -> Iterator[Issue]:
    """Lists, facts and, for the review form, everything its round and the return of forms need."""
    yield from _check_attached(content)
    cycle = find_cycle(content)
    if cycle:
        told = tell(
            "có vòng lặp {cycle}: câu này tính hoặc hiện theo câu kia; bỏ một tham chiếu.",
            cycle=" → ".join(cycle[:MOST_NAMED]),
        )
        yield Issue(told, "survey", sheets.row_of(cycle[0]))
    for (level, fact_id), questions in content.facts().items():
        fact = load_facts().get(level, fact_id)
        for one in questions:
            issue = _check_fact(one, level, fact_id, fact)
            if issue is not None:
                yield replace(issue, sheet="survey", row=sheets.row_of(one.name))
    if content.form_id == REVIEW_FORM:
        yield from _check_review(content, spec)
    elif content.lists:
        told = tell(
            "chỉ phiếu {review_form} được sửa sổ hộ; xóa trang entities và cột save_to.", review_form=REVIEW_FORM
        )
        yield Issue(told, "entities", 2)


def check_expressions(form: CompiledForm, sheets: Sheets) -> Iterator[Issue]:
    """Expressions nobody here can read are refused: the server could not tell a wrong answer from a right one."""
    for one in form.unsupported:
        path = one.split(" ", 1)[0]
        told = tell("máy chủ không hiểu biểu thức ({one}); viết lại bằng hàm của ODK.", one=one)
        yield Issue(told, "survey", sheets.row_of(path.rsplit("/", 1)[-1]))


def _check_attached(content: FormContent) -> Iterator[Issue]:
    for name in content.attached:
        if name not in LISTS:
            told = tell(
                "biểu mẫu cần tệp “{name}” mà máy chủ không phát; chỉ dùng được: {lists}.",
                name=name,
                lists=", ".join(LISTS),
            )
            yield Issue(told, "survey")


def _check_fact(question: Question, level: str, fact_id: str, fact: Fact | None) -> Issue | None:
    column = "bind::rasoat:fact"
    if fact is None:
        where = tell("trong nhóm lặp thành viên") if level == "member" else tell("ở phần của hộ")
        return Issue(
            tell("không có mục “{fact_id}” {where}; sửa mã mục theo từ điển.", fact_id=fact_id, where=where),
            column=column,
        )
    if question.kind in ("calculate", "hidden"):
        return None
    kinds = KINDS_OF[fact.type]
    if question.kind not in kinds:
        told = tell(
            "mục {fact_id} ({name}) cần kiểu {kinds}, biểu mẫu hỏi kiểu {kind}; sửa type.",
            fact_id=fact_id,
            name=in_both(fact.vi, fact.en),
            kinds=" / ".join(kinds),
            kind=question.kind,
        )
        return Issue(told, column="type")
    known = {one.code for one in fact.choices} or {"yes", "no"}
    strange = [code for code, _ in question.choices if code not in known]
    if fact.type in ("code", "codes", "boolean") and strange:
        told = tell(
            "mục {fact_id} không có mã {strange}; dùng: {known}.",
            fact_id=fact_id,
            strange=", ".join(strange),
            known=", ".join(sorted(known)),
        )
        return Issue(told, column="type")
    return None


def _check_review(content: FormContent, spec: RoundSpec) -> Iterator[Issue]:
    asked = content.facts()
    for used in spec.standards:
        lacking = [one for one in sorted(used.facts_needed()) if one not in asked]
        if lacking:
            told = joined(tell("{fact} ({name})", fact=fact, name=_words(level, fact)) for level, fact in lacking)
            yield Issue(
                tell(
                    "thiếu mục {told} mà {title} cần; thêm câu hỏi với cột bind::rasoat:fact.",
                    told=told,
                    title=used.standard.title,
                ),
                "survey",
            )
    missing = [name for name in RETURN_LOOP if name not in content.questions]
    if missing:
        told = tell(
            "thiếu mục ẩn {missing}; chép các dòng này từ Phiếu B, không có chúng phiếu không về đúng hộ.",
            missing=", ".join(missing),
        )
        yield Issue(told, "survey")
    if not any(one.repeat and one.name in PERSON_IDS for one in content.questions.values()):
        yield Issue(tell("nhóm lặp thành viên thiếu m_person_id; chép dòng này từ Phiếu B."), "survey")
    if "households" not in content.lists:
        yield Issue(tell("thiếu danh sách households; chép trang entities từ Phiếu B."), "entities", 2)


def _words(level: str, fact_id: str) -> Told:
    fact = load_facts().get(level, fact_id)
    return in_both(fact.vi, fact.en) if fact is not None else tell("chưa có trong từ điển")
