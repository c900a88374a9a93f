"""What tables hold, with characters that hide or turn text round made visible; nothing is stored so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from scoring.words import visible
from ui.frame.markdown import escape


def visible_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame itself, or a copy where one of its texts has to be shown otherwise."""
    changed = {name: cells for name in frame.columns if (cells := _column(frame[name])) is not None}
    if not changed:
        return frame
    seen = frame.copy()
    for name, cells in changed.items():  # `assign(**changed)` has no room for a column of the name `self`
        seen[name] = cells
    return seen


def _column(column: pd.Series) -> list[Any] | None:
    """The cells as they are shown; None where all are shown as they are."""
    if not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)):
        return None
    cells = column.tolist()
    words = "\n".join(map(_words, cells))
    return None if visible(words) == words else [shown(cell) for cell in cells]


def _words(cell: Any) -> str:
    return "\n".join(map(_words, cell)) if isinstance(cell, list) else cell if isinstance(cell, str) else ""


def shown(value: Any) -> Any:
    """A value with every text in it, also inside lists and mappings, as it is shown."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [shown(part) for part in value]
    return {key: shown(part) for key, part in value.items()} if isinstance(value, dict) else value


def visible_columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Configurations of columns with their headings as they are shown; their help is plain text."""
    return {name: _configuration(config) for name, config in columns.items()}


def _configuration(config: Any) -> Any:
    if not isinstance(config, dict):
        return shown(config)
    help_ = config.get("help")
    return shown(config) | ({"help": escape(help_)} if help_ else {})
