"""What is wrong with a form of one's own: where it stands in the workbook, with what to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from server.telling import NOTHING, Told, joined, tell


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to put right, or (`is_blocking` False) to know of.

    `row` counts from 1 as Excel shows it; `original` are the words of pyxform or ODK Validate, empty for our own.
    """

    text: Told
    sheet: str = ""
    row: int | None = None
    column: str = ""
    original: str = ""
    is_blocking: bool = True

    @property
    def place(self) -> Told:
        """Sheet, row and column as a person finds them, empty where none is known."""
        parts = (
            tell("trang {sheet}", sheet=self.sheet) if self.sheet else NOTHING,
            tell("dòng {row}", row=str(self.row)) if self.row else NOTHING,
            tell("cột {column}", column=self.column) if self.column else NOTHING,
        )
        return joined(part for part in parts if part)

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.place}: {self.text}" if self.place else self.text
