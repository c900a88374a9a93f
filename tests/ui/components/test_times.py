"""Days and times in the language and the time zone of who reads them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest
import streamlit as st

from scoring.words import day_words
from ui.components.times import local_times, time_words
from ui.frame.language import LANG_KEY


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(st, "session_state", {LANG_KEY: request.param})
    return str(request.param)


def test_times_are_written_as_the_language_does(spoken: str) -> None:
    at = dt.datetime(2026, 9, 3, 7, 5)
    assert time_words(at) == {"zh": "2026年9月3日 07:05", "en": "3 Sep 2026, 07:05"}[spoken]
    assert day_words(at.date(), spoken) == {"zh": "2026年9月3日", "en": "3 Sep 2026"}[spoken]


def test_times_of_a_table_sort_as_times_in_the_zone_of_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(timezone="Asia/Shanghai"))
    local = local_times(pd.Series(["2026-11-23T18:05:59.123456+00:00", "2026-02-01T00:00:00+00:00"]))
    assert list(local) == [pd.Timestamp(2026, 11, 24, 2, 5), pd.Timestamp(2026, 2, 1, 8)]
