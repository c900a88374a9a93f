"""indicators.yaml -> IndicatorSystem, or every mistake in it by line and column."""

from __future__ import annotations

import hashlib
import types
import typing
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scoring import DEFAULT_SYSTEM
from scoring.numbers import typed
from scoring.problems import Problem, SystemError_, has_errors
from scoring.problems.shortening import shortened
from scoring.problems.suggestions import choices, not_among, question
from scoring.rules import RULES
from scoring.rules.parameters import file_keys
from scoring.system.checks import check
from scoring.system.models import ADJUSTMENT_RULES, INDICATOR_RULES, IndicatorSystem
from scoring.system.percent_limits import percent_warnings
from scoring.system.yaml_nodes import MAX_BYTES, Document, Path, read_yaml
from scoring.words import Text, text


def load_system(path: str | FilePath) -> IndicatorSystem:
    """Read an indicator system from a file.

    Raises:
        SystemError_: with every mistake, each with line and column.
        OSError: the file cannot be read.
    """
    path = FilePath(path)
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        raise SystemError_(
            [Problem("yaml_too_large", {"size": len(raw), "limit": MAX_BYTES}, file=path.name, line=1, column=1)]
        )
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = raw[: bad.start].count(b"\n") + 1
        raise SystemError_([Problem("yaml_not_text", file=path.name, line=line, column=1)]) from None
    return load_system_text(source, path.name)


def load_system_text(source: str, name: str = DEFAULT_SYSTEM) -> IndicatorSystem:
    """Read an indicator system from YAML text; `name` is the file named in messages.

    Raises:
        SystemError_: with every mistake, each with line and column.
    """
    size = len(source.encode())
    if size > MAX_BYTES:
        raise SystemError_([Problem("yaml_too_large", {"size": size, "limit": MAX_BYTES}, file=name, line=1, column=1)])
    doc = read_yaml(source)
    problems = list(doc.problems)
    system: IndicatorSystem | None = None
    if doc.data is not None:
        system, shape_problems = _validated(doc)
        problems += [*shape_problems, *check(doc)]
    warnings = [p for p in problems if p.severity == "warning"]
    if system is None or has_errors(problems):
        raise SystemError_(shortened(p.at(file=name) for p in sorted(problems, key=lambda p: (p.line, p.column))))
    warnings += [*_marks_warnings(system, doc), *percent_warnings(system, doc)]
    system._text, system._digest = source, f"sha256:{hashlib.sha256(source.encode()).hexdigest()}"
    system._warnings = tuple(shortened(p.at(file=name) for p in warnings))
    return system


def _validated(doc: Document) -> tuple[IndicatorSystem | None, list[Problem]]:
    period = doc.data.get("period") if isinstance(doc.data, dict) else None
    year = period.get("year") if isinstance(period, dict) else None
    context = {"year": year if isinstance(year, int) and 1900 <= year <= 2200 else 2000}
    try:
        return IndicatorSystem.model_validate(doc.data, context=context), []
    except ValidationError as bad:
        return None, list(_translated(bad.errors(include_url=False), doc))


def _marks_warnings(system: IndicatorSystem, doc: Document) -> Iterator[Problem]:
    if not system.marks_make_scale:
        return
    for group_id, group in system.groups.items():
        total, whole = system.total_marks(group_id), sum(i.marks_for(group_id) for i in system.indicators.values())
        # What a group does not have is rescaled on purpose; the lint of a system names that.
        if abs(total - system.scale) > 1e-9 and abs(whole - system.scale) > 1e-9:
            params = {"group": group.title, "total": typed(total), "scale": typed(system.scale)}
            yield Problem("marks_do_not_add_up", params, **doc.place(("sections",), key=True))


# --- pydantic's findings in our words ------------------------------------------------------------

_EXPECTED: dict[str, Text] = {
    "float_type": text("数字", "a number"),
    "int_type": text("整数", "a whole number"),
    "bool_type": text("true 或 false", "true or false"),
    "string_type": text("文字", "text"),
    "tuple_type": text("列表（- 开头或方括号）", "a list"),
    "list_type": text("列表（- 开头或方括号）", "a list"),
    "dict_type": text("键值映射（键: 值）", "a map of keys and values"),
    "model_type": text("键值映射（键: 值）", "a map of keys and values"),
    "model_attributes_type": text("键值映射（键: 值）", "a map of keys and values"),
    "date_type": text("日期，如 '2025-03-31' 或 '03-31'", "a date such as '2025-03-31' or '03-31'"),
}


_TEXT_EXPECTED = text("文字，或各语言的文字 {zh: …, en: …}", "text, or a map of languages {zh: …, en: …}")


def _translated(errors: list[ErrorDetails], doc: Document) -> Iterator[Problem]:
    reported: set[Path] = set()
    for error in errors:
        path, model = _resolve(error["loc"], doc.data)
        # A value of a union (a number or a map) is reported once for each member; tell it once.
        if error["type"] not in ("extra_forbidden", "missing") and path in reported:
            continue
        # A list all of whose entries are wrong counts as too short; the entries' own mistakes are reported.
        if error["type"] == "too_short" and error["input"]:
            continue
        reported.add(path)
        yield _one(error, path, model, doc)


def _one(error: ErrorDetails, path: Path, model: type[BaseModel] | None, doc: Document) -> Problem:
    kind, key, found = error["type"], str(path[-1]) if path else "", error["input"]
    ctx = error.get("ctx", {})
    if kind == "extra_forbidden":
        if way_out := getattr(model, "elsewhere", {}).get(key):
            return Problem("key_not_here", {"key": key, "way_out": way_out}, **doc.place(path, key=True))
        allowed = list(file_keys(model)) if model else []
        params = {"key": key, "nearest": question(key, allowed), "choices": choices(allowed)}
        return Problem("unknown_key", params, **doc.place(path, key=True))
    if kind == "missing":
        return Problem("missing_key", {"key": key}, **doc.place(path[:-1]))
    if kind == "union_tag_not_found":
        return Problem("missing_key", {"key": "kind"}, **doc.place(path))
    if kind == "union_tag_invalid":
        kinds = ADJUSTMENT_RULES if path and path[0] == "adjustments" else INDICATOR_RULES
        return Problem("unknown_kind", not_among(str(ctx.get("tag", "")), kinds), **doc.place((*path, "kind")))
    if kind in _EXPECTED:
        expected = _TEXT_EXPECTED if _is_text(model, key) else _EXPECTED[kind]
        return Problem("wrong_type", {"key": key, "found": _shown(found), "expected": expected}, **doc.place(path))
    if kind == "value_error" and str(ctx.get("error")) == "bad_id":
        return Problem("bad_id", {"id": found, "detail": _bad_id_detail(str(found))}, **doc.place(path))
    if kind == "value_error":
        return Problem(
            "bad_parameter", {"detail": getattr(ctx.get("error"), "words", Text(error["msg"]))}, **doc.place(path)
        )
    detail, expected = _limit(kind, ctx, error["msg"])
    params = {"key": key, "found": _shown(found), "detail": detail, "expected": expected}
    return Problem("bad_value", params, **doc.place(path))


_BOUNDS = {
    "greater_than": ("gt", ">"),
    "greater_than_equal": ("ge", ">="),
    "less_than": ("lt", "<"),
    "less_than_equal": ("le", "<="),
}


def _limit(kind: str, ctx: dict[str, Any], message: str) -> tuple[Text, Text]:
    """Why a value is refused, and what is expected in its place."""
    if kind in _BOUNDS:
        name, sign = _BOUNDS[kind]
        return text("超出范围", "it is out of range"), Text(f"{sign} {typed(ctx[name])}")
    if kind == "literal_error":
        return text("不在可选值之内", "it is not one of the choices"), _choices(ctx["expected"])
    if kind in ("too_short", "string_too_short"):
        return text("没有内容", "it is empty"), text("至少一项", "at least one entry")
    if kind == "finite_number":
        return text("太大", "it is too large"), text("一个有限的数", "a finite number")
    if kind == "string_too_long":
        return text("太长", "it is too long"), text(
            f"最多 {ctx['max_length']} 字", f"at most {ctx['max_length']} characters"
        )
    return Text(message), text("见 docs/yaml.md", "see docs/yaml.md")


def _choices(expected: str) -> Text:
    """The choices that pydantic lists, as a file has them: false, true, 'full'."""
    return Text(expected.replace(" or ", ", ").replace("False", "false").replace("True", "true"))


def _is_text(model: type[BaseModel] | None, key: str) -> bool:
    return model is not None and key in model.model_fields and model.model_fields[key].annotation is Text


def _bad_id_detail(found: str) -> Text:
    if found[:1].isdigit():
        return text("电子表格会把它变成日期或数字", "spreadsheets turn it into a date or a number")
    return text("形式不对", "it is not of the right form")


def _shown(found: Any) -> Text:
    names = {
        dict: ("一组键值", "a map"),
        list: ("一个列表", "a list"),
        type(None): ("空", "nothing"),
        bool: (str(found).lower(), str(found).lower()),
    }
    if type(found) in names:
        return text(*names[type(found)])
    if isinstance(found, str):
        return text(f"文字“{found[:60]}”", f"the text '{found[:60]}'")
    return text(f"数字 {found}", f"the number {found}")


def _resolve(loc: tuple[str | int, ...], data: Any) -> tuple[Path, type[BaseModel] | None]:
    """The path in the file of a pydantic location, and the model at its end's parent.

    A location also names union members (the rule kind, 'float'); those steps are not in the file.
    """
    path: Path = ()
    here: Any = data
    models: list[Any] = [IndicatorSystem]
    parent: list[Any] = models
    for position, step in enumerate(loc):
        is_last = position == len(loc) - 1
        if len(models) > 1 and step in RULES:
            parent = models = [RULES[str(step)]]
            continue
        inside = (isinstance(here, dict) and step in here) or (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        )
        if not inside and not (is_last and isinstance(here, dict) and _is_field(models, step)):
            continue
        parent, models = models, _children(models, step)
        path = (*path, step)
        here = here[step] if inside else None
    owners = [m for m in parent if isinstance(m, type) and issubclass(m, BaseModel)]
    return path, owners[0] if owners else None


def _is_field(models: list[Any], step: str | int) -> bool:
    return any(isinstance(m, type) and issubclass(m, BaseModel) and step in file_keys(m) for m in models)


def _children(models: list[Any], step: str | int) -> list[Any]:
    """The types that may stand at `step` of a value of one of `models`."""
    found: list[Any] = []
    for model in models:
        if isinstance(model, type) and issubclass(model, BaseModel):
            info = model.model_fields.get(file_keys(model).get(str(step), ""))
            found += _plain_types(info.annotation) if info else []
        else:
            found += [t for argument in typing.get_args(model) for t in _plain_types(argument)]
    return found


def _plain_types(annotation: Any) -> list[Any]:
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _plain_types(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [t for argument in typing.get_args(annotation) for t in _plain_types(argument)]
    return [annotation]
