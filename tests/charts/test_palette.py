"""The colours of the theme and of charts: what is written can be read, and what differs can be told apart.

Contrast is that of WCAG 2.2 (level AA: 4.5:1 for words, 3:1 for marks and the edges of what is filled); colour
blindness is simulated after Machado et al. 2009 and distances are CIEDE2000, both by coloraide, whose figures are
first compared with published ones.
"""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from coloraide import Color

from scoring.charts import palette
from scoring.charts.palette import grade_colours, ink

ROOT = Path(__file__).resolve().parents[2]
THEMES: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
SCREEN = (ROOT / "ui" / "assets" / "screen.css").read_text(encoding="utf-8")
WORDS, MARKS = 4.5, 3.0
APART, APART_OF_FEW = 10.0, 20.0  # CIEDE2000; 1 is just seen side by side, 10 at a glance
SEEN_BY = [None, "protan", "deutan", "tritan"]


def contrast(one: str, other: str) -> float:
    return float(Color(one).contrast(Color(other)))


def seen(colour: str, kind: str | None) -> Color:
    """A colour as somebody without one kind of cones sees it."""
    return Color(colour) if kind is None else Color(colour).filter(kind, 1.0, method="machado").clip("srgb")


# Published: W3C's examples of greys on white; Sharma, Wu and Dalal 2005, pairs 1, 7 and 25; Machado 2009, table 1.


@pytest.mark.parametrize(("colour", "ratio"), [("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48)])
def test_contrast_is_as_published(colour: str, ratio: float) -> None:
    assert contrast(colour, "#ffffff") == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_distances_are_as_published(one: Any, other: Any, distance: float) -> None:
    measured = Color("lab-d65", one).delta_e(Color("lab-d65", other), method="2000")
    assert measured == pytest.approx(distance, abs=0.00005)


@pytest.mark.parametrize(
    ("kind", "red"),
    [
        ("protan", (0.152286, 0.114503, -0.003882)),
        ("deutan", (0.367322, 0.280085, -0.011820)),
        ("tritan", (1.255528, -0.078411, 0.004733)),
    ],
)
def test_colour_blindness_is_as_published(kind: str, red: tuple[float, ...]) -> None:
    simulated = Color("srgb-linear", [1, 0, 0]).filter(kind, 1.0, method="machado").convert("srgb-linear")
    assert simulated.coords() == pytest.approx(red, abs=1e-6)


# --- the theme ------------------------------------------------------------------------------------


def inks() -> list[tuple[str, str]]:
    """The inks that our stylesheet sets, each for the light and the dark theme."""
    return re.findall(r"(?<![-\w])color: light-dark\((#\w{6}), (#\w{6})\)", SCREEN)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_of_the_theme_can_be_read(theme: str) -> None:
    whole = THEMES[theme]
    side = whole | whole["sidebar"]
    own = [pair[theme == "dark"] for pair in inks()]
    assert len(own) >= 2
    for ground in (
        whole["backgroundColor"],
        whole["secondaryBackgroundColor"],
        whole["dataframeHeaderBackgroundColor"],
    ):
        for words in (whole["textColor"], whole["linkColor"], *own):
            assert contrast(words, ground) >= WORDS, (words, ground)
    for ground in (side["backgroundColor"], side["secondaryBackgroundColor"]):
        for words in (side["textColor"], side["linkColor"], side["primaryColor"], *own):
            assert contrast(words, ground) >= WORDS, (words, ground)
    faded = Color(whole["textColor"]).set("alpha", 0.6)  # what a table does with the words of its pinned columns
    assert Color.layer([faded, Color(whole["backgroundColor"])]).contrast(Color(whole["backgroundColor"])) >= WORDS
    assert contrast("#ffffff", whole["primaryColor"]) >= WORDS, "the words of a button"
    assert contrast(whole["primaryColor"], whole["backgroundColor"]) >= MARKS, "a button on its page"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_of_the_theme_stand_out(theme: str) -> None:
    whole = THEMES[theme]
    rings = [pair[theme == "dark"] for pair in re.findall(r"outline: \w+ solid light-dark\((#\w+), (#\w+)\)", SCREEN)]
    assert rings
    marks = [*whole["chartCategoricalColors"], *rings, palette.MAIN, palette.GOOD, palette.BAD, palette.GREY]
    for mark in marks:
        assert contrast(mark, whole["backgroundColor"]) >= MARKS, mark


# --- grades ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("kind", SEEN_BY, ids=str)
def test_grades_stay_apart_for_everyone(count: int, kind: str | None) -> None:
    colours = list(grade_colours([f"g{n}" for n in range(count)]).values())  # that of no grade too
    least = APART_OF_FEW if count <= 4 else APART
    for one, other in combinations(colours, 2):
        assert seen(one, kind).delta_e(seen(other, kind), method="2000") >= least, (one, other)


@pytest.mark.parametrize("count", range(1, 8))
def test_words_on_grades_can_be_read(count: int) -> None:
    for grade, colour in grade_colours([f"g{n}" for n in range(count)]).items():
        if grade:
            assert contrast(ink(colour), colour) >= WORDS, colour
            # The chips of a table choose by themselves: black where the luminance is above a half, else white.
            assert contrast("#000000" if Color(colour).luminance() > 0.5 else "#ffffff", colour) >= WORDS, colour


# --- fillings with words on them ------------------------------------------------------------------


def test_words_can_be_read_on_every_shade_of_the_heat_map() -> None:
    places, colours = zip(*palette.HEAT, strict=True)
    shades = Color.interpolate([Color(c) for c in colours], space="srgb", domain=list(places))
    for step in range(101):
        assert shades(step / 100).contrast(Color(palette.INK)) >= WORDS, step


@pytest.mark.parametrize("kind", SEEN_BY, ids=str)
def test_the_ends_of_the_heat_map_are_told_apart(kind: str | None) -> None:
    low, middle, high = (seen(palette.HEAT[at][1], kind) for at in (0, 2, -1))
    for one, other in combinations((low, middle, high), 2):
        assert one.delta_e(other, method="2000") >= APART_OF_FEW


def test_words_can_be_read_on_the_parts_of_a_system() -> None:
    assert all(contrast(palette.INK, colour) >= WORDS for colour in palette.BRANCHES)


@pytest.mark.parametrize("kind", SEEN_BY, ids=str)
def test_better_and_worse_are_told_apart(kind: str | None) -> None:
    for one, other in combinations((palette.MAIN, palette.GOOD, palette.BAD, palette.GREY), 2):
        assert seen(one, kind).delta_e(seen(other, kind), method="2000") >= APART, (one, other)
