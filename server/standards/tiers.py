"""Tiers (R5): one exclusive group per household out of its classes under several standards. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.domain.yaml_reading import read_yaml, short_name
from server.errors import Problem
from server.telling import Told, kept, tell

from .assessment import UNDETERMINED
from .sources import Cited, Source, Sources, read_in_force
from .strict_values import as_sequence, check_heading, check_keys, check_unique, check_words, digest_of

NO_TIER = "none"
_OUTCOMES = ("poor", "near_poor")


@dataclass(frozen=True, slots=True)
class Tier(Cited):
    """A group of the reports: a class under one standard."""

    id: str
    label: Told
    standard: str
    outcome: str
    cited: Source
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Precedence(Cited):
    """The ids of the tiers, first to last; None until the province adopts an order."""

    order: tuple[str, ...] | None
    cited: Source
    confidence: str | None


@dataclass(frozen=True, slots=True)
class Tiers:
    """The tiers of a province and their order."""

    id: str
    title: str
    is_training: bool
    in_force: tuple[str | None, str | None]
    tiers: tuple[Tier, ...]
    precedence: Precedence
    digest: str
    base: str = ""


def find_tier(tiers: Tiers, outcomes: Mapping[str, str]) -> str:
    """The tier of a household from its class under each standard (a missing standard counts as undetermined).

    `none` where it is in no tier. Without an adopted order a tier is given only where no other could be.
    """
    possible = [one for one in tiers.tiers if _class_of(one, outcomes) in (one.outcome, UNDETERMINED)]
    certain = {one.id for one in possible if _class_of(one, outcomes) == one.outcome}
    if not possible:
        return NO_TIER
    order = tiers.precedence.order
    if order is None:
        return possible[0].id if len(possible) == 1 and certain else UNDETERMINED
    first = min(possible, key=lambda one: order.index(one.id))
    return first.id if first.id in certain else UNDETERMINED


def say_tier(tiers: Tiers, tier_id: str) -> Told:
    """The tier in words, and why there is none."""
    if tier_id == NO_TIER:
        return tell("Không thuộc nhóm nào")
    if tier_id != UNDETERMINED:
        return next(one.label for one in tiers.tiers if one.id == tier_id)
    if tiers.precedence.order is None:
        return tell("Chưa xác định: tỉnh chưa công bố thứ tự các nhóm")
    return tell("Chưa xác định: chưa đủ kết quả theo các chuẩn")


def _class_of(tier: Tier, outcomes: Mapping[str, str]) -> str:
    return outcomes.get(tier.standard, UNDETERMINED)


def load_tiers(path: Path) -> Tiers:
    """Read `tiers.yaml`."""
    data, where = read_yaml(path), short_name(path)
    check_keys(data, {"id", "title", "is_training", "in_force", "sources", "tiers", "precedence"}, where)
    check_heading(data, where)
    sources = Sources(data["sources"], where, is_training=data["is_training"])
    found = tuple(
        _read_tier(one, f"{where}, tiers[{n}]", sources)
        for n, one in enumerate(as_sequence(data["tiers"], f"{where}, tiers"))
    )
    check_unique([one.id for one in found], f"{where}, tiers")
    entry, at = data["precedence"], f"{where}, precedence"
    check_keys(entry, {"source", "confidence", "value"}, at)
    order = check_order(entry["value"], found, at)
    precedence = Precedence(order, *sources.cite(entry, at, is_known=order is not None))
    in_force = read_in_force(data, where)
    return Tiers(data["id"], kept(data["title"]), data["is_training"], in_force, found, precedence, digest_of(data))


def _read_tier(entry: Any, at: str, sources: Sources) -> Tier:
    check_keys(entry, {"id", "label", "standard", "outcome", "source", "confidence"}, at)
    check_words(entry, ("id", "label", "standard"), at)
    if entry["outcome"] not in _OUTCOMES:
        raise Problem(
            "RULE-006",
            500,
            tell("{at}: outcome “{outcome}”.", at=at, outcome=entry["outcome"]),
            tell("Chọn một trong {outcomes}.", outcomes=_OUTCOMES),
        )
    return Tier(entry["id"], kept(entry["label"]), entry["standard"], entry["outcome"], *sources.cite(entry, at))


def check_order(value: Any, tiers: tuple[Tier, ...], at: str) -> tuple[str, ...] | None:
    """An order names every tier once; None where it was not adopted."""
    if value is None:
        return None
    names = [one.id for one in tiers]
    if not isinstance(value, list | tuple) or sorted(map(str, value)) != sorted(names):
        raise Problem(
            "RULE-034",
            500,
            tell("{at}: thứ tự “{value}”.", at=at, value=value),
            tell("Ghi đủ các nhóm, mỗi nhóm một lần: {names}.", names=names),
        )
    return tuple(value)
