"""A new file: every mistake by line, or a draft to try."""

from __future__ import annotations

import pytest

from tests.app import App
from tests.pages.test_system import draft, zone
from tests.small_period import SYSTEM
from ui.frame import stores


def test_a_wrong_system_is_refused_with_every_mistake_by_line(app: App) -> None:
    wrong = SYSTEM.replace("at_least: 80", "at_leest: 80").replace("kind: share", "kind: shear")
    draft(app, wrong)
    problems = app.at.table[0].value
    assert {"unknown_key", "unknown_kind"} <= set(_codes(app))
    assert len(problems) >= 2
    assert stores.store().periods() == []


def _codes(app: App) -> list[str]:
    from scoring.problems import SystemError_
    from scoring.system import load_system_text

    wrong = SYSTEM.replace("at_least: 80", "at_leest: 80").replace("kind: share", "kind: shear")
    with pytest.raises(SystemError_) as found:
        load_system_text(wrong)
    return [p.code for p in found.value.problems]


def test_a_system_that_is_no_text_is_refused(app: App) -> None:
    app.open("system", tool="check")
    zone(app).upload("indicators.yaml", b"\xff\xfe\x00")
    app.run()
    assert "文件有 1 处错误" in app.texts
