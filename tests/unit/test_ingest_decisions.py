"""Tables of cases: what an upload is, what its sender is told, how a version stands to the one shown."""

from __future__ import annotations

import pytest

from server.domain.uploads import (
    Answer,
    KnownVersion,
    Succession,
    TokenAnswer,
    UploadAction,
    decide_answer,
    decide_succession,
    decide_token,
    decide_upload,
)

KNOWN = {
    "uuid:a": KnownVersion("11", "current"),
    "uuid:old": KnownVersion("22", "superseded"),
    "uuid:held": KnownVersion("33", "held"),
    "uuid:gone": KnownVersion("", "erased"),
    "uuid:crossed": KnownVersion("44", "conflict"),
}


@pytest.mark.parametrize(
    ("instance_id", "sha256", "deprecated_id", "expected"),
    [
        ("uuid:new", "99", "", UploadAction.CREATE),
        ("uuid:a", "11", "", UploadAction.ACCEPT_AGAIN),
        ("uuid:a", "99", "", UploadAction.CONFLICT),
        ("uuid:old", "22", "", UploadAction.ACCEPT_AGAIN),
        ("uuid:held", "33", "uuid:missing", UploadAction.ACCEPT_AGAIN),
        ("uuid:gone", "99", "", UploadAction.ACCEPT_ERASED),
        ("uuid:new", "99", "uuid:a", UploadAction.CREATE_VERSION),
        ("uuid:new", "99", "uuid:missing", UploadAction.HOLD_FOR_ORIGINAL),
        ("uuid:new", "99", "uuid:held", UploadAction.HOLD_FOR_ORIGINAL),
        ("uuid:new", "99", "uuid:old", UploadAction.STALE_EDIT),
        ("uuid:new", "99", "uuid:crossed", UploadAction.CREATE_VERSION),
    ],
)
def test_an_upload_is_new_again_an_edit_or_a_conflict(
    instance_id: str, sha256: str, deprecated_id: str, expected: UploadAction
) -> None:
    assert decide_upload(instance_id, sha256, deprecated_id, KNOWN) == expected


@pytest.mark.parametrize(
    ("action", "state", "expected"),
    [
        (UploadAction.CREATE, "current", Answer(201, "received")),
        (UploadAction.CREATE, "quarantined", Answer(201, "quarantined")),
        (UploadAction.CREATE, "pending", Answer(201, "pending")),
        (UploadAction.CREATE, "unplaced", Answer(201, "unplaced")),
        (UploadAction.CREATE, "held", Answer(202, "held")),
        (UploadAction.CREATE, "conflict", Answer(202, "crossed")),
        (UploadAction.CREATE_VERSION, "current", Answer(201, "received")),
        (UploadAction.HOLD_FOR_ORIGINAL, "held", Answer(202, "held")),
        (UploadAction.STALE_EDIT, "current", Answer(202, "crossed")),
        (UploadAction.STALE_EDIT, "conflict", Answer(202, "crossed")),
        (UploadAction.ACCEPT_AGAIN, "superseded", Answer(201, "received")),
        (UploadAction.ACCEPT_AGAIN, "held", Answer(202, "held")),
        (UploadAction.ACCEPT_ERASED, "erased", Answer(201, "erased")),
        (UploadAction.CONFLICT, "current", Answer(409, "conflict")),
    ],
)
def test_only_another_content_under_the_same_id_is_refused(action: UploadAction, state: str, expected: Answer) -> None:
    assert decide_answer(action, state) == expected


@pytest.mark.parametrize(
    ("has_current", "follows_current", "new", "current", "expected"),
    [
        (False, False, (5, "n", 1), (0, "", 0), Succession.FIRST),
        (True, True, (1, "n", 1), (9, "n", 9), Succession.FOLLOWS),
        (True, False, (9, "n", 2), (5, "n", 1), Succession.CROSSES_AND_SHOWN),
        (True, False, (4, "n", 2), (5, "n", 1), Succession.CROSSES_AND_KEPT),
        (True, False, (5, "b", 1), (5, "a", 9), Succession.CROSSES_AND_SHOWN),
        (True, False, (5, "a", 9), (5, "b", 1), Succession.CROSSES_AND_KEPT),
    ],
)
def test_the_last_in_fold_order_is_shown_and_a_wrong_clock_never_beats_what_follows(
    has_current: bool,
    follows_current: bool,
    new: tuple[int, str, int],
    current: tuple[int, str, int],
    expected: Succession,
) -> None:
    found = decide_succession(has_current=has_current, follows_current=follows_current, new=new, current=current)
    assert found == expected


@pytest.mark.parametrize(
    ("state", "is_before", "expected"),
    [
        ("active", True, TokenAnswer.FULL),
        ("active", False, TokenAnswer.FULL),
        ("drain", True, TokenAnswer.SUBMIT_ONLY),
        ("drain", False, TokenAnswer.NOTHING),
        ("leaver", True, TokenAnswer.QUARANTINE),
        ("leaver", False, TokenAnswer.NOTHING),
        ("revoked", True, TokenAnswer.NOTHING),
        ("strange", True, TokenAnswer.NOTHING),
    ],
)
def test_a_token_allows_what_its_state_says_until_its_day(state: str, is_before: bool, expected: TokenAnswer) -> None:
    assert decide_token(state, is_before_drain_end=is_before) == expected
