"""What stands of all that was said of one number."""

from __future__ import annotations

import pytest

from server.domain.denominators import Said, Standing, fold

ONE, SAME, OTHER = Said(10, 40, "a"), Said(10, 40, "b"), Said(12, 41, "b")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), None),
        ((ONE,), Standing(10, 40, "a")),
        ((ONE, ONE), Standing(10, 40, "a")),
        ((ONE, SAME), Standing(10, 40, "a", "b")),
        ((ONE, SAME, ONE), Standing(10, 40, "a", "b")),
        ((ONE, SAME, OTHER), Standing(12, 41, "b")),
        ((ONE, OTHER, ONE), Standing(10, 40, "a")),
        ((SAME,), Standing(10, 40, "b")),
    ],
)
def test_the_newest_word_counts_and_a_second_person_confirms_it(
    words: tuple[Said, ...], expected: Standing | None
) -> None:
    assert fold(words) == expected
