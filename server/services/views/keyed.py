"""What was filled in at a computer, as pages say it: who corrected a submission and why; what came on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from server.domain.paper import Check
from server.store.tables import Account, Case, FormCorrection, Household, PaperEntry, Submission, Village

MOST_SHOWN = 500
WAITS = {Check.DIFFERS: 0, Check.WAITING: 1}  # for somebody, before all others


def find_correction(connection: Connection, instance_id: str) -> Any:
    """(reason, name, corrected_at) of a version made in the browser; None for any other."""
    query = (
        select(FormCorrection.reason, Account.name, FormCorrection.corrected_at)
        .outerjoin(Account, Account.actor_id == FormCorrection.actor_id)
        .where(FormCorrection.instance_id == instance_id)
    )
    return connection.execute(query).first()


def find_paper(connection: Connection, instance_id: str) -> Any:
    """The sheet that a submission, or the version it was corrected from, was keyed from; None for any other."""
    source = find_on_paper(connection, [instance_id]).get(instance_id)
    return next(iter(list_papers(connection, PaperEntry.instance_id == source)), None) if source else None


def find_on_paper(connection: Connection, instance_ids: Iterable[str | None]) -> dict[str, str]:
    """Those of these submissions that came on paper, each with the version that was keyed from the sheet."""
    now = {one: one for one in instance_ids if one}  # the version asked about, the one looked at
    found: dict[str, str] = {}
    while now:
        looked = list(now.values())
        keyed = set(
            connection.execute(select(PaperEntry.instance_id).where(PaperEntry.instance_id.in_(looked))).scalars()
        )
        found |= {asked: one for asked, one in now.items() if one in keyed}
        query = select(Submission.instance_id, Submission.deprecated_id).where(Submission.instance_id.in_(looked))
        edited = {one: earlier for one, earlier in connection.execute(query) if earlier}
        now = {asked: edited[one] for asked, one in now.items() if asked not in found and one in edited}
    return found


def list_papers(connection: Connection, *where: Any) -> list[Any]:
    """Forms keyed from paper, newest first, with the household and the names of who asked and who keyed."""
    asked, keyed = aliased(Account), aliased(Account)
    query = (
        select(
            PaperEntry.__table__,
            Household.code,
            Household.head_name,
            Village.name.label("village_name"),
            asked.name.label("enumerator"),
            keyed.name.label("keyer"),
        )
        .join(Case, Case.case_id == PaperEntry.case_id)
        .join(Household, Household.household_id == Case.household_id)
        .join(Village, Village.code == Case.village_code)
        .outerjoin(asked, asked.actor_id == PaperEntry.enumerator_id)
        .outerjoin(keyed, keyed.actor_id == PaperEntry.keyed_by)
        .where(*where)
        .order_by(PaperEntry.keyed_at.desc(), PaperEntry.instance_id)
    )
    return list(connection.execute(query.limit(MOST_SHOWN)).all())


def list_round_papers(connection: Connection, round_id: str, areas: Sequence[str]) -> list[Any]:
    """The newest forms keyed from paper in a round's communes; what waits for somebody first."""
    rows = list_papers(connection, Case.round_id == round_id, Case.area_code.in_(areas))
    return sorted(rows, key=lambda one: WAITS.get(one.check_state, len(WAITS)))
