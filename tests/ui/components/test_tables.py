"""Tables to work with: as high as their rows, columns of names no wider than needed."""

from __future__ import annotations

import pandas as pd
import pytest

from ui.components import tables
from ui.components.tables import height_for


def test_a_short_table_is_shown_whole_and_a_long_one_scrolls() -> None:
    assert height_for(20) == "content"
    assert height_for(21) == 35 * 21
    assert height_for(9, most=8) == 35 * 9


def test_long_names_get_a_width_and_short_ones_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "pixels", lambda count: count)
    rows = pd.DataFrame({"name": ["办公室"], "title": ["长" * 30], "group": ["a" * 30]})
    narrowed = tables._narrowed({"name": "单位", "title": "考核内容", "group": {"label": "分组", "width": 50}}, rows)
    assert narrowed["name"] == "单位"
    assert narrowed["title"] == {"label": "考核内容", "width": 260}  # 60 letters of 7 px would be more
    assert narrowed["group"] == {"label": "分组", "width": 50}
