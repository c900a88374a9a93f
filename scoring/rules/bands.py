"""`bands`: the rate of the first band that is reached.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from scoring.numbers import TOLERANCE, Floats, plain
from scoring.problems.lint_check import LintCheck, LintResult
from scoring.rules.base import IndicatorRule, Item, Mistake, Outlook
from scoring.rules.columns import Columns, Subject
from scoring.rules.mistakes import descending
from scoring.rules.parameters import RATE, Label, Number, Rate, label
from scoring.rules.words import part_of_marks, percent
from scoring.words import Lang, Text, capitalised, text

_BAND = text("{floor}及以上{part}", "{part} from {floor}")
_COMMA = text("，", ", ")
_NONE_BELOW = text("{bands}，以下不得分", "{bands}, none below")
_EXPLANATION = text("{figure}，对应得分率{rate}", "{figure}, which earns {rate} of the marks")
_LINT = {
    "band_never_met": LintCheck(
        "serious",
        text("档次达不到", "band out of reach"),
        text("没有任何填报能落入这一档，这一档不起作用。", "No report can fall into it, so it has no effect."),
        text("改这一档的下限，或删去它。", "Change its threshold, or remove it."),
    ),
    "band_not_lower": LintCheck(
        "look",
        text("低档得分不低于高档", "lower band earns no less"),
        text("完成得少，得分却不低，分档失去作用。", "Doing less earns as much or more, so the band has no effect."),
        text("使得分率随档次降低。", "Let rates fall from band to band."),
    ),
}
_FROM_BELOW = text(
    "档次只从下限起分（at_least，最好的档写在最前）。数值越小越好的，请改用 goalposts（best 小于 worst）或 nearest。",
    "Bands begin at a lower limit (at_least, the best first). Where less is better, use goalposts (best below worst) "
    "or nearest.",
)


class Band(BaseModel):
    """From `at_least` on, `rate` of the marks."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    elsewhere: ClassVar[Mapping[str, Text]] = dict.fromkeys(("at_most", "below", "above"), _FROM_BELOW)
    at_least: Annotated[Number, label("下限", "lower limit")]
    rate: Annotated[Rate, Label(RATE)]


class Bands(IndicatorRule):
    """The rate of the first band reached, else 0. Bands stand best first."""

    kind: Literal["bands"] = "bands"
    bands: Annotated[tuple[Band, ...], Field(min_length=1), label("档", "band")]
    takes: ClassVar = ("count", "number", "ratio")
    monotone: ClassVar = {}  # an administrator may give a lower band a higher rate
    summary: ClassVar[Text] = text("按达到的档次得分", "the rate of the first band reached")
    lint_checks: ClassVar = _LINT

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        return descending(rule.get("bands"), ("rule", "bands"))

    def _reached(self, x: Columns) -> list[Any]:
        """For each band which units reach it."""
        # A quotient such as 0.7 = 7/10 may sit one bit below its threshold.
        slack = TOLERANCE * np.maximum(1.0, np.abs(x.value))
        return [x.value + slack >= band.at_least for band in self.bands]

    def rate(self, x: Columns) -> Floats:
        rate = np.select(self._reached(x), [band.rate for band in self.bands], 0.0)
        return np.where(np.isnan(x.value), np.nan, rate)  # nothing was due

    def thresholds(self) -> tuple[float, ...]:
        return tuple(band.at_least for band in self.bands)

    def describe(self, about: Subject, lang: Lang) -> str:
        bands = _COMMA.get(lang).join(
            _BAND.format(lang, floor=about.limit(band.at_least, lang), part=part_of_marks(band.rate, lang))
            for band in self.bands
        )
        is_anything_below = self.bands[-1].at_least > 0 or about.kind.can_be_negative
        return capitalised(_NONE_BELOW.format(lang, bands=bands) if is_anything_below else bands)

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        if reason := x.not_applicable_text(i, lang):
            return reason
        return _EXPLANATION.format(lang, figure=x.figure_text(i, lang), rate=percent(self.rate(x)[i]))

    def lint(self, item: Item, outlook: Outlook) -> Iterator[LintResult]:
        for place in self._never_met(item):
            floor = plain(self.bands[place].at_least)
            what = text("第{number}档（{floor}及以上）", "Band {number} (from {floor})")
            yield LintResult("band_never_met", what.filled(number=place + 1, floor=floor))
        for place in range(1, len(self.bands)):
            high, low = self.bands[place - 1].rate, self.bands[place].rate
            if low >= high:
                what = text(
                    "第{number}档得{low}，第{above}档得{high}", "Band {number} earns {low}, band {above} {high}"
                )
                figures = {"number": place + 1, "low": percent(low), "above": place, "high": percent(high)}
                yield LintResult("band_not_lower", what.filled(**figures))

    def _never_met(self, item: Item) -> list[int]:
        """The positions of bands that no report can fall into."""
        reached = np.array(self._reached(self.trial(item)))
        first = {int(column.argmax()) for column in reached.T if column.any()}
        return [place for place in range(len(self.bands)) if place not in first]
