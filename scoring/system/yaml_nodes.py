"""YAML to plain data, with the line and column of every key and value, and without YAML's surprises.

Built on PyYAML's safe loader. Only true/false are truth values, only plain decimal notation is a
number, a date is text; so `no`, `1:30`, `012` and 2025-03-31 stay the text that was written.

Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypedDict

import yaml

from scoring.problems import Problem
from scoring.system.yaml_words import in_words

MAX_BYTES = 1024 * 1024
MAX_NODES = 10_000
MAX_DEPTH = 50  # far beyond any system; deeper ones overrun the stack of the C parser
Path = tuple[str | int, ...]


# libyaml reads eight times faster where the wheel has it; both give the same nodes and marks.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_SafeLoader):  # type: ignore[misc]
    """The safe loader with YAML 1.2's core types only."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", "~n"),
    ("int", r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(0|[1-9][0-9]*)(\.[0-9]*([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)|[-+]?\.[0-9]+", "-+.0123456789"),
):
    _firsts: list[Any] = [*_first, ""] if _tag == "null" else list(_first)
    _PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})$"), _firsts)

_LONGEST_INT = 18  # digits; a longer one is as good as a float


_CONVERT: dict[str, Callable[[str], Any]] = {
    "bool": lambda s: s == "true",
    "null": lambda _: None,
    "int": lambda s: int(s) if len(s) <= _LONGEST_INT else float(s),
    "float": float,
}
_CORE_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", *_CONVERT)}


class Place(TypedDict):
    """Where in the file, counted from 1."""

    line: int
    column: int


@dataclass
class Document:
    """Plain data and where each part of it stands: path -> (line, column), counted from 1."""

    data: Any
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    key_places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path, key: bool = False) -> Place:
        """Line and column of a value (or of its key), or of the nearest part around it."""
        places = self.key_places if key else self.places
        while path and path not in places:
            path = path[:-1]
            places = self.places
        line, column = places.get(path, (1, 1))
        return {"line": line, "column": column}


def read_yaml(source: str) -> Document:
    """Read one YAML document.

    Returns:
        The data with places; `problems` names duplicate keys, or why nothing could be read
        (then `data` is None).
    """
    try:
        too_deep = _first_too_deep(source)
        if too_deep is not None:
            return Document(None, problems=[too_deep])
        loader = _PlainLoader(source)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as bad:
        return Document(None, problems=[_syntax_problem(bad)])
    if root is None:
        return Document({})
    builder = _Builder()
    try:
        builder.document.data = builder.build(root, ())
    except _TooManyNodes:
        builder.document.data = None
        builder.document.problems = [_too_many(root)]
    except _ContainsItself as bad:
        line, column = _place(bad.node)
        builder.document.data = None
        builder.document.problems = [Problem("yaml_contains_itself", line=line, column=column)]
    return builder.document


def _too_many(root: yaml.Node) -> Problem:
    """Whether the file itself holds too much, or only what its aliases make of it."""
    seen, waiting = {id(root)}, [root]
    while waiting:
        node = waiting.pop()
        inner = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value
        for child in inner if isinstance(node, yaml.CollectionNode) else ():
            if id(child) not in seen:
                seen.add(id(child))
                waiting.append(child)
    if len(seen) > MAX_NODES:
        return Problem("yaml_too_many_values", {"count": f"{len(seen):,}", "limit": f"{MAX_NODES:,}"})
    return Problem("yaml_too_many_nodes", {"limit": MAX_NODES})


def _first_too_deep(source: str) -> Problem | None:
    """Where the nesting passes the limit, found without nesting calls."""
    depth = 0
    for event in yaml.parse(source, Loader=_SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark: Any = event.start_mark
                return Problem("yaml_too_deep", {"limit": MAX_DEPTH}, line=mark.line + 1, column=mark.column + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


class _TooManyNodes(Exception):
    """The expanded document is larger than allowed."""


class _ContainsItself(Exception):
    """A node is part of itself."""

    def __init__(self, node: yaml.Node) -> None:
        super().__init__()
        self.node = node


class _Builder:
    def __init__(self) -> None:
        self.document = Document(None)
        self._count = 0
        self._open: set[int] = set()

    def build(self, node: yaml.Node, path: Path) -> Any:
        self._count += 1
        if id(node) in self._open:
            raise _ContainsItself(node)
        if self._count > MAX_NODES:
            raise _TooManyNodes
        self.document.places[path] = _place(node)
        self._open.add(id(node))
        built = self._build_open(node, path)
        self._open.discard(id(node))
        return built

    def _build_open(self, node: yaml.Node, path: Path) -> Any:
        if node.tag not in _CORE_TAGS:
            line, column = _place(node)
            self.document.problems.append(Problem("yaml_tag", {"tag": node.tag}, line=line, column=column))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        kind = node.tag.rpartition(":")[2]
        return _CONVERT.get(kind, str)(node.value)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node.value, str) else str(key_node.tag)
            here = (*path, key)
            if key in built:
                first = self.document.key_places[here][0]
                line, column = _place(key_node)
                self.document.problems.append(
                    Problem("duplicate_key", {"key": key, "first": first}, line=line, column=column)
                )
                continue
            self.document.key_places[here] = _place(key_node)
            built[key] = self.build(value_node, here)
        return built


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _syntax_problem(bad: Exception) -> Problem:
    mark = getattr(bad, "problem_mark", None)
    detail = in_words(str(getattr(bad, "problem", None) or bad))
    where = Place(line=mark.line + 1, column=mark.column + 1) if mark else Place(line=1, column=1)
    return Problem("yaml_syntax", {"detail": detail}, **where)
