"""Workbooks to hand out: one for each unit, under a name that any file system takes."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from scoring.facts.frames import unit_frame
from scoring.services.templates import template_name, zip_of_templates
from scoring.system import load_system_text
from scoring.workbook import read_roster
from tests.small_period import ROSTER, SYSTEM

SMALL = load_system_text(SYSTEM)


def test_each_unit_has_its_workbook_in_the_zip() -> None:
    units, _ = read_roster("units.csv", ROSTER.encode(), SMALL)
    with zipfile.ZipFile(io.BytesIO(zip_of_templates(SMALL, units))) as archive:
        assert archive.namelist() == ["U01_2025.xlsx", "U02_2025.xlsx", "U03_2025.xlsx"]
        book = openpyxl.load_workbook(io.BytesIO(archive.read("U02_2025.xlsx")))
    stated = {row[0].value: row[1].value for row in book["基本信息"].iter_rows()}
    assert (stated["单位编码"], stated["单位名称"]) == ("U02", "人事处")


@pytest.mark.parametrize(
    ("unit", "name"),
    [("U01", "U01_2025.xlsx"), ("办-1_a", "办-1_a_2025.xlsx"), ("../a b", "___a_b_2025.xlsx"), ("", "unit_2025.xlsx")],
)
def test_names_hold_nothing_that_means_anything_to_a_file_system(unit: str, name: str) -> None:
    assert template_name(SMALL, unit) == name


def test_codes_that_differ_little_do_not_take_each_others_place() -> None:
    units = unit_frame([("a.1", "甲", "general"), ("a_1", "乙", "general"), ("A_1", "丙", "general")])
    with zipfile.ZipFile(io.BytesIO(zip_of_templates(SMALL, units))) as archive:
        assert archive.namelist() == ["a_1_2025.xlsx", "a_1_2025 (2).xlsx", "A_1_2025 (3).xlsx"]


def test_workbooks_speak_the_language_asked_for() -> None:
    units = unit_frame([("U1", "Office", "general")])
    with zipfile.ZipFile(io.BytesIO(zip_of_templates(SMALL, units, "en"))) as archive:
        assert "Figures" in openpyxl.load_workbook(io.BytesIO(archive.read("U1_2025.xlsx"))).sheetnames
