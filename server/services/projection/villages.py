"""Villages come into the register, and leave it where they should never have come."""

from __future__ import annotations

from sqlalchemy import insert, update

from server.areas.sorting import sort_key

from .applying import VILLAGE, Applying


def villages_registered(applying: Applying) -> None:
    """Villages of a commune."""
    payload = applying.payload
    rows = [
        {
            "code": one["code"],
            "area_code": payload["area_code"],
            "name": one["name"],
            "sort_key": sort_key(one["name"]),
            "import_id": payload.get("import_id"),
            "change_count": 0,
        }
        for one in payload["villages"]
    ]
    if rows:
        applying.connection.execute(insert(VILLAGE), rows)


def villages_withdrawn(applying: Applying) -> None:
    """Villages brought in by mistake: their rows stay, for what a node that is apart says of them meanwhile.

    One that has not come yet makes the record wait: LookupError.
    """
    payload = applying.payload
    values = {"withdrawn_by": applying.record.digest, "valid_to_on": payload["withdrawn_on"]}
    for code in payload["codes"]:
        where = (VILLAGE.c.code == code, VILLAGE.c.area_code == payload["area_code"])
        if not applying.connection.execute(update(VILLAGE).where(*where).values(**values)).rowcount:
            raise LookupError(code)
        applying.bump_village(code)
