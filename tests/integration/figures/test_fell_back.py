"""Lists of three years come in; a household that escaped and is near-poor again has fallen back, live and rebuilt."""

from __future__ import annotations

from sqlalchemy import select

from server.domain.imports.statuses import add_status
from server.services import registry
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.store.tables import Case, FigureCount, ReviewFigure
from tests.builders.forms import read_admin
from tests.integration.figures.conftest import visit
from tests.integration.ingest.sender import Sender

STANDARD = "training_income"


def test_a_household_that_escaped_and_is_near_poor_again_has_fallen_back(demo_node: Node) -> None:
    sender = Sender(demo_node)
    fell_back, new = sender.households()[:2]
    for row, lists in (
        (fell_back, ((2014, "near_poor"), (2016, "not_poor"), (2015, "near_poor"))),
        (new, ((2016, "not_poor"),)),
    ):
        recognised: dict[str, object] = {}
        for year, outcome in lists:
            decision = {"decision_no": f"{year}/QĐ-TH", "decision_on": f"{year - 1}-12-20"}
            status = {"outcome": outcome, "reason": "income", "from_on": f"{year}-01-01", **decision}
            recognised = add_status(recognised, STANDARD, status)  # type: ignore[arg-type]
            told = registry.ImportedStatus(row.household_id, recognised, {})
            registry.import_statuses(demo_node, read_admin(demo_node), row.area_code, [told])
    for number in (0, 1):
        visit(sender, number, income_vnd=300_000)
    assert _movements(demo_node, fell_back.household_id, new.household_id) == ["fell_back_near_poor", "new_near_poor"]
    before = _figures(demo_node)
    assert before[0][fell_back.household_id].endswith("b")
    rebuild_node(demo_node, lambda _done, _total: None)
    assert _movements(demo_node, fell_back.household_id, new.household_id) == ["fell_back_near_poor", "new_near_poor"]
    assert _figures(demo_node) == before


def _movements(node: Node, *household_ids: str) -> list[str]:
    query = select(Case.household_id, Case.classes).where(Case.household_id.in_(household_ids))
    found = {row.household_id: row.classes for row in node.read(lambda c: c.execute(query).all())}
    return [found[one][STANDARD]["movement"] for one in household_ids]


def _figures(node: Node) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    rows = node.read(lambda c: c.execute(select(ReviewFigure.household_id, ReviewFigure.before)).all())
    counts = node.read(lambda c: c.execute(select(FigureCount.__table__)).all())
    return {row.household_id: row.before for row in rows}, sorted(map(tuple, counts))
