"""What a number format shows of a number, where that is another number or none: 4 as 12, as 40 or as nothing.

Rounding, signs by colour or brackets, dates, fractions and powers of ten are the same number to whoever reads them.

Tested in tests/workbook/files/test_shown_numbers.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# What an ordinary format is made of; no number is shown as another by it.
_PLAIN = re.compile(r"(?:General|@|[#0?.,% _()$¥€£+/-]|\\[ _()-]|_.|\*.|\[[^<>=\]]*\])*+", re.IGNORECASE)
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|(?:_|\*).|\[([^\]]*)\]|(General|[0#?.,%/@]|E[+-]|[a-z])|(.)', re.IGNORECASE | re.DOTALL
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TIMES = {"%": 0.01, "‰": 0.001, "百万": 1e6, "百": 100.0, "千": 1e3, "k": 1e3, "万": 1e4, "亿": 1e8}
_TRUTHS = {"TRUE": 1, "FALSE": 0, "真": 1, "假": 0, "是": 1, "否": 0}  # as LibreOffice shows them
# Powers of ten, fractions, Chinese numerals.
_ODD = re.compile(r"\dE[+-]?\d|/|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖]", re.IGNORECASE)


# A quoted, escaped or bracketed piece stays whole; a semicolon outside of them parts the format.
_SEPARATED = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*);', re.DOTALL)


class _Section(NamedTuple):
    """One part of a format: literal text around one number, which is divided first."""

    before: str
    after: str
    decimals: int
    divided: float
    is_number: bool
    is_other: bool  # a date, a fraction, a text, a power of ten


def shown_otherwise(code: str, value: float) -> str | None:
    """What is seen of a number, if that is another one or none; None where it is seen as it is."""
    sections = _sections(code)
    if sections is None:
        return None
    number, part = _chosen(sections, value)
    if part.is_other:
        return None
    if not part.is_number:
        words = part.before.strip()
        if _TRUTHS.get(words.upper()) == value:
            return None
        return None if value == 0 and words and not words.strip("-—–/") else words  # accountants write 0 as a dash
    seen = f"{part.before}{number / part.divided:.{part.decimals}f}{part.after}".strip()
    return None if reads_as(seen, value) else seen


def may_show_otherwise(code: str) -> bool:
    """Whether a format is one by which a number can be seen as another."""
    sections = _sections(code)
    return sections is not None and not all(part.is_other for part in sections)


def reads_as(seen: str, value: float) -> bool:
    """Whether what is seen of a number reads as that number, rounded or not."""
    if _ODD.search(seen) or _TRUTHS.get(seen.upper()) == value:
        return True
    plain = seen.replace(" ", "").replace("\u00a0", "")
    return any(_is_figure(text, value) for text in (plain.replace(",", ""), plain.replace(",", ".")))


def _is_figure(seen: str, value: float) -> bool:
    figures = _NUMBER.findall(seen)
    if len(figures) != 1:
        return False
    rest = seen.split(figures[0], 1)[-1].lower()
    times = next((by for word, by in _TIMES.items() if rest.startswith(word)), 1.0)
    slack = 0.5000001 * 10.0 ** -len(figures[0].partition(".")[2]) * times
    is_negative = figures[0].startswith("-") or "(" in seen or "-" in seen
    return abs(abs(float(figures[0])) * times - abs(value)) <= slack and (value >= 0 or is_negative)


def _chosen(sections: list[_Section], value: float) -> tuple[float, _Section]:
    """The part of a format that a number falls under, and the number without the sign that the part takes over."""
    if len(sections) == 1 or value > 0 or (value == 0 and len(sections) < 3):
        return value, sections[0]
    return (0.0, sections[2]) if value == 0 else (-value, sections[1])


@lru_cache(maxsize=256)
def _sections(code: str) -> list[_Section] | None:
    """The parts of a format; None where it is an ordinary one, or one with conditions."""
    if ";" not in code and _PLAIN.fullmatch(code) and not code.rstrip("0#?)_ ").endswith(","):
        return None
    parts = _SEPARATED.sub(r"\1\n", code).split("\n")
    if any(_CONDITION.search(part) for part in parts) or "red" in code.lower() or "红" in code:
        return None
    return [_section(part) for part in parts[:3]]  # the fourth is for texts


def _section(code: str) -> _Section:
    before, after, digits, is_other, percent = "", "", "", False, ""
    for quoted, escaped, _, sign, other in _TOKEN.findall(code):
        literal = quoted or escaped or other
        if sign and sign in "0#?.,":
            digits += sign
        elif sign.lower() == "general":
            digits += "0.#########"
        elif sign == "%":
            percent = "%"
        elif sign:
            is_other = True
        elif literal and not digits:
            before += literal
        else:
            after += literal
    divided = 1000.0 ** (len(digits) - len(digits.rstrip(",")))
    decimals = len(digits.partition(".")[2].rstrip(","))
    return _Section(before, after, decimals, divided, bool(digits), is_other or bool(percent))
