"""The tables of a round: every number opens exactly the households it counts, and everybody counts her own area."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from server.app import create_app
from server.errors import Problem
from server.services.boundaries import load_boundaries
from server.services.node import Node
from server.services.people_sessions import start_session
from server.store.tables import Account, Household, ReviewFigure
from sync.log import frontier

FIRST = "26506"


def client_of(node: Node, login: str) -> FlaskClient:
    actor = node.read(lambda c: c.execute(select(Account.actor_id).where(Account.login == login)).scalar_one())
    client = create_app(node).test_client()
    client.set_cookie("rasoat_session", start_session(node, actor))
    return client


@pytest.fixture(scope="module")
def province(field: Node) -> Iterator[FlaskClient]:
    with client_of(field, "tinh") as client:
        yield client


def page(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.text)


def numbers(tree: Any) -> list[tuple[str, str, int]]:
    """(unit, address, number) of every number of the table that is a link."""
    found = []
    for row in tree.xpath("//table[contains(@class,'off')]/tbody/tr"):
        unit = row.xpath("./td[1]")[0].text_content()
        found += [
            (unit, unescape(a.get("href")), int(a.text.replace(".", ""))) for a in row.xpath("./td/a[@class='cell']")
        ]
    return found


@pytest.mark.parametrize(
    "asked",
    [
        "bang=hang",
        "bang=bien-dong",
        "bang=ma-tran",
        "bang=hang&chuan=training_income",
        "bang=hang&khu-vuc=urban&dan-toc=khong",
        f"bang=hang&noi={FIRST}",
    ],
)
def test_every_number_opens_exactly_its_households(province: FlaskClient, asked: str) -> None:
    opened = 0
    for unit, address, number in numbers(page(province, f"/so-lieu?{asked}")):
        head = page(province, address).xpath("//h1")[0].text_content()
        households, persons = (int(one.replace(".", "")) for one in re.findall(r"([\d.]+) (?:hộ|khẩu)", head))
        assert {"Hộ": households, "Khẩu": persons}[unit] == number, address
        opened += 1
    assert opened >= 20


def test_the_list_behind_a_number_names_the_households_and_no_others(field: Node, province: FlaskClient) -> None:
    tree = page(province, f"/so-lieu/ho?cot=waiting&noi={FIRST}")
    codes = {one.text_content() for one in tree.xpath("//main//tbody/tr/td[1]")}
    query = select(Household.code).join(ReviewFigure, ReviewFigure.household_id == Household.household_id)
    where = (ReviewFigure.outcome.is_(None), ReviewFigure.area_code == FIRST)
    assert codes == set(field.read(lambda c: c.execute(query.where(*where)).scalars())) != set()


def test_the_tables_agree_with_each_other_and_name_their_basis_and_moment(field: Node, province: FlaskClient) -> None:
    totals = {}
    for table in ("hang", "bien-dong", "ma-tran"):
        tree = page(province, f"/so-lieu?bang={table}")
        totals[table] = [a.text for a in tree.xpath("//main//tr[contains(@class,'sum')]/td[2]/a")]
        text = tree.text_content()
        assert "kết quả rà soát, chưa họp dân, chưa công nhận" in text
        assert field.read(frontier).token()[:4].upper() in text
    assert totals["hang"] == totals["bien-dong"] == totals["ma-tran"]
    assert totals["hang"][0] == str(len(field.read(lambda c: c.execute(select(ReviewFigure.case_id)).all())))


def test_rates_are_taken_of_imported_numbers_only_and_more_than_all_is_flagged(province: FlaskClient) -> None:
    whole = page(province, "/so-lieu").text_content()
    assert "còn 1 xã chưa nhập tổng số hộ" in whole
    own = page(province, f"/so-lieu?noi={FIRST}")
    near = own.xpath("//main//tr[contains(@class,'sum')][1]/td")
    households = int(near[3].text_content())
    assert near[-1].text_content().strip() == f"{households / 40 * 100:.1f}".replace(".", ",").removesuffix(",0") + " %"
    minority = page(province, f"/so-lieu?noi={FIRST}&dan-toc=co").text_content()
    assert "5 hộ, 20 khẩu" in minority or "Chưa có hộ nào" in minority
    assert "–" in page(province, f"/so-lieu?noi={FIRST}&dan-toc=khong").xpath("//main//tr[1]/td")[-1].text_content()


def test_a_table_as_a_file_says_the_same_numbers_and_its_token(field: Node, province: FlaskClient) -> None:
    tree = page(province, "/so-lieu?bang=hang")
    answer = province.get("/so-lieu/tep/xlsx?bang=hang")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert ["Mã mốc", field.read(frontier).token()] in [row[:2] for row in rows]
    shown = [int(a.text.replace(".", "")) for a in tree.xpath("//main//tr[contains(@class,'sum')][1]/td/a")]
    (total,) = [row for row in rows if row[:2] == ["Cộng", "Hộ"]]
    assert [one for one in total[2:] if isinstance(one, float) and one] == shown
    text = province.get("/so-lieu/tep/csv?bang=bien-dong").data.decode("utf-8-sig")
    assert "Cộng;Hộ;" in text and "Chưa rà soát" in text
    assert province.get("/so-lieu/tep/exe").status_code == 404


def test_an_officer_counts_and_opens_only_her_commune(field: Node) -> None:
    with client_of(field, f"xa-{FIRST}") as client:
        assert "Phường 1" in page(client, "/so-lieu").xpath("//h1")[0].text_content()
        for address in (
            "/so-lieu?noi=26508",
            "/so-lieu/ho?noi=26508",
            "/so-lieu/tep/csv?noi=26508",
            "/so-lieu?noi=26508-01",
        ):
            assert client.get(address).status_code == 404


def test_multidimensional_poverty_counts_what_the_indicators_say_and_opens_it(
    field: Node, province: FlaskClient
) -> None:
    tree = page(province, "/so-lieu?bang=chi-so")
    links = [(unescape(a.get("href")), int(a.text)) for a in tree.xpath("//main//table//td/a[@class='cell']")]
    assert links
    for address, number in links:
        assert page(province, address).xpath("//h1")[0].text_content().startswith(f"{number} hộ")
    signs = [one for one in field.read(lambda c: c.execute(select(ReviewFigure.deprived)).scalars()) if one]
    known = [one.split("|")[0] for one in signs if "?" not in one.split("|")[0]]
    assert f"trong {len(known)} hộ đã rà soát" in tree.text_content()


def test_boundaries_that_the_province_loads_are_drawn_with_their_licence(demo_node: Node) -> None:
    communes = demo_node.read(lambda c: c.execute(select(ReviewFigure.area_code).distinct()).scalars().all())
    features = []
    for number, code in enumerate(sorted(communes)):
        west, south = 107.1 + number / 10, 10.4
        ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": geometry})
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    with client_of(demo_node, "tinh") as client:
        assert "không dùng dữ liệu ranh giới" in page(client, "/so-lieu").text_content()
        found, lacking = load_boundaries(demo_node, data, "Sở Tài nguyên, dùng nội bộ")
        assert (found, lacking) == (2, 80)
        tree = page(client, "/so-lieu")
        assert len(tree.xpath("//main//svg//a/path")) == 2
        assert "Sở Tài nguyên, dùng nội bộ" in tree.text_content()
    with pytest.raises(Problem, match="AREA-022"):
        load_boundaries(demo_node, data, " ")
