"""What must agree among sections and measures: weights, what a part takes, gates, how many it needs.

On plain data, as `checks`. Tested in tests/system/test_loader.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scoring.numbers import typed
from scoring.problems import Problem
from scoring.problems.suggestions import not_among
from scoring.system.yaml_nodes import Document, Path
from scoring.words import text

_KINDS = {"measures": text("措施", "measure"), "indicators": text("指标", "indicator")}


class PlacedPart(NamedTuple):
    """A section or measure of the file: where it stands, what is given, under which key its children are, and they."""

    path: Path
    given: Mapping[str, Any]
    key: str
    children: Sequence[tuple[Path, Mapping[str, Any]]]

    @property
    def id(self) -> str:
        return str(self.given.get("id", ""))


def part_mistakes(doc: Document) -> Iterator[Problem]:
    """Every mistake among sections and measures."""
    data = doc.data
    if "sections" not in data and "start" not in data:
        yield Problem("missing_key", {"key": "sections"}, **doc.place(()))
    sections = [PlacedPart(path, part, "measures", _children(path, part, "measures")) for path, part in _top(data)]
    yield from _weights(doc, sections)
    yield from _needs(doc, (), data, len(sections))
    groups = list(data["groups"]) if isinstance(data.get("groups"), dict) else ["all"]
    for section in sections:
        measures = [
            PlacedPart(path, part, "indicators", _children(path, part, "indicators")) for path, part in section.children
        ]
        for part in (section, *measures):
            yield from _needs(doc, part.path, part.given, len(part.children))
            yield from _takes(doc, part, groups)
            yield from _gate(doc, part)


def _top(data: Mapping[str, Any]) -> Sequence[tuple[Path, Mapping[str, Any]]]:
    return _children((), data, "sections")


def _children(path: Path, given: Mapping[str, Any], key: str) -> Sequence[tuple[Path, Mapping[str, Any]]]:
    children = given.get(key)
    listed = enumerate(children if isinstance(children, list) else [])
    return [((*path, key, at), child) for at, child in listed if isinstance(child, dict)]


# --- weights ----------------------------------------------------------------------------------------


def _weights(doc: Document, sections: Sequence[PlacedPart]) -> Iterator[Problem]:
    """Weights on some of the siblings, or where they have no effect."""
    decides = doc.data.get("aggregation")
    siblings = [(section.path, section.given) for section in sections]
    yield from _weights_of_some(doc, siblings)
    if decides in ("lowest", "highest"):
        yield from _idle_weights(doc, siblings, "weight_beside_one_section", {"aggregation": decides})
    has_weights = any("weight" in given for _, given in siblings)
    for section in sections:
        yield from _weights_of_some(doc, section.children)
        if _takes_one(section.given):
            params = {"id": section.id, "take": section.given["take"]}
            yield from _idle_weights(doc, section.children, "weight_beside_take", params)
        elif not has_weights:
            yield from _idle_weights(doc, section.children, "weight_of_measure_alone", {"id": section.id})


def _weights_of_some(doc: Document, siblings: Sequence[tuple[Path, Mapping[str, Any]]]) -> Iterator[Problem]:
    with_weight = [given for _, given in siblings if "weight" in given]
    if not with_weight:
        return
    for path, given in siblings:
        if "weight" not in given:
            params = {"id": given.get("id", ""), "other": with_weight[0].get("id", "")}
            yield Problem("weight_missing", params, **doc.place(path))


def _idle_weights(
    doc: Document, siblings: Sequence[tuple[Path, Mapping[str, Any]]], code: str, params: Mapping[str, Any]
) -> Iterator[Problem]:
    """One for the first of siblings that has a weight: what helps it helps the others."""
    for path, given in siblings:
        if "weight" in given:
            yield Problem(code, dict(params), **doc.place((*path, "weight"), key=True))
            return


# --- what a part takes, needs and is closed by ------------------------------------------------------


def _takes_one(given: Mapping[str, Any]) -> bool:
    return given.get("take") in ("best", "worst")


def _needs(doc: Document, path: Path, given: Mapping[str, Any], children: int) -> Iterator[Problem]:
    needs = given.get("needs")
    if isinstance(needs, int) and not isinstance(needs, bool) and children and needs > children:
        params = {"needs": needs, "children": children}
        yield Problem("needs_too_many", params, **doc.place((*path, "needs")))


def _takes(doc: Document, part: PlacedPart, groups: Sequence[str]) -> Iterator[Problem]:
    """Children that are worth different marks, of which one is taken."""
    if not _takes_one(part.given):
        return
    for group in groups:
        worth = [marks for _, child in part.children if (marks := _marks(child, group)) is not None]
        if worth and max(worth) - min(worth) > 1e-9:
            params = {"id": part.id, "take": part.given["take"], "least": typed(min(worth))}
            params |= {"most": typed(max(worth))}
            yield Problem("take_of_unequal", params, **doc.place((*part.path, "take")))
            return


def _marks(given: Mapping[str, Any], group: str) -> float | None:
    """What an indicator or measure is worth to a group; None where the group does not have it, or that is unclear."""
    if "indicators" in given:
        inside = [m for _, child in _children((), given, "indicators") if (m := _marks(child, group)) is not None]
        return None if not inside else max(inside) if _takes_one(given) else sum(inside)
    marks = given.get("marks")
    marks = marks.get(group) if isinstance(marks, dict) else marks
    return float(marks) if isinstance(marks, int | float) and not isinstance(marks, bool) else None


def _gate(doc: Document, part: PlacedPart) -> Iterator[Problem]:
    """Ids in `zero_if` that are not in the part, or no direct child of it."""
    gate = part.given.get("zero_if")
    if not isinstance(gate, dict):
        return
    inside = [str(child.get("id")) for _, child in _indicators(part)]
    named = gate.get("any_zero")
    for at, found in enumerate(named if isinstance(named, list) else []):
        if isinstance(found, str) and found not in inside:
            params = _unknown(found, inside, "indicators", part)
            yield Problem("unknown_inside", params, **doc.place((*part.path, "zero_if", "any_zero", at)))
    children = [str(child.get("id")) for _, child in part.children]
    below = gate.get("below")
    for found in below if isinstance(below, dict) else ():
        if isinstance(found, str) and found not in children:
            params = _unknown(found, children, part.key, part)
            yield Problem("unknown_inside", params, **doc.place((*part.path, "zero_if", "below", found), key=True))


def _indicators(part: PlacedPart) -> Sequence[tuple[Path, Mapping[str, Any]]]:
    """The indicators of a part, at any depth."""
    if part.key == "indicators":
        return part.children
    return [inner for path, child in part.children for inner in _children(path, child, "indicators")]


def _unknown(found: str, known: Sequence[str], key: str, part: PlacedPart) -> dict[str, Any]:
    return not_among(found, known) | {"kind": _KINDS[key], "part": part.id}
