"""What pages ask of the store, kept for each of its versions."""

from __future__ import annotations

import pandas as pd
import pytest

from scoring.access import Account, Actor
from scoring.engine import ScoreSheet, score
from scoring.services import accounts, scores, sign_in, tokens
from scoring.system import IndicatorSystem, load_system_text
from scoring.workbook import read_roster
from scoring.workbook.submission import Submission
from tests.app import App
from tests.passwords import GOOD
from tests.small_period import ROSTER, SYSTEM
from ui.frame import stores


def test_scores_are_those_of_the_units_that_reported(filled: App) -> None:
    filled.open()
    sheet = stores.sheet("2025")
    assert sheet is not None
    assert sheet.totals.set_index("unit")["score"].to_dict() == {"U01": 90.0, "U02": 50.0}
    assert list(stores.missing("2025")["unit"]) == ["U03"]
    assert stores.previous_sheet("2025") is None


def test_no_period_is_scored_that_is_not_shown(filled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = stores.store()
    for year in (2022, 2023, 2024):
        system = load_system_text(SYSTEM.replace("year: 2025", f"year: {year}"))
        kept.add_system(system, "test")
        kept.add_units(str(year), read_roster("units.csv", ROSTER.encode(), system)[0], "test")
        named = (("U01", "办公室", "a"),)
        rows = (("U01", "M01-1", "value", 5.0, "self", "", "x.csv", "", ""),)
        kept.save(str(year), Submission("x.csv", "table", b"%d" % year, named, rows, (), ("U01",)), "test")
    scored: list[int] = []

    def counting(system: IndicatorSystem, units: pd.DataFrame, facts: pd.DataFrame, *more: object) -> ScoreSheet:
        scored.append(int(system.period.id))
        return score(system, units, facts)

    monkeypatch.setattr(scores, "score", counting)
    filled.open("intake")
    assert scored == []
    filled.open("overview")
    assert scored == [2025, 2024]
    filled.open("ranking")
    filled.open("gaps")
    assert scored == [2025, 2024]
    filled.open("trend")
    assert sorted(scored) == [2022, 2023, 2024, 2025]


@pytest.mark.usefixtures("cheap_passwords")
def test_who_comes_and_goes_leaves_what_is_kept(filled: App) -> None:
    filled.open()
    kept, here = stores.sheet("2025"), Actor.local("")
    store, version = stores.store(), stores.store_state()
    assert accounts.add(store, Account("boss", "张主任", "admin"), GOOD, here) == []
    done = sign_in.sign_in(store, "boss", GOOD, "10.0.0.1")
    assert isinstance(done, sign_in.SignedIn)
    sign_in.sign_in(store, "boss", "guess", "10.0.0.1")
    sign_in.sign_out(store, sign_in.digest_of(done.session))
    made = tokens.make(store, tokens.Wanted("a", "leader"), here)
    assert isinstance(made, tokens.Made)
    tokens.revoke(store, made.id, here)
    assert stores.store_state() == version
    assert stores.sheet("2025") is kept
