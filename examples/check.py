"""Scores every example and compares it with what was worked by hand: `make examples`.

`python -m examples.check [NAME ...]` does it for some. Exit code 1 where a figure differs or an example cannot be
scored. Tested in tests/test_examples.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from scoring.cli.console import language
from scoring.cli.output import aligned, problem_line
from scoring.engine import score
from scoring.problems import Problem, SystemError_, has_errors
from scoring.reports.score_json import score_answer
from scoring.system import load_system
from scoring.words import text
from scoring.workbook import combine, read_upload

ROOT = Path(__file__).resolve().parent
SYSTEM, FACTS, EXPECTED = "system.yaml", "facts.csv", "expected.yaml"
ONE_VALUE = {"sections": "earned", "indicators": "earned", "adjustments": "points"}  # what a bare number is
_HEADINGS = (text("示例", "example"), text("单位", "units"), text("核对", "figures"), text("结果", "result"))
_SAME, _DIFFERENT = text("一致", "as worked"), text("不一致", "differs")
_FOUND = text(
    "  {unit} {figure}：应为 {expected}，得到 {found}", "  {unit} {figure}: {expected} expected, {found} found"
)


class Difference(NamedTuple):
    """A figure that is not what was worked by hand; `figure` is its name in expected.yaml."""

    unit: str
    figure: str
    expected: Any
    found: Any


@dataclass(frozen=True)
class Outcome:
    """How an example came out; `problems` are the errors that kept it from being scored."""

    name: str
    units: int
    figures: int
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.differences and not self.problems


def folders() -> list[Path]:
    """The examples, in the order of their names."""
    return sorted(path.parent for path in ROOT.glob(f"*/{SYSTEM}"))


def expected(folder: Path) -> dict[str, dict[str, Any]]:
    """What was worked by hand, by unit: `worked` in words, `expect` the figures."""
    return yaml.safe_load((folder / EXPECTED).read_text(encoding="utf-8"))


def outcome(folder: Path) -> Outcome:
    """Score an example and compare it."""
    wanted = {unit: row["expect"] for unit, row in expected(folder).items()}
    figures = sum(len(list(_figures(of_unit))) for of_unit in wanted.values())
    try:
        system = load_system(folder / SYSTEM)
    except SystemError_ as bad:
        return Outcome(folder.name, len(wanted), figures, (), tuple(bad.problems))
    batch = combine(read_upload(FACTS, (folder / FACTS).read_bytes(), system), system)
    problems = tuple(p for one in batch.rejected for p in one.problems)
    if has_errors(problems):
        return Outcome(folder.name, len(wanted), figures, (), problems)
    answer = score_answer(score(system, batch.units, batch.facts), ())
    found = {unit["code"]: unit for unit in answer["units"]}
    return Outcome(folder.name, len(wanted), figures, tuple(_differences(wanted, found)))


def _differences(wanted: dict[str, dict[str, Any]], found: dict[str, dict[str, Any]]) -> Iterator[Difference]:
    for unit in sorted(wanted.keys() | found.keys()):
        figures = dict(_figures(found.get(unit, {})))
        if unit not in wanted or unit not in found:
            yield Difference(unit, "", unit in wanted, unit in found)
            continue
        for name, value in _figures(wanted[unit]):
            if figures.get(name, "-") != value:
                yield Difference(unit, name, value, figures.get(name, "-"))


def _figures(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every figure of a unit with its name; floats are compared as they are published."""
    for key, value in row.items():
        if key not in ONE_VALUE:
            yield key, _plain(value)
            continue
        for item, one in value.items():
            yield f"{key}.{item}", _plain(one[ONE_VALUE[key]] if isinstance(one, dict) else one)


def _plain(value: Any) -> Any:
    return round(float(value), 6) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def report(outcomes: list[Outcome]) -> str:
    """The outcomes as a table, what differs below."""
    lang = language()
    words = [
        [one.name, str(one.units), str(one.figures), (_SAME if one.holds else _DIFFERENT).get(lang)] for one in outcomes
    ]
    lines = list(aligned([[heading.get(lang) for heading in _HEADINGS], *words], [False, True, True, False]))
    for one in outcomes:
        lines += [one.name] if not one.holds else []
        lines += ["  " + _FOUND.format(lang, **difference._asdict()) for difference in one.differences]
        lines += [f"  {problem_line(problem)}" for problem in one.problems]
    return "\n".join(lines) + "\n"


def main(names: list[str]) -> int:
    """Check the examples named, or all."""
    known = {folder.name: folder for folder in folders()}
    outcomes = [outcome(known[name]) for name in names or known]
    sys.stdout.write(report(outcomes))
    return 0 if all(one.holds for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
