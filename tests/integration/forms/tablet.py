"""A tablet's lists, written as the node serves them, and a whole interview's answers for the form engine."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from server.domain.facts import Fact, load_facts
from server.forms.build import build_household_review, build_round_forms
from server.forms.re_verification import build_re_verification
from server.forms.read import Answers, CompiledForm, compile_form, prefill_text
from server.forms.spec import BuiltForm, RoundSpec
from server.standards.packs import PackStore

HOUSEHOLD, OTHER = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
COLUMNS = (
    "village",
    "area_kind",
    "size",
    "head",
    "recognised",
    "assessed",
    "case_id",
    "assignment_id",
    "review_state",
    "rev",
    "screening",
)
Rows = Sequence[Mapping[str, str]]
COMPLETED = {
    "visit_outcome": "completed",
    "notice_read": "yes",
    "interview_on": "2018-09-20",
    "respondent": "head",
    "interpreter": "no",
    "has_new": "no",
    "income_vnd": "3000000",
    "wishes": "credit job",
    "house_point": "10.5 107.2 3 5",
    "house_photo": "nha.jpg",
    "confirmation": "witness",
    "witness_name": "Trần Thị Chứng",
}


CHOICES = {
    "points": {"standard": "training_points", "scoring": "training_b1", "method": "points"},
    "declared_income": {"standard": "training_income", "method": "declared_income"},
    "2016": {"standard": "vn_2016", "scoring": "vn_2016_b1", "method": "points"},
    "2022": {"standard": "vn_2022", "method": "declared_income"},
    "2027": {"standard": "vn_2027", "method": "declared_income"},
}
BANDS = {one: {"standard": one, "method": "average"} for one in ("vn_2016", "vn_2022")}
BOTH = ("points", "declared_income")
EVERYTHING = ("2016", "2022", "2027")  # asks what is asked on demand too


def build(*, shows_scores: bool = True, methods: tuple[str, ...] = BOTH) -> BuiltForm:
    """The form of a training round with the standards of these methods, once a run."""
    return _kept(shows_scores, methods)


def build_anew(shows_scores: bool, methods: tuple[str, ...]) -> BuiltForm:
    """The same, whatever has been built before."""
    packs = PackStore()
    standards = tuple(packs.round_standard(CHOICES[one]) for one in methods)
    return build_household_review(RoundSpec("R", "Thử", True, dt.date(2018, 9, 1), standards, shows_scores))


_kept = cache(build_anew)


@cache
def build_all(procedure: str, *, shows_scores: bool = True, code: str = "R", band: str = "") -> dict[str, BuiltForm]:
    """Every form of a training round held under a procedure, by form id; `band`: whose average living standard."""
    packs = PackStore()
    standards = tuple(packs.round_standard(CHOICES[one]) for one in BOTH)
    on, held_under = dt.date(2018, 9, 1), packs.procedure(procedure)
    average = packs.round_standard(BANDS[band]) if band else None
    forms = build_round_forms(RoundSpec(code, "Thử", True, on, standards, shows_scores, held_under, average))
    return {one.form_id: one for one in forms}


@cache
def build_recheck() -> BuiltForm:
    """The form of the blind second look, for a round with both methods."""
    packs = PackStore()
    standards = tuple(packs.round_standard(CHOICES[one]) for one in BOTH)
    return build_re_verification(RoundSpec("R", "Thử", True, dt.date(2018, 9, 1), standards, True))


@cache
def compiled(methods: tuple[str, ...] = BOTH) -> CompiledForm:
    """The same form as the server reads it."""
    return compile_form(build(methods=methods).xml)


def read(submission: str) -> Answers:
    """A submission as the server reads it."""
    return compiled().read(submission.encode())


def prefilled(level: str) -> list[Fact]:
    """The facts whose last answer is on the tablet's list."""
    facts = load_facts()
    pool = facts.household if level == "household" else facts.member
    return [one for one in pool.values() if one.is_prefilled]


def plain(fact: Fact) -> str:
    """Some valid answer."""
    named = {"relation": "other", "birth_year": "1980", "state": "in", "id_type": "none", "id_number": ""}
    if fact.id in named:
        return named[fact.id]
    if fact.choices:
        return fact.choices[-1].code
    by_type = {"integer": str(fact.min or 0), "decimal": "36.5", "money": "0", "date": "2018-01-15", "text": "chữ"}
    return by_type[fact.type]


HEAD = 'Nguyễn "Văn" A'


def household(name: str = HOUSEHOLD, head: str = HEAD, state: str = "todo", size: int = 2) -> dict[str, str]:
    """A row of the entity list with every answer of last year."""
    row = {one.id: plain(one) for one in prefilled("household")}
    return row | {
        "name": name, "label": f"{head} – Ấp 1 (H1)", "__version": "4", "village": "V1", "area_kind": "rural",
        "size": str(size), "head": head, "recognised": "Nghèo", "assessed": "Cận nghèo", "case_id": f"case-{name[:4]}",
        "assignment_id": "as1", "review_state": state, "rev": "0123456789abcdef",
    }  # fmt: skip


def member(number: int, hh: str = HOUSEHOLD, **changes: str) -> dict[str, str]:
    """A row of the list of members."""
    row = {one.id: plain(one) for one in prefilled("member")}
    own = {"hh": hh, "no": str(number), "person_id": f"p{number}-{hh[:4]}", "full_name": f"Người {number}"}
    relation = {"relation": "head"} if number == 1 else {}
    return row | own | relation | changes


def sent_back(
    submission: str, number: int = 1, summary: str = "Trả lại.", comments: Mapping[str, str] | None = None
) -> dict[str, Rows]:
    """The lists of a returned case, filled with the answers of its submission; `comments` by field."""
    answers = read(submission)
    found, _ = compiled().facts(answers)
    facts, name = load_facts(), answers.entities[0].id
    own = {one: prefill_text(fact, found.household.get(one)) for one, fact in facts.household.items()}
    own["house_photo"] = own["house_photo"] or answers.kept_photos.get("house_photo_prev", "")
    case = {"name": name, "instance_id": answers.instance_id, "return_no": str(number), "summary": summary}
    people: list[dict[str, str]] = []
    for no, member in enumerate(found.members, start=1):
        texts = {one: prefill_text(fact, member.get(one)) for one, fact in facts.member.items()}
        people.append(texts | {"hh": name, "no": str(no), "person_id": str(member.get("person_id", f"new{no}"))})
    return {
        "returns": [own | case | {"n_members": str(len(people))}],
        "people": people,
        "comments": [{"hh": name, "f": field, "text": text} for field, text in (comments or {}).items()],
    }


def write_lists(
    folder: Path, households: Rows, members: Rows, returns: Rows = (), people: Rows = (), comments: Rows = ()
) -> Path:
    """All files of the form; empty ones hold their header."""
    facts = load_facts()
    folder.mkdir(parents=True, exist_ok=True)
    headers = {
        "households": ["name", "label", "__version", *COLUMNS, *(one.id for one in prefilled("household"))],
        "villages": ["name", "label", "area_kind", "assignment_id"],
        "members": ["hh", "no", "person_id", *(one.id for one in prefilled("member"))],
        "returns": ["name", "instance_id", "return_no", "summary", "n_members", *facts.household],
        "return_members": ["hh", "no", "person_id", *facts.member],
        "return_comments": ["hh", "f", "text"],
    }
    rows: dict[str, Rows] = {
        "households": households,
        "villages": [{"name": "V1", "label": "Ấp 1, Xã Một", "area_kind": "rural", "assignment_id": "as1"}],
        "members": members,
        "returns": returns,
        "return_members": people,
        "return_comments": comments,
    }
    for name, header in headers.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, header, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows[name])
    return folder


def answers(members: int, **changes: str | None) -> dict[str, str | None]:
    """What is asked anew of a listed household with so many members; all else is prefilled."""
    asked: dict[str, str | None] = {"task": "rv", "hh": HOUSEHOLD, "go": "y", **COMPLETED}
    for number in range(1, members + 1):
        for fact in load_facts().member.values():
            if not fact.is_prefilled and fact.id not in ("joined_on", "left_on", "away_reason", "state"):
                asked[f"m_{fact.id}[{number}]"] = plain(fact)
    return asked | changes


def new_person(number: int, **changes: str) -> dict[str, str | None]:
    """The answers on a person who is not on the list."""
    own = {"full_name": f"Mới {number}", "relation": "head" if number == 1 else "child", **changes}
    facts = [one for one in load_facts().member.values() if one.id not in ("left_on", "away_reason", "id_number")]
    return {f"nm_{one.id}[{number}]": own.get(one.id, plain(one)) for one in facts}
