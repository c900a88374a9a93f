"""Text from files cannot style a page, and tables leave safely."""

from __future__ import annotations

import pytest

from ui.components.markdown import escape


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("办公室", "办公室"),
        ("![](http://x.example/a.png)", r"\!\[\](http\://x.example/a.png)"),
        ("**A** :red[x] $1$", r"\*\*A\*\* \:red\[x\] \$1\$"),
        ("<b>\n# title", r"\<b\> \# title"),
        ("- item", r"\- item"),
    ],
)
def test_markdown_in_foreign_text_is_shown_as_it_is(given: str, safe: str) -> None:
    assert escape(given) == safe


def test_a_number_at_the_start_does_not_begin_a_list() -> None:
    assert escape("1. 组").replace("\u2060", "") == "1. 组"
    assert escape("1. 组") != "1. 组"
