"""Two versions of a form side by side: what changed, in words, and what would break what was collected. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from server.domain.facts import load_facts
from server.telling import Told, in_both, joined, tell

from .content import FormContent, Question
from .issues import Issue

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
KIND_WORDS = {
    "text": tell("chữ"),
    "integer": tell("số nguyên"),
    "decimal": tell("số lẻ"),
    "date": tell("ngày"),
    "dateTime": tell("ngày giờ"),
    "time": tell("giờ"),
    "select_one": tell("chọn một"),
    "select_multiple": tell("chọn nhiều"),
    "rank": tell("xếp thứ tự"),
    "range": tell("thang số"),
    "geopoint": tell("tọa độ"),
    "geotrace": tell("đường"),
    "geoshape": tell("vùng"),
    "upload": tell("ảnh, tệp"),
    "barcode": tell("mã vạch"),
    "acknowledge": tell("đánh dấu đã đọc"),
    "note": tell("lời nhắc"),
    "calculate": tell("tính"),
    "hidden": tell("ẩn"),
}
RULE_WORDS = {
    "relevant": tell("điều kiện hiện"),
    "constraint": tell("điều kiện đúng"),
    "required": tell("bắt buộc"),
    "calculate": tell("cách tính"),
}
# These keep an answer as plain text, so one may become another.
_AS_TEXT = ("calculate", "hidden")
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `aspect` names what of the question changed, empty where the question came or went."""

    kind: str
    name: str
    label: str
    aspect: str = ""
    before: str = ""
    after: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class FormDiff:
    """What is new against `before`, and what may not be done within a round."""

    before: str
    after: str
    changes: tuple[Change, ...]
    unsafe: tuple[Issue, ...]


def compare(old: FormContent, new: FormContent) -> FormDiff:
    """Compare two versions, questions matched by their names."""
    pairs, gone, come = _match(old, new)
    changes = [
        *_compare_form(old, new),
        *(_say(REMOVED, one) for one in gone),
        *(_say(ADDED, one) for one in come),
        *(change for before, after in pairs for change in _compare_question(before, after)),
        *_compare_order(old, new),
    ]
    return FormDiff(old.version, new.version, tuple(changes), tuple(_find_unsafe(old, new, pairs)))


def _match(
    old: FormContent, new: FormContent
) -> tuple[list[tuple[Question, Question]], list[Question], list[Question]]:
    """Pairs by path, then by a name that stands once on both sides; what is left came or went."""
    pairs = [(one, new.questions[path]) for path, one in old.questions.items() if path in new.questions]
    gone = [one for path, one in old.questions.items() if path not in new.questions]
    come = [one for path, one in new.questions.items() if path not in old.questions]
    arrived = {one.name: one for one in come}
    for one in [one for one in gone if one.name in arrived]:
        pairs.append((one, arrived.pop(one.name)))
        gone.remove(one)
    return pairs, gone, [one for one in come if arrived.get(one.name) is one]


def _compare_form(old: FormContent, new: FormContent) -> Iterator[Change]:
    for aspect, before, after in (
        (tell("tên biểu mẫu"), old.title, new.title),
        (tell("ngôn ngữ"), ", ".join(old.languages), ", ".join(new.languages)),
        (tell("tệp danh sách"), ", ".join(sorted(old.attached)), ", ".join(sorted(new.attached))),
    ):
        if before != after:
            yield Change(CHANGED, "", "", aspect, before, after)


def _compare_question(old: Question, new: Question) -> Iterator[Change]:
    aspects = [
        (tell("kiểu"), KIND_WORDS.get(old.kind, old.kind), KIND_WORDS.get(new.kind, new.kind)),
        (tell("mục dữ liệu"), old.fact, new.fact),
        *(
            (_in_language(tell("nhãn"), one), old.labels.get(one, ""), new.labels.get(one, ""))
            for one in _languages(old, new)
        ),
        *(
            (_in_language(tell("gợi ý"), one), old.hints.get(one, ""), new.hints.get(one, ""))
            for one in _languages(old, new)
        ),
        *((word, old.rules.get(rule, ""), new.rules.get(rule, "")) for rule, word in RULE_WORDS.items()),
        (tell("lời báo khi sai"), old.message, new.message),
        (tell("lựa chọn"), *_compare_choices(old, new)),
    ]
    for aspect, before, after in aspects:
        if before != after:
            yield Change(CHANGED, new.name, new.label, aspect, before, after, new.fact)
    if old.path != new.path:
        yield Change(MOVED, new.name, new.label, tell("nhóm"), _group(old), _group(new), new.fact)


def _compare_choices(old: Question, new: Question) -> tuple[str, str]:
    """Only what differs, as `code: words`; the order alone as the codes in order."""
    before, after = dict(old.choices), dict(new.choices)
    lost = [joined((code, words), ": ") for code, words in old.choices if after.get(code) != words]
    got = [joined((code, words), ": ") for code, words in new.choices if before.get(code) != words]
    if lost or got or list(before) == list(after):
        return joined(lost, "; "), joined(got, "; ")
    return ", ".join(before), ", ".join(after)


def _compare_order(old: FormContent, new: FormContent) -> Iterator[Change]:
    before = [one.name for path, one in old.questions.items() if one.is_asked and path in new.questions]
    after = [one.name for path, one in new.questions.items() if one.is_asked and path in old.questions]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {name for block in blocks for name in before[block.a : block.a + block.size]}
    moved = [name for name in after if name not in kept]
    if moved:
        told = ", ".join(moved[:MOST_NAMED]) + ("…" if len(moved) > MOST_NAMED else "")
        yield Change(MOVED, "", "", tell("thứ tự"), "", told)


def _find_unsafe(old: FormContent, new: FormContent, pairs: list[tuple[Question, Question]]) -> Iterator[Issue]:
    """A fact no longer asked, an answer of another type, a question in or out of a repeat."""
    asked = new.facts()
    for level, fact_id in old.facts():
        if (level, fact_id) not in asked:
            fact = load_facts().get(level, fact_id)
            told = tell(
                "mục {fact_id} ({name}) có ở bản {version}, bản này bỏ; phiếu đã gửi và phiếu mới sẽ không so được. "
                "Giữ câu hỏi, ẩn nó bằng relevant nếu không cần nữa, hoặc bỏ ở đợt sau.",
                fact_id=fact_id,
                name=in_both(fact.vi, fact.en) if fact else level,
                version=old.version,
            )
            yield Issue(told, "survey")
    for before, after in pairs:
        if _data_kind(before) != _data_kind(after) and "note" not in (before.kind, after.kind):
            told = tell(
                "câu hỏi {name} đổi kiểu từ “{before}” thành “{after}”. "
                "Giữ kiểu cũ, hoặc thêm câu hỏi tên khác và ẩn câu cũ bằng relevant.",
                name=after.name,
                before=KIND_WORDS.get(before.kind, before.kind),
                after=KIND_WORDS.get(after.kind, after.kind),
            )
            yield Issue(told, "survey", column="type")
        if before.repeat != after.repeat:
            outside = tell("ngoài nhóm lặp")
            told = tell(
                "câu hỏi {name} chuyển từ “{before}” sang “{after}”. Để nguyên chỗ cũ, hoặc đặt tên khác.",
                name=after.name,
                before=before.repeat or outside,
                after=after.repeat or outside,
            )
            yield Issue(told, "survey")


def _data_kind(question: Question) -> str:
    return "text" if question.kind in _AS_TEXT else question.kind


def _say(kind: str, one: Question) -> Change:
    words = KIND_WORDS.get(one.kind, one.kind)
    before, after = (words, "") if kind == REMOVED else ("", words)
    return Change(kind, one.name, one.label, "", before, after, one.fact)


def _languages(old: Question, new: Question) -> list[str]:
    return list(dict.fromkeys([*old.labels, *new.labels, *old.hints, *new.hints]))


def _in_language(word: Told, language: str) -> Told:
    return joined((word, language)) if language else word


def _group(question: Question) -> str:
    return question.path.rpartition("/")[0] or tell("ngoài nhóm")
