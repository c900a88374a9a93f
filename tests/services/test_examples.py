"""The examples: each goes into an empty store through the usual intake, and is scored there as it was worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples.check import expected
from scoring.access import Actor
from scoring.services import examples
from scoring.services.scores import sheet
from scoring.store import Store

NAMES = [one.name for one in examples.examples()]


def load(store: Store, name: str) -> list[str]:
    """The codes of what is said of it."""
    return [p.code for p in examples.load_example(store, name, Actor.local("示例"), lambda share, file: None)]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_loaded_into_an_empty_store_and_scored_there(empty: Store, name: str) -> None:
    assert load(empty, name) == []
    assert set(empty.audit()["by"]) == {"示例"}
    (period,) = empty.periods()
    assert empty.missing(period).empty
    assert empty.unknown_units(period) == {}
    found = sheet(empty, period)
    assert found is not None
    if any(item.reported_by == "record" for item in found.system.items.values()):
        return  # what the store counts itself stands before the table's figures
    scores = found.totals.set_index("unit")["score"].to_dict()
    wanted = {unit: row["expect"]["score"] for unit, row in expected(examples.EXAMPLES / name).items()}
    nothing = float("nan")
    assert scores == pytest.approx({u: nothing if s is None else s for u, s in wanted.items()}, nan_ok=True)


def test_every_example_is_offered() -> None:
    assert sorted(path.parent.name for path in examples.EXAMPLES.glob("*/README.md")) == NAMES


def test_an_example_goes_into_an_empty_store_alone(empty: Store) -> None:
    load(empty, "hdi")
    version = empty.version()
    assert load(empty, "env_risk") == ["store_not_empty"]
    assert empty.version() == version


def test_one_with_a_mistake_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / examples.SYSTEM).write_text("format: 7\n", encoding="utf-8")
    monkeypatch.setattr(examples, "EXAMPLES", tmp_path)
    assert examples.examples.__wrapped__() == ()
