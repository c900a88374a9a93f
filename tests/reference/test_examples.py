"""The reference scorer gives the printed figures of every example system."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.reference.examples import EXAMPLES, expected, scored
from tests.reference.totals import Result

FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/expected.yaml"))
TEXTS = ("grade", "vetoes")


def number(given: Any) -> Fraction | None:
    return None if given is None else Fraction(str(given))


def assert_found(found: Result, wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        if name == "indicators":
            assert {id_: found["indicators"][id_]["earned"] for id_ in value} == {
                i: number(v) for i, v in value.items()
            }
        elif name == "adjustments":
            assert {id_: found[name][id_]["points"] for id_ in value} == {i: number(v) for i, v in value.items()}
        elif name == "sections":
            for id_, row in value.items():
                assert {key: found["sections"][id_][key] for key in row} == {key: number(v) for key, v in row.items()}
        else:
            assert found[name] == ((value or "") if name in TEXTS else number(value)), name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_reference_gives_the_figures_of_the_example(folder: Path) -> None:
    found = scored(folder)
    for unit, row in expected(folder).items():
        assert_found(found[unit], row["expect"])
