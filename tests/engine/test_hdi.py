"""A published answer: the Human Development Index of 193 countries, their ranks and groups.

Source of tests/cases/hdi_2022.csv: UNDP, Human Development Report 2023/24, statistical annex,
table 1 (CC BY 3.0 IGO). Equal indices share the better rank (1, 2, 2, 4).
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from scoring.engine import score
from scoring.system import load_system
from tests.frames import Report, fact_frame, results, unit_frame
from tests.reference import totals
from tests.reference.totals import Result

CASES = Path(__file__).parents[1] / "cases"
SYSTEM = CASES / "hdi_2022.yaml"
FIGURES = ["life_expectancy", "expected_schooling", "mean_schooling", "gni_per_capita_ppp"]
COUNTRIES = list(csv.DictReader((CASES / "hdi_2022.csv").open(encoding="utf-8", newline="")))
UNITS = [(row["country"], "countries") for row in COUNTRIES]

Answer = dict[str, Result]


def facts() -> Report:
    cells = [(row["country"], name, row[name]) for row in COUNTRIES for name in FIGURES]
    return Report({(unit, name, "value"): Decimal(figure) for unit, name, figure in cells})


def by_engine(rank_on: str) -> Answer:
    system = load_system(SYSTEM)
    rounding = system.rounding.model_copy(update={"rank_on": rank_on})
    system = system.model_copy(update={"rounding": rounding})
    return results(score(system, unit_frame(UNITS), fact_frame(plain_system(), facts())))


def by_reference(rank_on: str) -> Answer:
    system = plain_system()
    system["rounding"]["rank_on"] = rank_on
    return totals.score(system, UNITS, facts().facts)


def plain_system() -> dict[str, dict[str, str]]:
    return yaml.safe_load(SYSTEM.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=[by_engine, by_reference], ids=["engine", "reference"])
def scorer(request: pytest.FixtureRequest) -> Callable[[str], Answer]:
    return request.param


@pytest.fixture(scope="module")
def answer(scorer: Callable[[str], Answer]) -> Answer:
    return scorer("published")


def test_all_countries_are_there(answer: Answer) -> None:
    assert len(answer) == len(COUNTRIES) == 193


def test_index_is_the_published_one(answer: Answer) -> None:
    published = {row["country"]: Fraction(row["hdi_published"]) for row in COUNTRIES}
    assert {country: row["score"] for country, row in answer.items()} == published


def test_rank_is_the_published_one(answer: Answer) -> None:
    published = {row["country"]: int(row["hdi_rank_published"]) for row in COUNTRIES}
    assert {country: row["rank"] for country, row in answer.items()} == published


def test_group_is_the_published_one(answer: Answer) -> None:
    published = {row["country"]: row["group"] for row in COUNTRIES}
    found = {unit: f"{row['grade']} human development" for unit, row in answer.items()}
    assert found == published


def test_ranks_on_unrounded_values_would_not_be_the_published_ones(
    scorer: Callable[[str], Answer], answer: Answer
) -> None:
    exact = scorer("exact")
    moved = [country for country in answer if exact[country]["rank"] != answer[country]["rank"]]
    assert len(moved) == 27
