"""Reads the folders of examples/ for the reference scorer: the long table of facts, and what is expected.

Only what these tables hold, as people write it: 是 and 否, dates, options, numbers with a per cent sign."""

from __future__ import annotations

import csv
import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from tests.reference.totals import Claims, Facts, Result, Value, score

EXAMPLES = Path(__file__).parents[2] / "examples"
TRUTH = {"是": True, "有": True, "yes": True, "true": True, "否": False, "无": False, "no": False, "false": False}


def items_of(system: dict[str, Any]) -> dict[str, dict[str, Any]]:
    measures = [measure for section in system.get("sections", []) for measure in section["measures"]]
    indicators = [indicator for measure in measures for indicator in measure["indicators"]]
    return {item["id"]: item for item in [*indicators, *system.get("adjustments", [])]}


def cell(item: dict[str, Any], text: str) -> Value:
    """What the text of a cell means for this item."""
    if item["facts"] == "yes_no":
        return TRUTH[text]
    if item["facts"] == "choice":
        return text
    if item["facts"] == "date":
        return dt.date.fromisoformat(text)
    if text.endswith("%"):
        return Fraction(text[:-1]) / (1 if item.get("unit") == "%" else 100)
    return Fraction(text)


def read(folder: Path) -> tuple[dict[str, Any], list[tuple[str, str]], Facts, Claims]:
    """The system, the units as (code, group), the facts (verified before self-reported) and the claims."""
    system = yaml.safe_load((folder / "system.yaml").read_text(encoding="utf-8"))
    items, units, sources = items_of(system), {}, ({}, {})
    rows = list(csv.DictReader((folder / "facts.csv").open(encoding="utf-8-sig", newline="")))
    claims: Claims = set()
    for row in rows:
        units[row["单位编码"]] = row["单位分组"] or next(iter(system.get("groups", {"": None})))
        place = (row["单位编码"], row["编号"], row["字段"])
        if row["字段"] == "na":
            claims.add(place[:2])
        elif row["值"] != "":
            sources[row.get("来源") == "核查"][place] = cell(items[row["编号"]], row["值"])
    return system, list(units.items()), sources[0] | sources[1], claims


def scored(folder: Path) -> dict[str, Result]:
    return score(*read(folder))


def expected(folder: Path) -> dict[str, dict[str, Any]]:
    return yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
