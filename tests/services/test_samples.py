"""The sample years and the examples: there, and read through the same intake as any upload."""

from __future__ import annotations

import pytest

from examples.check import expected
from scoring.access import Actor
from scoring.problems import has_errors
from scoring.services import samples
from scoring.services.scores import sheet
from scoring.store import Store


def test_a_sample_year_is_loaded_under_the_name_given(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = samples.sample_years()[0]
    monkeypatch.setattr(samples, "sample_years", lambda: [first])
    shares: list[float] = []
    problems = samples.load_samples(empty, Actor.local("示例"), lambda share, at: shares.append(share))
    year = int(first.name)
    assert not has_errors(problems)
    assert empty.periods() == [year]
    assert len(empty.submitted(year)) == len(empty.roster(year)) - len(empty.missing(year)) > 0
    assert set(empty.audit()["by"]) == {"示例"}
    assert 0 <= min(shares) <= max(shares) < 1
    assert shares == sorted(shares)


EXAMPLES = [one.name for one in samples.examples()]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_loaded_into_an_empty_store_and_scored_there(empty: Store, name: str) -> None:
    problems = samples.load_example(empty, name, Actor.local("示例"), lambda share, at: None)
    assert [p.sentence("en") for p in problems if p.severity == "error"] == []
    (period,) = empty.periods()
    assert empty.missing(period).empty
    assert empty.unknown_units(period) == {}
    found = sheet(empty, period)
    assert found is not None
    wanted = {unit: row["expect"] for unit, row in expected(samples.EXAMPLES / name).items()}
    scores = found.totals.set_index("unit")["score"]
    assert {unit: scores[unit] for unit in wanted} == pytest.approx(
        {unit: float("nan") if row["score"] is None else row["score"] for unit, row in wanted.items()}, nan_ok=True
    )


def test_an_example_goes_into_an_empty_store_alone(empty: Store) -> None:
    first, second = EXAMPLES[:2]
    samples.load_example(empty, first, Actor.local("示例"), lambda share, at: None)
    version = empty.version()
    problems = samples.load_example(empty, second, Actor.local("示例"), lambda share, at: None)
    assert [p.code for p in problems] == ["store_not_empty"]
    assert empty.version() == version
