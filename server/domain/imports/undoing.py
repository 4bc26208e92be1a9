"""What an import brought and whether it can be taken back: what people have used since stays, with the reason. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from server.telling import NOTHING, Told, tell

from .fields import HOUSEHOLDS


@dataclass(frozen=True, slots=True)
class Item:
    """A village, an account, the numbers of a commune or a household; with `reasons` it stays.

    `key`: a village's code, an actor id, a record's digest, a household's id. `code` is what messages call it: no
    person's name. `place`: its commune in words.
    """

    key: str
    area_code: str
    code: str
    name: str
    place: str = ""
    detail: Told = NOTHING
    reasons: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be taken back now, and what would stay. Of households only what is in the way is named.

    `counts` of households: `households` that leave, `statuses` that become those of before, `codes` of lists that
    named a household, `villages` that go too.
    """

    kind: str
    goes: tuple[Item, ...] = ()
    stays: tuple[Item, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many things would be taken back."""
        return sum(self.counts.values()) if self.kind == HOUSEHOLDS else len(self.goes)

    @property
    def is_possible(self) -> bool:
        """A list of households is taken back as a whole or not at all; of all else what is not in use."""
        return self.count > 0 and not (self.kind == HOUSEHOLDS and self.stays)

    @property
    def mark(self) -> str:
        """A digest of what would go: who presses the button has seen exactly this."""
        said = (self.kind, sorted(one.key for one in self.goes), sorted(self.counts.items()))
        return hashlib.sha256(repr(said).encode()).hexdigest()


def make_plan(kind: str, items: Iterable[Item]) -> Plan:
    """What is in use stays."""
    found = tuple(items)
    return Plan(kind, tuple(one for one in found if not one.reasons), tuple(one for one in found if one.reasons))


@dataclass(frozen=True, slots=True)
class VillageUse:
    """What stands on a village: active households, forms, and whether anybody works there or a paper changed it."""

    households: int = 0
    forms: int = 0
    is_given: bool = False
    has_role: bool = False
    is_changed: bool = False


def village_reasons(use: VillageUse) -> tuple[Told, ...]:
    """Why a village stays."""
    found = (
        (use.households > 0, tell("có {n} hộ", n=use.households)),
        (use.forms > 0, tell("có {n} hồ sơ đã nhận phiếu", n=use.forms)),
        (use.is_given, tell("đã giao cho rà soát viên")),
        (use.has_role, tell("có người được cấp quyền ở thôn")),
        (use.is_changed, tell("đã đổi tên, nhập thôn hoặc ghi đặc điểm theo văn bản")),
    )
    return tuple(told for is_so, told in found if is_so)


@dataclass(frozen=True, slots=True)
class AccountUse:
    """What a person has done or been given since the import brought the account."""

    has_signed_in: bool = False
    has_tablet: bool = False
    has_acted: bool = False
    is_given_more: bool = False


def account_reasons(use: AccountUse) -> tuple[Told, ...]:
    """Why an account stays open."""
    found = (
        (use.has_signed_in, tell("đã đăng nhập")),
        (use.has_tablet, tell("đã ghi danh máy tính bảng")),
        (use.has_acted, tell("đã gửi phiếu hoặc ghi việc vào sổ")),
        (use.is_given_more, tell("được cấp thêm quyền hoặc giao thêm việc sau lần nhập")),
    )
    return tuple(told for is_so, told in found if is_so)


def totals_reasons(confirmed_by: str, table_on: str) -> tuple[Told, ...]:
    """Why numbers of a commune stay: who said the same, and the day (ISO) on which a table went out since; or empty."""
    found = (
        (bool(confirmed_by), tell("{name} đã nhập đúng số này để xác nhận", name=confirmed_by)),
        (bool(table_on), tell("đã tải bảng số liệu ngày {on}", on=table_on)),
    )
    return tuple(told for is_so, told in found if is_so)
