"""Names of cells and columns, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.workbook.cell_names import cell_name, cell_position, column_name, column_number


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns(number: int, name: str) -> None:
    assert column_name(number) == name
    assert column_number(name) == number


@given(st.integers(0, 16_383))
def test_the_name_of_a_column_leads_back_to_it(number: int) -> None:
    assert column_number(column_name(number)) == number


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_the_name_of_a_cell_leads_back_to_it(row: int, column: int) -> None:
    assert cell_position(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize(("name", "place"), [("A1", (0, 0)), ("$B$3", (2, 1)), ("XFD1048576", (1_048_575, 16_383))])
def test_positions(name: str, place: tuple[int, int]) -> None:
    assert cell_position(name) == place


@pytest.mark.parametrize("name", ["", "A", "1", "A0", "a1", "A1:B2", " A1", "AAAA1", "A12345678", "Ａ1"])
def test_what_names_no_cell(name: str) -> None:
    with pytest.raises(ValueError, match=name[:1] or "^$"):
        cell_position(name)
