"""Tables of imports: what a person is bringing in (edge state), and what the records of an import did (projections)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class ImportRun(Base):
    """A file on its way in. Edge state: the file lies among the blobs, `plan` says how it is read. No record yet."""

    __tablename__ = "import_run"
    import_id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Word)  # households | villages | staff | denominators
    area_code: Mapped[str] = mapped_column(Code, index=True)  # nothing outside it comes in
    actor_id: Mapped[str] = mapped_column(Id)
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Digest)
    sheet: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Word)  # mapping | checking | checked | applying | applied | undone
    plan: Mapped[dict[str, Any]]  # {first_row, heads, columns, encodings, examples, hidden, skips_hidden}
    terms: Mapped[dict[str, Any]]  # what holds for the whole file: standard, decision, days, villages decided
    fixes: Mapped[dict[str, Any]]  # {"row:column": text} typed over cells
    counts: Mapped[dict[str, Any]]  # what the last check or application counted
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]


class ImportFault(Base):
    """Something wrong in a file, as the last check found it. Edge state; gone with the import's end."""

    __tablename__ = "import_fault"
    import_id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    row: Mapped[int] = mapped_column(Integer)
    column: Mapped[int | None] = mapped_column(Integer)
    value: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(Word)  # block | warn


class ImportColumn(Base):
    """What a heading meant the last time somebody said so on this node; an empty field: nothing. Edge state."""

    __tablename__ = "import_column"
    kind: Mapped[str] = mapped_column(Word, primary_key=True)
    head: Mapped[str] = mapped_column(String(200), primary_key=True)  # folded
    field: Mapped[str] = mapped_column(Word)


class ImportEffect(Base):
    """What an import did to a household: made it, gave it a status over `before` {recognised, last_assessed}, named it.

    `old_code` is the code of the household in that list.
    """

    __tablename__ = "import_effect"
    import_id: Mapped[str] = mapped_column(Id, primary_key=True)
    household_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)
    area_code: Mapped[str] = mapped_column(Code)
    is_new: Mapped[bool]
    old_code: Mapped[str | None] = mapped_column(Text)
    persons: Mapped[int | None] = mapped_column(Integer)  # as the list says, where it names the head only
    before: Mapped[dict[str, Any] | None]


class ImportDone(Base):
    """An import in one area, from its record: what, of which file, with which result; when it was taken back."""

    __tablename__ = "import_done"
    import_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code, primary_key=True)
    what: Mapped[str] = mapped_column(Word)
    sha256: Mapped[str] = mapped_column(Digest)
    counts: Mapped[dict[str, Any]]
    actor_id: Mapped[str] = mapped_column(Id)
    applied_at: Mapped[dt.datetime]
    undone_at: Mapped[dt.datetime | None]


class ListSigned(Base):
    """The register of a place held against the last published totals and signed, with what differs (R28)."""

    __tablename__ = "list_signed"
    record_digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    level: Mapped[str] = mapped_column(Word)  # commune | province
    standard: Mapped[str] = mapped_column(Code)
    status_on: Mapped[str] = mapped_column(String(10))
    published: Mapped[dict[str, Any]]  # {outcome: {households, persons}}
    counted: Mapped[dict[str, Any]]
    source: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[str] = mapped_column(Id)
    signed_at: Mapped[dt.datetime]
