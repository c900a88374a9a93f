"""Adds cell styles to a workbook: a cell's own style with another fill, and the styles of the list.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cached_property

from lxml import etree

from scoring.workbook.marked.child.package import CannotMark, Element, local, main_tag

COLOURS = {"error": "FFF8B4B4", "warning": "FFFFE08A"}  # unusual ones, so that they are known again
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_PATTERN = re.compile(r"[A-Za-z0-9]{1,20}")
_COLOUR_KEYS, _COLOUR_VALUE = ("rgb", "theme", "tint", "indexed", "auto"), re.compile(r"[\w.+\-]{1,24}")


class Styles:
    """The part styles.xml, to which styles are only ever added."""

    def __init__(self, root: Element) -> None:
        self._root = root
        if root.tag != main_tag("styleSheet"):
            raise CannotMark("styles")
        self._numbers: dict[bytes, int] = {}  # of the styles added, by their XML
        self._fills: dict[str, int] = {}
        self._xfs: list[Element] = self._list("cellXfs").findall(main_tag("xf"))
        if not self._xfs:
            raise CannotMark("styles")

    def _list(self, name: str) -> Element:
        element = self._root.find(main_tag(name))
        if element is None:
            element = etree.Element(main_tag(name))
            later = _ORDER[_ORDER.index(name) + 1 :]
            at = next((n for n, e in enumerate(self._root) if local(e) in later), len(self._root))
            self._root.insert(at, element)
        return element

    def _add(self, name: str, element: Element) -> int:
        within = self._list(name)
        within.append(element)
        count = sum(isinstance(e.tag, str) for e in within)
        within.set("count", str(count))
        return count - 1

    # --- a cell's own style with another fill -----------------------------------------------------

    def coloured(self, style: int, severity: str) -> int:
        """The style `style` with the fill of a severity and nothing else changed."""
        return self._with_fill(style, self._solid(COLOURS[severity]))

    def restored(self, style: int, fill: str) -> int:
        """The style with the fill that `fill_words` once gave; as it is where its fill is not one of ours."""
        return self._with_fill(style, self._fill_of_words(fill)) if self._is_ours(style) else style

    def fill_words(self, style: int) -> str:
        """A style's fill in words that a cell of the list can keep: 'solid|rgb=FFFFF2CC|indexed=64'."""
        fill = self._fill_of(style)
        pattern = None if fill is None else fill.find(main_tag("patternFill"))
        if pattern is None:
            return "none||"
        colours = [pattern.find(main_tag(name)) for name in ("fgColor", "bgColor")]
        words = [",".join(f"{k}={v}" for k, v in c.attrib.items()) if c is not None else "" for c in colours]
        return "|".join([pattern.get("patternType", "none"), *words])

    def _with_fill(self, style: int, fill: int) -> int:
        clone = deepcopy(self._xf(style))
        clone.set("fillId", str(fill))
        clone.set("applyFill", "1")
        key = etree.tostring(clone)
        if key not in self._numbers:
            self._numbers[key] = self._add("cellXfs", clone)
            self._xfs.append(clone)
        return self._numbers[key]

    def _xf(self, style: int) -> Element:
        return self._xfs[style] if style < len(self._xfs) else self._xfs[0]

    def _fill_of(self, style: int) -> Element | None:
        fills = self._list("fills").findall(main_tag("fill"))
        number = int(self._xf(style).get("fillId", "0"))
        return fills[number] if number < len(fills) else None

    def _is_ours(self, style: int) -> bool:
        return self.fill_words(style).split("|")[1] in {f"rgb={colour}" for colour in COLOURS.values()}

    def _solid(self, colour: str) -> int:
        return self._fill(f"solid|rgb={colour}|indexed=64")

    def _fill_of_words(self, words: str) -> int:
        """The fill that words describe; none at all for what is no such description."""
        pattern, *colours = words.split("|")
        pairs = [pair.partition("=")[::2] for colour in colours for pair in colour.split(",") if colour]
        well_formed = len(colours) == 2 and _PATTERN.fullmatch(pattern) and len(words) < 200
        if not well_formed or not all(k in _COLOUR_KEYS and _COLOUR_VALUE.fullmatch(v) for k, v in pairs):
            words = "none||"
        return self._fill(words)

    def _fill(self, words: str) -> int:
        if words not in self._fills:
            pattern, *colours = words.split("|")
            fill = etree.Element(main_tag("fill"))
            body = etree.SubElement(fill, main_tag("patternFill"), patternType=pattern)
            for name, colour in zip(("fgColor", "bgColor"), colours, strict=True):
                if colour:
                    etree.SubElement(body, main_tag(name), dict(pair.split("=", 1) for pair in colour.split(",")))
            self._list("fills")
            self._fills[words] = self._add("fills", fill)
        return self._fills[words]

    # --- the styles of the list -------------------------------------------------------------------

    def of_list(self, font: str, *, fill: str = "", border: bool = True, centred: bool = False) -> int:
        """A style of the list.

        Args:
            font: what a `font` element holds.
            fill: a colour, or '' for none.
        """
        number = {
            "numFmtId": 0,
            "fontId": self._add("fonts", _element("font", font)),
            "fillId": self._solid(fill) if fill else 0,
            "borderId": self._border if border else 0,
            "xfId": 0,
        }
        xf = etree.Element(main_tag("xf"), {k: str(v) for k, v in number.items()})
        for what in ("Font", "Fill", "Border", "Alignment"):
            xf.set(f"apply{what}", "1")
        alignment = etree.SubElement(xf, main_tag("alignment"), vertical="center", wrapText="1" if border else "0")
        if centred:
            alignment.set("horizontal", "center")
        elif border:
            alignment.attrib.update({"horizontal": "left", "indent": "1"})
        self._xfs.append(xf)
        return self._add("cellXfs", xf)

    @cached_property
    def _border(self) -> int:
        sides = ("left", "right", "top", "bottom")
        lines = "".join(f'<{side} style="thin"><color rgb="FFD5DBE3"/></{side}>' for side in sides)
        return self._add("borders", _element("border", f"{lines}<diagonal/>"))


def _element(name: str, inside: str) -> Element:
    return etree.fromstring(f'<{name} xmlns="{main_tag("")[1:-1]}">{inside}</{name}>')
