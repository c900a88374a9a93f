"""`ratio`: how much of what was due was done.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from scoring.facts.base import (
    PER_CENT,
    Floats,
    Inconsistency,
    Reported,
    distance_text,
    is_percent,
    points_text,
    with_unit,
)
from scoring.facts.pair import Pair
from scoring.numbers import plain
from scoring.words import COLUMNS, Lang, Text, text

_FIGURE = text("应完成{due}，完成{done}（{share}）", "{done} of {due} done ({share})")
_NOTHING_DUE = text("应完成数为0，不适用", "nothing was due: not applicable")
_BOTH = text("{done} / {due}", "{done} / {due}")


class Ratio(Pair):
    """done / due; nothing due is not applicable, more done than due a mistake unless `over` allows it."""

    name, order = "ratio", 4
    title = text("完成数与应完成数", "done and due")
    first, second = "done", "due"
    accepts = text(
        "两个不小于 0 的数；完成数大于应完成数是错误（写明 over 的除外）",
        "two numbers, 0 or more; more done than due is an error unless `over: true`",
    )
    keys = {"over": False}
    how = text(
        "“填报值”填完成数，“应完成数”填应完成数，两格都要填",
        "under 'Value' what was done, under 'Due' what was due; fill in both cells",
    )
    example = text("填报值 48，应完成数 50", "Value 48, Due 50")
    fields_stand_together = True
    is_quotient = True
    _LABELS = {"done": text("完成数", "Done"), "due": COLUMNS["due"]}

    def labels(self) -> Mapping[str, Text]:
        return self._LABELS

    def text(self, values: Mapping[str, float], item: Reported, lang: Lang) -> str:
        if len(values) < 2:
            return super().text(values, item, lang)
        due = plain(values["due"])
        done, due = plain(values["done"]), due if is_percent(item.unit) else with_unit(due, item.unit, lang)
        return _BOTH.format(lang, done=done, due=due)

    def figure(self, fields: Mapping[str, Floats]) -> Floats:
        """done / due; NaN where nothing was due."""
        due = fields["due"]
        return np.divide(fields["done"], due, out=np.full_like(due, np.nan), where=due > 0)

    def figure_text(self, values: Mapping[str, float], figure: float, measured_in: Text, lang: Lang) -> str:
        done, due = plain(values["done"]), plain(values["due"])
        share = round(figure * 100 / self.per(measured_in), 2)
        return _FIGURE.format(lang, done=done, due=due, share=f"{plain(share)}%")

    def limit_text(self, limit: float, measured_in: Text, lang: Lang) -> str:
        return f"{plain(limit * 100 / self.per(measured_in))}%"

    def step_text(self, size: float, measured_in: Text, lang: Lang) -> str:
        return points_text(size * 100 / self.per(measured_in), lang)

    def distance_text(self, size: float, measured_in: Text, lang: Lang) -> str:
        return distance_text(round(size * 100 / self.per(measured_in), 2), PER_CENT, lang)

    def not_applicable_text(self, values: Mapping[str, float], lang: Lang) -> str:
        return _NOTHING_DUE.get(lang) if values["due"] == 0 else ""

    def inconsistencies(
        self, item: Reported, values: Mapping[str, float | None], year: int, is_partial: bool
    ) -> Iterator[Inconsistency]:
        yield from super().inconsistencies(item, values, year, is_partial)
        done, due = values.get("done"), values.get("due")
        if done is not None and due is not None and done > due and not item.over:
            yield Inconsistency("done_exceeds_due", {"done": plain(done), "due": plain(due)}, "done", other="due")

    def prompt(self, item: Reported, year: int) -> Text:
        if item.over:
            return text("完成数 / 应完成数（完成数可以更大）", "done / due (more may be done than was due)")
        return text("完成数 / 应完成数", "done / due")

    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        whole = self.per(item.unit)
        shares = np.array([x for x in near if x >= 0 and (x <= whole or item.over)]) / whole
        return {"done": shares, "due": np.ones(len(shares))}
