"""`sync/PROTOCOL.md` says what the code does: its bytes, its table of kinds, and an old payload of every version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sync.records import KINDS, Reason, verify
from sync.records.kinds import DECIDERS, FIELD, MANAGERS, OFFICE
from sync.records.upcasting import upcast
from tests.unit.records.protocol_examples import BLOCK, KEY, PAGE, blocks, founded, rewrite, submitted

GOLDEN = Path(__file__).with_name("golden")


def test_the_bytes_on_the_page_are_those_the_code_makes() -> None:
    text = PAGE.read_text("utf-8")
    assert sorted(name for _, name, _, _ in BLOCK.findall(text)) == sorted(blocks())
    assert rewrite(text) == text


def test_the_records_on_the_page_verify() -> None:
    for record in (founded(), submitted()):
        verify(record, KEY.public)


def test_every_reason_is_explained_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    assert [reason.value for reason in Reason if f"`{reason.value}`" not in text] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_version_of_every_kind_has_a_golden_file(kind) -> None:  # type: ignore[no-untyped-def]
    golden = json.loads((GOLDEN / f"{kind.name}.json").read_text("utf-8"))
    versions = [str(number) for number in range(1, kind.version + 1)]
    assert list(golden["payloads"]) == versions
    for version in versions:
        assert upcast(kind, int(version), golden["payloads"][version]) == golden["now"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_golden_payload_has_the_fields_of_the_table(kind) -> None:  # type: ignore[no-untyped-def]
    now = json.loads((GOLDEN / f"{kind.name}.json").read_text("utf-8"))["now"]
    needed = {name for name in kind.fields if not name.endswith("?")}
    assert needed <= now.keys() <= {name.rstrip("?") for name in kind.fields}


def test_what_the_fold_needs_for_ever_is_of_kinds_that_are_never_erased() -> None:
    kept = {"decision.recognised", "decision.line", "review.approved", "status.imported", "erased"}
    kept |= {"household.departed", "review.confirmed", "review.withdrawn", "conflict.resolved"}
    assert {name for name, kind in KINDS.items() if kind.is_erasable and (kind.is_authority or name in kept)} == set()


def test_roles_widen_from_managing_to_the_field() -> None:
    assert MANAGERS < OFFICE < FIELD
    assert OFFICE < DECIDERS
