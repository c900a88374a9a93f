"""The project's words, in every language that it speaks.

What defines itself (rules, facts, problem codes, the glossary) holds its words beside it, as `text(zh, en)`. Screens,
reports and commands take their sentences from the catalogue, by `gettext` and `ngettext`. There is no third way.
"""

from scoring.words.glossary import COLUMNS, RECORD, SEVERITIES, SOURCES, STATES, label
from scoring.words.languages import LANGS, LANGUAGES, Lang
from scoring.words.phrases import capitalised, joined, joined_text, listed, quoted, some_units, with_reason
from scoring.words.sentences import gettext, ngettext
from scoring.words.text import Text, day_words, text
from scoring.words.visible import visible

__all__ = [
    "COLUMNS",
    "LANGS",
    "LANGUAGES",
    "RECORD",
    "SEVERITIES",
    "SOURCES",
    "STATES",
    "Lang",
    "Text",
    "capitalised",
    "day_words",
    "gettext",
    "joined",
    "joined_text",
    "label",
    "listed",
    "ngettext",
    "quoted",
    "some_units",
    "text",
    "visible",
    "with_reason",
]
