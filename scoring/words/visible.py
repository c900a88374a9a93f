"""Characters that hide or turn text round, made visible wherever a person reads; what is stored stays as it is."""

from __future__ import annotations

import re

MARK = "\ufffd"  # �, what stands in place of each

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufff0-\ufffb\ufffe\uffff"
_TURNING = r"\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"
_WITHOUT_WIDTH = r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u3164\ufeff\uffa0"
# What has no width either, but belongs to the character before it: emoji of several parts, forms of characters, flags.
_EMOJI = r"\u00a9\u00ae\u203c\u2049\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\ufe0f"
_IDEOGRAPHS = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_JOINING = r"\u0600-\u1cff"  # scripts from Arabic to Mongolian, whose letters change beside each other
_TAGS = r"\U000e0020-\U000e007f"
_ALWAYS = rf"{_CONTROLS}{_TURNING}{_WITHOUT_WIDTH}\U000e0000-\U000e001f\U000e0080-\U000e00ff"
_RARE = re.compile(rf"[{_ALWAYS}\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef{_TAGS}]")
_HIDDEN = re.compile(
    rf"[{_ALWAYS}]"
    rf"|(?<![{_JOINING}])[\u180b-\u180f\u200c]"
    rf"|(?<![{_JOINING}{_EMOJI}])\u200d"
    rf"|(?<=[{_EMOJI}])\u200d(?![{_EMOJI}])"
    r"|(?<![^\s\ufe00-\ufe0f])[\ufe00-\ufe0f]"
    rf"|(?<![{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
    rf"|(?<![\U0001f3f4{_TAGS}])[{_TAGS}]"
)


def visible(words: str) -> str:
    """The text with a mark in place of each character that hides, or that turns round what stands beside it.

    Spaces of all kinds, full-width characters, emoji and the scripts whose letters join stay as they are.
    """
    return _HIDDEN.sub(MARK, words) if _RARE.search(words) else words  # one class is found ten times as fast
