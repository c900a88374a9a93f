"""The gettext catalogues: English in the code, one .po file for each other language.

A catalogue is read once: from the compiled file where there is one that is newer than the .po, else from the .po
itself. So nothing has to be compiled, and what finds it compiled starts some hundredths of a second earlier.
"""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from scoring.words.languages import LANGUAGES, Lang

LOCALES = Path(__file__).parent / "locale"
CATALOGUES: dict[Lang, Path] = {
    lang: LOCALES / language.locale / "LC_MESSAGES" / "kaoping.po"
    for lang, language in LANGUAGES.items()
    if language.locale
}


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
