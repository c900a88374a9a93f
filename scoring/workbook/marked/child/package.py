"""Reads an .xlsx as its parts, finds them by relationship, changes some and keeps the others byte for byte.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from scoring.workbook.files.workers.unpack import each_part, refuse_doctype

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"

Element = Any  # lxml's elements come without type hints


class CannotMark(Exception):
    """The workbook cannot be written back so that all of it stays as it is."""


class Relation(NamedTuple):
    """A relationship of a part to another inside the file."""

    id: str
    kind: str
    target: str  # the part's name as it stands in the file, or '' where there is none


def parsed(xml: bytes) -> Element:
    """The root element of a part; nothing outside the file is looked at, no entity expanded."""
    refuse_doctype(xml)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False, remove_pis=False
    )
    return etree.fromstring(xml, parser)  # entities and the network are off, DOCTYPE is refused


def main_tag(name: str) -> str:
    """A tag of the namespace of workbooks and sheets."""
    return f"{{{MAIN}}}{name}"


def local(element: Element) -> str:
    """An element's name without its namespace; '' for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


class Package:
    """The parts of one .xlsx.

    Raises:
        Unreadable: it is too large unpacked; later, a part to be read holds a DOCTYPE.
    """

    def __init__(self, content: bytes) -> None:
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._data: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        for info, data in each_part(content):
            self._infos[info.filename], self._data[info.filename] = info, data
        self._names = {_key(name): name for name in self._data}

    # --- parts -----------------------------------------------------------------------------------

    def data(self, name: str) -> bytes:
        """A part's bytes as they are in the file."""
        return self._data[name]

    def look(self, name: str) -> Element:
        """A part's root element, to read only."""
        return self._trees[name] if name in self._trees else parsed(self._data[name])

    def edit(self, name: str) -> Element:
        """A part's root element, to change; it is written anew."""
        if name not in self._trees:
            self._trees[name] = parsed(self._data[name])
        return self._trees[name]

    def put(self, name: str, content: bytes) -> None:
        """Set a part's bytes."""
        self._trees.pop(name, None)
        self._data[name] = content
        self._names[_key(name)] = name

    def drop(self, name: str) -> None:
        """Take out a part with its relationships and its content type."""
        for one in (name, self._relations_of(name)):
            if one in self._data:
                self._trees.pop(one, None)
                del self._data[one], self._names[_key(one)]
        types = self.edit(_TYPES_PART)
        for override in types.findall(f"{{{_TYPES}}}Override"):
            if _key(override.get("PartName", "")) == _key(name):
                types.remove(override)

    def unused(self, pattern: str) -> str:
        """The first name of a pattern such as 'xl/comments{}.xml' that no part has."""
        number = 1
        while _key(pattern.format(number)) in self._names:
            number += 1
        return pattern.format(number)

    def names(self) -> Iterator[str]:
        """The parts' names."""
        yield from self._data

    # --- relationships and types -----------------------------------------------------------------

    def _relations_of(self, source: str) -> str:
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        return self._names.get(_key(relations), relations)

    def relations(self, source: str) -> list[Relation]:
        """What a part ('' for the whole file) refers to inside the file."""
        name = self._relations_of(source)
        if name not in self._data:
            return []
        return [
            Relation(r.get("Id", ""), posixpath.basename(r.get("Type", "")), self._target(source, r.get("Target", "")))
            for r in self.look(name)
            if local(r) == "Relationship" and r.get("TargetMode") != "External"
        ]

    def _target(self, source: str, target: str) -> str:
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target.replace("\\", "/")))
        return self._names.get(_key(path), "")

    def related(self, source: str, kind: str) -> str:
        """The part that `source` refers to as `kind`; '' where there is none."""
        return next((r.target for r in self.relations(source) if r.kind == kind and r.target), "")

    def relate(self, source: str, kind: str, target: str) -> str:
        """Add a relationship; returns its id."""
        name = self._relations_of(source)
        if name not in self._data:
            self.put(name, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        root = self.edit(name)
        taken = {r.get("Id") for r in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdMark{n}" not in taken)
        attributes = {"Id": f"rIdMark{number}", "Type": f"{OFFICE}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
        return attributes["Id"]

    def unrelate(self, source: str, relation: str) -> None:
        """Take out a relationship by its id."""
        root = self.edit(self._relations_of(source))
        for one in [r for r in root if r.get("Id") == relation]:
            root.remove(one)

    def declare(self, name: str, kind: str) -> None:
        """State the content type of a part."""
        attributes = {"PartName": f"/{name}", "ContentType": kind}
        etree.SubElement(self.edit(_TYPES_PART), f"{{{_TYPES}}}Override", attributes)

    def declare_suffix(self, suffix: str, kind: str) -> None:
        """State the content type of all parts with a suffix, unless it is stated."""
        root = self.edit(_TYPES_PART)
        if not any(local(e) == "Default" and e.get("Extension", "").lower() == suffix for e in root):
            root.insert(0, etree.Element(f"{{{_TYPES}}}Default", {"Extension": suffix, "ContentType": kind}))

    # --- the whole -------------------------------------------------------------------------------

    def written(self, name: str) -> bytes:
        """A part's bytes as they will be in the file."""
        tree = self._trees.get(name)
        return self._data[name] if tree is None else _written(tree)

    def packed(self) -> bytes:
        """The .xlsx: parts in their order, new ones last."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self._data:
                archive.writestr(self._info(name), self.written(name))
        return target.getvalue()

    def _info(self, name: str) -> zipfile.ZipInfo:
        before = self._infos.get(name)
        info = zipfile.ZipInfo(name, before.date_time if before else (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = before.external_attr if before else 0
        return info


def _key(name: str) -> str:
    return re.sub(r"/+", "/", name.replace("\\", "/")).lstrip("/").lower()


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
