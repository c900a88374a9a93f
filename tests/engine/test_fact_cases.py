"""The golden cases of tests/cases/facts: what each kind of facts comes to, worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.test_cases import CASES, DEFAULTS, TOTAL_KEYS, assert_unit, by_engine, known, scenes, sources

SCENES = [
    pytest.param(scene, id=f"{path.stem}-{number}")
    for path in sorted((CASES / "facts").glob("*.yaml"))
    for number, scene in enumerate(scenes(path), 1)
]


@pytest.mark.parametrize("scene", SCENES)
def test_facts(scene: dict[str, Any]) -> None:
    known(scene, TOTAL_KEYS)
    units = [(unit["unit"], unit.get("group", "all")) for unit in scene["units"]]
    found = by_engine(DEFAULTS | scene["system"], units, *sources(scene))
    for unit in scene["units"]:
        assert unit["because"]
        assert_unit(found[unit["unit"]], unit["expect"])
