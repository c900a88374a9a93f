"""Finds what the screens hand to Streamlit as Markdown, and whether all of it is the program's own or escaped."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# What reads Markdown -> where it stands among its arguments; our own functions that pass a text on, too.
READERS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("markdown", "caption", "title", "header", "subheader", "write", "badge", "toast"), (0,)),
    **dict.fromkeys(("error", "warning", "info", "success", "status", "spinner"), (0,)),
    **dict.fromkeys(("button", "form_submit_button", "download_button", "link_button", "page_link"), (0,)),
    **dict.fromkeys(("checkbox", "toggle", "expander", "popover", "tabs", "selectbox", "multiselect"), (0,)),
    **dict.fromkeys(("text_input", "text_area", "number_input", "date_input", "file_uploader"), (0,)),
    **dict.fromkeys(("radio", "pills", "segmented_control"), (0, 1)),
    **dict.fromkeys(("metric", "metric_with_change"), (0, 1, 2)),
    **dict.fromkeys(("choice", "switch", "hint", "progress_bar", "download", "download_table", "search_field"), (0,)),
    **dict.fromkeys(("action_button", "offer_export"), (0,)),
    **dict.fromkeys(("progress", "follow"), (1,)),
    "reason_form": (),
    "sentences": (0,),
}
KEYWORDS = {"help", "label", "button", "missing", "text", "delta", "delta_description", "captions", "value"}
COLUMNS = "column_config"  # headings and help of columns are plain text: `tables` sees to it
ESCAPING = {"escape"}
OURS = {"t", "tn", "gettext", "ngettext", "label"}  # sentences of the catalogue: safe, if what they put in is
FIGURES = {"len", "int", "plain", "signed", "percent", "score", "change", "rank_text", "round", "sum", "today", "lang"}
FIGURE_NAMES = {
    "year",
    "period",
    "count",
    "all",
    "number",
    "share",
    "total",
    "cut",
}  # what is called so is a figure everywhere
FIGURE_TYPES = {"int", "float", "bool", "int | None", "float | None"}


@dataclass(frozen=True)
class Place:
    """An argument that might hold what somebody wrote."""

    module: str
    function: str
    source: str


@dataclass
class _Scope:
    """A function: what its names are given, and which of its parameters are figures or texts passed on."""

    node: ast.FunctionDef
    figures: set[str]  # attributes that are figures wherever they are declared
    seen: set[str] = field(default_factory=set)

    def is_safe(self, node: ast.expr | None) -> bool:
        """Whether nothing that somebody wrote can be in it unescaped."""
        match node:
            case ast.Call():
                return self._is_safe_call(node)
            case ast.Name(id=name):
                return self._is_safe_name(name)
            case ast.Attribute(attr=attr):
                return attr in self.figures | FIGURE_NAMES or (isinstance(node.value, ast.Name) and attr.isupper())
        return node is None or isinstance(node, ast.Constant | ast.Compare) or self._has_safe_parts(node)

    def _has_safe_parts(self, node: ast.expr) -> bool:
        """The same of what is put together from others."""
        match node:
            case ast.FormattedValue(format_spec=spec) if spec is not None:
                return True
            case ast.JoinedStr(values=parts) | ast.Dict(values=parts) | ast.BoolOp(values=parts):
                return all(map(self.is_safe, parts))
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(map(self.is_safe, parts))
            case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
                return self.is_safe(one) and self.is_safe(other)
            case ast.GeneratorExp(elt=part) | ast.ListComp(elt=part) | ast.DictComp(value=part):
                return self.is_safe(part)
            case ast.FormattedValue(value=part) | ast.Starred(value=part) | ast.Subscript(value=part):
                return self.is_safe(part)
        return False

    def _is_safe_call(self, call: ast.Call) -> bool:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg not in FIGURE_NAMES)]
        if name in ESCAPING or name in FIGURES:
            return True
        if name in OURS:
            return all(map(self.is_safe, given))
        if name in ("join", "get", "keys", "values", "items", "pop") and isinstance(call.func, ast.Attribute):
            return self.is_safe(call.func.value) and all(map(self.is_safe, given))
        return name == "str" and all(map(self.is_safe, given))

    def _is_safe_name(self, name: str) -> bool:
        if name.strip("_").isupper() or name in self.seen or name in FIGURE_NAMES:
            return True
        parameters = {a.arg: a for a in [*self.node.args.args, *self.node.args.kwonlyargs]}
        if name in parameters:
            annotation = parameters[name].annotation
            is_figure = annotation is not None and ast.unparse(annotation) in FIGURE_TYPES
            return is_figure or self.node.name.strip("_") in READERS
        self.seen.add(name)
        given = list(_given(self.node, name))
        safe = bool(given) and all(map(self.is_safe, given))
        self.seen.discard(name)
        return safe


def _given(function: ast.FunctionDef, name: str) -> Iterator[ast.expr]:
    """Everything that a local name is given."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _matched(target, node.value, name)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            yield from _matched(node.target, node.value, name)
        elif isinstance(node, ast.For | ast.comprehension):
            yield from _matched(node.target, node.iter, name)


def _matched(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    """What of a value a name in its target is given: the part in its place, else the whole."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for inner, part in zip(target.elts, value.elts, strict=True):
            yield from _matched(inner, part, name)
    elif any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target)):
        yield value


def figure_attributes(sources: Iterable[str]) -> set[str]:
    """Names of attributes that are declared as figures in every class that has them."""
    kinds: dict[str, set[str]] = {}
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                        kinds.setdefault(line.target.id, set()).add(ast.unparse(line.annotation))
    return {name for name, types in kinds.items() if types <= FIGURE_TYPES}


def unescaped(sources: Mapping[str, str], figures: set[str]) -> list[Place]:
    """Every argument read as Markdown in which something that somebody wrote could stand as it is."""
    found = []
    for module, source in sources.items():
        for function in ast.walk(ast.parse(source)):
            if isinstance(function, ast.FunctionDef):
                scope = _Scope(function, figures)
                found += [
                    Place(module, function.name, ast.unparse(argument))
                    for argument in _read_as_markdown(function)
                    if not scope.is_safe(argument)
                ]
    return list(dict.fromkeys(found))


def _read_as_markdown(function: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in READERS:
                yield from (node.args[at] for at in READERS[name] if at < len(node.args))
                yield from (keyword.value for keyword in node.keywords if keyword.arg in KEYWORDS)
