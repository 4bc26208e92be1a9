"""Packs as people read them: evidence of every number, the list, what is needed, the difference, what is adopted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from server.domain.facts import HouseholdFacts
from server.errors import Problem
from server.standards.adoption import Adopted, overlay
from server.standards.engine import Context, assess
from server.standards.packs import PackStore, RoundStandard
from server.standards.procedures import load_procedures
from server.standards.register import (
    Entry,
    Pack,
    diff,
    flatten,
    list_hints,
    list_packs,
    needed_numbers,
    needed_of_round,
)
from server.standards.sources import CONFIDENCES
from server.standards.tree import Num, walk

STORE = PackStore()
PROCEDURES = load_procedures()
PACKS: tuple[Pack, ...] = (*STORE.standards(), *STORE.scorings(), *STORE.all_tiers(), *PROCEDURES.values())
ids = [f"{type(one).__name__} {one.id}" for one in PACKS]
GAZETTE: dict[str, Any] = {"act": "Công báo", "article": "Điều 1", "from_on": "2016-08-14"}
POOR = HouseholdFacts({"income_vnd": 1_500_000}, ({"state": "in", "birth_year": 1970},))


@pytest.mark.parametrize("pack", PACKS, ids=ids)
def test_every_entry_of_a_pack_has_words_act_article_day_and_confidence(pack: Pack) -> None:
    entries = flatten(pack)
    assert entries
    assert len({one.id for one in entries}) == len(entries)
    for one in entries:
        assert one.label.strip() and one.unit and one.act.strip() and one.article.strip(), one
        if one.value is None:
            assert one.confidence is None, one
        else:
            assert one.confidence in CONFIDENCES, one
            assert one.from_on or pack.is_training, one


@pytest.mark.parametrize("standard", [one for one in STORE.standards() if not one.is_training], ids=lambda one: one.id)
def test_no_number_of_a_real_standard_stands_inside_a_rule(standard: Any) -> None:
    trees = [standard.counted, *(one.deprived for one in standard.indicators)]
    trees += [rule.when for rules in standard.rules.values() for rule in rules]
    numbers = {node.value for tree in trees for node in walk(tree) if isinstance(node, Num)}
    assert numbers <= {100}  # a percentage is compared with 100 times the count


def test_the_list_of_packs_says_kind_days_and_how_much_is_not_known() -> None:
    heads = {one.id: one for one in list_packs(STORE)}
    assert [one.kind for one in heads.values()] == sorted(
        (one.kind for one in heads.values()), key=["standard", "scoring", "tiers", "procedure"].index
    )
    assert heads["training_points"].unknown == heads["training_points"].unsure == 0
    assert heads["brvt_2016"].unknown == len(STORE.standard("brvt_2016").parameters)
    assert heads["vn_2022_b1"].unknown == heads["vn_2016_b1_2018"].unknown == 1
    assert heads["vn_2027"].unknown == 2  # points of a deprivation, and the waste threshold
    assert (heads["vn_2022"].from_on, heads["vn_2022"].to_on) == ("2022-01-01", "2026-12-31")


def test_an_official_round_by_points_of_2016_needs_what_was_not_read() -> None:
    used = STORE.round_standard({"standard": "vn_2016", "scoring": "vn_2016_b1", "method": "points"})
    needed = {one.adopted_as: one for one in needed_of_round(used)}
    assert needed["parameters.b1_near"].confidence == "recalled"
    assert needed["items.size"].value is None
    assert "Thông tư 17/2016" in needed["items.size"].act
    assert "counted" in needed
    assert not {"parameters.income_poor", "methods.declared_income.1", "parameters.income_average"} & set(needed)
    without = replace(used, scoring=None)
    assert needed_of_round(without)[-1].label == "Bảng điểm B1"


def test_declared_income_needs_neither_points_nor_the_value_of_a_deprivation_in_points() -> None:
    needed = {one.adopted_as for one in needed_numbers(STORE.standard("vn_2027"), "declared_income")}
    assert "indicators.waste" in needed
    assert not {"parameters.b2_points", "parameters.income_line"} & needed
    assert not needed_numbers(STORE.standard("training_income"), "declared_income")


def test_two_procedures_differ_in_who_gives_the_opinion() -> None:
    changes = {one.id: one for one in diff(PROCEDURES["qd24_2021"], PROCEDURES["tt13_2025"])}
    opinion = changes["annual.opinion"]
    assert opinion.before is not None and opinion.before.value == "Chủ tịch Ủy ban nhân dân cấp huyện"
    assert opinion.after is not None and opinion.after.value is None
    assert changes["annual.opinion.seen"].before is None
    assert "provisions.window_from" not in changes
    assert diff(PROCEDURES["qd24_2021"], PROCEDURES["qd24_2021"]) == ()


def test_hints_stand_beside_the_table_with_their_source_and_are_no_values_of_it() -> None:
    pack = STORE.scoring("vn_2016_b1")
    hints = {one.id: one for one in list_hints(pack)}
    assert hints["items.size[2][rural_nt5]"].value == 70
    assert hints["items.pension[1][urban]"].label == "Lương hưu: từ 2 người"
    assert {(one.act, one.confidence) for one in hints.values()} == {
        ("Bộ phiếu hộ có mức sống trung bình", "secondary")
    }
    assert {one.value for one in flatten(pack)} == {None}
    assert list_hints(STORE.scoring("vn_2022_b1")) == ()


def adopt(value: Any = None, **changes: Any) -> Adopted:
    """A value from a made-up gazette."""
    return Adopted(value, **{**GAZETTE, **changes})


def test_an_adopted_number_changes_the_class_and_cites_the_gazette() -> None:
    base = STORE.standard("brvt_2016")
    lines = {"rural": 1_600_000, "urban": 1_800_000}
    pack = overlay(base, {"parameters.income_poor": adopt(lines)})
    assert (pack.base, pack.id) == (base.digest, f"brvt_2016+{pack.digest[:8]}")
    assert flatten(pack)[[one.id for one in flatten(pack)].index("parameters.income_poor[rural]")] == Entry(
        "parameters.income_poor[rural]",
        "Chuẩn nghèo của tỉnh",
        1_600_000,
        "VND/person/month",
        "Công báo",
        "Điều 1",
        "2016-08-14",
        "exact",
        "",
    )
    store = STORE.with_adopted(pack)
    assert STORE.standard("brvt_2016") is store.standard("brvt_2016")
    context = Context("rural", dt.date(2016, 12, 31))
    before, after = (
        assess(POOR, RoundStandard(one, None, "declared_income"), context).outcome
        for one in (base, store.standard(pack.id))
    )
    assert (before, after) == ("undetermined", "poor")


def test_a_pack_with_every_entry_adopted_needs_nothing_more() -> None:
    base = STORE.standard("vn_2022")
    values = {}
    for one in needed_numbers(base, "declared_income"):
        is_number = one.adopted_as.startswith("parameters.")
        values[one.adopted_as] = adopt(base.parameters[one.adopted_as[11:]].value if is_number else None)
    pack = overlay(base, values)
    assert needed_numbers(pack, "declared_income") == ()
    assert {one.id for one in diff(base, pack)} == {one.id for one in needed_numbers(base, "declared_income")}


def test_the_digest_of_an_overlay_moves_with_value_source_and_base_but_not_with_order() -> None:
    base = STORE.standard("brvt_2016")
    one, two = {"parameters.min_deprived": adopt(3)}, {"parameters.area_min": adopt(8)}
    both = overlay(base, {**one, **two})
    assert both.digest == overlay(base, {**two, **one}).digest
    others = [overlay(base, one), overlay(base, {"parameters.min_deprived": adopt(4), **two})]
    others += [
        overlay(base, {**one, "parameters.area_min": adopt(8, article="Điều 2")}),
        overlay(overlay(base, one), two),
    ]
    assert len({both.digest, *(other.digest for other in others)}) == 5


def test_points_of_a_characteristic_are_adopted_row_by_row() -> None:
    base = STORE.scoring("vn_2016_b1")
    pension = next(one for one in base.items if one.id == "pension")
    pack = overlay(base, {"items.pension": adopt([{"rural": 25, "urban": 15}, 7])})
    values = [one.value for one in flatten(pack) if one.adopted_as == "items.pension"]
    assert (values, len(pension.rows)) == ([25, 15, 7, 7], 2)


def test_a_step_of_a_procedure_is_adopted_with_its_actor_and_days() -> None:
    base = PROCEDURES["tt13_2025"]
    pack = overlay(base, {"annual.opinion": adopt("Chủ tịch tỉnh"), "annual.posting.days": adopt(3)})
    steps = {one.id: one for one in pack.chains["annual"]}
    assert (steps["opinion"].who, steps["posting"].get("days").confidence) == ("Chủ tịch tỉnh", "exact")
    assert steps["posting"].get("days").value == 3


@pytest.mark.parametrize(
    ("pack", "values", "code"),
    [
        ("vn_2022", {}, "RULE-040"),
        ("vn_2022", {"parameters.income_of_kings": adopt(1)}, "RULE-041"),
        ("vn_2022", {"parameters.income_line[rural]": adopt(1)}, "RULE-041"),
        ("vn_2022", {"parameters.income_line": adopt(1.5)}, "RULE-008"),
        ("vn_2022", {"parameters.income_line": adopt({"rural": 1, "urban": None})}, "RULE-045"),
        ("vn_2022", {"parameters.income_line": adopt(1, act=" ")}, "RULE-010"),
        ("vn_2022", {"parameters.income_line": adopt(1, from_on="14/8/2016")}, "RULE-026"),
        ("vn_2022", {"indicators.toilet": adopt("khác")}, "RULE-042"),
        ("vn_2027", {"indicators.waste": adopt()}, "RULE-043"),
        ("vn_2016_b1", {"items.pension": adopt([1])}, "RULE-044"),
        ("vn_2016_b1", {"items.pension": adopt([1, None])}, "RULE-045"),
        ("brvt_2016_tiers", {"precedence": adopt(["poor_national"])}, "RULE-034"),
        ("qd24_2021", {"annual.posting.days": adopt("ba ngày")}, "RULE-036"),
        ("qd24_2021", {"annual.posting.days": adopt(None)}, "RULE-045"),
        ("qd24_2021", {"provisions.window_to": adopt("14-12")}, "RULE-036"),
    ],
)
def test_what_cannot_be_adopted_is_refused_with_a_remedy(pack: str, values: dict[str, Adopted], code: str) -> None:
    base = next(one for one in PACKS if one.id == pack)
    with pytest.raises(Problem) as caught:
        overlay(base, values)
    assert caught.value.code == code
    assert caught.value.remedy


@pytest.mark.parametrize("standard", STORE.standards(), ids=lambda one: one.id)
def test_every_indicator_of_a_shipped_pack_has_a_name_in_english(standard: Any) -> None:
    words = [standard.who_counts.en, *(one.en for one in standard.indicators)]
    assert all(one.strip() and one.isascii() for one in words), words


@pytest.mark.parametrize("standard", ["vn_2016", "vn_2022"])
def test_average_living_standard_needs_its_own_numbers_adopted_and_no_indicator(standard: str) -> None:
    found = {one.adopted_as for one in needed_numbers(STORE.standard(standard), "average")}
    assert "parameters.income_average" in found and "methods.average.3" in found
    assert {one.partition(".")[0] for one in found} == {"parameters", "methods"}
    assert not found & {"parameters.b2_points", "parameters.area_min", "parameters.income_near"}
