"""Tables the statistics rest on: a narrow row a case, and the numbers rates are taken of (R23)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class Denominator(Base):
    """All households and persons of a commune on a day, by group and kind of area, as an office counted them.

    `confirmed_by` is another person who entered the very same numbers; until then one person's word stands.
    """

    __tablename__ = "denominator"
    area_code: Mapped[str] = mapped_column(Code, primary_key=True)
    counted_on: Mapped[str] = mapped_column(String(10), primary_key=True)
    group: Mapped[str] = mapped_column(Word, primary_key=True)  # all | minority | local_minority
    area_kind: Mapped[str] = mapped_column(Word, primary_key=True)  # rural | urban
    households: Mapped[int] = mapped_column(Integer)
    persons: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[str] = mapped_column(Id)
    confirmed_by: Mapped[str | None] = mapped_column(Id)
    record_digest: Mapped[str] = mapped_column(Digest)
    entered_at: Mapped[dt.datetime]


class DenominatorEntry(Base):
    """What each record said of such a number, in the order of arrival; `Denominator` is what is left of it all.

    `withdrawn_by` is the record that took it back.
    """

    __tablename__ = "denominator_entry"
    record_digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    group: Mapped[str] = mapped_column(Word, primary_key=True)
    area_kind: Mapped[str] = mapped_column(Word, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code)
    counted_on: Mapped[str] = mapped_column(String(10))
    households: Mapped[int] = mapped_column(Integer)
    persons: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[str] = mapped_column(Id)
    entered_at: Mapped[dt.datetime]
    number: Mapped[int] = mapped_column(Integer)  # of all that was said of this one number
    import_id: Mapped[str | None] = mapped_column(Id, index=True)
    withdrawn_by: Mapped[str | None] = mapped_column(Digest)
    __table_args__ = (Index(None, "area_code", "counted_on"),)


class ReviewFigure(Base):
    """A case of a round in one narrow row: what tables, maps and quality checks count. Kept in step with its case.

    `before`, `now`: one letter a standard in the round's order (`server.domain.figures`); `now` is empty until a form
    is scored. `deprived`: per standard one sign an indicator (1 deprived, 0 not, ? unknown), standards apart by `|`.
    `b1`: of the first standard that has points. Places are degrees × 100,000. Rows of a village lie together.
    """

    __tablename__ = "review_figure"
    round_id: Mapped[str] = mapped_column(Id, primary_key=True)
    village_code: Mapped[str] = mapped_column(Code, primary_key=True)
    case_id: Mapped[str] = mapped_column(Id, primary_key=True)
    household_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
    area_kind: Mapped[str | None] = mapped_column(Word)
    is_minority: Mapped[bool | None]  # the head's ethnicity; NULL where it is not known
    persons: Mapped[int] = mapped_column(Integer)
    before: Mapped[str] = mapped_column(String(8))
    now: Mapped[str] = mapped_column(String(8), default="")
    outcome: Mapped[str | None] = mapped_column(Word)
    deprived: Mapped[str] = mapped_column(String(120), default="")
    b1: Mapped[int | None] = mapped_column(Integer)
    actor_id: Mapped[str | None] = mapped_column(Id)
    began_at: Mapped[dt.datetime | None]
    seconds: Mapped[int | None] = mapped_column(Integer)
    lat_e5: Mapped[int | None] = mapped_column(Integer)
    lon_e5: Mapped[int | None] = mapped_column(Integer)
    moved_m: Mapped[int | None] = mapped_column(Integer)  # metres from the point the register had before the form
    # All a map looks at, of the rows that have a point.
    __table_args__ = (
        Index(
            "ix_review_figure_points",
            *("round_id", "lat_e5", "lon_e5", "village_code", "now"),
            sqlite_where=text("lat_e5 IS NOT NULL"),
            postgresql_where=text("lat_e5 IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )


class FigureCount(Base):
    """How many of a village's rows are alike: `review_figure` counted, in step with it, so that a page need not.

    `kind` is `cells`, or `signs` and the place of a standard; `alike` what they have in common (`domain.figures`).
    """

    __tablename__ = "figure_count"
    round_id: Mapped[str] = mapped_column(Id, primary_key=True)
    village_code: Mapped[str] = mapped_column(Code, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    alike: Mapped[str] = mapped_column(String(200), primary_key=True)
    households: Mapped[int] = mapped_column(Integer)
    persons: Mapped[int] = mapped_column(Integer)
    __table_args__ = ({"sqlite_with_rowid": False},)
