"""A province's own boundaries: read from GeoJSON, coarsened alike on both sides, refused by name, drawn to scale."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest

from server.areas.boundaries import GRID, read_boundaries
from server.errors import Problem
from server.papers.maps import draw_boundaries

KNOWN = {"1": "Xã Một", "2": "Xã Hai"}


def feature(code: str, west: float, east: float, kind: str = "Polygon") -> dict[str, Any]:
    ring = [[west, 10.4], [east, 10.4], [east, 10.5], [west, 10.5], [west, 10.4]]
    coordinates: Any = [ring] if kind == "Polygon" else [[ring]]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_units_of_the_register_are_read_and_neighbours_share_their_corners() -> None:
    found = read_boundaries(
        collection(feature("1", 107.1, 107.20004), feature("2", 107.20003, 107.3, "MultiPolygon")), KNOWN
    )
    assert set(found) == {"1", "2"}
    assert max(x for x, _y in found["1"][0]) == min(x for x, _y in found["2"][0]) == 10_720_000
    assert all(x % GRID == y % GRID == 0 for one in found.values() for ring in one for x, y in ring)
    assert set(read_boundaries(collection(feature("1", 107.1, 107.2), feature("9", 1, 2), {"type": "x"}), KNOWN)) == {
        "1"
    }


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("AREA-020", []),
        ("AREA-020", {"type": "Feature"}),
        ("AREA-021", collection(feature("9", 107.1, 107.2))),
        ("AREA-021", collection(feature("1", 2_071_234.5, 2_081_234.5))),  # metres, not degrees
        ("AREA-021", collection({"properties": {"code": "1"}, "geometry": {"type": "Point", "coordinates": [1, 2]}})),
        (
            "AREA-021",
            collection({"properties": {"code": "1"}, "geometry": {"type": "Polygon", "coordinates": [[["a", 1]]]}}),
        ),
    ],
)
def test_what_is_no_boundary_of_ours_is_refused(code: str, data: Any) -> None:
    with pytest.raises(Problem) as refused:
        read_boundaries(data, KNOWN)
    assert refused.value.code == code


def test_outlines_are_drawn_to_scale_with_the_shade_of_their_share() -> None:
    rings = read_boundaries(collection(feature("1", 107.1, 107.2), feature("2", 107.2, 107.3)), KNOWN)
    drawing = draw_boundaries([("1", "Xã Một"), ("2", "Xã Hai")], rings, {"1": Fraction(1, 4), "2": None})
    first, second = drawing.shapes
    assert (first.shade, second.shade) == (5, 0)
    assert first.path.startswith("M") and first.path.endswith("Z")
    assert first.x < second.x and first.y == second.y
    # Twice as wide as high in degrees, a little less in metres.
    assert drawing.width / drawing.height == pytest.approx(2 * math.cos(math.radians(10.45)), rel=0.01)
