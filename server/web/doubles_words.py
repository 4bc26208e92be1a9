"""Words of the pairs that may be one: states, reasons with their values, what crowds are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .catalogue import Words
from .formats import vi_date, vi_number
from .telling import gettext

STATES = Words(
    {
        "open": "Chờ kết luận",
        "unclear": "Chưa rõ",
        "contested": "Hai nơi kết luận khác nhau",
        "same": "Cùng một",
        "different": "Khác nhau",
        "above": "Cấp trên quyết định",
    }
)
LEVELS = Words({"household": "Hai hộ", "person": "Hai người"})
SORTS = Words({"score": "giống nhất", "found": "mới nhất", "place": "xã, thôn", "name": "tên chủ hộ"})
LEAST = (80, 90, 95)
# The order is that of the filter; each is also a reason in words.
REASONS = Words(
    {
        "same_number": "cùng số giấy tờ",
        "same_person": "cùng một người trong sổ",
        "shared": "nhiều người giống nhau",
        "born_day": "cùng ngày sinh",
        "born_year": "cùng năm sinh",
        "near": "hai nhà sát nhau",
        "place_village": "cùng thôn",
        "place_commune": "cùng xã, khác thôn",
        "place_apart": "khác xã",
        "same_household": "trong cùng một hộ",
        "other_number": "số giấy tờ khác nhau",
        "other_sex": "ghi giới tính khác nhau",
    }
)
_PLAIN = Words(
    {
        "of_heads": "hai chủ hộ",
        "of_person": "một người của hai hộ",
        "born_next_year": "năm sinh lệch 1",
        "born_unknown": "có người chưa ghi năm sinh",
        "other_day": "ngày sinh khác nhau",
    }
)
_PAPERS = Words(
    {"cccd": "căn cước", "cmnd": "chứng minh nhân dân", "birth_certificate": "giấy khai sinh", "insurance": "bảo hiểm"}
)
CROWDS = Words(
    {
        "number": "số giấy tờ",
        "born": "tên và ngày sinh",
        "name": "họ, tên và năm sinh",
        "head": "thôn và năm sinh chủ hộ",
        "pair": "tên của hai người",
        "place": "vị trí nhà",
    }
)


def say_reason(reason: Mapping[str, Any]) -> str:
    """One reason in words."""
    code = reason["code"]
    if code in ("same_number", "other_number"):
        kind = _PAPERS.get(reason.get("kind", ""), gettext("giấy tờ"))
        told = gettext("cùng số %(kind)s", kind=kind), gettext("số %(kind)s khác nhau", kind=kind)
        return str(told[code == "other_number"])
    if code == "name":
        return str(gettext("tên giống %(n)s %%", n=reason["percent"]))
    if code == "shared":
        counts = {"n": reason["count"], "first": reason["first"], "second": reason["second"]}
        return str(gettext("%(n)s người giống nhau (hộ %(first)s người và hộ %(second)s người)", **counts))
    if code == "near":
        return str(gettext("hai nhà cách %(n)s m", n=vi_number(reason["metres"])))
    if code == "other_year":
        return str(gettext("năm sinh lệch %(n)s", n=reason["years"]))
    return _PLAIN.get(code) or REASONS.get(code, code)


def say_reasons(reasons: Sequence[Mapping[str, Any]]) -> str:
    """All reasons in one line."""
    return ", ".join(say_reason(one) for one in reasons)


def say_birth(facts: Mapping[str, Any]) -> str:
    """A birth as precisely as it is known."""
    day, month, year = (facts.get(name) for name in ("birth_day", "birth_month", "birth_year"))
    if year is None:
        return "–"
    known = [year] if month is None else [year, month] if day is None else [year, month, day]
    return vi_date("-".join(f"{one:02d}" for one in known))


FILTERS = {"reason_words": say_reasons, "double_state": lambda code: STATES.get(code, code), "birth_words": say_birth}
