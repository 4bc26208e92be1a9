"""Each mistake in a pack is a Problem that names file, place and remedy. One broken file a mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from server.domain.facts import HouseholdFacts
from server.errors import Problem
from server.standards.engine import Context, assess
from server.standards.packs import PACKS, PackStore
from server.standards.strict import load_scoring, load_standard
from server.standards.tiers import load_tiers

from .households import ON


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the training pack by points, to break."""
    return Path(shutil.copytree(PACKS / "training_points", tmp_path / "training_points"))


def break_file(path: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


RULE = "when: {le: [{score: b1}, {param: b1_poor}]}"
INSURED = "{any_member: {all: [{ge: [{age: years}, 6]}, {not: {member_is: has_insurance}}]}}"
STANDARD_MISTAKES = [
    ("a key written twice", "DATA-001", "is_training: true", "is_training: true\nis_training: true", "is_training"),
    ("broken YAML", "DATA-002", "methods:", "methods: [", "standard.yaml"),
    ("an unknown method", "RULE-004", "  points:\n    rules:", "  by_ear:\n    rules:", "by_ear"),
    ("an unknown unit", "RULE-005", "unit: points, source", "unit: marks, source", "marks"),
    ("an unknown outcome", "RULE-006", "outcome: near_poor", "outcome: nearly", "nearly"),
    ("an unknown reason", "RULE-006", "reason: above_line", "reason: because", "because"),
    ("a number with a decimal", "RULE-008", "value: 30", "value: 30.5", "b2_min"),
    ("a negative number", "RULE-008", "value: 30", "value: -30", "b2_min"),
    ("a number for one area only", "RULE-008", "{rural: 110, urban: 130}", "{rural: 110}", "b1_poor"),
    ("an unknown key", "RULE-009", "title:", "colour: red\ntitle:", "colour"),
    ("a key left out", "RULE-009", "is_training: true\n", "", "is_training"),
    (
        "a missing source",
        "RULE-010",
        "unit: points, source: training",
        "unit: points, source: nowhere",
        "b1_poor",
    ),
    ("an unknown number node", "RULE-011", "{le: [{score: b1}", "{le: [{guess: b1}", "guess"),
    ("an unknown operation", "RULE-012", RULE, "when: {about: [{score: b1}, {param: b1_poor}]}", "about"),
    ("an unknown code", "RULE-013", "[unhygienic, none]", "[unhygienic, bad]", "bad"),
    ("an unknown fact", "RULE-014", "{is: has_tv}", "{is: has_yacht}", "has_yacht"),
    ("a fact of the wrong type", "RULE-015", "{is: has_tv}", "{is: floor_area_m2}", "floor_area_m2"),
    ("an unknown parameter", "RULE-016", "{param: b1_poor}", "{param: b1_rich}", "b1_rich"),
    ("an unknown score", "RULE-017", "{score: b1}", "{score: b9}", "b9"),
    ("a word that is not the one", "RULE-018", "{members: counted}", "{members: all}", "counted"),
    ("two operations in one place", "RULE-019", RULE, "when: {is: has_tv, not: {is: has_radio}}", "has_tv"),
    ("a comparison of three", "RULE-020", RULE, "when: {le: [{score: b1}, 1, 2]}", "le"),
    ("an empty list", "RULE-021", "[unhygienic, none]", "[]", "indicators"),
    ("a bad confidence", "RULE-022", "confidence: exact\n  when", "confidence: sure\n  when", "sure"),
    ("units that differ", "RULE-023", RULE, "when: {le: [{score: b1}, {param: area_min}]}", "m2/person"),
    (
        "a product that makes no sense",
        "RULE-023",
        "{param: area_min}, {members: counted}",
        "{param: area_min}, {param: b1_poor}",
        "m2",
    ),
    ("a person's fact asked of a household", "RULE-024", INSURED, "{not: {member_is: has_insurance}}", "any_member"),
    (
        "a count inside a person",
        "RULE-024",
        "{member_is: sick_without_care}",
        "{ge: [{members: counted}, 2]}",
        "indicators[0]",
    ),
    (
        "a score inside an indicator",
        "RULE-024",
        "{any_member: {member_is: sick_without_care}}",
        "{ge: [{score: b1}, 2]}",
        "b1",
    ),
    ("a source without an act", "RULE-010", "{act: Bảng tập huấn Rà Soát, ", "{act: '', ", "sources.training"),
    (
        "a source without an article",
        "RULE-010",
        'article: "số giả định, không phải quy định", ',
        "",
        "sources.training",
    ),
    (
        "an indicator without its wording",
        "RULE-033",
        'wording: "Nhà thiếu kiên cố hoặc đơn sơ"',
        "wording: ''",
        "wording",
    ),
    (
        "a wording without a threshold",
        "RULE-032",
        "deprived: {in: [house_grade, [less_permanent, makeshift]]}",
        "deprived: null",
        "wording",
    ),
    ("a day that is none", "RULE-026", "{from: null, to: null}", '{from: "2016-13-01", to: null}', "2016-13-01"),
    (
        "an end before the start",
        "RULE-026",
        "{from: null, to: null}",
        '{from: "2016-01-05", to: "2015-01-05"}',
        "05/01/2015",
    ),
    ("a real standard without a start", "RULE-026", "is_training: true", "is_training: false", "in_force"),
    (
        "a real number without a date",
        "RULE-026",
        "is_training: true\nin_force: {from: null,",
        'is_training: false\nin_force: {from: "2016-01-05",',
        "parameters.b1_poor",
    ),
    ("a title that is none", "RULE-027", "title: Chuẩn", "title: 5 # ", "title"),
    ("an indicator twice", "RULE-028", "- id: health_insurance", "- id: health_access", "health_access"),
    ("no points for a deprivation", "RULE-031", "  b2_points:", "  b2_each:", "b2_points"),
]
SCORING_MISTAKES = [
    ("an unknown way to select", "RULE-007", "select: first", "select: best", "best"),
    ("points in words", "RULE-008", "points: 18", "points: many", "many"),
    (
        "points by a region that is not declared",
        "RULE-008",
        "points: {rural: 64, urban: 68}",
        "points: {rural: {A: 64}, urban: 68}",
        "vùng A.",
    ),
    (
        "known points without confidence",
        "RULE-022",
        "confidence: exact\n    rows",
        "confidence: null\n    rows",
        "items[0]",
    ),
    ("a row without points", "RULE-009", ", points: 18}", "}", "points"),
    ("a characteristic twice", "RULE-028", "- id: dependants", "- id: size", "size"),
    (
        "a hint for what is not there",
        "RULE-009",
        "items:",
        "hints: {source: training, confidence: exact, points: {rural: {yacht: [1]}}}\nitems:",
        "yacht",
    ),
    (
        "a hint without a source",
        "RULE-010",
        "items:",
        "hints: {source: '', confidence: exact, points: {rural: {size: [1]}}}\nitems:",
        "hints",
    ),
]


@pytest.mark.parametrize(
    ("name", "code", "old", "new", "told"), STANDARD_MISTAKES, ids=[one[0] for one in STANDARD_MISTAKES]
)
def test_a_standard_with(pack: Path, name: str, code: str, old: str, new: str, told: str) -> None:
    path = pack / "standard.yaml"
    break_file(path, old, new)
    with pytest.raises(Problem) as caught:
        load_standard(path)
    _check(caught.value, code, told, "training_points/standard.yaml")


@pytest.mark.parametrize(
    ("name", "code", "old", "new", "told"), SCORING_MISTAKES, ids=[one[0] for one in SCORING_MISTAKES]
)
def test_a_scoring_table_with(pack: Path, name: str, code: str, old: str, new: str, told: str) -> None:
    path = pack / "scoring.yaml"
    break_file(path, old, new)
    with pytest.raises(Problem) as caught:
        load_scoring(path)
    _check(caught.value, code, told, "training_points/scoring.yaml")


def _check(problem: Problem, code: str, told: str, file: str) -> None:
    assert problem.code == code
    assert told in problem.message + problem.remedy
    assert file in problem.message
    assert problem.remedy


def test_two_packs_with_one_id_are_refused(pack: Path) -> None:
    shutil.copytree(pack, pack.with_name("copy"))
    with pytest.raises(Problem, match="RULE-029"):
        PackStore((pack.parent,))


def test_a_pack_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(Problem, match=r"RULE-001.*vn_1999.*training_income, training_points, vn_2016"):
        PackStore().standard("vn_1999")


def test_the_digest_ignores_layout_and_moves_with_every_number(pack: Path) -> None:
    path = pack / "standard.yaml"
    first = load_standard(path).digest
    path.write_text("# another comment\n" + path.read_text("utf-8"), "utf-8")
    assert load_standard(path).digest == first
    break_file(path, "{rural: 110, urban: 130}", "{rural: 110, urban: 131}")
    assert load_standard(path).digest != first


def test_an_unchanged_file_is_one_object_for_every_store_and_a_changed_one_another(pack: Path) -> None:
    before = PackStore((pack.parent,))
    assert PackStore((pack.parent,)).standard("training_points") is before.standard("training_points")
    break_file(pack / "standard.yaml", "{rural: 110, urban: 130}", "{rural: 110, urban: 131}")
    after = PackStore((pack.parent,))
    assert after.standard("training_points").digest != before.standard("training_points").digest
    assert after.scoring("training_b1") is before.scoring("training_b1")


def test_points_by_region_are_those_of_the_rounds_region(pack: Path) -> None:
    scoring = pack / "scoring.yaml"
    break_file(scoring, "items:", "regions: {A: Vùng A, B: Vùng B}\nitems:")
    break_file(scoring, "points: {rural: 64, urban: 68}", "points: {rural: {A: 11, B: 12}, urban: 68}")
    packs = PackStore((pack.parent,))
    entry = {"standard": "training_points", "scoring": "training_b1", "method": "points"}
    alone = HouseholdFacts({}, ({"state": "in", "birth_year": 1970},))
    for region, points in (("A", 11), ("B", 12)):
        used = packs.round_standard({**entry, "region": region})
        found = assess(alone, used, Context("rural", ON))
        assert next(one.points for one in found.trace if one.item == "size") == points
    with pytest.raises(Problem, match=r"RULE-030.*A, B"):
        packs.round_standard(entry)


def test_the_national_pack_knows_no_point_and_says_how_well_each_number_is_known() -> None:
    packs = PackStore()
    scoring, standard = packs.scoring("vn_2016_b1"), packs.standard("vn_2016")
    assert {value for item in scoring.items for row in item.rows for value in row.points.values()} == {None}
    exact = {name for name, one in standard.parameters.items() if one.confidence == "exact"}
    assert exact == {"income_poor", "income_near", "min_deprived"}


@pytest.mark.parametrize(
    ("code", "old", "new", "told"),
    [
        ("RULE-006", "outcome: near_poor", "outcome: not_poor", "not_poor"),
        ("RULE-034", "confidence: null, value: null", "confidence: recalled, value: [poor_national]", "poor_national"),
        ("RULE-022", "confidence: null, value: null", "confidence: exact, value: null", "precedence"),
        ("RULE-028", "id: near_poor_national", "id: poor_national", "poor_national"),
        ("RULE-033", "label: Hộ nghèo chuẩn tỉnh", "label: ''", "label"),
    ],
)
def test_an_order_of_tiers_with_a_mistake_is_refused(tmp_path: Path, code: str, old: str, new: str, told: str) -> None:
    path = Path(shutil.copy(PACKS / "brvt_2016" / "tiers.yaml", tmp_path))
    break_file(path, old, new)
    with pytest.raises(Problem) as caught:
        load_tiers(path)
    assert caught.value.code == code
    assert told in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("RULE-024", "{fact: living_members}", "{members: counted}"),
        ("RULE-024", "{not: {is: living_farm}}", "{any_member: {member_is: lacks_job}}"),
        ("RULE-024", "{not: {is: living_farm}}", "{ge: [{score: deprived}, {param: min_deprived}]}"),
        ("RULE-006", "outcome: average", "outcome: near_poor"),
        ("RULE-006", "reason: not_farm", "reason: deprivation"),
        ("RULE-023", "{times: [{param: average_months}, ", "{times: [{param: school_age_from}, "),
        ("RULE-033", "en: Employment", "en: ''"),
    ],
)
def test_average_living_standard_is_of_the_households_own_answers(
    tmp_path: Path, code: str, old: str, new: str
) -> None:
    text = (PACKS / "vn_2022" / "standard.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / "standard.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Problem, match=code):
        load_standard(path)
