"""Sentences of screens, reports and commands: English in the code, Chinese in one gettext catalogue.

The catalogue is read once, straight from the .po file, so nothing has to be compiled.
"""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from scoring.words.text import Lang, in_language

CATALOGUES: dict[Lang, Path] = {"zh": Path(__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES" / "kaoping.po"}


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


@cache
def translations(lang: Lang) -> NullTranslations:
    """What gettext knows of a language; nothing of English, in which the code is written."""
    if lang not in CATALOGUES:
        return NullTranslations()
    # Loaded here: it takes long, and a command that says nothing needs neither.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with CATALOGUES[lang].open("rb") as file:
        catalogue = read_po(file, locale=CATALOGUES[lang].parts[-3])
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
