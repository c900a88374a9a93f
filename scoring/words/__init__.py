"""The project's words: the glossary, and text given per language."""

from scoring.words.glossary import (
    COLUMNS,
    DEFAULT_SYSTEM,
    LANGS,
    SEVERITIES,
    SOURCES,
    STATES,
    Lang,
    Text,
    day_words,
    label,
    text,
)

__all__ = [
    "COLUMNS",
    "DEFAULT_SYSTEM",
    "LANGS",
    "SEVERITIES",
    "SOURCES",
    "STATES",
    "Lang",
    "Text",
    "day_words",
    "label",
    "text",
]
