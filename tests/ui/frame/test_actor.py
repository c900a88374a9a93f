"""Who is at work."""

from __future__ import annotations

import pytest
import streamlit as st

from scoring.access import EVERY_ACTION, EVERY_UNIT
from ui.frame.actor import actor


@pytest.mark.parametrize(("given", "name"), [(None, ""), ("  王检查 ", "王检查"), ("x" * 60, "x" * 40)])
def test_the_name_is_kept_without_spaces_and_not_too_long(
    monkeypatch: pytest.MonkeyPatch, given: str | None, name: str
) -> None:
    monkeypatch.setattr(st, "session_state", {"actor_name": given})
    assert actor().name == name
    assert (actor().may, actor().scope) == (EVERY_ACTION, EVERY_UNIT)
