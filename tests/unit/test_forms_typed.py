"""Numbers as phones and other clients write them: what is none is told, and none breaks what reads it."""

from __future__ import annotations

from decimal import Decimal

import marshmallow as ma
import pytest

from server.forms.typed import parse_exact, parse_whole


@pytest.mark.parametrize(
    "text, whole, exact",
    [
        ("12000000", 12_000_000, "12000000"),
        ("1.2E7", 12_000_000, "12000000"),
        ("7.0", 7, "7"),
        ("0e-999999", 0, "0"),
        ("9999999999999999", 9_999_999_999_999_999, "9999999999999999"),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, whole: int, exact: str) -> None:
    assert parse_whole(text) == whole
    assert parse_exact(text) == Decimal(exact)


@pytest.mark.parametrize("text", ["1e3091980", "-1e3091980", "1e-3091980", "1e16", "NaN", "-Infinity", "1e", "1,5"])
def test_a_number_no_household_has_is_told_whatever_its_exponent(text: str) -> None:
    for parse in (parse_whole, parse_exact):
        with pytest.raises(ma.ValidationError):
            parse(text)
