"""Sentences of screens, reports and commands: English in the code, Chinese in one gettext catalogue.

The catalogue is read once: from the compiled file where there is one that is newer than the .po, else from the .po
itself. So nothing has to be compiled, and what finds it compiled starts some hundredths of a second earlier.
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
    return read_catalogue(CATALOGUES[lang]) if lang in CATALOGUES else NullTranslations()


def read_catalogue(source: Path) -> GNUTranslations:
    """What a .po file holds."""
    binary = source.with_suffix(".mo")
    if binary.exists() and binary.stat().st_mtime_ns > source.stat().st_mtime_ns:
        return GNUTranslations(io.BytesIO(binary.read_bytes()))
    return GNUTranslations(io.BytesIO(compiled(source)))


def compiled(source: Path) -> bytes:
    """A .po file in the binary form that gettext reads."""
    # Loaded here: it takes long, and a command that says nothing, or finds the catalogue compiled, needs neither.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()
