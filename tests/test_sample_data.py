"""The sample data are what they promise: reproducible, lifelike, and wrong exactly where they say so."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import yaml

from sample_data.figures import UNITS
from sample_data.make import main
from scoring.engine import ScoreSheet, score
from scoring.system import load_system
from scoring.workbook import Batch, collect, combine, read_upload

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sample_data"
WRONG = SAMPLES / "with_mistakes"
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3")


def read(folder: Path, system_file: Path) -> Batch:
    system = load_system(system_file)
    files = [s for name, content in collect([folder]) for s in read_upload(name, content, system)]
    return combine(files, system)


@pytest.fixture(scope="module")
def batches() -> dict[int, Batch]:
    return {
        2024: read(SAMPLES / "2024", SAMPLES / "2024" / "indicators.yaml"),
        2025: read(SAMPLES / "2025", ROOT / "indicators.yaml"),
    }


@pytest.fixture(scope="module")
def sheets(batches: dict[int, Batch]) -> dict[int, ScoreSheet]:
    return {year: score(b.system, b.units, b.facts) for year, b in batches.items()}


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_file_counts(batches: dict[int, Batch], year: int) -> None:
    batch = batches[year]
    assert [(s.file, [p.code for p in s.problems]) for s in batch.rejected] == []
    assert sorted(batch.units["unit"]) == [unit[0] for unit in UNITS]
    assert sorted(batch.units["group"].value_counts()) == [4, 6, 8]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_file_of_a_quarter_counts(quarter: str) -> None:
    batch = read(SAMPLES / quarter, SAMPLES / quarter / "indicators.yaml")
    assert [(s.file, [p.code for p in s.problems]) for s in batch.rejected] == []
    assert batch.system.period.id == quarter
    assert batch.system.warnings == ()
    totals = score(batch.system, batch.units, batch.facts).totals
    assert len(totals) == 6
    assert set(totals["grade"]) >= {"excellent", "pass"}


def test_scores_spread_as_in_life(sheets: dict[int, ScoreSheet]) -> None:
    totals = sheets[2025].totals
    assert set(totals["grade"]) == {"excellent", "good", "pass", "fail"}
    assert totals["score"].min() < 60 < 90 < totals["score"].max()
    assert 75 <= totals["score"].mean() <= 88
    ties = totals[totals.duplicated(["group", "score"], keep=False)]
    assert len(ties) >= 2, "a tie"
    denied = totals[(totals["score"] >= 90) & (totals["grade"] == "good")]
    assert len(denied) >= 1, "a quota that bites"
    assert totals["vetoes"].map(len).sum() == 1, "one veto"
    states = sheets[2025].lines["state"].value_counts()
    assert states["not_applicable"] > 0
    assert (totals["self_score"] > totals["score"]).any(), "figures corrected by inspectors"


def test_claims_of_not_applicable_are_seen(sheets: dict[int, ScoreSheet]) -> None:
    assert sheets[2025].why("U12", "M15-4") == "申报不适用：全年未发生应急事件"


def test_ranks_change_between_the_years(sheets: dict[int, ScoreSheet]) -> None:
    ranks = [sheets[year].totals.set_index("unit")["rank"] for year in (2024, 2025)]
    assert (ranks[0] != ranks[1]).sum() >= 9


def parts_of(path: Path) -> dict[str, bytes]:
    """What a file holds: a workbook part by part, since how tightly it is packed differs between machines."""
    if path.name == "传输不完整.xlsx":
        return {}  # half of a packed file
    if not zipfile.is_zipfile(path):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_making_them_again_gives_the_same(tmp_path: Path) -> None:
    main(tmp_path)
    made = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    kept = sorted(
        p.relative_to(SAMPLES)
        for folder in ("2024", "2025", *QUARTERS, "with_mistakes")
        for p in (SAMPLES / folder).rglob("*")
        if p.is_file()
    )
    assert made == kept
    assert [str(p) for p in made if parts_of(tmp_path / p) != parts_of(SAMPLES / p)] == [], "run: make sample"


def expected() -> list[dict[str, str]]:
    return yaml.safe_load((WRONG / "expected.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", expected(), ids=lambda row: row["file"])
def test_each_mistake_is_told_where_it_is(row: dict[str, str]) -> None:
    system = load_system(ROOT / "indicators.yaml")
    names = [row["file"], row["beside"]] if "beside" in row else [row["file"]]
    read_files = [s for name in names for s in read_upload(name, (WRONG / name).read_bytes(), system)]
    found = [s for s in combine(read_files, system).rejected if s.file == row["file"]]
    errors = [(p.code, p.sheet, p.cell, p.indicator) for s in found for p in s.problems if p.severity == "error"]
    assert errors == [(row["code"], row["sheet"], row["cell"], row["indicator"])]
    told = next(p for s in found for p in s.problems if p.severity == "error")
    assert told.message("zh") == row["message"]
    assert told.hint("zh")
    assert told.hint("en")


def test_together_they_have_no_other_mistakes() -> None:
    batch = read(WRONG, ROOT / "indicators.yaml")
    assert len([p for s in batch.rejected for p in s.problems if p.severity == "error"]) == len(expected())
    assert batch.accepted == ()


def test_every_file_is_listed() -> None:
    listed = {row["file"] for row in expected()}
    assert {p.name for p in WRONG.iterdir()} == listed | {"expected.yaml"}
    assert len(listed) >= 25
