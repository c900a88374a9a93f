"""`band_points`: the points of the first band that is reached, outside the indicators' marks.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from scoring.numbers import Floats, at_least, plain
from scoring.problems.lint_check import LintCheck, LintResult
from scoring.rules.base import AdjustmentRule, Item, Mistake, Outlook
from scoring.rules.columns import Columns, Subject
from scoring.rules.mistakes import order_mistakes
from scoring.rules.parameters import BadParameter, Number, label
from scoring.rules.words import clauses_words, counted_figure, counted_in, points_words, result_words, side_of
from scoring.words import Lang, Text, capitalised, text

_BAND, _BELOW = text("{floor}及以上{points}", "{points} from {floor}"), text("以下{points}", "{points} below")
_REACHED = text("达到{floor}", "{floor} is reached")
_NONE_REACHED = text("未达到{floor}", "less than {floor}")
_NEVER_MET = LintCheck(
    "serious",
    text("加减分的档次达不到", "a band of points out of reach"),
    text("没有任何填报能落入这一档，这一档不起作用。", "No report can fall into it, so it has no effect."),
    text("改这一档的下限，或删去它。", "Change its threshold, or remove it."),
)


class PointsBand(BaseModel):
    """From `at_least` on, `points`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    at_least: Annotated[Number, label("下限", "lower limit")]
    points: Annotated[Number, label("加减分", "points")]


class BandPoints(AdjustmentRule):
    """The points of the first band reached, else none; negative points deduct. Bands stand best first."""

    kind: Literal["band_points"] = "band_points"
    bands: Annotated[tuple[PointsBand, ...], Field(min_length=1), label("档", "band")]
    takes: ClassVar = ("count", "number", "ratio")
    monotone: ClassVar = {}
    summary: ClassVar[Text] = text("按达到的档次加分或扣分", "the points of the first band reached")
    lint_checks: ClassVar = {"points_band_never_met": _NEVER_MET}

    @model_validator(mode="after")
    def _points_do_something(self) -> Self:
        if not any(band.points for band in self.bands):
            raise BadParameter("各档的 points 不能全部为 0", "the points of the bands must not all be 0")
        return self

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        return order_mistakes(rule.get("bands"), ("rule", "bands"), "at_least")

    def _band(self, x: Columns) -> np.ndarray:
        """The position of the band of every unit; that after the last where none is reached."""
        reached = [at_least(x.value, band.at_least) for band in self.bands]
        return np.argmax([*reached, np.ones_like(reached[0])], axis=0)

    def points_of(self, x: Columns) -> Floats:
        """Signed points of every unit; blank is nothing happened."""
        return np.array([*(band.points for band in self.bands), 0.0])[self._band(x)]

    def thresholds(self) -> tuple[float, ...]:
        return tuple(band.at_least for band in self.bands)

    def most_points(self) -> tuple[float, float]:
        points = [band.points for band in self.bands]
        return min(0.0, *points), max(0.0, *points)

    def describe(self, about: Subject, lang: Lang) -> str:
        side, about = side_of(self.most_points()), counted_in(about, lang)
        bands = [
            _BAND.format(lang, floor=about.limit(band.at_least, lang), points=points_words(band.points, lang, side))
            for band in self.bands
        ]
        if self.bands[-1].at_least > 0 or about.kind.can_be_negative:
            bands.append(_BELOW.format(lang, points=points_words(0, lang, side)))
        return capitalised(clauses_words(bands, lang))

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if reason := x.not_applicable_text(i, lang):
            return reason
        place, about = int(self._band(x)[i]), counted_in(Subject(x.kind, x.measured_in), lang)
        is_reached = place < len(self.bands)
        floor = about.limit(self.bands[place if is_reached else -1].at_least, lang)
        words = _REACHED if is_reached else _NONE_REACHED
        clauses = [counted_figure(x, i, lang), words.format(lang, floor=floor)]
        points = points_words(float(self.points_of(x)[i]), lang, side_of(self.most_points()))
        return result_words(clauses, points, lang)

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        met = set(self._band(self.trial(item)).tolist())
        for place in range(len(self.bands)):
            if place not in met:
                what = text("第{number}档（{floor}及以上）", "Band {number} (from {floor})")
                floor = plain(self.bands[place].at_least)
                yield LintResult("points_band_never_met", what.filled(number=place + 1, floor=floor))
