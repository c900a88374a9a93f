"""`faults`: how often each of several faults occurred.

Tested in tests/workbook/intake/test_faults.py and tests/engine/test_fact_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from scoring.facts.base import FAR, TEXT_FIELDS, FactKind, Floats, Reported, Validation, read_whole, with_unit
from scoring.facts.count import WHOLE_NUMBER
from scoring.numbers import plain, tidy
from scoring.words import Lang, Text, joined, joined_text, text

RESERVED = (*TEXT_FIELDS, "value")
_COUNTED = text("{fault}{count}", "{fault}: {count}")
_TIMES = text("{fault}{count}次", "{fault}: {count}")


class Faults(FactKind):
    """A count for each fault; once one of them is given, those left blank are 0."""

    name, order = "faults", 11
    title = text("各类差错次数", "faults by kind")
    accepts = text("每类一个不小于 0 的整数", "a whole number, 0 or more, for each fault")
    keys = {"faults": True}
    fields_from = "faults"
    has_row_per_field = True
    rest_is_zero = True
    how = text(
        "每类差错一行，填整数；填了任何一类，其余空着的按 0 计",
        "a row for each fault: a whole number; once one is filled in, those left blank are 0",
    )
    example = text("2", "2")

    def fields(self, item: Reported) -> tuple[str, ...]:
        return tuple(item.fault_titles)

    def label(self, name: str, item: Reported | None = None) -> Text:
        return Text(name) if item is None else item.fault_titles[name]

    def read(self, raw: Any, item: Reported) -> float:
        return read_whole(raw)

    def text(self, values: Mapping[str, float], item: Reported, lang: Lang) -> str:
        words = _COUNTED if item.unit.get(lang) else _TIMES
        counts = {f: with_unit(plain(values[f]), item.unit, lang) for f in self.fields(item) if f in values}
        return joined(
            (words.format(lang, fault=item.fault_titles[f], count=count) for f, count in counts.items()), lang
        )

    def key_mistakes(self, item: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, dict[str, Any]]]:
        """Ids that mean something else in a table, and titles by which two faults could not be told apart."""
        faults = item.get("faults")
        known = [(name, one) for name, one in (faults.items() if isinstance(faults, dict) else ()) if _is_text(name)]
        taken: dict[str, str] = {}
        for name, one in known:
            if name in RESERVED:
                yield ("faults", name), "fault_reserved", {"id": name, "reserved": joined_text(RESERVED)}
            for words in _words(name, one):
                if (other := taken.setdefault(words, name)) != name:
                    yield ("faults", name), "faults_alike", {"id": name, "other": other, "title": words}
                    break

    def prompt(self, item: Reported, year: int) -> Text:
        return text("各类差错次数（整数）", "how often each fault occurred (a whole number)")

    def validation(self, name: str, item: Reported, year: int) -> Validation:
        return WHOLE_NUMBER

    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        return dict.fromkeys(self.fields(item), np.array([0.0, FAR]))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _words(name: str, one: Any) -> list[str]:
    """Every way in which a table can name a fault."""
    title = one.get("title") if isinstance(one, dict) else None
    titles = title.values() if isinstance(title, dict) else [title]
    given = [name, *(words for words in titles if isinstance(words, str))]
    return [*dict.fromkeys(tidy(words).casefold() for words in given)]
