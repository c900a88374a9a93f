"""Text from files cannot style a page. What Streamlit makes of it is seen in tests/browser/test_text.py."""

from __future__ import annotations

import re

import pytest

from scoring.words import visible
from tests.hostile_texts import DIRECTIVES, HIDING, PLAIN, TURNING
from ui.frame.markdown import escape

NOTHING = ":color[]{}"  # shows nothing, but parts what stands on either side


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("办公室", "办公室"),
        ("![](http://x.example/a.png)", rf"\!\[\](http\:{NOTHING}//x.example/a.png)"),
        ("**A** :red[x] $1$", rf"\*\*A\*\* \:{NOTHING}red\[x\] \$1\$"),
        ("<b>\n# title", r"\<b\> \# title"),
        ("- item", r"\- item"),
        ("1. 组", r"1\. 组"),
        ("www.x.cn a@x.cn", f"www{NOTHING}.x.cn a{NOTHING}@x.cn"),
        (":joy: -> >=", rf"\:{NOTHING}joy\: -{NOTHING}\> \>{NOTHING}="),
        ("甲\u202e乙", "甲\ufffd乙"),
        ("一　二\u00a0三  四", "一　二\u00a0三 四"),
    ],
)
def test_markdown_in_foreign_text_is_shown_as_it_is(given: str, safe: str) -> None:
    assert escape(given) == safe


@pytest.mark.parametrize("words", [*DIRECTIVES, *TURNING, *HIDING, *PLAIN], ids=ascii)
def test_no_character_is_lost_or_added(words: str) -> None:
    read = re.sub(r"\\(.)", r"\1", escape(words).replace(NOTHING, ""))
    assert read == " ".join(re.split(r"[ \n]+", visible(words))).strip()
