"""Which villages there are: those taken back with their import are none, unless somebody lives there after all."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_

from server.store.tables import Household, Village

VILLAGE = Village.__table__


def is_listed() -> ColumnElement[bool]:
    """What a query over villages asks for where people choose one or read a list of them.

    A node that was apart may have put households into a village that another took back: then it is shown again.
    """
    living = Household.__table__.alias()
    lived_in = exists().where(
        living.c.area_code == VILLAGE.c.area_code, living.c.village_code == VILLAGE.c.code, living.c.state == "active"
    )
    return or_(VILLAGE.c.withdrawn_by.is_(None), lived_in)


__all__ = ["is_listed"]
