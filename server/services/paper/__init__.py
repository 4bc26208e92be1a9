"""Forms keyed from paper: opened with what is known, taken in as a tablet's, some keyed twice and compared (R14)."""

from .comparing import Compared, compare, decide, key_again, open_again, read_again_start
from .keying import Keyed, Place, Sheet, key, open_new_sheet, open_sheet, read_percent, read_start, set_share

__all__ = [
    "Compared",
    "Keyed",
    "Place",
    "Sheet",
    "compare",
    "decide",
    "key",
    "key_again",
    "open_again",
    "open_new_sheet",
    "open_sheet",
    "read_again_start",
    "read_percent",
    "read_start",
    "set_share",
]
