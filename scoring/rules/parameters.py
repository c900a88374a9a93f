"""The parameters of rules: what each is called, and every number among them.

A number is named by the way to it inside its rule: ("target",), ("bands", 0, "at_least"), ("levels", "优").

Tested in tests/analysis/test_what_if.py.
"""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, get_args

from pydantic import BaseModel, Field, Strict, ValidationError

from scoring.words import Lang, Text, text

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Rate = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
NonNegative = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
Positive = Annotated[float, Strict(), Field(gt=0, allow_inf_nan=False)]
Truth = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]

Step = str | int
Value = float | dt.date


class BadParameter(ValueError):
    """Parameters that cannot go together; `words` says why in each language."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = text(zh, en)


@dataclass(frozen=True)
class Label:
    """What a parameter is called.

    Attributes:
        value: what each entry of a list or mapping of numbers is.
        is_marks: whether it is in marks, and so belongs together with the indicator's own.
    """

    words: Text
    value: Text | None = None
    is_marks: bool = False


RATE = text("得分率", "rate")
SCOPE = Label(text("比较范围", "compared within"))


def label(zh: str, en: str, value: Text | None = None, *, is_marks: bool = False) -> Label:
    """The label of a parameter, to stand in its annotation."""
    return Label(text(zh, en), value, is_marks)


def file_keys(model: type[BaseModel]) -> dict[str, str]:
    """Key in the file -> name of the field; they differ where the key is a word of Python, such as `from`."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def label_of(model: type[BaseModel], key: str) -> Label:
    """The label of a parameter, by its key in the file. Raises KeyError: it has none."""
    for part in model.model_fields[file_keys(model)[key]].metadata:
        if isinstance(part, Label):
            return part
    raise KeyError(f"{model.__name__}.{key}")


def label_words(model: type[BaseModel], lang: Lang) -> dict[str, str]:
    """What each parameter of a rule, and of what stands inside them, is called, by its key."""
    words: dict[str, str] = {}
    for key, name in file_keys(model).items():
        field = model.model_fields[name]
        if key != "kind":
            words[key] = label_of(model, key).words.get(lang)
        for inside in filter(_is_model, _plain_types(field.annotation)):
            words = label_words(inside, lang) | words  # what stands first keeps its word
    return words


def without_label(model: type[BaseModel]) -> list[str]:
    """The parameters of a rule, and of what stands inside them, that have no label."""
    names = []
    for name, field in model.model_fields.items():
        if name != "kind" and not any(isinstance(part, Label) for part in field.metadata):
            names.append(f"{model.__name__}.{name}")
        for inside in _plain_types(field.annotation):
            if isinstance(inside, type) and issubclass(inside, BaseModel):
                names += without_label(inside)
    return names


def _plain_types(annotation: Any) -> set[Any]:
    """The plain types a field can hold."""
    return {annotation}.union(*(_plain_types(part) for part in get_args(annotation)))


# --- every number of a rule --------------------------------------------------------------------------


class Parameter(NamedTuple):
    """A number or a date of a rule.

    Attributes:
        value: None where an optional one is not given. is_whole: whether only whole numbers will do.
        is_marks: whether it is in marks.
    """

    way: tuple[Step, ...]
    value: Value | None
    is_whole: bool = False
    is_marks: bool = False


def parameters(rule: BaseModel) -> Iterator[Parameter]:
    """Every number and date of a rule, those that are not given but could be among them."""
    for key, name in file_keys(type(rule)).items():
        value, field = getattr(rule, name), type(rule).model_fields[name]
        if key == "kind":
            continue
        if value is not None:
            yield from _numbers((key,), value, label_of(type(rule), key).is_marks)
        elif float in _plain_types(field.annotation) and _can_be_given(rule, key):
            yield Parameter((key,), None)


def numbers(rule: BaseModel) -> Iterator[float]:
    """Every number that is given; dates as day numbers."""
    for parameter in parameters(rule):
        value = parameter.value
        if value is not None:
            yield float(value.toordinal()) if isinstance(value, dt.date) else float(value)


def _can_be_given(rule: BaseModel, new: str) -> bool:
    """Whether an optional parameter goes together with the others of the rule."""
    given = {key: getattr(rule, name) for key, name in file_keys(type(rule)).items() if name in rule.model_fields_set}
    try:
        type(rule).model_validate(given | {new: 0.5})
    except ValidationError:
        return False
    return True


def _numbers(way: tuple[Step, ...], value: Any, is_marks: bool) -> Iterator[Parameter]:
    if isinstance(value, bool):
        return
    if isinstance(value, int | float | dt.date):
        yield Parameter(way, value, isinstance(value, int), is_marks)
    elif isinstance(value, BaseModel):
        for key, name in file_keys(type(value)).items():
            yield from _numbers((*way, key), getattr(value, name), label_of(type(value), key).is_marks)
    elif isinstance(value, Mapping):
        for name, inside in value.items():
            yield from _numbers((*way, name), inside, is_marks)
    elif isinstance(value, tuple):
        for place, inside in enumerate(value):
            yield from _numbers((*way, place), inside, is_marks)


# --- words -------------------------------------------------------------------------------------------

_OF_ENTRY = text("第{number}{name}的{value}", "{name} {number}: {value}")
_OF_OPTION = text("{name}“{option}”的{value}", "{name} “{option}”: {value}")
_OF_PART = text("{name}的{value}", "{name}: {value}")


def parameter_words(
    rule: BaseModel, way: tuple[Step, ...], lang: Lang, titles: Mapping[str, Text] | None = None
) -> str:
    """What a number of a rule is called: 目标值, 第2档的下限, 选项“优”的得分率; `titles` are of what has an id."""
    model = type(rule)
    own = label_of(model, str(way[0]))
    if len(way) == 1:
        return own.words.get(lang)
    value = own.value or RATE
    if len(way) > 2:
        entry = next(
            t for t in _plain_types(model.model_fields[file_keys(model)[str(way[0])]].annotation) if _is_model(t)
        )
        value = label_of(entry, str(way[2])).words
    if isinstance(way[1], int):
        return _OF_ENTRY.format(lang, number=way[1] + 1, name=own.words, value=value)
    part = getattr(rule, str(way[0]))
    if isinstance(part, BaseModel):
        return _OF_PART.format(lang, name=own.words, value=label_of(type(part), way[1]).words)
    return _OF_OPTION.format(lang, option=(titles or {}).get(way[1], way[1]), name=own.words, value=value)


def _is_model(annotation: Any) -> typing.TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
