"""Tables of cases for entity blocks: what is asked, what must wait, what crosses another change."""

from __future__ import annotations

import pytest

from server.domain.entities import (
    Change,
    EntityAction,
    EntityClaim,
    EntityState,
    classify_conflict,
    decide_entity_update,
    find_base_version,
)

UNKNOWN = EntityState(None, False)
AT_5 = EntityState(5, False)
REMOVED = EntityState(5, True)


def claim(
    *, create: bool = False, update: bool = False, base: int | None = None, trunk: int | None = None, branch: str = ""
) -> EntityClaim:
    return EntityClaim(create, update, base, trunk, branch, is_v4=True, has_label=True)


CREATE = claim(create=True)
UPSERT = claim(create=True, update=True, base=5)
WEB_UPDATE = claim(update=True, base=5)
FIRST_OFFLINE = claim(update=True, base=5, trunk=5, branch="b")
SECOND_OFFLINE = claim(update=True, base=6, trunk=5, branch="b")
FIRST_OF_CREATED = claim(update=True, base=1, branch="b")
SECOND_OF_CREATED = claim(update=True, base=2, branch="b")


@pytest.mark.parametrize(
    ("asked", "state", "expected"),
    [
        (CREATE, UNKNOWN, EntityAction.CREATE),
        (CREATE, AT_5, EntityAction.ERROR_EXISTS),
        (CREATE, REMOVED, EntityAction.ERROR_REMOVED),
        (UPSERT, UNKNOWN, EntityAction.CREATE),
        (UPSERT, AT_5, EntityAction.UPDATE),
        (WEB_UPDATE, AT_5, EntityAction.UPDATE),
        (WEB_UPDATE, UNKNOWN, EntityAction.HOLD),
        (WEB_UPDATE, REMOVED, EntityAction.ERROR_REMOVED),
        (FIRST_OFFLINE, AT_5, EntityAction.UPDATE),
        (SECOND_OFFLINE, AT_5, EntityAction.HOLD),
        (SECOND_OFFLINE, EntityState(6, False, frozenset({5})), EntityAction.UPDATE),
        (SECOND_OFFLINE, EntityState(6, False, frozenset({4})), EntityAction.HOLD),
        (FIRST_OF_CREATED, UNKNOWN, EntityAction.HOLD),
        (FIRST_OF_CREATED, EntityState(1, False), EntityAction.UPDATE),
        (SECOND_OF_CREATED, EntityState(1, False), EntityAction.HOLD),
        (SECOND_OF_CREATED, EntityState(2, False, frozenset({1})), EntityAction.UPDATE),
        (claim(), AT_5, EntityAction.NONE),
        (claim(), UNKNOWN, EntityAction.NONE),
    ],
)
def test_an_entity_block_creates_updates_or_waits(
    asked: EntityClaim, state: EntityState, expected: EntityAction
) -> None:
    assert decide_entity_update(asked, state) == expected


@pytest.mark.parametrize(
    ("asked", "state", "expected"),
    [
        (SECOND_OFFLINE, AT_5, EntityAction.UPDATE),
        (FIRST_OF_CREATED, UNKNOWN, EntityAction.CREATE),
        (WEB_UPDATE, UNKNOWN, EntityAction.CREATE),
        (WEB_UPDATE, REMOVED, EntityAction.ERROR_REMOVED),
    ],
)
def test_what_waited_too_long_is_applied_to_the_latest_or_creates(
    asked: EntityClaim, state: EntityState, expected: EntityAction
) -> None:
    assert decide_entity_update(asked, state, is_forced=True) == expected


def test_an_id_that_is_not_a_version_4_uuid_creates_nothing() -> None:
    asked = EntityClaim(True, False, None, None, "", is_v4=False, has_label=True)
    assert decide_entity_update(asked, UNKNOWN) == EntityAction.ERROR_BAD_ID


def test_a_create_without_a_label_creates_nothing() -> None:
    asked = EntityClaim(True, False, None, None, "", is_v4=True, has_label=False)
    assert decide_entity_update(asked, UNKNOWN) == EntityAction.ERROR_NO_LABEL


OTHER_6 = Change(6, "other", 5, {"toilet": "none"})
OWN_6 = Change(6, "b", 5, {"toilet": "none"})
OFFICE_7 = Change(7, "", None, {"wall": "brick"})


@pytest.mark.parametrize(
    ("asked", "received", "changes", "expected"),
    [
        (FIRST_OFFLINE, {"toilet": "flush"}, [], "none"),
        (FIRST_OFFLINE, {"roof": "tile"}, [OTHER_6], "soft"),
        (FIRST_OFFLINE, {"toilet": "flush"}, [OTHER_6], "hard"),
        (FIRST_OFFLINE, {"toilet": "none"}, [OTHER_6], "soft"),
        (SECOND_OFFLINE, {"toilet": "flush"}, [OWN_6], "none"),
        (SECOND_OFFLINE, {"toilet": "flush"}, [OWN_6, OFFICE_7], "soft"),
        (SECOND_OFFLINE, {"wall": "light"}, [OWN_6, OFFICE_7], "hard"),
        (SECOND_OFFLINE, {}, [OTHER_6, Change(7, "b", 5, {})], "soft"),
        (FIRST_OF_CREATED, {"toilet": "flush"}, [Change(1, "", 0, {})], "none"),
    ],
)
def test_a_parallel_change_is_soft_and_another_value_for_the_same_answer_hard(
    asked: EntityClaim, received: dict[str, str], changes: list[Change], expected: str
) -> None:
    assert classify_conflict(asked, received, changes) == expected


@pytest.mark.parametrize(
    ("asked", "expected"), [(WEB_UPDATE, 5), (FIRST_OFFLINE, 5), (SECOND_OFFLINE, 8), (FIRST_OF_CREATED, 1)]
)
def test_the_base_of_a_chained_update_is_the_version_its_branch_made(asked: EntityClaim, expected: int) -> None:
    assert find_base_version(asked, [Change(7, "x", 5, {}), Change(8, "b", 5, {})]) == expected
