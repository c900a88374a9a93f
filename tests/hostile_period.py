"""Two years whose every name, title, reason and file is a text that a screen could take for more."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pandas as pd
import yaml

from scoring.facts import UNIT_COLUMNS, Fact
from scoring.problems import Problem
from scoring.store import FileOutcome, Store
from scoring.system import load_system_text
from scoring.workbook.submission import Submission
from tests.hostile_texts import DIRECTIVES, HIDING, PLAIN, TURNING

SIGN = "※"  # ends every one of the texts, before its number
EVERY = (*DIRECTIVES, *TURNING, *HIDING, *PLAIN)
TEXTS = {number: f"{words} {SIGN}{number}" for number, words in enumerate(EVERY)}
UNITS = 12


def _texts() -> Iterator[str]:
    """Each of them in turn, over and over: what hides or turns between the directives."""
    return itertools.cycle(TEXTS.values())


def system_text(year: int) -> str:
    """An indicator system; the same texts stand in the same places every year."""
    given = _texts()

    def item(id_: str, facts: str, rule: dict[str, Any], **more: Any) -> dict[str, Any]:
        words = {name: next(given) for name in ("title", "evidence", "note", "unit")}
        return {"id": id_, "facts": facts, "rule": rule, **words, **more}

    target, share = {"kind": "target", "target": 10}, {"kind": "share"}
    sections = [
        {
            "id": f"S{s}",
            "title": next(given),
            "note": next(given),
            "measures": [
                {
                    "id": f"M{s}{m}",
                    "title": next(given),
                    "indicators": [
                        item(f"M{s}{m}-1", "count", target, marks=5, may_not_apply=True),
                        item(f"M{s}{m}-2", "ratio", share, marks=5),
                    ],
                }
                for m in (1, 2)
            ],
        }
        for s in (1, 2, 3)
    ]
    rated = item("M12-3", "rating", {"kind": "rating"}, marks=10, reported_by="inspector", raters=3)
    sections[0]["measures"][1]["indicators"].append(rated)
    level = next(given)
    chosen = item("M22-3", "choice", {"kind": "levels", "levels": {level: 1, "无": 0}}, marks=5, options=[level, "无"])
    sections[1]["measures"][1]["indicators"].append(chosen)
    veto = {"kind": "veto", "grade_at_most": "d"}
    document = {
        "format": 1,
        "id": "hostile",
        "title": next(given),
        "note": next(given),
        "period": {"year": year},
        "scale": 75,
        "groups": {name: {"title": next(given)} for name in ("a", "b")},
        "grades": [{"id": name, "title": next(given), "at_least": least} for name, least in (("A", 50), ("d", 0))],
        "sections": sections,
        "adjustments": [
            item("B1", "count", {"kind": "per_event", "points": 1, "cap": 3}),
            item("V1", "yes_no", veto),
        ],
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=10_000)


def fill(store: Store) -> None:
    """Two years: who has reported, whom a file waits of, who was refused, what was verified and why."""
    for year in (2024, 2025):
        system = load_system_text(system_text(year))
        store.add_system(system, next(_texts()))
        texts = itertools.islice(_texts(), 7, None)
        names = [next(texts) for _ in range(UNITS)]
        codes = [f"U{number:02}" for number in range(1, UNITS + 1)]
        rows = list(zip(codes, names, itertools.cycle("ab")))
        store.add_units(str(year), pd.DataFrame(rows, columns=UNIT_COLUMNS), next(texts))
        files = [_file(year, row, number, texts) for number, row in enumerate(rows[:-3])]
        outcomes = [
            FileOutcome(file.file, "counted" if file.accepted else "rejected", store.save(str(year), file, "甲").id)
            for file in files
        ]
        later = _file(year, rows[0], 9, texts, b"later")
        outcomes.append(FileOutcome(later.file, "waiting", store.save(str(year), later, next(texts), ask=True).id))
        store.record_batch(str(year), outcomes, next(texts))
        verified = [
            ("U01", "M11-1", "value", 3.0, "verified", next(texts)),
            ("U02", "M11-1", "value", 0.0, "verified", next(texts)),
            ("U03", "V1", "value", 1.0, "verified", next(texts)),
            ("U04", "M12-3", "rater_1", 60.0, "verified", next(texts)),
            ("U05", "B1", "value", 2.0, "verified", next(texts)),
        ]
        store.verify(
            str(year), pd.DataFrame([Fact(*row)[:6] for row in verified], columns=Fact._fields[:6]), next(texts)
        )
        store.withdraw(outcomes[1].submission or 0, next(texts), next(texts))


def _file(year: int, row: tuple[str, str, str], number: int, texts: Iterator[str], content: bytes = b"") -> Submission:
    unit, name = row[0], f"{next(texts)}.xlsx"

    def fact(indicator: str, field: str, value: float, text: str = "") -> Fact:
        return Fact(unit, indicator, field, value, "self", text, name, next(texts), "G2")

    nan, facts = float("nan"), []
    for s, m in itertools.product((1, 2, 3), (1, 2)):
        id_ = f"M{s}{m}"
        facts.append(fact(f"{id_}-1", "value", float((number * s + m + year) % 11)))
        facts.append(fact(f"{id_}-2", "done", float((number + s * m) % 9)))
        facts.append(fact(f"{id_}-2", "due", 8.0))
        facts.append(fact(f"{id_}-1", "evidence", nan, next(texts)))
    problems: tuple[Problem, ...] = ()
    if number == 7:
        params = {"filled": next(texts), "blank": next(texts)}
        problems = (Problem("half_pair", params, file=name, sheet=next(texts), cell="G7", unit=unit),)
    body = content or f"{year}{unit}".encode()
    return Submission(name, "workbook", body, (row,), tuple(facts), problems, (unit,))
