"""Two people load a law's numbers on a real node; only what both read becomes a pack, and every node checks it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from server.cli import main
from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.papers.pack_sheet import read_filled
from server.services import packs, people, rounds
from server.services.maintenance import rebuild_node
from server.services.node import Node, open_node
from server.services.rounds import NewRound
from server.standards.adoption import adopted_from_json, overlay
from server.store.tables import Account, PackAdoption, PackEntry
from sync.records import Draft
from tests.builders.pack_sheets import fill, set_cell

B1 = "vn_2016_b1"
ROUND = NewRound(
    code="CT-2016",
    name="Rà soát cuối năm 2016",
    kind="official",
    season_from_on="2016-09-01",
    season_to_on="2016-12-31",
    reference_on="2016-11-01",
    standards=({"standard": "vn_2016", "scoring": B1, "method": "points", "purpose": "opens 2017"},),
    area_codes=("26506",),
)


@pytest.fixture
def people_two(demo_node: Node) -> tuple[str, str]:
    """Two people of the province who may load numbers."""
    admin = actor_id(demo_node, "admin")
    actor = Actor(admin, "", (GrantOf("administrator", "77"),))
    second = people.register_person(demo_node, actor, GrantOf("province", "77"), "nhap-hai", "Người nhập hai", None)
    return admin, second


def actor_id(node: Node, login: str) -> str:
    return str(node.read(lambda c: c.execute(select(Account.actor_id).where(Account.login == login)).scalar_one()))


def load(node: Node, actor: str, pack_id: str, *changes: Any) -> Any:
    """A person fills in the sheet of a pack and loads it."""
    document, values = read_filled(node.packs.find(pack_id), fill(node.packs.find(pack_id), *changes))
    return packs.enter_values(node, actor, pack_id, document, values)


def adopt(node: Node, pair: tuple[str, str], pack_id: str) -> str:
    for actor in pair:
        load(node, actor, pack_id)
    return packs.adopt_pack(node, pair[0], pack_id)


def official(node: Node) -> tuple[dict[str, Any], ...]:
    """The entry of a round held under what was adopted."""
    adopted = {
        one.id.partition("+")[0]: one.id for one in (*node.packs.standards(), *node.packs.scorings()) if one.base
    }
    return ({**ROUND.standards[0], "standard": adopted["vn_2016"], "scoring": adopted[B1]},)


def test_one_person_alone_adopts_nothing(demo_node: Node, people_two: tuple[str, str]) -> None:
    first, _second = people_two
    for _twice in range(2):
        assert load(demo_node, first, B1) is None
    with pytest.raises(Problem, match="mới có 1 người") as caught:
        packs.adopt_pack(demo_node, first, B1)
    assert caught.value.code == "PACK-004"


def test_what_two_people_read_alike_becomes_a_pack_that_an_official_round_accepts(
    demo_node: Node, people_two: tuple[str, str]
) -> None:
    admin = people_two[0]
    with pytest.raises(Problem, match="còn thiếu 88 số: Số nhân khẩu trong hộ gia đình") as caught:
        rounds.publish_round(demo_node, admin, rounds.create_round(demo_node, admin, ROUND))
    assert "Phụ lục 3b" in caught.value.message
    adopted = adopt(demo_node, people_two, B1)
    assert demo_node.packs.scoring(adopted).base == demo_node.packs.scoring(B1).digest
    adopt(demo_node, people_two, "vn_2016")
    held = replace(ROUND, code="CT-2016-2", standards=official(demo_node))
    round_id = rounds.create_round(demo_node, admin, held)
    assert rounds.publish_round(demo_node, admin, round_id)
    assert rounds.get_round(demo_node, round_id).state == "open"


def test_lines_that_differ_are_named_without_either_value(demo_node: Node, people_two: tuple[str, str]) -> None:
    first, second = people_two
    load(demo_node, first, B1)
    found = load(demo_node, second, B1, set_cell("items.water[1]", "Thành thị", 39871))
    assert found.differing == ("Nguồn nước: nước máy, nước mua",)
    assert "39871" not in repr(found)
    with pytest.raises(Problem, match=r"khác nhau ở 1 dòng: Nguồn nước: nước máy, nước mua\.") as caught:
        packs.adopt_pack(demo_node, first, B1)
    assert "39871" not in str(caught.value)
    assert load(demo_node, second, B1).is_whole
    assert packs.adopt_pack(demo_node, first, B1).startswith(f"{B1}+")


def test_columns_one_person_mixed_up_are_recognised(demo_node: Node, people_two: tuple[str, str]) -> None:
    first, second = people_two
    document, values = read_filled(demo_node.packs.find(B1), fill(demo_node.packs.find(B1)))
    mirrored = {name: {**one, "value": [mirror(row) for row in one["value"]]} for name, one in values.items()}
    packs.enter_values(demo_node, first, B1, document, values)
    found = packs.enter_values(demo_node, second, B1, document, mirrored)
    assert found is not None
    assert found.looks_swapped
    with pytest.raises(Problem, match="hai cột nông thôn và thành thị bị đổi chỗ"):
        packs.adopt_pack(demo_node, first, B1)


def mirror(row: Any) -> Any:
    if isinstance(row, list):
        return [{"from": one["from"], "points": mirror(one["points"])} for one in row]
    return {"rural": row["urban"], "urban": row["rural"]}


def test_another_document_is_no_agreement(demo_node: Node, people_two: tuple[str, str]) -> None:
    first, second = people_two
    document, values = read_filled(demo_node.packs.find(B1), fill(demo_node.packs.find(B1)))
    packs.enter_values(demo_node, first, B1, document, values)
    other = packs.enter_values(demo_node, second, B1, {**document, "act": "Thông tư khác"}, values)
    assert other is not None
    assert other.is_other_document
    with pytest.raises(Problem, match="văn bản hoặc ngày khác nhau"):
        packs.adopt_pack(demo_node, first, B1)


def test_a_later_adoption_goes_on_from_the_earlier_one(demo_node: Node, people_two: tuple[str, str]) -> None:
    document, values = read_filled(demo_node.packs.find(B1), fill(demo_node.packs.find(B1)))
    names = list(values)
    for part in (names[:3], names[3:]):
        for actor in people_two:
            packs.enter_values(demo_node, actor, B1, document, {name: values[name] for name in part})
        made = packs.adopt_pack(demo_node, people_two[0], B1)
    scoring = demo_node.packs.scoring(made)
    assert all(one.confidence == "exact" for one in scoring.items)
    with pytest.raises(Problem, match="không có gì mới"):
        packs.adopt_pack(demo_node, people_two[0], B1)


def test_adoptions_are_there_after_a_restart_a_rebuild_and_in_another_process(
    demo_node: Node, people_two: tuple[str, str]
) -> None:
    other = open_node(demo_node.config)
    made = adopt(demo_node, people_two, B1)
    entry = {**ROUND.standards[0], "scoring": made}
    assert other.read(lambda c: other.round_standard(c, entry)).scoring.id == made  # type: ignore[union-attr]
    other.close()
    before = demo_node.read(lambda c: c.execute(select(PackAdoption.__table__)).all())
    rebuild_node(demo_node, lambda _done, _all: None)
    assert demo_node.read(lambda c: c.execute(select(PackAdoption.__table__)).all()) == before
    again = open_node(demo_node.config)
    assert again.packs.scoring(made).digest == demo_node.packs.scoring(made).digest
    again.close()


def test_an_adoption_that_says_what_nobody_entered_is_kept_and_never_in_force(
    demo_node: Node, people_two: tuple[str, str]
) -> None:
    adopt(demo_node, people_two, B1)
    row = demo_node.read(lambda c: c.execute(select(PackAdoption.__table__)).one())
    forged = {name: dict(one) for name, one in row.adopted.items()}
    forged["items.pension"]["value"] = [1, 2]
    digest = overlay(demo_node.packs.scoring(B1), adopted_from_json(forged)).digest
    payload = {
        "adoption_id": "37693cfc-7480-49e4-9d87-b8c7d8b9aa09",
        "pack_id": B1,
        "base_digest": row.base_digest,
        "digest": digest,
        "values": forged,
        "entries": row.entries,
    }
    demo_node.write(lambda _c: [Draft("shared", "pack.adopted", (payload["adoption_id"],), people_two[0], payload)])
    query = select(PackAdoption.state).where(PackAdoption.adoption_id == payload["adoption_id"])
    assert demo_node.read(lambda c: c.execute(query).scalar_one()) == "unsupported"
    assert not demo_node.packs.has(f"{B1}+{digest[:8]}")


def test_a_round_whose_pack_is_not_the_one_it_was_opened_with_is_not_computed(
    demo_node: Node, people_two: tuple[str, str]
) -> None:
    entry = {**ROUND.standards[0], "standard_digest": "00" * 32}
    with pytest.raises(Problem, match="khác với khi mở đợt") as caught:
        demo_node.read(lambda c: demo_node.round_standard(c, entry))
    assert caught.value.code == "RULE-047"


def test_a_value_that_does_not_fit_is_refused_before_it_is_recorded(
    demo_node: Node, people_two: tuple[str, str]
) -> None:
    document = {"act": "Văn bản thử", "from_on": "2016-08-15"}
    with pytest.raises(Problem, match="Ghi điểm của cả 2 dòng"):
        packs.enter_values(demo_node, people_two[0], B1, document, {"items.pension": {"value": [1], "article": "1"}})
    with pytest.raises(Problem, match="chưa có số nào"):
        packs.enter_values(demo_node, people_two[0], B1, document, {})
    assert demo_node.read(lambda c: c.execute(select(PackEntry.entry_id)).all()) == []


def test_the_commands_load_compare_and_adopt(
    demo_node: Node, people_two: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASOAT_VAR", str(demo_node.config.var))
    demo_node.close()
    runner = CliRunner()

    def run(*words: str) -> str:
        done = runner.invoke(main, ["packs", *words])
        return done.output if done.exit_code == 0 else f"{done.exit_code} {done.output}"

    assert f"{B1}\tbảng điểm\t2016-08-15 đến 2018-11-09\t88 chưa có" in run("list")
    assert "1 " in run("check", B1)
    template = tmp_path / "b1.xlsx"
    assert "Đã ghi" in run("template", B1, "--out", str(template))
    assert "Đã có tệp" in run("template", B1, "--out", str(template))
    template.write_bytes(fill(demo_node.packs.scoring(B1)))
    assert "không có lỗi" in run("import", B1, str(template), "--as", "admin", "--check")
    assert "Người thứ hai" in run("import", B1, str(template), "--as", "admin")
    assert "giống nhau ở 13 mục" in run("import", B1, str(template), "--as", "nhap-hai")
    made = run("adopt", B1, "--as", "admin").split()[4].rstrip(".")
    assert made.startswith(f"{B1}+")
    assert "mục khác nhau" in run("diff", B1, made)
    assert "đủ cho đợt chính thức" in run("check", made)
    assert "Lương hưu" in run("show", made)
    assert "-> Chuẩn nghèo tiếp cận đa chiều quốc gia 2016-2020: hộ nghèo, theo thu nhập" in run("cases", "vn_2016")
    template.write_bytes(fill(demo_node.packs.scoring(B1), set_cell("items.water[1]", "Nông thôn", "12")))
    assert "là chữ “12”, không phải số" in run("import", B1, str(template), "--as", "admin")
