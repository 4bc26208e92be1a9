"""What is wrong with a form of one's own: where it stands in the workbook, in Vietnamese, with what to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to put right, or (`is_blocking` False) to know of.

    `row` counts from 1 as Excel shows it; `original` are the words of pyxform or ODK Validate, empty for our own.
    """

    text: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    original: str = ""
    is_blocking: bool = True

    @property
    def place(self) -> str:
        """Sheet, row and column as a person finds them, empty where none is known."""
        parts = (
            f"trang {self.sheet}" if self.sheet else "",
            f"dòng {self.row}" if self.row else "",
            f"cột {self.column}" if self.column else "",
        )
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.place}: {self.text}" if self.place else self.text
