"""What the tests of own forms share: the training round's spec, and the review form's rows to change."""

from __future__ import annotations

import copy
import datetime as dt

import pytest
from sqlalchemy import select

from server.demo.build import STANDARDS
from server.forms.build import build_household_review
from server.forms.spec import BuiltForm, RoundSpec
from server.services.node import Node
from server.standards.packs import PackStore
from server.store.tables import Account
from tests.builders.workbooks import Sheets, read_rows


@pytest.fixture(scope="session")
def spec() -> RoundSpec:
    """The demo's training round."""
    packs = PackStore()
    standards = tuple(packs.round_standard(entry) for entry in STANDARDS)
    return RoundSpec("TH-2016", "Đợt tập huấn 2016", True, dt.date(2016, 12, 31), standards, True)


@pytest.fixture(scope="session")
def built(spec: RoundSpec) -> BuiltForm:
    """The review form as the node builds it."""
    return build_household_review(spec)


@pytest.fixture(scope="session")
def built_rows(built: BuiltForm) -> Sheets:
    """Its sheets as rows."""
    return read_rows(built.xlsx)


@pytest.fixture
def review(built_rows: Sheets) -> Sheets:
    """A copy of the review form's sheets under a version of the province's."""
    sheets = copy.deepcopy(built_rows)
    sheets["settings"][0]["version"] = "tinh-1"
    return sheets


@pytest.fixture
def admin(demo_node: Node) -> str:
    """The demo's administrator."""
    query = select(Account.actor_id).where(Account.login == "admin")
    return str(demo_node.read(lambda c: c.execute(query).scalar_one()))
