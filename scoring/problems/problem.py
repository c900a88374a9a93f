"""Mistakes a person can mend: their codes, places and words.

Three roads: `SystemError_` (the YAML is wrong), `Problem` rows (the data is wrong), plain
exceptions (our bug). Each code stands in `CODES` once, with what is wrong and what to do in both
languages; the place (file, sheet, cell) is carried beside the words, never inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from scoring.problems.codes import CODES
from scoring.words import Lang, Text, text

Severity = Literal["error", "warning"]
_AT_LINE = text("第 {line} 行第 {column} 列", "line {line}, column {column}")
_ON_SHEET = text("《{sheet}》{cell}", "'{sheet}' {cell}")
_ON_WHOLE_SHEET = text("《{sheet}》", "'{sheet}'")
_LATIN = re.compile(r"[A-Za-z]")
_AFTER_HANZI = re.compile(r"(?<=[\u4e00-\u9fff])\{(\w+)\}")
_WHAT_AND_HINT = text("{message}{hint}", "{message} {hint}")
_WITH_PLACE = text("{place}：{words}", "{place}: {words}")


class _Params(dict[str, Any]):
    """Parameters of a message; a missing one shows as … so that telling an error never fails.

    `nearest`, the question whether something near was meant, is missing where nothing is near.
    """

    def __missing__(self, key: str) -> str:
        return "" if key == "nearest" else "…"


def cell_words(sheet: str, cell: str) -> Text:
    """A cell, or a sheet where no cell is given, as a sentence names it."""
    if not sheet:
        return Text(cell)
    return (_ON_SHEET if cell else _ON_WHOLE_SHEET).filled(sheet=sheet, cell=cell)


def _spaced(template: str, params: Mapping[str, Any]) -> str:
    """A template with a space where a Chinese character would touch a parameter that begins with a Latin one."""
    return _AFTER_HANZI.sub(lambda m: f" {m[0]}" if _LATIN.match(str(params.get(m[1], ""))) else m[0], template)


@dataclass(frozen=True)
class Problem:
    """One mistake: what, where, and (through its code) what to do."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    sheet: str = ""
    cell: str = ""
    unit: str = ""
    indicator: str = ""
    line: int = 0
    column: int = 0

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    def message(self, lang: Lang = "zh") -> str:
        """What is wrong, without the place."""
        return self._words(CODES[self.code].message.get(lang), lang)

    def hint(self, lang: Lang = "zh") -> str:
        """What to do about it."""
        return self._words(CODES[self.code].hint.get(lang), lang)

    def _words(self, template: str, lang: Lang) -> str:
        in_lang = {k: v.get(lang) if hasattr(v, "get") else v for k, v in self.params.items()}
        return _spaced(template, in_lang).format_map(_Params(in_lang))

    def place(self, lang: Lang = "zh") -> str:
        """Where it is: file, then line and column of a YAML or sheet and cell of a workbook."""
        line = _AT_LINE.format(lang, line=self.line, column=self.column) if self.line else ""
        cell = cell_words(self.sheet, self.cell).get(lang)
        return " ".join(part for part in (self.file, line, cell) if part)

    def sentence(self, lang: Lang = "zh") -> str:
        """Place, what is wrong and what to do, for a terminal or a log."""
        place, words = self.place(lang), _WHAT_AND_HINT.format(lang, message=self.message(lang), hint=self.hint(lang))
        return _WITH_PLACE.format(lang, place=place, words=words) if place else words

    def as_dict(self, lang: Lang = "zh") -> dict[str, Any]:
        """The row of the `problems` frame, and an element of `issues` in JSON answers."""
        row = {k: v for k, v in asdict(self).items() if k not in ("params", "line", "column")}
        if self.line:
            row |= {"line": self.line, "column": self.column}
        return row | {"severity": self.severity, "message": self.message(lang), "hint": self.hint(lang)}

    def at(self, **place: Any) -> Problem:
        """The same problem with (some of) its place filled in."""
        return replace(self, **place)


PROBLEM_COLUMNS = ["code", "severity", "file", "sheet", "cell", "unit", "indicator", "message", "hint"]


def problem_frame(problems: Iterable[Problem], lang: Lang = "zh") -> pd.DataFrame:
    """The problems as a frame with `PROBLEM_COLUMNS`, one row each, in the order given."""
    return pd.DataFrame([p.as_dict(lang) for p in problems], columns=PROBLEM_COLUMNS)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems is an error (and not merely a warning)."""
    return any(p.severity == "error" for p in problems)


class SystemError_(Exception):
    """The indicator system's file is wrong; `problems` holds every mistake, by line and column."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.line, p.column))
        super().__init__("\n".join(p.sentence("en") for p in self.problems))
