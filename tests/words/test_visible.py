"""Characters that hide or turn text round are shown; everything an office writes stays as it is."""

from __future__ import annotations

import pytest

from scoring.words.visible import MARK, visible
from tests.hostile_texts import DIRECTIVES, HIDING, PLAIN, TURNING


@pytest.mark.parametrize("words", [*TURNING, *HIDING], ids=ascii)
def test_what_hides_or_turns_is_marked(words: str) -> None:
    assert visible(words) == words.replace(words[1], MARK)


@pytest.mark.parametrize("words", [*PLAIN, *DIRECTIVES], ids=ascii)
def test_everything_else_stays(words: str) -> None:
    assert visible(words) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\x00\x1b[31m\x7f\x85", f"{MARK}{MARK}[31m{MARK}{MARK}"),
        ("\ud83d半", f"{MARK}半"),
        ("甲\u200d乙", f"甲{MARK}乙"),  # joins emoji alone
        ("👍\u200d甲", f"👍{MARK}甲"),
        ("\ufe0f甲\ufe0f\ufe0f", f"{MARK}甲\ufe0f{MARK}"),  # one form a character: more of them carry hidden words
        ("甲\u180b ᠮ\u180b", f"甲{MARK} ᠮ\u180b"),
    ],
    ids=ascii,
)
def test_what_belongs_to_the_character_before_it_is_kept_there_alone(words: str, shown: str) -> None:
    assert visible(words) == shown
