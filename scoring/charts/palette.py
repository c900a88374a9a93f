"""The colours of charts, and what is written on them.

Measured by its tests: what words stand on them can be read (WCAG 2.2, level AA), and grades stay
apart for every common kind of colour blindness. One palette serves the light and the dark page.
"""

from __future__ import annotations

from collections.abc import Sequence

INK, WHITE = "#1F2A37", "#FFFFFF"  # words on light and on dark colours
# Lines and marks: strong enough on a white and on a dark page alike. `GREY` is also the edge around what is filled.
MAIN, GOOD, BAD, GREY = "#1B7FC0", "#00756D", "#D55E00", "#7E8895"
# Dark words read well on all of it, so a cell needs no ink of its own.
HEAT = [[0, "#E58A5C"], [0.35, "#F3C49C"], [0.65, "#F4F1EA"], [0.85, "#BCD9EA"], [1, "#79B4DB"]]
# Neighbours differ in lightness as well as in hue; dark words read well on all.
BRANCHES = ["#A9CDE8", "#F3CFA8", "#BFE0D4", "#E3C7DE", "#E9DF9F", "#C9D1DA"]

# Best to worst by the number of grades: blue to brown, dark at both ends. None has a lightness on which neither white
# nor black words would do, since the grid's chips choose between those two.
_FOUR = ["#08579A", "#85CDF8", "#F7C56B", "#B04A1A"]
_SEVEN = ["#0A3566", "#2F70B5", "#86CEF8", "#DDE1E6", "#FFC95C", "#AC6028", "#6E2A10"]
_GRADES = {
    1: _FOUR[:1],
    2: [_FOUR[0], _FOUR[3]],
    3: [_FOUR[0], *_FOUR[2:]],
    4: _FOUR,
    5: [*_FOUR[:2], _SEVEN[3], *_FOUR[2:]],
    6: [*_SEVEN[:3], *_SEVEN[4:]],
    7: _SEVEN,
}
_LIGHT = {*_FOUR[1:3], *_SEVEN[2:5]}


def grade_colours(grades: Sequence[str]) -> dict[str, str]:
    """Grade id -> colour, for grades given best first; '' (no grade) is grey. More than seven share colours."""
    chosen = _GRADES.get(len(grades), _SEVEN)
    last = len(chosen) - 1
    spread = [chosen[round(at * last / max(1, len(grades) - 1))] for at in range(len(grades))]
    return dict(zip(grades, spread, strict=True)) | {"": GREY}


def ink(colour: str) -> str:
    """The colour of words on a grade's colour."""
    return INK if colour in _LIGHT else WHITE
