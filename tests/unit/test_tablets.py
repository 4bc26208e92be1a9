"""What can be told of a tablet: its Collect, and whether it may be wiped."""

from __future__ import annotations

import pytest

from server.domain.tablets import Sent, find_wipe_obstacles, is_below_floor, read_collect_version


@pytest.mark.parametrize(
    "agent, version, is_old",
    [
        ("org.odk.collect.android/v2026.3.3 Dalvik/2.1.0 (Linux; U; Android 14)", (2026, 3, 3), False),
        ("org.odk.collect.android/v2024.3 Dalvik", (2024, 3), False),
        ("org.odk.collect.android/v2024.2.4 Dalvik", (2024, 2, 4), True),
        ("org.odk.collect.android/v2023.3.1-beta.2", (2023, 3, 1), True),
        ("org.odk.collect.android/DEBUG", None, False),
        ("curl/8", None, False),
        (None, None, False),
    ],
)
def test_collect_below_the_floor_is_told_and_the_unknown_is_not_accused(
    agent: str | None, version: tuple[int, ...] | None, is_old: bool
) -> None:
    assert read_collect_version(agent) == version
    assert is_below_floor(version) == is_old


@pytest.mark.parametrize(
    "sent, obstacles",
    [
        (Sent(12, 12, 0, 0), ()),
        (Sent(0, 0, 0, 0), ()),
        (Sent(12, 14, 0, 0), ()),
        (Sent(None, 12, 0, 0), ("not_declared",)),
        (Sent(12, 11, 0, 0), ("missing",)),
        (Sent(12, 12, 1, 2), ("missing_files", "held")),
    ],
)
def test_a_tablet_is_wiped_only_when_nothing_can_be_left_on_it(sent: Sent, obstacles: tuple[str, ...]) -> None:
    assert find_wipe_obstacles(sent) == obstacles
