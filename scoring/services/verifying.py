"""What inspectors find: its mistakes, what it would change, and keeping it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from scoring.access import Actor
from scoring.analysis.verification import Entry, effect, merged, read_entries
from scoring.engine import ScoreSheet
from scoring.problems import Problem
from scoring.store import Store
from scoring.words import Lang


@dataclass(frozen=True)
class Preview:
    """What entries would do.

    Attributes:
        problems: every mistake; with any of them nothing can be kept.
        effect: the units whose score, rank or grade would change, as `analysis.verification.effect` gives them; None
            with mistakes.
    """

    problems: tuple[Problem, ...]
    effect: pd.DataFrame | None


def preview(sheet: ScoreSheet, facts: pd.DataFrame, entries: Iterable[Entry], lang: Lang) -> Preview:
    """Read entries without keeping them.

    Args:
        sheet, facts: the period's scores, and the facts (FACT_COLUMNS) that they come from.
    """
    rows, problems = read_entries(sheet.system, entries, facts, lang)
    return Preview(tuple(problems), None if problems else effect(sheet, merged(facts, rows), lang))


def verify(store: Store, period: int, entries: Iterable[Entry], actor: Actor, lang: Lang) -> list[Problem]:
    """Keep entries, all or none; returns every mistake, with any of which none is kept. Raises UnknownPeriod."""
    actor.must("verify")
    rows, problems = read_entries(store.system(period), entries, store.facts(period), lang)
    if not problems:
        store.verify(period, rows, actor.name)
    return problems
