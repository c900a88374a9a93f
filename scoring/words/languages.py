"""The languages that the program speaks. Tested in tests/words/test_catalogue.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        name: as its speakers call it. tag: as HTML and HTTP name it. product: what the program is called in it.
        locale: the folder of its catalogue under `locale/`; '' for the language in which the code is written.
    """

    name: str
    tag: str
    product: str
    locale: str


LANGUAGES: dict[Lang, Language] = {
    "zh": Language("中文", "zh-CN", "考评台", "zh_CN"),
    "en": Language("English", "en", "Kaoping", ""),
}
LANGS: tuple[Lang, ...] = tuple(LANGUAGES)
