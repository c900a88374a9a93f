"""`deduct`: marks off for each one there is, or for each fault.

Tested in tests/engine/test_cases.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from scoring.numbers import Floats, plain
from scoring.problems.suggestions import question
from scoring.rules.base import Mistake
from scoring.rules.columns import Columns, Subject
from scoring.rules.deducting import DeductingRule
from scoring.rules.parameters import NonNegative, Positive, label
from scoring.rules.words import TIMES, counted_in
from scoring.words import Lang, Text, listed, text

FAULTS = "faults"
_EACH = text("每{per}扣{each}分，扣完为止", "{each} off for each {per}, not below 0")
_ABOVE_FREE = text(
    "不超过{free}不扣分，每超{per}扣{each}分，扣完为止",
    "Nothing off up to {free}; {each} off for each {per} above, not below 0",
)
_EACH_ONE = text("{unit}", "one")
_FAULT = text("“{fault}”每次扣{each}分", "'{fault}': {each} off each time")
_FAULT_AT_MOST = text("“{fault}”每次扣{each}分，最多扣{most}分", "'{fault}': {each} off each time, at most {most}")
_SEMICOLON = text("；", "; ")
_TO_THE_END = text("{faults}；扣完为止", "{faults}; not below 0")
_OFF = text("{figure}，扣{off}分", "{figure}: {off} off")
_NONE_OFF = text("{figure}，不扣分", "{figure}: none off")
_NO_FAULT = text("没有发生扣分情形", "No faults")
_FAULT_HAPPENED = text("{fault}{times}次", "{fault} {times}x")
_MARKS_OF_FAULTS = text(
    "填报类型是 faults 的，each 写每种情形扣几分：{情形: 分数}",
    "with faults, each says the marks off for every one of them: {fault: marks}",
)
_ONE_NUMBER = text("each 写一个数；分情形扣分的，填报类型用 faults", "each is one number, unless the facts are faults")
_FREE_ONE = text("填报类型是 faults 的，不能写 free", "free does not go with faults")
_ONLY_FAULTS = text("at_most 只用于填报类型 faults", "at_most goes with faults only")
_NO_MARKS = text("没有写明“{fault}”每次扣几分", "it does not say the marks off for '{fault}'")
_UNKNOWN = text("faults 里没有“{fault}”。{nearest}", "faults has no '{fault}'. {nearest}")
OFF = text("分数", "marks")


class Deduct(DeductingRule):
    """marks - each x max(0, n - free), or, of faults, marks - the sum of each x n, at most at_most; not below 0."""

    kind: Literal["deduct"] = "deduct"
    each: Annotated[Positive | dict[str, NonNegative], label("每次扣分", "marks off each", OFF, is_marks=True)]
    free: Annotated[NonNegative, label("不扣分的次数", "free of deduction")] = 0.0
    at_most: Annotated[dict[str, Positive] | None, label("最多扣分", "most marks off", OFF, is_marks=True)] = None
    takes: ClassVar = ("count", "number", FAULTS)
    monotone: ClassVar = {"value": -1}
    summary: ClassVar[Text] = text(
        "每次（每种情形）扣分，扣完为止", "marks off for each one or each fault, not below 0"
    )

    @classmethod
    def mistakes(cls, rule: Mapping[str, Any], item: Mapping[str, Any], grades: list[str]) -> Iterator[Mistake]:
        has_faults, each = item.get("facts") == FAULTS, rule.get("each")
        if has_faults and "free" in rule:
            yield Mistake("bad_parameter", {"detail": _FREE_ONE}, ("rule", "free"), at_key=True)
        if has_faults and each is not None and not isinstance(each, Mapping):
            yield Mistake("bad_parameter", {"detail": _MARKS_OF_FAULTS}, ("rule", "each"))
        if has_faults or "facts" not in item:
            yield from _fault_mistakes(rule, item.get("faults"))
            return
        if isinstance(each, Mapping):
            yield Mistake("bad_parameter", {"detail": _ONE_NUMBER}, ("rule", "each"))
        if "at_most" in rule:
            yield Mistake("bad_parameter", {"detail": _ONLY_FAULTS}, ("rule", "at_most"), at_key=True)

    def thresholds(self) -> tuple[float, ...]:
        return (self.free,) if self.free else ()

    def _off(self, x: Columns) -> dict[str, Floats]:
        """The marks off for each field of every unit."""
        if not isinstance(self.each, dict):
            return {"value": self.each * np.maximum(0.0, x.value - self.free)}
        most = self.at_most or {}
        return {
            name: np.minimum(self.each.get(name, 0.0) * np.nan_to_num(times, nan=0.0), most.get(name, np.inf))
            for name, times in x.fields.items()
        }

    def deducted(self, x: Columns) -> Floats:
        return np.asarray(sum(self._off(x).values()))

    def describe(self, about: Subject, lang: Lang) -> str:
        if isinstance(self.each, dict):
            return self._faults_in_words(self.each, about, lang)
        each = plain(self.each)
        if not self.free:
            unit = about.measured_in if about.measured_in.get(lang) else TIMES
            return _EACH.format(lang, per=_EACH_ONE.filled(unit=unit), each=each)
        about = counted_in(about, lang)
        return _ABOVE_FREE.format(lang, free=about.limit(self.free, lang), per=about.step(1.0, lang), each=each)

    def _faults_in_words(self, each: Mapping[str, float], about: Subject, lang: Lang) -> str:
        most, said = self.at_most or {}, []
        for name, marks in each.items():
            words = _FAULT_AT_MOST if name in most else _FAULT
            figures = {"each": plain(marks), "most": plain(most.get(name, 0.0))}
            said.append(words.format(lang, fault=_title(about.fault_titles, name), **figures))
        return _TO_THE_END.format(lang, faults=_SEMICOLON.get(lang).join(said))

    def explain(self, x: Columns, i: int, lang: Lang) -> str:
        off = self.off_words(x, i)
        if not isinstance(self.each, dict):
            figure = counted_in(Subject(x.kind, x.measured_in), lang).amount(plain(x.value[i]), lang)
            return (_NONE_OFF if off == "0" else _OFF).format(lang, figure=figure, off=off)
        happened = [
            _FAULT_HAPPENED.format(lang, fault=_title(x.fault_titles, name), times=plain(times))
            for name, times in x.of(i).items()
            if times > 0
        ]
        figure = listed(happened, lang) if happened else _NO_FAULT.get(lang)
        return (_OFF if happened else _NONE_OFF).format(lang, figure=figure, off=off)


def _fault_mistakes(rule: Mapping[str, Any], faults: Any) -> Iterator[Mistake]:
    """Faults without marks, and marks for what is no fault."""
    if not isinstance(faults, Mapping):
        return
    known, each = [name for name in faults if isinstance(name, str)], rule.get("each")
    if isinstance(each, Mapping):
        for name in (name for name in known if name not in each):
            yield Mistake("bad_parameter", {"detail": _NO_MARKS.filled(fault=name)}, ("rule", "each"))
    for key in ("each", "at_most"):
        given = rule.get(key)
        for name in given if isinstance(given, Mapping) else []:
            if name not in known:
                detail = _UNKNOWN.filled(fault=str(name), nearest=question(str(name), known))
                yield Mistake("bad_parameter", {"detail": detail}, ("rule", key, name), at_key=True)


def _title(titles: Mapping[str, Text], fault: str) -> Text:
    return titles.get(fault) or Text(fault)
