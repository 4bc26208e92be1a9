"""Numbers on papers: the citizen id's own digits against what is known of its bearer (R8)."""

from __future__ import annotations

import pytest

from server.domain.identifiers import Bearer, check_identifier, mask


@pytest.mark.parametrize(
    ("kind", "number", "bearer", "wrong"),
    [
        ("cccd", "099060123456", Bearer("male", 1960), 0),
        ("cccd", "099160123456", Bearer("female", 1960), 0),
        ("cccd", "099205123456", Bearer("male", 2005), 0),
        ("cccd", "099305123456", Bearer("female", 2005), 0),
        ("cccd", "099160123456", Bearer("male", 1960), 1),
        ("cccd", "099160123456", Bearer("female", 1961), 1),
        ("cccd", "099160123456", Bearer("male", 2060), 2),
        ("cccd", "099160123456", Bearer(), 0),
        ("cccd", "99160123456", Bearer(), 1),
        ("cmnd", "999123456", Bearer("male", 1960), 0),
        ("cmnd", "99912345", Bearer(), 1),
        ("insurance", "9991234567", Bearer(), 0),
        ("insurance", "999", Bearer(), 1),
        ("birth_certificate", "12/2015", Bearer(), 0),
    ],
)
def test_check_identifier(kind: str, number: str, bearer: Bearer, wrong: int) -> None:
    assert len(check_identifier(kind, number, bearer)) == wrong


def test_a_number_is_shown_by_its_end() -> None:
    assert mask("099160123456") == "•••• 3456"
    assert mask("123") == "••••"
