"""Sentences of screens, reports and commands, which come from the catalogue.

Tested in tests/words/test_catalogue.py.
"""

from __future__ import annotations

from typing import Any

from scoring.words.catalogue import translations
from scoring.words.languages import Lang
from scoring.words.text import in_language


def gettext(lang: Lang, msgid: str, **params: Any) -> str:
    """A sentence in a language.

    Args:
        msgid: the English sentence, with parameters in braces; a literal, so that it can be collected.
        params: what to put in the braces; a `Text` is put in in the same language.
    """
    words = translations(lang).gettext(msgid)
    return words.format(**in_language(lang, params)) if params else words


def ngettext(lang: Lang, one: str, many: str, count: int, **params: Any) -> str:
    """A sentence that counts, in the form its language has for so many.

    Args:
        one, many: the English sentence for one and for any other count; literals.
        count: goes into the braces as `count`.
        params: what else to put in the braces.
    """
    words = translations(lang).ngettext(one, many, count)
    return words.format(count=count, **in_language(lang, params))
