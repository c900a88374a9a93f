"""The sample years: there, and read through the same intake as any upload."""

from __future__ import annotations

import pytest

from scoring.access import Actor
from scoring.problems import has_errors
from scoring.services import samples
from scoring.store import Store


def test_a_sample_period_is_loaded_under_the_name_given(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = samples.sample_periods()[0]
    monkeypatch.setattr(samples, "sample_periods", lambda: [first])
    shares: list[float] = []
    problems = samples.load_samples(empty, Actor.local("示例"), lambda share, at: shares.append(share))
    period = first.name
    assert not has_errors(problems)
    assert empty.periods() == [period]
    assert len(empty.submitted(period)) == len(empty.roster(period)) - len(empty.missing(period)) > 0
    assert set(empty.audit()["by"]) == {"示例"}
    assert 0 <= min(shares) <= max(shares) < 1
    assert shares == sorted(shares)
