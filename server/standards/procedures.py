"""Procedure packs (R2, R16): steps of each kind of review, who does them, their days, quorum and forms. Pure, strict.

A procedure's numbers are entries with unit, source and confidence, like a standard's; what was not found is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from server.domain.yaml_reading import read_yaml, short_name
from server.errors import Problem
from server.telling import kept, tell

from .sources import Cited, Source, Sources, read_in_force
from .strict_values import as_mapping, as_sequence, check_heading, check_keys, check_unique, check_words, digest_of

PROCEDURES = Path(__file__).with_name("procedures")
CHAINS = ("annual", "ad_hoc")
WHOLE_UNITS = ("working days", "percent", "copies", "indicators", "months", "day of month", "years")
UNITS = (*WHOLE_UNITS, "month-day", "text")


@dataclass(frozen=True, slots=True)
class Provision(Cited):
    """One fact of the procedure: a whole number, a day of the year (`09-01`) or a text; None where not found."""

    id: str
    label: str
    unit: str
    value: int | str | None
    cited: Source
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Step(Cited):
    """One step of a review: `who` acts, None where that was not found. `forms` are its papers."""

    id: str
    label: str
    who: str | None
    forms: tuple[str, ...]
    provisions: tuple[Provision, ...]
    cited: Source
    confidence: str | None

    def get(self, provision_id: str) -> Provision:
        """A provision of this step, or Problem RULE-037 naming those there are."""
        for one in self.provisions:
            if one.id == provision_id:
                return one
        known = ", ".join(one.id for one in self.provisions) or tell("không có mục nào")
        raise Problem(
            "RULE-037",
            409,
            tell("Bước {label} không có “{provision_id}”.", label=self.label, provision_id=provision_id),
            tell("Có: {known}.", known=known),
        )


@dataclass(frozen=True, slots=True, eq=False)  # one object per file: hashed by identity
class Procedure:
    """A dated procedure: chains of steps by kind of review, and what holds for all of it."""

    id: str
    title: str
    is_training: bool
    in_force: tuple[str | None, str | None]
    chains: dict[str, tuple[Step, ...]]
    provisions: tuple[Provision, ...]
    digest: str
    base: str = ""


@cache
def load_procedures(folder: Path = PROCEDURES) -> dict[str, Procedure]:
    """The shipped procedure packs by id, oldest first."""
    found = sorted(map(load_procedure, folder.glob("*.yaml")), key=lambda one: (one.in_force[0] or "", one.id))
    check_unique([one.id for one in found], folder.name)
    return {one.id: one for one in found}


def load_procedure(path: Path) -> Procedure:
    """Read one procedure pack."""
    data, where = read_yaml(path), short_name(path)
    check_keys(data, {"id", "title", "is_training", "in_force", "sources", "provisions", "chains"}, where)
    check_heading(data, where)
    sources = Sources(data["sources"], where, is_training=data["is_training"])
    chains = as_mapping(data["chains"], f"{where}, chains")
    if not chains or set(chains) - set(CHAINS):
        raise Problem(
            "RULE-035",
            500,
            tell("{where}, chains: {chains}.", where=where, chains=sorted(chains)),
            tell("Chỉ dùng {chains}.", chains=CHAINS),
        )
    return Procedure(
        id=data["id"],
        title=kept(data["title"]),
        is_training=data["is_training"],
        in_force=read_in_force(data, where),
        chains={name: _read_steps(one, f"{where}, chains.{name}", sources) for name, one in chains.items()},
        provisions=_read_provisions(data["provisions"], f"{where}, provisions", sources),
        digest=digest_of(data),
    )


def _read_steps(entries: Any, at: str, sources: Sources) -> tuple[Step, ...]:
    steps = tuple(_read_step(one, f"{at}[{n}]", sources) for n, one in enumerate(as_sequence(entries, at)))
    check_unique([one.id for one in steps], at)
    return steps


def _read_step(entry: Any, at: str, sources: Sources) -> Step:
    keys = {"id", "label", "who", "forms", "source", "confidence", "provisions"}
    check_keys(entry, keys, at, optional={"forms", "provisions"})
    check_words(entry, ("id", "label") if entry["who"] is None else ("id", "label", "who"), at)
    forms = tuple(map(str, as_sequence(entry["forms"], f"{at}.forms"))) if "forms" in entry else ()
    provisions = _read_provisions(entry.get("provisions") or {}, at, sources)
    who = None if entry["who"] is None else kept(entry["who"])
    return Step(entry["id"], kept(entry["label"]), who, forms, provisions, *sources.cite(entry, at))


def _read_provisions(entries: Any, at: str, sources: Sources) -> tuple[Provision, ...]:
    return tuple(_read_provision(name, one, f"{at}.{name}", sources) for name, one in as_mapping(entries, at).items())


def _read_provision(name: str, entry: Any, at: str, sources: Sources) -> Provision:
    check_keys(entry, {"label", "unit", "value", "source", "confidence"}, at)
    check_words(entry, ("label",), at)
    check_provision(entry["value"], entry["unit"], at)
    cited, confidence = sources.cite(entry, at, is_known=entry["value"] is not None)
    is_text = isinstance(entry["value"], str) and entry["unit"] != "month-day"
    value = kept(entry["value"]) if is_text else entry["value"]
    return Provision(name, kept(entry["label"]), entry["unit"], value, cited, confidence)


def check_provision(value: Any, unit: str, at: str) -> None:
    """A value fits its unit, else Problem RULE-005 or RULE-036."""
    if unit not in UNITS:
        raise Problem(
            "RULE-005",
            500,
            tell("{at}: đơn vị “{unit}” không dùng.", at=at, unit=unit),
            tell("Chọn một trong {units}.", units=UNITS),
        )
    fits = isinstance(value, str) and bool(value.strip())
    if unit in WHOLE_UNITS:
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if unit == "month-day":
        fits = fits and _is_month_day(value)
    if value is not None and not fits:
        raise Problem(
            "RULE-036",
            500,
            tell("{at}: giá trị “{value}” cho đơn vị {unit}.", at=at, value=value, unit=unit),
            tell('Số nguyên, "tháng-ngày", chữ.'),
        )


def _is_month_day(text: str) -> bool:
    month, _, day = text.partition("-")
    return len(text) == 5 and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31
