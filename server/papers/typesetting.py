"""PDF sheets by Typst: a template of this folder filled with data, the same bytes from the same data.

Only the fonts that Typst brings are used: a sheet looks alike on every machine, and they have every Vietnamese letter.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("templates")


def typeset(template: str, data: Mapping[str, Any], made_at: dt.datetime) -> bytes:
    """The PDF of `templates/<template>.typ`, which reads `data` as JSON; `made_at` is what the PDF says of itself."""
    import typst  # a tenth of a second that only printing pays

    made: bytes = typst.compile(
        str(FOLDER / f"{template}.typ"),
        root=str(FOLDER),
        font_paths=[],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps({"made_at": int(made_at.timestamp()), **data}, ensure_ascii=False)},
    )
    return made
