"""Texts in several languages: which words are given, and what stands in their braces."""

from __future__ import annotations

import datetime as dt

import pytest

from scoring.words import LANGS, Text, day_words, text

BOTH = text("甲", "A")


def test_a_text_is_given_in_the_language_asked_for() -> None:
    assert [BOTH.get(lang) for lang in LANGS] == ["甲", "A"]


@pytest.mark.parametrize("given", ["甲", {"zh": "甲"}, {"zh": "甲", "en": ""}])
def test_without_words_of_its_language_the_chinese_ones_are_given(given: object) -> None:
    assert Text.model_validate(given).get("en") == "甲"


def test_a_text_of_no_language_we_speak_is_better_than_none() -> None:
    assert Text({"fr": "un"}).get("zh") == "un"
    assert Text({}).get("zh") == ""


def test_a_text_in_the_braces_of_another_is_in_its_language() -> None:
    pattern = text("{who}、{count}", "{who}: {count}")
    assert [pattern.format(lang, who=BOTH, count=2) for lang in LANGS] == ["甲、2", "A: 2"]
    assert pattern.filled(who=BOTH, count=2).root == {"zh": "甲、2", "en": "A: 2"}


def test_a_day_in_a_sentence() -> None:
    assert [day_words(dt.date(2025, 3, 1), lang) for lang in LANGS] == ["2025年3月1日", "1 Mar 2025"]
