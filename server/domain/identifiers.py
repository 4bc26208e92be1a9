"""Numbers on a person's papers: typed, checked, never required (R8). A doubtful number is told, not refused. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from server.telling import Told, tell

CCCD, CMND, BIRTH, INSURANCE = "cccd", "cmnd", "birth_certificate", "insurance"
NO_PAPERS = "none"  # an answer, not a number: it puts the person on the list of those who need help
TYPES: Mapping[str, Told] = {
    CCCD: tell("Căn cước 12 số"),
    CMND: tell("Chứng minh nhân dân 9 số"),
    BIRTH: tell("Giấy khai sinh"),
    INSURANCE: tell("Mã số bảo hiểm"),
}
LENGTHS = {CCCD: (12,), CMND: (9,)}
_INSURANCE_LENGTHS = (10, 15)  # the person's number; with the card's five leading signs
_MALE, _FEMALE = "male", "female"


@dataclass(frozen=True, slots=True)
class Bearer:
    """What is known of the person whose number it is; None is not known."""

    sex: str | None = None
    birth_year: int | None = None


def type_of(number: str) -> str | None:
    """The type a number has by its length alone; None where it says nothing."""
    found = [name for name, lengths in LENGTHS.items() if number.isdigit() and len(number) in lengths]
    return found[0] if found else None


def check_identifier(kind: str, number: str, bearer: Bearer) -> tuple[Told, ...]:
    """What is wrong with a number, in words; empty where nothing is.

    The fourth digit of a citizen id tells century and sex, the fifth and sixth the year of birth (NĐ 137/2015/NĐ-CP).
    """
    if kind == INSURANCE:
        told = tell("mã số bảo hiểm có {n} ký tự, phải là 10 hoặc 15", n=len(number))
        return () if len(number) in _INSURANCE_LENGTHS else (told,)
    if kind not in LENGTHS:
        return ()
    if not number.isdigit():
        return (tell("có ký tự không phải chữ số"),)
    if len(number) not in LENGTHS[kind]:
        told = tell("có {n} chữ số, {kind} phải có {right}", n=len(number), kind=TYPES[kind], right=LENGTHS[kind][0])
        return (told,)
    return _check_cccd(number, bearer) if kind == CCCD else ()


def lacks_papers(answer: str | None, recorded: Collection[str]) -> bool:
    """Whether a person has none: her last form or the office says so, and no paper of any kind is recorded.

    `answer` is the form's `id_type`, `recorded` the kinds the office wrote down.
    """
    return NO_PAPERS in (answer, *recorded) and not set(recorded) - {NO_PAPERS}


def mask(number: str) -> str:
    """The last four signs, as pages show a number to whom it does not concern."""
    return f"•••• {number[-4:]}" if len(number) > 4 else "••••"


def _check_cccd(number: str, bearer: Bearer) -> tuple[Told, ...]:
    mark = int(number[3])
    year = 1900 + 100 * (mark // 2) + int(number[4:6])
    sex = _FEMALE if mark % 2 else _MALE
    wrong = []
    if bearer.birth_year is not None and bearer.birth_year != year:
        wrong.append(
            tell(
                "theo số thì sinh năm {year}, danh sách ghi {birth_year}",
                year=str(year),
                birth_year=str(bearer.birth_year),
            )
        )
    if bearer.sex in (_MALE, _FEMALE) and bearer.sex != sex:
        wrong.append(
            tell("theo số thì là {what}, danh sách ghi ngược lại", what=tell("nữ") if sex == _FEMALE else tell("nam"))
        )
    return tuple(wrong)
