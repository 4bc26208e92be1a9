"""Canonical JSON: UTF-8, keys sorted by code point, no blanks, no floats. What is signed is these bytes."""

from __future__ import annotations

from typing import Any

import orjson

LARGEST_INTEGER = 2**53 - 1


def canonical_json(value: Any) -> bytes:
    """Bytes of `value`; raises TypeError for floats and for anything that is not plain JSON."""
    _refuse_inexact(value)
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _refuse_inexact(value: Any) -> None:
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise TypeError(f"{value} is beyond what every JSON reader keeps exact")
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be text, not {key!r}")
            _refuse_inexact(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_inexact(item)
    else:
        raise TypeError(f"{type(value).__name__} has no canonical form: {value!r}")
