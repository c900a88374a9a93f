"""Follows references between the modules of the screens, from what is kept between runs to what reads the session."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

SESSION = {"session_state", "query_params", "context", "user"}  # of Streamlit: what differs from viewer to viewer
CACHES = ("lru_cache", "cache", "version_cache", "st.cache_data", "st.cache_resource")

Place = tuple[str, str]  # module, function (Class.method for a method)
Function = ast.FunctionDef | ast.Lambda


@dataclass
class Module:
    """A module's functions, and what its names mean."""

    name: str
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    classes: dict[str, list[str]] = field(default_factory=dict)  # -> their methods, as in `functions`
    modules: dict[str, str] = field(default_factory=dict)  # name here -> the module that it is
    imported: dict[str, Place] = field(default_factory=dict)  # name here -> where it comes from


def read(sources: Mapping[str, str]) -> dict[str, Module]:
    """Modules by name, from their sources."""
    return {name: _module(name, ast.parse(source), sources) for name, source in sources.items()}


def _module(name: str, tree: ast.Module, sources: Mapping[str, str]) -> Module:
    module = Module(name)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole, here = f"{node.module}.{alias.name}", alias.asname or alias.name
                if whole in sources:
                    module.modules[here] = whole
                else:
                    module.imported[here] = (node.module, alias.name)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            module.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
            module.classes[node.name] = [f"{node.name}.{n.name}" for n in methods]
            module.functions |= {f"{node.name}.{n.name}": n for n in methods}
    return module


def is_cached(function: ast.FunctionDef) -> bool:
    """Whether what a function returns is kept between runs."""
    decorators = [d.func if isinstance(d, ast.Call) else d for d in function.decorator_list]
    return any(ast.unparse(d) in CACHES for d in decorators)


def made_later(module: Module) -> Iterator[tuple[Place, Function]]:
    """What a download makes when it is clicked, outside every session: functions inside one that offers downloads."""
    for name, function in module.functions.items():
        calls = {n.func.id for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        if calls & {"download", "download_table"}:
            for node in ast.walk(function):
                if isinstance(node, Function) and node is not function:
                    yield (module.name, f"{name} (at a click)"), node


def way_to_session(modules: Mapping[str, Module], place: Place, function: Function) -> list[str]:
    """By which functions one reads the session, the first of them last; nothing for one that does not."""
    return _way(modules, modules[place[0]], place[1], function, set())


def _way(modules: Mapping[str, Module], module: Module, name: str, function: Function, seen: set[Place]) -> list[str]:
    if (module.name, name) in seen:
        return []
    seen.add((module.name, name))
    here, own = f"{module.name}.{name}", _own_names(function)
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in own:
            continue
        if isinstance(node, ast.Attribute) and node.attr in SESSION and ast.unparse(node.value) == "st":
            return [f"st.{node.attr}", here]
        for target, called in _targets(modules, module, node):
            way = _way(modules, modules[target], called, modules[target].functions[called], seen)
            if way:
                return [*way, here]
    return []


def _own_names(function: Function) -> set[str]:
    """The names that mean something else inside a function: its parameters, and what it assigns."""
    stored = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    arguments = function.args
    return stored | {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}


def _targets(modules: Mapping[str, Module], module: Module, node: ast.AST) -> Iterator[Place]:
    """The functions of ours that a name stands for; those of a class are all its methods."""
    if isinstance(node, ast.Name):
        yield from _named(modules, *module.imported.get(node.id, (module.name, node.id)))
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in module.modules:
        yield from _named(modules, module.modules[node.value.id], node.attr)


def _named(modules: Mapping[str, Module], module: str, name: str) -> Iterator[Place]:
    if module not in modules:
        return
    if name in modules[module].functions:
        yield module, name
    for method in modules[module].classes.get(name, ()):
        yield module, method
