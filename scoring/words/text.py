"""Text given per language: what defines itself (rules, facts, problem codes, the glossary) holds its words as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import ConfigDict, RootModel, model_validator

from scoring.words.catalogue import translations
from scoring.words.languages import LANGS, Lang


class Text(RootModel[dict[str, str]]):
    """A text in one or more languages; in YAML a plain string or a map of languages."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _plain_string_serves_every_language(cls, given: Any) -> Any:
        return {"any": given} if isinstance(given, str) else given

    def get(self, lang: Lang = "zh") -> str:
        """The text in `lang`, else in Chinese, else in whatever language it was given.

        Of a text in both languages of the code a third language has what its catalogue says for the English, or that.
        """
        texts = self.root
        if texts.get(lang):
            return texts[lang]
        if texts.keys() >= {"zh", "en"} and lang not in texts:
            return translations(lang).gettext(texts["en"])
        return next((texts[key] for key in ("any", *LANGS) if texts.get(key)), "") or next(iter(texts.values()), "")

    def format(self, lang: Lang, **params: Any) -> str:
        """The text in `lang` with parameters in its braces; one that is a text itself is put in in `lang` too."""
        return self.get(lang).format(**in_language(lang, params))

    def filled(self, **params: Any) -> Text:
        """The text with parameters in its braces, in every language that it has."""
        words = {key: words.format(**in_language(_spoken(key), params)) for key, words in self.root.items()}
        return Text(words)


def text(zh: str, en: str) -> Text:
    """A text in both languages, for words that the program itself holds."""
    return Text({"zh": zh, "en": en})


def _spoken(key: str) -> Lang:
    """The language of a key of a text; a text for any is read by whoever reads Chinese."""
    return next((lang for lang in LANGS if lang == key), LANGS[0])


def in_language(lang: Lang, params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of a message, those that are texts as their words in a language."""
    return {name: value.get(lang) if isinstance(value, Text) else value for name, value in params.items()}


_DAY = text("{day.year}年{day.month}月{day.day}日", "{day.day} {day:%b} {day.year}")


def day_words(day: dt.date, lang: Lang = "zh") -> str:
    """A day as people write it in a sentence: 2025年3月31日, 31 Mar 2025."""
    return _DAY.format(lang, day=day)
