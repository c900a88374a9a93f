"""Three quarters of a small system, beside the sample years: six offices, eight indicators of everyday duties."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sample_data.figures import UNITS, reported
from sample_data.workbooks import fill, open_template, saved
from scoring.system import IndicatorSystem, load_system_text

OFFICES = UNITS[:6]
# How well each office did, 0..1, in the order of OFFICES.
LEVELS: dict[int, list[float]] = {
    1: [0.90, 0.84, 0.93, 0.72, 0.66, 0.78],
    2: [0.88, 0.90, 0.91, 0.80, 0.62, 0.83],
    3: [0.95, 0.86, 0.94, 0.70, 0.76, 0.88],
}
DUE = {1: "2025-04-10", 2: "2025-07-10", 3: "2025-10-10"}
SYSTEM = """\
# A small system for one quarter; the next one changes `quarter` and the deadline.
# 按季度考核的小体系：换季时改 quarter 和截止日期即可。
format: 1
id: quarterly-review
title: {zh: 季度重点工作考核, en: Quarterly review}
period: {year: 2025, quarter: QUARTER}
scale: 100
groups:
  general: {title: {zh: 综合部门, en: General departments}}
grades:
  - {id: excellent, title: {zh: 优秀, en: Excellent}, at_least: 90}
  - {id: good, title: {zh: 良好, en: Good}, at_least: 80}
  - {id: pass, title: {zh: 合格, en: Pass}, at_least: 60}
  - {id: fail, title: {zh: 不合格, en: Fail}, at_least: 0}
sections:
  - id: K1
    title: {zh: 任务办理, en: Tasks}
    measures:
      - id: N01
        title: {zh: 督办与公文, en: Tasks and papers}
        indicators:
          - id: N01-1
            title: {zh: 督办事项按期办结, en: Tasks done in time}
            marks: 20
            facts: ratio
            unit: {zh: 项, en: tasks}
            rule: {kind: share, zero_at: 0.5}
          - id: N01-2
            title: {zh: 公文按时办理, en: Papers handled in time}
            marks: 10
            facts: ratio
            unit: {zh: 件, en: papers}
            rule: {kind: share, zero_at: 0.6}
          - id: N01-3
            title: {zh: 每月工作例会, en: Monthly meeting}
            marks: 12
            facts: monthly
            unit: {zh: 次, en: meetings}
            rule: {kind: every_period}
            evidence: {zh: 会议纪要, en: Minutes}
          - id: N01-4
            title: {zh: 季度小结报送, en: Summary of the quarter}
            marks: 8
            facts: date
            rule: {kind: deadline, by: "BY", deduct_per_day: 1}
  - id: K2
    title: {zh: 服务保障, en: Services}
    measures:
      - id: N02
        title: {zh: 信息与时效, en: News and speed}
        indicators:
          - id: N02-1
            title: {zh: 信息报送, en: News items}
            marks: 15
            facts: count
            unit: {zh: 条, en: items}
            rule: {kind: target, target: 6}
          - id: N02-2
            title: {zh: 平均办文天数, en: Days to answer a paper}
            marks: 15
            facts: number
            unit: {zh: 天, en: days}
            min: 0
            max: 90
            rule: {kind: goalposts, worst: 10, best: 3}
  - id: K3
    title: {zh: 内部管理, en: Housekeeping}
    measures:
      - id: N03
        title: {zh: 资产与安全, en: Property and safety}
        indicators:
          - id: N03-1
            title: {zh: 资产盘点完成, en: Stocktaking done}
            marks: 10
            facts: yes_no
            rule: {kind: pass}
          - id: N03-2
            title: {zh: 每月安全检查, en: Monthly safety check}
            marks: 10
            facts: monthly
            unit: {zh: 次, en: checks}
            rule: {kind: every_period, deduct: 3}
"""


def make_quarter(folder: Path, quarter: int, roster: bytes) -> None:
    """Write one quarter: its system, units.csv, a workbook an office."""
    folder.mkdir(parents=True, exist_ok=True)
    system = load_system_text(SYSTEM.replace("QUARTER", str(quarter)).replace("BY", DUE[quarter]))
    (folder / "indicators.yaml").write_text(system.source_text, encoding="utf-8")
    (folder / "units.csv").write_bytes(roster)
    for number, (unit, level) in enumerate(zip(OFFICES, LEVELS[quarter], strict=True)):
        (folder / f"{unit[0]} {unit[1]}.xlsx").write_bytes(_workbook(system, unit, level, [quarter, number]))


def _workbook(system: IndicatorSystem, unit: tuple[str, str, str], level: float, seed: list[int]) -> bytes:
    random, book = np.random.default_rng([2025, *seed]), open_template(system, unit)
    fill(book, reported(system, unit[2], level, random), random)
    return saved(book)
