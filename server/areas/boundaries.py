"""Boundaries of units from a GeoJSON file of the province: read, checked against the register, coarsened. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from server.errors import Problem
from server.telling import tell

Ring = list[tuple[int, int]]
Boundaries = dict[str, list[Ring]]  # by code: outer rings as (longitude, latitude) in degrees × 100,000
CODES = ("code", "ma", "ma_xa", "gso", "GSO")
GRID = 50  # about 50 metres: neighbours that share a corner go on sharing it


def read_boundaries(data: Any, known: Mapping[str, str]) -> Boundaries:
    """The outer rings by code of the units in `known` (code to name); other features are left out.

    Problem AREA-020 where it is no FeatureCollection, AREA-021 where not one feature names a known unit.
    """
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        told = tell("Tệp không phải GeoJSON dạng FeatureCollection.")
        raise Problem("AREA-020", 422, told, tell("Xuất lại từ phần mềm bản đồ, hệ tọa độ WGS84 (EPSG:4326)."))
    found: Boundaries = {}
    for feature in features:
        code = _code_of(feature)
        if code in known:
            rings = [ring for one in _polygons(feature.get("geometry")) if len(ring := _coarsen(one)) > 3]
            found[code] = [*found.get(code, []), *rings]
    if not any(found.values()):
        told = tell("Không thấy đơn vị nào trong danh mục ({n} hình).", n=len(features))
        raise Problem(
            "AREA-021", 422, told, tell("Ghi mã đơn vị vào một thuộc tính tên là {codes}.", codes=", ".join(CODES))
        )
    return {code: rings for code, rings in found.items() if rings}


def _code_of(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    named = (str(properties[name]) for name in CODES if name in properties) if isinstance(properties, dict) else ()
    return next(iter(named), "").strip()


def _polygons(geometry: Any) -> Iterator[Any]:
    """Outer rings; holes are left out, as neighbours are drawn over them."""
    if not isinstance(geometry, dict):
        return
    parts = geometry.get("coordinates") or []
    if geometry.get("type") == "Polygon":
        parts = [parts]
    elif geometry.get("type") != "MultiPolygon":
        return
    yield from (polygon[0] for polygon in parts if polygon)


def _coarsen(ring: Any) -> Ring:
    """Points on the grid, without those that fall together; empty where a point cannot be read or lies nowhere."""
    try:
        points = [(round(float(x) * 100_000), round(float(y) * 100_000)) for x, y, *_height in ring]
    except (TypeError, ValueError):
        return []
    if any(abs(x) > 18_000_000 or abs(y) > 9_000_000 for x, y in points):
        return []
    found: Ring = []
    for x, y in points:
        point = (round(x / GRID) * GRID, round(y / GRID) * GRID)
        if not found or found[-1] != point:
            found.append(point)
    return found
