"""Acceptance checks 21-30: entity lists, their hashes and integrity."""

from __future__ import annotations

import csv
import io
import time
import unicodedata
import uuid
from urllib.parse import quote

import pytest
import requests
from lxml import etree
from sqlalchemy import select

from server.domain.facts import HouseholdFacts, Value
from server.services import registry, rounds
from server.services.registry import NewHousehold
from server.store.tables import Village
from tests.builders.bulk import copy_households
from tests.builders.edge import Edge
from tests.builders.forms import read_admin, read_round_id
from tests.clients.collect import HEADERS
from tests.clients.entities import V4

CSV = "/forms/household_review/attachments/households.csv"
ODD_NAMES = (
    'Nguyễn Thị "Út", ấp 1',
    "Trần\nVăn Hai",
    "Phạm Thị Ẫ Ử 👵",
    unicodedata.normalize("NFD", "Lê Thị Diễm Ngọc"),
    "a;b\tc\\d 'e'",
)


def read_csv(edge: Edge, number: int = 0) -> list[list[str]]:
    """The list as rows, parsed as commons-csv does."""
    text = edge.get(CSV, number=number).content.decode()
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def list_hash(edge: Edge, number: int = 0) -> str:
    """The change token of the manifest; it is also the ETag of the CSV."""
    root = etree.fromstring(edge.get("/forms/household_review/manifest", number=number).content)
    one = next(one for one in root if one.get("type") == "entityList")
    found = one.findtext("{*}hash") or ""
    etag = edge.get(CSV, number=number).headers["ETag"]
    assert etag.strip('"') == found.removeprefix("md5:")
    return found


def integrity(edge: Edge, ids: list[str], number: int = 0) -> dict[str, str]:
    """What integrity says of each id it knows."""
    answer = edge.get(f"/datasets/households/integrity?id={quote(','.join(ids), safe='')}", number=number)
    assert answer.status_code == 200, answer.text
    assert "<!--" not in answer.text
    root = etree.fromstring(answer.content)
    assert root.tag == "data"
    return {one.get("id") or "": one.findtext("deleted") or "" for one in root.iter("entity")}


def village_code(edge: Edge, number: int = 0) -> tuple[str, str]:
    """(village, commune) of the n-th enumerator."""
    code = edge.village(number)["name"]
    query = select(Village.area_code).where(Village.code == code)
    return code, edge.node.read(lambda c: c.execute(query).scalar_one())


def add_household(edge: Edge, head: str, number: int = 0) -> str:
    """A household registered by the office in a village of the n-th enumerator."""
    village, area = village_code(edge, number)
    household_id = str(uuid.uuid4())
    member: dict[str, Value] = {"no": 1, "person_id": str(uuid.uuid4()), "full_name": head, "relation": "head"}
    new = NewHousehold(household_id, f"T-{household_id[:6]}", village, head, HouseholdFacts({}, (member,)), {}, {})
    registry.register_households(edge.node, read_admin(edge.node), area, [new])
    return household_id


def test_21_the_list_starts_with_name_label_and_version_has_v4_ids_and_no_duplicates(edge: Edge) -> None:
    header, *rows = read_csv(edge)
    assert header[:3] == ["name", "label", "__version"]
    assert ";" not in "".join(header) and len({one.lower() for one in header}) == len(header)
    assert not [one for one in header[3:] if one.startswith("__")]
    assert rows and all(V4.fullmatch(row[0]) and row[1].strip() and int(row[2]) >= 1 for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_22_the_hash_is_stable_while_nothing_changes(edge: Edge) -> None:
    assert list_hash(edge) == list_hash(edge)
    edge.post(edge.maker().review(edge.rows(2)[0]), number=2)  # in another commune
    first = list_hash(edge)
    assert first == list_hash(edge)


@pytest.mark.parametrize("what", ["create", "update", "submission", "village taken", "village given"])
def test_23_hash_and_etag_change_after_each_kind_of_change(edge: Edge, what: str) -> None:
    before, rows = list_hash(edge), edge.rows()
    admin, round_id = read_admin(edge.node), read_round_id(edge.node)
    villages = edge.first_tablet().read_media("villages.csv")
    _, area = village_code(edge)
    if what == "create":
        add_household(edge, "Trần Văn Mới")
    elif what == "update":
        registry.correct_household(edge.node, admin, rows[0]["name"], {"car_count": 3})
    elif what == "submission":
        edge.post(edge.maker().review(rows[0]))
    elif what == "village taken":
        rounds.end_assignment(edge.node, admin, area, villages[0]["assignment_id"])
    else:
        other = edge.first_tablet(1).read_media("villages.csv")[0]["name"]
        enumerator = edge.actor(0)
        rounds.assign_village(edge.node, admin, round_id, other, enumerator)
    assert list_hash(edge) != before


def test_24_an_empty_list_still_has_its_header(edge: Edge) -> None:
    admin, header = read_admin(edge.node), read_csv(edge)[0]
    _, area = village_code(edge)
    registry.register_villages(edge.node, admin, area, [(f"{area}-99", "Ấp chưa có hộ")])
    for one in edge.first_tablet().read_media("villages.csv"):
        rounds.end_assignment(edge.node, admin, area, one["assignment_id"])
    rounds.assign_village(edge.node, admin, read_round_id(edge.node), f"{area}-99", edge.actor())
    assert read_csv(edge) == [header]
    tablet = edge.tablet(0, "again")
    assert tablet.entities == {} and tablet.lists["households"].columns == header


def test_25_commas_quotes_newlines_emoji_and_vietnamese_survive_in_labels(edge: Edge) -> None:
    added = {name: add_household(edge, name) for name in ODD_NAMES}
    tablet = edge.tablet(0, "again")
    for name, household_id in added.items():
        assert tablet.entities[household_id].values["head"] == name
        assert tablet.entities[household_id].values["label"].startswith(name)


def test_26_each_enumerator_gets_only_her_households_in_csv_hash_and_integrity(edge: Edge) -> None:
    mine, others = ([row["name"] for row in edge.rows(number)] for number in (0, 2))
    assert mine and others and not set(mine) & set(others)
    assert list_hash(edge, 0) != list_hash(edge, 2)
    assert integrity(edge, [mine[0], others[0]], 0) == {mine[0]: "false", others[0]: "true"}
    assert integrity(edge, [mine[0], others[0]], 2) == {mine[0]: "true", others[0]: "false"}
    same_commune = [row["name"] for row in edge.rows(1)]
    assert not set(mine) & set(same_commune)


@pytest.mark.soak
def test_27_20000_rows_are_pulled_in_under_10_s_and_answer_304_afterwards(edge: Edge) -> None:
    tablet = edge.first_tablet()
    copy_households(edge.node, edge.rows()[0]["name"], read_round_id(edge.node), 20_000)
    start = time.monotonic()
    tablet.sync()
    assert time.monotonic() - start < 10
    assert len(tablet.entities) > 20_000
    tablet.log.clear()
    start = time.monotonic()
    tablet.sync()
    assert time.monotonic() - start < 3
    assert ("households.csv", 200) not in tablet.log and ("manifest", 304) in tablet.log
    answer = edge.get(CSV, {"If-None-Match": edge.get(CSV).headers["ETag"]})
    assert answer.status_code == 304


def test_28_integrity_calls_known_ids_not_deleted_and_leaves_unknown_ones_out(edge: Edge) -> None:
    known = edge.rows()[0]["name"]
    answer = edge.get(f"/datasets/households/integrity?id={known}")
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert integrity(edge, [known, str(uuid.uuid4())]) == {known: "false"}


def test_29_a_removed_household_disappears_from_the_tablet_also_one_created_offline(edge: Edge) -> None:
    tablet = edge.first_tablet()
    maker, listed, created = edge.maker(), edge.rows()[0]["name"], str(uuid.uuid4())
    xml = maker.register(created, edge.village(), "Lý Thị Tạo")
    tablet.finalized(xml)
    assert tablet.entities[created].is_offline
    assert edge.post(xml).status_code == 201
    edge.remove(created)
    edge.remove(listed)
    tablet.sync()
    assert created not in tablet.entities and listed not in tablet.entities
    assert ("integrity", 200) in tablet.log


def test_30_300_ids_fit_into_one_integrity_request(edge: Edge) -> None:
    known = edge.rows()[0]["name"]
    ids = [str(uuid.uuid4()) for _ in range(299)] + [known]
    url = f"{edge.url}/datasets/households/integrity?id={quote(','.join(ids), safe='')}&deviceID=collect%3Aabc"
    answer = requests.get(url, headers=HEADERS, timeout=60)
    assert len(url) > 11_000 and answer.status_code == 200
    assert integrity(edge, ids) == {known: "false"}
