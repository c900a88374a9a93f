"""Tells what kind of document an Office file is, by the type of its main part and of nothing else in it.

A file names many types: those of what is embedded, and defaults for endings that none of its parts has.
"""

from __future__ import annotations

import posixpath
import re
from html import unescape

TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
_ELEMENT = re.compile(r"<(?:\w+:)?(Override|Default|Relationship)\b([^>]*)>")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_KINDS = ("spreadsheetml", "ms-excel", "wordprocessingml", "ms-word", "presentationml", "ms-powerpoint", "visio")


def main_type(types: bytes, relations: bytes) -> str:
    """The content type of the main part, in small letters; where no part is known as that, all types of documents.

    Args:
        types: [Content_Types].xml.
        relations: _rels/.rels, empty where there is none.
    """
    overrides, defaults = _types(types)
    for name, attributes in _elements(relations):
        if name == "Relationship" and posixpath.basename(attributes.get("type", "")) == "officeDocument":
            part = _key(attributes.get("target", ""))
            known = overrides.get(part) or defaults.get(part.rpartition(".")[2], "")
            if any(kind in known for kind in _KINDS):
                return known
    mains = [kind for kind in overrides.values() if ".main" in kind]
    return " ".join(mains or overrides.values())


def _types(xml: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The types of parts by name, and those of endings."""
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for name, attributes in _elements(xml):
        kind = attributes.get("contenttype", "").lower()
        if name == "Override":
            overrides[_key(attributes.get("partname", ""))] = kind
        elif name == "Default":
            defaults[attributes.get("extension", "").lower()] = kind
    return overrides, defaults


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements that matter, with their attributes by name in small letters."""
    words = xml.replace(b"\0", b"").decode("utf-8", "replace")  # in UTF-16 these letters differ by zeros alone
    return [(name, _attributes(inside)) for name, inside in _ELEMENT.findall(words)]


def _attributes(inside: str) -> dict[str, str]:
    return {name.lower(): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(inside)}


def _key(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()
