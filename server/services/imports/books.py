"""The register of places as an import looks things up in it."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from server.areas import communes
from server.domain.imports.places import Commune, PlaceBook, make_book
from server.services.listed_villages import is_listed
from server.store.tables import Area, Village


def read_book(connection: Connection, area_code: str) -> PlaceBook:
    """The communes in an area (itself, where it is one) and their villages."""
    codes = communes_in(connection, area_code)
    above = aliased(Area)
    query = (
        select(Area.code, Area.name, above.name.label("district"), above.code.label("above"))
        .outerjoin(above, above.code == Area.parent_code)
        .where(Area.code.in_(codes))
        .order_by(Area.sort_key)
    )
    found = [Commune(row.code, row.name, row.district or "", row.above or "") for row in connection.execute(query)]
    villages = connection.execute(
        select(Village.code, Village.area_code, Village.name)
        .where(Village.area_code.in_(codes), is_listed())
        .order_by(Village.code)
    )
    province = connection.execute(select(Area.code).where(Area.level == "province")).scalars().first()
    return make_book(found, [(row.code, row.area_code, row.name) for row in villages], province or "")


def communes_in(connection: Connection, area_code: str) -> list[str]:
    """Codes of the communes in an area."""
    query = select(Area.code, Area.level, Area.parent_code).order_by(Area.code)
    return communes.communes_in(connection.execute(query), area_code)
