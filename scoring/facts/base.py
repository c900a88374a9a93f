"""What every kind of facts is: its fields, how a cell is read, where it stands in a workbook, and its words.

A new kind is one new file in this package. A class that lacks a part dies at import, with its name.

Tested in tests/facts/test_facts.py.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from scoring.facts.sheets import ENTRY, Sheet
from scoring.numbers import BadNumber, parse_number, plain, tidy
from scoring.period import Period
from scoring.words import Lang, Text, text

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
NA_FIELD = "na"  # a claim of "not applicable"; its reason is the text
TEXT_FIELDS = (NA_FIELD, "evidence", "note")
TEXT_LABELS: dict[str, Text] = {
    NA_FIELD: text("不适用", "Not applicable"),
    "evidence": text("佐证材料", "Evidence"),
    "note": text("备注", "Note"),
}
NARROW_COLUMNS = ("value", "due")  # of a sheet that is not wide
PER_CENT = Text("%")
FAR = 1e9  # as good as any larger figure, where figures are tried


class BadValue(ValueError):
    """A cell cannot be read as its kind of fact; `code` and `params` make the Problem."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Reported(Protocol):
    """What a kind of facts has to know of the indicator (or adjustment) that is reported.

    Attributes:
        bounds: the least and the most that a figure may be, by min and max and by its rule; None for no limit.
        over: whether more may be done than was due. take: which of several figures is judged, None without any.
        fault_titles: what each fault is called, by the field of its count.
        thresholds: the figures of its rule that a reported figure is held against.
        period: that the figures are of.
        full_score: what each score of a panel is out of.
    """

    @property
    def unit(self) -> Text: ...
    @property
    def options(self) -> tuple[str, ...]: ...
    @property
    def raters(self) -> int | None: ...
    @property
    def min(self) -> float | None: ...
    @property
    def max(self) -> float | None: ...
    @property
    def bounds(self) -> tuple[float | None, float | None]: ...
    @property
    def over(self) -> bool: ...
    @property
    def take(self) -> str | None: ...
    @property
    def fault_titles(self) -> Mapping[str, Text]: ...
    @property
    def thresholds(self) -> tuple[float, ...]: ...
    @property
    def period(self) -> Period: ...
    @property
    def full_score(self) -> float: ...


@dataclass(frozen=True)
class Validation:
    """What a spreadsheet program checks and says at a cell; it warns, and only refuses where a list is given.

    Attributes:
        criteria: as XlsxWriter's `data_validation` takes them; empty for a list.
        options: the words of a drop-down, in place of criteria; `is_list_inline` for a few short ones.
        title, prompt: what is shown when the cell is chosen.
        refusal_title, refusal: what is shown when something else is typed.
    """

    title: Text
    prompt: Text
    refusal_title: Text
    refusal: Text
    criteria: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[Text, ...] = ()
    is_list_inline: bool = False
    refuses: bool = False


@dataclass(frozen=True)
class Inconsistency:
    """A mistake between the figures that are given of one indicator.

    Attributes:
        field: at whose cell it stands; `other`: the field whose cell the message names as well, '' for none.
    """

    code: str
    params: Mapping[str, Any]
    field: str
    other: str = ""


_METHODS = ("fields", "read", "prompt", "validation", "trial")  # that each kind has to have


class FactKind(ABC):
    """One kind of facts. There is one object of each class; it holds nothing.

    Class attributes:
        name, title: as in the file, and for people. order: among all kinds, where they are listed.
        accepts: what a cell takes, in words.
        keys: keys of an indicator that only this kind has -> whether one must be given.
        judged_as: the kind whose rules can judge it too; '' for its own alone.
        fields_from: the key of an indicator whose entries are the fields; '' where the kind itself knows them.
        sheet: where in the workbook it stands. column_width: of a column of a wide sheet.
        how, example: how it is filled in; `example_of` fills in the period's year, or its first months.
        blank: what becomes of one of several fields that is left blank, as the guide says it; '' where it says nothing.
        aliases: field -> other ways of writing it as a heading, or as the 字段 of a long table.
        misread_day: the problem of a day in a cell of this kind; '' where a day is read like any other value.
        can_be_negative: whether the figure that a rule judges can be below 0.
        is_quotient: whether the figure that is judged is one field divided by another; in per cent it is times 100.
        may_be_share: whether a bare 0.96 in per cent may have been meant as 96, which is then asked about.
        fields_stand_together: whether a figure of one source can contradict that of another file or source.
        has_row_per_field: whether each field has a row of its own in the workbook, 填报项 saying which it is.
        rest_is_zero: whether blank fields are 0 once one of them is given.
    """

    name: ClassVar[str]
    order: ClassVar[int] = 100
    title: ClassVar[Text]
    accepts: ClassVar[Text]
    keys: ClassVar[Mapping[str, bool]] = {}
    judged_as: ClassVar[str] = ""
    fields_from: ClassVar[str] = ""
    sheet: ClassVar[Sheet] = ENTRY
    column_width: ClassVar[float] = 7
    number_format: ClassVar[str] = ""
    how: ClassVar[Text]
    example: ClassVar[Text]
    blank: ClassVar[Text] = Text("")
    aliases: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    misread_day: ClassVar[str] = "date_in_number"
    fields_stand_together: ClassVar[bool] = False
    can_be_negative: ClassVar[bool] = False
    is_quotient: ClassVar[bool] = False
    may_be_share: ClassVar[bool] = False
    has_row_per_field: ClassVar[bool] = False
    rest_is_zero: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" not in vars(cls):  # a class that several kinds have in common
            return
        missing = [part for part in ("title", "accepts", "how", "example") if not hasattr(cls, part)]
        missing += [part for part in _METHODS if getattr(getattr(cls, part), "__isabstractmethod__", False)]
        if missing:
            raise TypeError(f"kind of facts {cls.__module__}.{cls.__name__} lacks {', '.join(missing)}")

    # --- fields and values -----------------------------------------------------------------------

    @abstractmethod
    def fields(self, item: Reported) -> tuple[str, ...]:
        """The fields of an indicator's facts, in order."""

    @abstractmethod
    def read(self, raw: Any, item: Reported) -> float:
        """The number that a filled cell stands for; never given a blank. Raises BadValue."""

    def hundredfold(self, number: float, limits: Sequence[float]) -> float | None:
        """The figure that a cell was probably meant to hold where its own is a hundred times beyond a rule's limits;
        None where it is not."""
        return None

    def open_fields(self, item: Reported, year: int, today: dt.date) -> tuple[str, ...]:
        """The fields whose figure a unit can still better by work or by reporting anew, although it has reported it.

        All of them, unless the kind says that some are settled: until results are published, what has no day of its own
        can be made good and reported again.
        """
        return self.fields(item)

    def columns(self, item: Reported) -> dict[str, str]:
        """Field -> key of the column in which its figure stands.

        On a wide sheet the field's own name; on the others `value` for the first and `due` for the second, or `value`
        for each where they have rows of their own.
        """
        fields = self.fields(item)
        if self.has_row_per_field:
            return dict.fromkeys(fields, NARROW_COLUMNS[0])
        return dict(zip(fields, fields if self.sheet.is_wide else NARROW_COLUMNS, strict=False))

    def label(self, name: str, item: Reported | None = None) -> Text:
        """What a field is called: m03 -> 3月, done -> 完成数."""
        return self.labels()[name]

    def labels(self) -> Mapping[str, Text]:
        """Field -> label, of kinds whose fields are always the same."""
        return {}

    def value_text(self, value: float, item: Reported, lang: Lang) -> str:
        """One value as a person reads it."""
        return plain(value)

    def typed(self, value: float, item: Reported, lang: Lang) -> str:
        """One value as a person types it, so that it can be read again."""
        return self.value_text(value, item, lang)

    def text(self, values: Mapping[str, float], item: Reported, lang: Lang) -> str:
        """All that is given of an indicator, field -> value, as a person reads it."""
        comma = _COMMA.get(lang)
        parts = [f for f in self.fields(item) if f in values]
        return comma.join(f"{self.label(f, item).get(lang)} {self.value_text(values[f], item, lang)}" for f in parts)

    # --- what a rule judges ----------------------------------------------------------------------

    def figure(self, fields: Mapping[str, Floats]) -> Floats:
        """The one figure of every unit that a rule judges, over units; NaN where there is none.

        Raises:
            KeyError: facts of this kind are no single figure.
        """
        return fields["value"]

    def taken(self, fields: Mapping[str, Floats], take: str | None) -> Floats:
        """The figure that a rule judges where an indicator says which of several it is (`take`)."""
        return self.figure(fields)

    def taken_words(self, take: str | None) -> Text:
        """Which of several figures is judged, as a sentence begins with it; '' where there is but one."""
        return Text("")

    def answered(self, given: Bools) -> Bools:
        """Whether enough is given to judge, over units; `given`, shape (fields, units): which figures are."""
        return np.logical_and.reduce(given)

    def figure_text(self, values: Mapping[str, float], figure: float, measured_in: Text, lang: Lang) -> str:
        """The figure of one unit in a sentence that explains its result."""
        return with_unit(plain(figure), measured_in, lang)

    def unit_of_cells(self, measured_in: Text) -> Text:
        """What the figures in the cells are counted in: of a quotient in per cent no unit that is known."""
        return Text("") if self.per(measured_in) != 1 else measured_in

    def per(self, measured_in: Text) -> float:
        """What the judged figure is multiplied by: 100 for a quotient in per cent."""
        return 100.0 if self.is_quotient and is_percent(measured_in) else 1.0

    def limit_text(self, limit: float, measured_in: Text, lang: Lang) -> str:
        """A limit that figures are held against, as a rule's sentence says it."""
        return with_unit(plain(limit), measured_in, lang)

    def step_text(self, size: float, measured_in: Text, lang: Lang) -> str:
        """A distance from a limit, as a rule's sentence says it."""
        if is_percent(measured_in):
            return points_text(size, lang)
        return _ONE_STEP.format(lang, unit=measured_in) if size == 1 else with_unit(plain(size), measured_in, lang)

    def distance_text(self, size: float, measured_in: Text, lang: Lang) -> str:
        """How far a figure lies beyond a limit, as a rule's explanation says it."""
        return distance_text(size, measured_in, lang)

    def limit_phrase(self, how: str, limit: float, measured_in: Text, lang: Lang) -> str:
        """How a figure stands to a limit, by a key of LIMITS: 90%及以上, 低于5次, 达到4篇."""
        return LIMITS[how].format(lang, limit=self.limit_text(limit, measured_in, lang))

    def not_applicable_text(self, values: Mapping[str, float], lang: Lang) -> str:
        """Why figures make the indicator not applicable; '' where they do not."""
        return ""

    def worded(self, words: Text) -> Text:
        """Words of a year as they are said of the periods of this kind."""
        return words

    def in_period(self, period: Period) -> FactKind:
        """The same kind with the words for figures of a period."""
        return self

    def example_of(self, period: Period) -> Text:
        """How it is filled in for a period."""
        return self.example.filled(year=period.year)

    def within(self, period: Period) -> tuple[str, ...] | None:
        """The fields that lie in a period, of a kind whose fields are parts of the year; None of any other kind."""
        return None

    def outside(self, period: Period) -> dict[str, Text]:
        """Field -> label of the parts of the year that do not lie in a period."""
        within = self.within(period)
        return {} if within is None else {name: label for name, label in self.labels().items() if name not in within}

    # --- what does not fit together --------------------------------------------------------------

    def key_mistakes(self, item: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, dict[str, Any]]]:
        """(path, code, params) of what is wrong among this kind's keys of an indicator, as the file gives it."""
        return iter(())

    def inconsistencies(
        self, item: Reported, values: Mapping[str, float | None], year: int, is_partial: bool
    ) -> Iterator[Inconsistency]:
        """What does not fit together among the fields that are given.

        Args:
            values: field -> its number; None where the cell could not be read.
            year: that is assessed.
            is_partial: whether some fields may be left out: an inspector may correct one half of a pair.
        """
        return iter(())

    # --- a workbook to fill in -------------------------------------------------------------------

    @abstractmethod
    def prompt(self, item: Reported, year: int) -> Text:
        """What to fill in, beside the indicator's row."""

    @abstractmethod
    def validation(self, name: str, item: Reported, year: int) -> Validation:
        """What is checked at the cell of a field."""

    # --- figures to try --------------------------------------------------------------------------

    @abstractmethod
    def trial(self, item: Reported, near: list[float]) -> dict[str, Floats]:
        """Figures worth trying on a rule, field -> values; each position is one possible report.

        Args:
            near: figures at, just below and just above every number of the rule, ascending.
        """


_COMMA = text("，", ", ")
LIMITS: Mapping[str, Text] = {
    "limit": Text("{limit}"),
    "at": text("{limit}", "at {limit}"),
    "at_least": text("{limit}及以上", "from {limit}"),
    "above": text("高于{limit}", "above {limit}"),
    "at_most": text("{limit}及以下", "up to {limit}"),
    "below": text("低于{limit}", "below {limit}"),
    "or_more": text("{limit}及以上", "at {limit} or more"),
    "or_less": text("{limit}及以下", "at {limit} or less"),
    "reached": text("达到{limit}", "from {limit}"),
    "within": text("不超过{limit}", "up to {limit}"),
    "past": text("超过{limit}", "above {limit}"),
}
_MEASURED = text("{figure}{unit}", "{figure} {unit}")
_ONE_STEP = text("1{unit}", "one")
_ONE_POINT = text("1个百分点", "percentage point")
_POINTS = text("{points}个百分点", "{points} percentage points")
_APART = text("{figure} {unit}", "{figure} {unit}")
_ONE_MEASURED = text("{figure}{unit}", "{figure}")  # English units are in the plural; "1 sessions" would be wrong


def with_unit(figure: str, measured_in: Text, lang: Lang) -> str:
    """A figure followed by its unit of measurement, spaced as the language does."""
    unit = measured_in.get(lang)
    if is_percent(measured_in):
        return f"{figure}%"
    if unit[:1].isdigit():  # 75000 and "2017年美元" would run into one number
        return f"{figure} {unit}"
    pattern = _ONE_MEASURED if figure == "1" else _MEASURED
    if unit[:1].isdigit():  # or else both would read as one number
        pattern = _APART
    return pattern.format(lang, figure=figure, unit=unit) if unit else figure


def points_text(points: float, lang: Lang) -> str:
    """A distance in percentage points; one of them is counted by its name alone."""
    return (_ONE_POINT if points == 1 else _POINTS).format(lang, points=plain(points))


def distance_text(size: float, measured_in: Text, lang: Lang) -> str:
    """How far a figure is from another one: 2次, 20个百分点."""
    if is_percent(measured_in):
        return _POINTS.format(lang, points=plain(size))
    return with_unit(plain(size), measured_in, lang)


def is_percent(measured_in: Text) -> bool:
    """Whether figures are per cent: 96 is 96%."""
    return any(tidy(words) == "%" for words in measured_in.root.values())


def is_percent_unit(given: Any) -> bool:
    """Whether a unit of measurement, as the file gives it, is per cent."""
    words = given.values() if isinstance(given, dict) else [given]
    return any(isinstance(word, str) and is_percent(Text(word)) for word in words)


def without_sign(raw: Any) -> Any:
    """A figure in per cent without its sign: 96% -> 96."""
    words = tidy(raw) if isinstance(raw, str) else ""
    return words[:-1] if words.endswith("%") else raw


def read_amount(raw: Any, *, percent: bool = False) -> float:
    """A number of 0 or more. Raises BadValue."""
    value = read_number(raw, percent=percent)
    if value < 0:
        raise BadValue("negative", found=raw)
    return value


def read_number(raw: Any, *, percent: bool = False) -> float:
    """Any number; `percent`: whether 85% is understood, as 0.85. Raises BadValue."""
    try:
        return parse_number(raw, percent=percent)
    except BadNumber as bad:
        raise BadValue(bad.code, found=raw) from None


def read_whole(raw: Any) -> float:
    """A whole number of 0 or more. Raises BadValue."""
    value = read_amount(raw)
    if value != int(value):
        raise BadValue("not_whole", found=raw)
    return value
