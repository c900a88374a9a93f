"""The language of a session, and the words in it."""

from __future__ import annotations

import pytest
import streamlit as st

from ui.frame.language import LANG_KEY, lang, t, tn


@pytest.mark.parametrize(("chosen", "spoken"), [("zh", "zh"), ("en", "en"), ("xx", "zh"), (None, "zh")])
def test_an_unknown_language_is_chinese(monkeypatch: pytest.MonkeyPatch, chosen: str | None, spoken: str) -> None:
    monkeypatch.setattr(st, "session_state", {} if chosen is None else {LANG_KEY: chosen})
    assert lang() == spoken


def test_words_are_in_the_language_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {LANG_KEY: "zh"})
    assert t("Overview") == "总览"
    assert tn("{count} file", "{count:,} files", 2) == "2 个文件"
    monkeypatch.setattr(st, "session_state", {LANG_KEY: "en"})
    assert t("Overview") == "Overview"
    assert tn("{count} file", "{count:,} files", 1) == "1 file"
