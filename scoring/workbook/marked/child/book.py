"""Names a workbook's sheets, puts one first, takes one out.

Tested in tests/workbook/marked/test_copy.py.
"""

from __future__ import annotations

from lxml import etree

from scoring.workbook.marked.child.package import OFFICE, CannotMark, Element, Package, local, main_tag
from scoring.workbook.marked.child.sheets import unselected
from scoring.workbook.marked.child.styles import Styles

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_NAMES = {
    *("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
}
_ID = f"{{{OFFICE}}}id"
_NAME_MAX = 31


class Book:
    """The workbook part and the sheets it names."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.related("", "officeDocument")
        if not self.part:
            raise CannotMark("no workbook")
        self._root = package.edit(self.part)
        self._sheets = self._root.find(main_tag("sheets"))
        if self._root.tag != main_tag("workbook") or self._sheets is None:
            raise CannotMark("no workbook of this kind")
        self._targets = {r.id: r for r in package.relations(self.part)}
        styles = package.related(self.part, "styles")
        if not styles:
            raise CannotMark("no styles")
        self.styles = Styles(package.edit(styles))

    def worksheets(self) -> dict[str, str]:
        """Name -> part of the worksheets."""
        worksheets = {}
        for sheet in self._elements():
            relation = self._targets.get(sheet.get(_ID, ""))
            if relation is not None and relation.kind == "worksheet" and relation.target:
                worksheets[sheet.get("name", "")] = relation.target
        return worksheets

    def _elements(self) -> list[Element]:
        return list(self._sheets.iterfind(main_tag("sheet")))

    def drop(self, name: str) -> None:
        """Take out a worksheet."""
        for number, sheet in enumerate(self._elements()):
            if sheet.get("name") == name and len(self._elements()) > 1:
                relation = self._targets.pop(sheet.get(_ID, ""))
                self._sheets.remove(sheet)
                self.package.unrelate(self.part, relation.id)
                self.package.drop(relation.target)
                self._move_names(number, -1)
                return

    def put_first(self, name: str, xml: bytes, title_row: int) -> None:
        """Put a worksheet before the others, shown when the workbook is opened.

        Args:
            name: its name, to which a number is added where another sheet has it.
            title_row: the row that is repeated on each printed page.
        """
        name = self._free_name(name)
        for relation in self._targets.values():
            if relation.kind in ("worksheet", "chartsheet", "dialogsheet") and relation.target:
                self._unselect(relation.target)
        part = self.package.unused("xl/worksheets/sheet{}.xml")
        self.package.put(part, xml)
        self.package.declare(part, _SHEET_TYPE)
        sheet = etree.Element(main_tag("sheet"), name=name, sheetId=str(self._free_id()), nsmap={"r": OFFICE})
        sheet.set(_ID, self.package.relate(self.part, "worksheet", part))
        self._sheets.insert(0, sheet)
        self._move_names(-1, 1)
        quoted = name.replace("'", "''")
        self._define_title_row(f"'{quoted}'!${title_row}:${title_row}")
        for view in self._root.iter(main_tag("workbookView")):
            view.attrib.pop("firstSheet", None)
            view.set("activeTab", "0")

    def _unselect(self, part: str) -> None:
        before = self.package.written(part)
        after = unselected(before)
        if after != before:
            self.package.put(part, after)

    def _free_name(self, name: str) -> str:
        taken = {sheet.get("name", "").casefold() for sheet in self._elements()}
        numbered = (name if n == 1 else f"{name[: _NAME_MAX - 6]} ({n})" for n in range(1, len(taken) + 2))
        return next(one for one in numbered if one.casefold() not in taken)

    def _free_id(self) -> int:
        return 1 + max((int(sheet.get("sheetId", "0")) for sheet in self._elements()), default=0)

    # --- defined names ---------------------------------------------------------------------------

    def _move_names(self, after: int, by: int) -> None:
        """Names of single sheets follow them when the sheets after number `after` move; those of `after` itself go."""
        for name in list(self._root.iter(main_tag("definedName"))):
            number = name.get("localSheetId")
            if number is None:
                continue
            if int(number) > after:
                name.set("localSheetId", str(int(number) + by))
            elif int(number) == after:
                name.getparent().remove(name)

    def _define_title_row(self, where: str) -> None:
        names = self._root.find(main_tag("definedNames"))
        if names is None:
            names = etree.Element(main_tag("definedNames"))
            at = next((n for n, e in enumerate(self._root) if local(e) in _AFTER_NAMES), len(self._root))
            self._root.insert(at, names)
        title = etree.Element(main_tag("definedName"), name="_xlnm.Print_Titles", localSheetId="0")
        title.text = where
        names.insert(0, title)
