"""Makes the sample data: `python -m sample_data.make [FOLDER]`. Everything in it is made up.

Two years of eighteen units' workbooks, filled in as people fill them; the inspectors' figures in one
table a year; three quarters of a small system; and a folder of files with one mistake each. Every run
gives the same bytes.
"""

from __future__ import annotations

import bisect
import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from sample_data import mistakes, quarters
from sample_data.figures import LEVELS, UNITS, Values, reported
from sample_data.quarters import make_quarter
from sample_data.workbooks import cells_of, claim, fill, open_template, rearrange, saved
from scoring.engine import score
from scoring.system import IndicatorSystem, load_system, load_system_text
from scoring.workbook import combine, read_upload

HERE = Path(__file__).resolve().parent
BUNDLED = HERE.parent / "indicators.yaml"
HEAD = ["单位编码", "单位名称", "单位分组", "编号", "字段", "值", "来源", "理由"]
TIED = {2025: ("U13", "U11")}  # these two end up with the same total
CLAIMS = {
    2024: {"U05": {"M15-4": "全年未发生应急事件"}, "U16": {"M24-1": "无与高校合作的业务"}},
    2025: {
        "U12": {"M15-4": "全年未发生应急事件"},
        "U16": {"M24-1": "无与高校合作的业务"},
        "U06": {"M23-2": "编制不足，未安排下派"},
    },
}
# What the inspectors recorded outside the indicators: unit -> adjustment -> count (or 是).
RECORDED: dict[int, dict[str, dict[str, object]]] = {
    2024: {"U03": {"B1": 2}, "U07": {"B1": 1, "B2": 1}, "U12": {"D1": 1}, "U18": {"D2": 2}},
    2025: {
        "U01": {"B1": 3},
        "U03": {"B1": 2, "B3": 1},
        "U07": {"B1": 2, "B2": 1},
        "U09": {"B1": 1},
        "U05": {"D1": 1, "D2": 1},
        "U12": {"D3": 1},
        "U16": {"V1": "是"},
    },
}
# What an adjustment rests on.
GROUNDS = {
    "B1": "刊发稿件复印件",
    "B2": "创新做法推广文件",
    "B3": "表彰决定",
    "D1": "通报文件",
    "D2": "检查记录",
    "D3": "核查记录",
    "V1": "调查认定结论",
}
# Where inspectors found another figure than the unit reported: unit -> indicator -> (field, by how much less, why).
CORRECTED: dict[int, dict[str, dict[str, tuple[str, int, str]]]] = {
    2024: {"U11": {"M01-3": ("value", 1, "一次没有签到表")}},
    2025: {
        "U12": {"M01-3": ("value", 1, "一次没有签到表"), "M21-2": ("done", 2, "两人未参加")},
        "U04": {"M02-1": ("value", 1, "一场为外单位主办")},
        "U14": {"M20-3": ("done", 1, "一项整改未完成")},
    },
}


def main(folder: Path = HERE) -> None:
    """Write everything below `folder`."""
    system = load_system(BUNDLED)
    for year in LEVELS:
        own = _system_of(year, system)
        make_year(folder / str(year), own)
        if year != system.year:
            (folder / str(year) / "indicators.yaml").write_text(own.source_text, encoding="utf-8")
    for quarter in quarters.LEVELS:
        make_quarter(folder / f"{system.year}-Q{quarter}", quarter, _roster(quarters.OFFICES))
    mistakes.make(folder / "with_mistakes", folder / str(system.year), system)


def _system_of(year: int, system: IndicatorSystem) -> IndicatorSystem:
    """The bundled system for another year."""
    if year == system.year:
        return system
    text = system.source_text.replace(f"period: {{year: {system.year}}}", f"period: {{year: {year}}}", 1)
    return load_system_text(text)


def make_year(folder: Path, system: IndicatorSystem) -> None:
    """Write one year: units.csv, a workbook a unit, inspectors.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    year = system.year
    written: list[tuple[str, bytes]] = []
    inspected: dict[str, dict[str, Values]] = {}
    for number, (unit, level) in enumerate(zip(UNITS, LEVELS[year], strict=True)):
        random = np.random.default_rng([year, number])
        figures = reported(system, unit[2], level, random)
        by_unit = {i: v for i, v in figures.items() if system.indicators[i].reported_by == "unit"}
        if "M15-4" in CLAIMS[year].get(unit[0], {}):  # no emergency all year: none to review either
            by_unit["M15-3"] = {"done": 0, "due": 0}
        inspected[unit[0]] = {i: v for i, v in figures.items() if i not in by_unit}
        written.append((f"{unit[0]} {unit[1]}.xlsx", _workbook(system, unit, by_unit, random)))
        _correct(inspected[unit[0]], by_unit, CORRECTED[year].get(unit[0], {}))
    if year in TIED:
        _tie(system, written, inspected, *TIED[year])
    for name, content in [
        *written,
        ("inspectors.csv", _inspectors_table(year, inspected)),
        ("units.csv", _roster(UNITS)),
    ]:
        (folder / name).write_bytes(content)


def _workbook(
    system: IndicatorSystem, unit: tuple[str, str, str], figures: dict[str, Values], random: np.random.Generator
) -> bytes:
    book = open_template(system, unit)
    fill(book, figures, random)
    for indicator, reason in CLAIMS[system.year].get(unit[0], {}).items():
        claim(book, indicator, reason)
    if unit[0] == "U08":  # one left a month blank, one added a sheet and renamed another
        book["月度季度"].title = "月度和季度情况"
        cells_of(book)["M02-3", "8月"].value = None
    if unit[0] == "U09":
        cells_of(book)["M01-3", "备注"].value = "含与兄弟单位合办的一次"
    if unit[0] == "U10":
        rearrange(book)
    if unit[0] == "U13":
        book.create_sheet("草稿")["A1"] = "合计数已与台账核对"
    return saved(book)


def _correct(
    inspected: dict[str, Values], figures: dict[str, Values], corrections: dict[str, tuple[str, int, str]]
) -> None:
    for indicator, (field, less, _) in corrections.items():
        inspected[indicator] = {field: max(0, figures[indicator][field] - less)}


def _tie(
    system: IndicatorSystem,
    written: list[tuple[str, bytes]],
    inspected: dict[str, dict[str, Values]],
    one: str,
    other: str,
) -> None:
    """Let the panels judge `one` so that its total is that of `other`.

    Raises:
        RuntimeError: no whole scores do; choose another pair.
    """
    goal = _totals(system, written, inspected)[other]

    def total(points: int) -> float:
        inspected[one] |= _judged(system, inspected[one], points)
        return _totals(system, written, inspected)[one]

    # More points never lower the total, so the least that reach the goal are soon found.
    points = bisect.bisect_left(range(3 * 97), goal, key=total)
    if total(points) != goal:
        raise RuntimeError(f"{one} cannot be tied with {other} ({goal})")


def _judged(system: IndicatorSystem, inspected: dict[str, Values], points: int) -> dict[str, Values]:
    """What panels give a unit when the scores that count add up to `points` (the panels differ a little)."""
    found: dict[str, Values] = {}
    rated = [i for i in inspected if system.indicators[i].facts == "rating"]
    for indicator, apart in zip(rated, ((-3, -1, 0, 1, 3), (2, 0, 1, -2, -1)), strict=True):
        level, extra = divmod(points, 3)
        scores = [level + step for step in apart]
        scores[apart.index(0)] += extra
        found[indicator] = dict(zip(system.indicators[indicator].fields, scores, strict=True))
    return found


def _totals(
    system: IndicatorSystem, written: list[tuple[str, bytes]], inspected: dict[str, dict[str, Values]]
) -> dict[str, float]:
    read = _read(system, written)
    table = read_upload("inspectors.csv", _inspectors_table(system.year, inspected), system)
    batch = combine([*read, *table], system)
    totals = score(system, batch.units, batch.facts).totals
    return dict(zip(totals["unit"], totals["score"], strict=True))


_read_once: dict[tuple[int, str], list] = {}


def _read(system: IndicatorSystem, written: Iterable[tuple[str, bytes]]) -> list:
    """The workbooks as read, each once."""
    found = []
    for name, content in written:
        key = (system.year, name)
        if key not in _read_once:
            _read_once[key] = read_upload(name, content, system)
        found += _read_once[key]
    return found


def _inspectors_table(year: int, inspected: dict[str, dict[str, Values]]) -> bytes:
    rows = [HEAD]
    for unit in UNITS:
        for indicator, values in inspected[unit[0]].items():
            reason = CORRECTED[year].get(unit[0], {}).get(indicator, ("", 0, ""))[2]
            rows += [[*unit, indicator, field, str(value), "核查", reason] for field, value in values.items()]
        for adjustment, count in RECORDED[year].get(unit[0], {}).items():
            rows.append([*unit, adjustment, "value", str(count), "核查", GROUNDS[adjustment]])
    return _csv(rows)


def _roster(units: list[tuple[str, str, str]]) -> bytes:
    return _csv([HEAD[:3], *map(list, units)])


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
