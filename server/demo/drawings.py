"""Drawings of houses in place of photos: a demo has no real home to show."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

SKIES, GROUNDS = ("#a9c9dc", "#c8d6dd", "#b4cfd0", "#d5d2c4"), ("#7d9467", "#9a8b66", "#8a9b77", "#a39479")
WALLS, ROOFS = ("#e8ddc3", "#d9c7a5", "#c9d3cf", "#e3cfc0"), ("#9c4a34", "#7a7f84", "#8a6a45", "#a8593c")
DOTS_PER_INCH = 108.0


def draw_houses(codes: Sequence[str]) -> list[bytes]:
    """A PNG of 480 x 360 for each household code, no two alike."""
    import typst  # only drawing pays for it

    made = typst.compile(
        str(Path(__file__).with_name("houses.typ")),
        font_paths=[],
        ignore_system_fonts=True,
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"data": json.dumps([_house(one) for one in codes])},
    )
    return [made] if isinstance(made, bytes) else list(made)


def _house(code: str) -> dict[str, str | int]:
    pick = random.Random(code)
    return {
        "code": code,
        "sky": pick.choice(SKIES),
        "ground": pick.choice(GROUNDS),
        "wall": pick.choice(WALLS),
        "roof": pick.choice(ROOFS),
        "peak": pick.randrange(90, 150),
        "door": pick.randrange(120, 180),
    }
