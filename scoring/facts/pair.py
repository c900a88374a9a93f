"""What kinds of facts of two amounts have in common.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from scoring.facts.base import FactKind, Inconsistency, Reported, Validation, read_amount
from scoring.numbers import LARGEST
from scoring.words import text


class Pair(FactKind):
    """Two amounts of 0 or more, both of them or none; they stand under 填报值 and 应完成数."""

    first: ClassVar[str]
    second: ClassVar[str]
    accepts = text("两个不小于 0 的数", "two numbers, 0 or more")

    def fields(self, item: Reported) -> tuple[str, ...]:
        return (self.first, self.second)

    def read(self, raw: Any, item: Reported) -> float:
        return read_amount(raw)

    def inconsistencies(
        self, item: Reported, values: Mapping[str, float | None], year: int, is_partial: bool
    ) -> Iterator[Inconsistency]:
        missing = [name for name in self.fields(item) if name not in values]
        if len(missing) == 1 and not is_partial:
            (blank,) = missing
            filled = self.second if blank == self.first else self.first
            yield Inconsistency("half_pair", {"filled": self.label(filled), "blank": self.label(blank)}, blank)

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        return Validation(
            title=self.label(name),
            prompt=text(
                "填不小于 0 的数；两格都要填，没有的填 0。", "A number of 0 or more; fill in both cells, 0 for nothing."
            ),
            refusal_title=text("请填数字", "A number, please"),
            refusal=text("这里应填不小于 0 的数，不带单位。", "Fill in a number of 0 or more here, without a unit."),
            criteria={"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": LARGEST},
        )
