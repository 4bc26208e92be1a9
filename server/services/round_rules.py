"""What a round may be and become: pure decisions about its data, states and standards (R2, R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from server.errors import Problem
from server.standards.packs import AVERAGE, RoundStandard
from server.standards.purposes import is_in_force, judged_on
from server.standards.register import Entry, needed_numbers, needed_of_round
from server.standards.tiers import Tiers
from server.telling import Told, tell

KINDS = ("training", "official")
STATES = ("draft", "open", "closing", "closed")
# Publishing opens a draft. `closing` is no longer listed on tablets and still accepts; `closed` accepts and flags.
NEXT_STATES: dict[str, frozenset[str]] = {
    "draft": frozenset(),
    "open": frozenset({"closing", "closed"}),
    "closing": frozenset({"open", "closed"}),
    "closed": frozenset({"open"}),
}


@dataclass(frozen=True, slots=True)
class NewRound:
    """What a round is held under. `standards`: entries {standard, scoring, method, purpose}; days are ISO text.

    One entry may say `average: true`: the round also looks for farm households of average living standard by it (R3).

    `procedure` and `tiers` name packs; empty where the round has none (R2, R5).
    """

    code: str
    name: str
    kind: str
    season_from_on: str
    season_to_on: str
    reference_on: str
    standards: tuple[dict[str, Any], ...]
    area_codes: tuple[str, ...]
    shows_scores: bool = True
    status_from_on: str | None = None
    status_to_on: str | None = None
    procedure: str = ""
    tiers: str = ""


def check_new_round(new: NewRound) -> None:
    """Problem ROUND-001 where the round's own data cannot be right, naming value and remedy."""
    if new.kind not in KINDS:
        raise _wrong(
            tell("Loại đợt “{kind}” không có.", kind=new.kind), tell("Chọn một trong {kinds}.", kinds=", ".join(KINDS))
        )
    if not new.code.strip() or not new.name.strip():
        raise _wrong(tell("Đợt chưa có mã hoặc tên."), tell("Ghi cả mã và tên đợt."))
    if not new.area_codes:
        raise _wrong(tell("Đợt {code} chưa có xã nào.", code=new.code), tell("Chọn ít nhất một xã, phường, thị trấn."))
    if not new.standards:
        raise _wrong(
            tell("Đợt {code} chưa có chuẩn nào.", code=new.code),
            tell("Chọn ít nhất một chuẩn với phương pháp và mục đích."),
        )
    _check_days(new)
    named = [entry["standard"] for entry in new.standards]
    if len(set(named)) != len(named):
        raise _wrong(
            tell("Một chuẩn được ghi hai lần: {named}.", named=", ".join(named)),
            tell("Mỗi chuẩn dùng một lần trong đợt."),
        )
    if any(entry.get("method") == AVERAGE for entry in new.standards):
        raise _wrong(
            tell("Mức sống trung bình không phải là cách xếp hạng hộ."), tell("Ghi average: true vào chuẩn của đợt.")
        )
    if sum(entry.get("average") is True for entry in new.standards) > 1:
        raise _wrong(tell("Hai chuẩn cùng xét mức sống trung bình."), tell("Ghi average: true ở một chuẩn."))
    for entry in new.standards:
        if not entry.get("purpose"):
            raise _wrong(
                tell("Chuẩn {standard} chưa ghi mục đích.", standard=entry["standard"]),
                tell("Ghi: closes <năm> hoặc opens <năm> (R2)."),
            )


def _check_days(new: NewRound) -> None:
    given = (new.season_from_on, new.season_to_on, new.reference_on, new.status_from_on, new.status_to_on)
    for day in given:
        if day is not None and not _is_day(day):
            raise _wrong(tell("Ngày “{day}” không đọc được.", day=day), tell("Ghi năm-tháng-ngày, ví dụ 2016-09-01."))
    if new.season_from_on > new.season_to_on:
        raise _wrong(
            tell(
                "Mùa rà soát bắt đầu {season_from_on} sau khi kết thúc {season_to_on}.",
                season_from_on=new.season_from_on,
                season_to_on=new.season_to_on,
            ),
            tell("Sửa hai ngày."),
        )


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _wrong(message: Told, remedy: Told) -> Problem:
    return Problem("ROUND-001", 409, message, remedy)


def check_state_change(code: str, now: str, wanted: str) -> None:
    """Problem ROUND-003 where the round cannot go from `now` to `wanted`."""
    if wanted in NEXT_STATES.get(now, frozenset()):
        return
    allowed = ", ".join(sorted(NEXT_STATES.get(now, frozenset())))
    remedy = (
        tell("Từ {now} chuyển được sang: {allowed}.", now=now, allowed=allowed)
        if allowed
        else tell("Công bố biểu mẫu để mở đợt.")
    )
    raise Problem(
        "ROUND-003",
        409,
        tell("Đợt {code} đang {now}, không chuyển sang “{wanted}” được.", code=code, now=now, wanted=wanted),
        remedy,
    )


def check_digests(used: RoundStandard, entry: Mapping[str, Any]) -> None:
    """Problem RULE-047 where a pack is no longer what the round was opened with; a new entry has no digests yet."""
    scoring = used.scoring.digest if used.scoring is not None else None
    for name, digest in (("standard_digest", used.standard.digest), ("scoring_digest", scoring)):
        check_digest(used.standard.title, digest, entry.get(name, digest))


def check_digest(title: str, digest: str | None, opened_with: str | None) -> None:
    """Problem RULE-047 where a pack here is not the one a round was opened with."""
    if digest != opened_with:
        raise Problem(
            "RULE-047",
            409,
            tell("{title}: nội dung gói trong máy khác với khi mở đợt.", title=title),
            tell("Cài đúng bản phần mềm đã mở đợt; số mới chỉ dùng cho đợt mới."),
        )


def check_method(used: RoundStandard) -> None:
    """Problem ROUND-005 where the standard has no rule for the method."""
    if used.method not in used.standard.rules:
        known = ", ".join(sorted(used.standard.rules))
        raise Problem(
            "ROUND-005",
            409,
            tell("{title} không có phương pháp “{method}”.", title=used.standard.title, method=used.method),
            tell("Có: {known}.", known=known),
        )


def find_average(entries: Sequence[Mapping[str, Any]], used: Sequence[RoundStandard]) -> RoundStandard | None:
    """The standard whose band of average living standard the round looks at, beside its classes (R3)."""
    asked = [one for entry, one in zip(entries, used, strict=True) if entry.get("average") is True]
    return replace(asked[0], scoring=None, method=AVERAGE, region="") if asked else None


def check_official(used: Sequence[RoundStandard], entries: Sequence[Mapping[str, Any]], reference_on: str) -> None:
    """What an official round needs of its standards; each refusal names number, article and remedy (R2, R3).

    `entries` are the round's own, in the order of `used`.
    """
    for one, entry in zip(used, entries, strict=True):
        title = one.standard.title
        if one.standard.is_training or (one.scoring is not None and one.scoring.is_training):
            raise Problem(
                "ROUND-006",
                409,
                tell("{title}: chuẩn hoặc bảng điểm chỉ dùng tập huấn, không dùng cho đợt chính thức.", title=title),
                tell("Chọn chuẩn và bảng điểm đã được ban hành."),
            )
        if one.method != "points":
            raise Problem(
                "ROUND-015",
                409,
                tell("{title}: đợt chính thức không phân loại theo {method}.", title=title, method=one.method),
                tell("Dùng phương pháp points, như Thông tư 17/2016/TT-BLĐTBXH quy định."),
            )
        check_purpose(title, entry["purpose"], reference_on)
        check_in_force(one, judged_on(entry["purpose"], reference_on))
        check_numbers(one)


def check_purpose(title: str, purpose: str, reference_on: str) -> None:
    """Problem ROUND-019 where the status year is not the one that a round of this reference date decides (R2)."""
    day, year = judged_on(purpose, reference_on), int(reference_on[:4])
    years = (year, year + 1) if day.endswith("01-01") else (year,)
    if int(day[:4]) not in years:
        raise Problem(
            "ROUND-019",
            409,
            tell(
                "{title}: mục đích “{purpose}” không hợp với ngày tính {reference_on} của đợt.",
                title=title,
                purpose=purpose,
                reference_on=reference_on,
            ),
            tell("Ghi closes <năm của ngày tính> hoặc opens <năm sau>, hay sửa ngày tính."),
        )


def check_in_force(used: RoundStandard, day: str) -> None:
    """Problem RULE-001 where the standard is not in force on the day of the status it decides."""
    first, last = used.standard.in_force
    if not is_in_force(used.standard.in_force, day):
        raise Problem(
            "RULE-001",
            409,
            tell(
                "{title} có hiệu lực từ {first} đến {last}, không có vào ngày {day}.",
                title=used.standard.title,
                first=first,
                last=last,
                day=day,
            ),
            tell("Chọn chuẩn có hiệu lực vào ngày mà kết quả bắt đầu hoặc hết hạn, hoặc sửa mục đích của chuẩn."),
        )


def check_tiers(tiers: Tiers) -> None:
    """What an official round needs of its tiers (R5): their order and words, adopted."""
    _check_needed(tiers.title, needed_numbers(tiers))


def check_numbers(used: RoundStandard) -> None:
    """Problem ROUND-007 or ROUND-016 where a number the method reads is unknown or was not read in the act (R3)."""
    _check_needed(used.standard.title, needed_of_round(used))


def _check_needed(title: str, needed: Sequence[Entry]) -> None:
    unknown = [one for one in needed if one.value is None]
    if unknown:
        raise Problem(
            "ROUND-007",
            409,
            tell(
                "{title} còn thiếu {n} số: {name_entries}.",
                title=title,
                n=len(unknown),
                name_entries=name_entries(unknown),
            ),
            tell("Nạp số từ văn bản gốc: rasoat packs template, import, adopt (hai người). Rồi mở đợt với gói đã nạp."),
        )
    if needed:
        raise Problem(
            "ROUND-016",
            409,
            tell(
                "{title} còn {n} số chưa đối chiếu nguyên văn: {name_entries}.",
                title=title,
                n=len(needed),
                name_entries=name_entries(needed),
            ),
            tell(
                "Hai người đối chiếu với Công báo và xác nhận từng số (rasoat packs) trước khi dùng cho đợt chính thức."
            ),
        )


def name_entries(entries: Sequence[Entry]) -> str:
    """Entries with the article each should come from, once each."""
    return "; ".join(dict.fromkeys(f"{one.label} ({one.act}, {one.article})" for one in entries))
