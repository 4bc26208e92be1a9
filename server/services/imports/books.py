"""The register of places as an import looks things up in it."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from server.domain.imports.places import Commune, PlaceBook, make_book
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
    communes = [Commune(row.code, row.name, row.district or "", row.above or "") for row in connection.execute(query)]
    villages = connection.execute(
        select(Village.code, Village.area_code, Village.name).where(Village.area_code.in_(codes)).order_by(Village.code)
    )
    province = connection.execute(select(Area.code).where(Area.level == "province")).scalars().first()
    return make_book(communes, [(row.code, row.area_code, row.name) for row in villages], province or "")


def communes_in(connection: Connection, area_code: str) -> list[str]:
    """Codes of the communes in an area; a district without communes is its own commune (Côn Đảo, R12)."""
    rows = connection.execute(select(Area.code, Area.level, Area.parent_code)).all()
    inside, size = {area_code}, 0
    while size != len(inside):
        size = len(inside)
        inside |= {row.code for row in rows if row.parent_code in inside}
    above = {row.parent_code for row in rows}
    communes = (row for row in rows if row.level == "commune" or (row.level == "district" and row.code not in above))
    return sorted(row.code for row in communes if row.code in inside)
