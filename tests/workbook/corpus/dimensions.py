"""Sheets of absurd extent: declared, stray, blank, out of order, given twice, or without places."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from scoring.workbook import limits
from tests.workbook.corpus.base import (
    ENTRY,
    GOOD,
    PANEL,
    Case,
    Facts,
    Xml,
    but,
    cells,
    edited,
    packed,
    part_of,
    parts,
    replaced,
    rows_of,
    with_rows,
)


def dimension(ref: str) -> bytes:
    return edited(ENTRY, lambda xml: re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="{ref}"/>', xml))


def stray(at: str, value: str = "><v>1</v>", sheet: str = ENTRY) -> bytes:
    """A cell far out, in a row of its own at the end."""
    number = re.sub(r"\D", "", at)
    return replaced(sheet, "</sheetData>", f'<row r="{number}"><c r="{at}"{value}</c></row></sheetData>')


def shuffled() -> bytes:
    def change(xml: str) -> str:
        rows = rows_of(xml)
        random.Random(1).shuffle(rows)
        return with_rows(xml, rows)

    return edited(ENTRY, change)


def mirrored() -> bytes:
    """The cells of each row from right to left."""

    def mirror(match: re.Match[str]) -> str:
        return match[1] + "".join(reversed(re.findall(r"<c .*?(?:/>|</c>)", match[2]))) + "</row>"

    return edited(ENTRY, lambda xml: re.sub(r"(<row [^>]*>)(.*?)</row>", mirror, xml))


def placeless(what: str) -> bytes:
    """No r on the cells ('c'), on the rows ('row') or on both ('c|row'); blank cells keep their place in line."""
    return edited(ENTRY, lambda xml: re.sub(rf'<({what}) r="[A-Z]*\d+"', r"<\1", xml))


def blank_rows(count: int, row: str) -> bytes:
    """Very many rows that hold nothing, after the filled ones."""
    return edited(
        ENTRY,
        lambda xml: xml.replace("</sheetData>", "".join(row.format(n) for n in range(11, 11 + count)) + "</sheetData>"),
    )


def added(xml: str) -> bytes:
    """Something after the cells of a sheet."""
    return replaced(ENTRY, "</sheetData>", f"</sheetData>{xml}")


def more_sheets(count: int) -> bytes:
    """The good workbook with further sheets, each with a word."""
    found = parts()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed, related = "", ""
    for n in range(100, 100 + count):
        found[f"xl/worksheets/sheet{n}.xml"] = (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
            b'<c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
        )
        listed += f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>'
        related += f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
    for name, text, end in (
        ("xl/workbook.xml", listed, "</sheets>"),
        ("xl/_rels/workbook.xml.rels", related, "</Relationships>"),
    ):
        found[name] = found[name].replace(end.encode(), (text + end).encode())
    return packed(found)


def crowded(rows: int, columns: int) -> bytes:
    """A sheet without places and very many filled cells."""
    row = f"<row>{'<c><v>1</v></c>' * columns}</row>"
    return packed({**parts(), part_of(PANEL): _bare(row * rows)})


def _bare(data: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'.encode()


def twice(value: str) -> bytes:
    """G3 given again after itself."""
    return edited(ENTRY, lambda xml: re.sub(r'(<c r="G3"[^>]*>.*?</c>)', rf'\1<c r="G3">{value}</c>', xml))


def row_again(number: int, cell: str) -> bytes:
    return replaced(ENTRY, "</sheetData>", f'<row r="{number}">{cell}</row></sheetData>')


Odd = dict[str, tuple[str, Callable[[], bytes], Facts, tuple[str, ...]]]
WHOLE = "A1:XFD1048576"
ODD: Odd = {
    "all cells declared.xlsx": ("absurd dimensions", lambda: dimension(WHOLE), GOOD, ()),
    "one cell declared.xlsx": ("absurd dimensions", lambda: dimension("A1"), GOOD, ()),
    "nonsense declared.xlsx": ("absurd dimensions", lambda: dimension("ZZZZ99999999:B"), GOOD, ()),
    "a dimension the wrong way.xlsx": ("absurd dimensions", lambda: dimension("XFD1048576:A1"), GOOD, ()),
    "nothing declared.xlsx": (
        "absurd dimensions",
        lambda: edited(ENTRY, lambda xml: re.sub(r"<dimension [^>]*/>", "", xml)),
        GOOD,
        (),
    ),
    "the last corner.xlsx": ("stray cells", lambda: stray("XFD1048576"), GOOD, ()),
    "the last corner of another sheet.xlsx": ("stray cells", lambda: stray("XFD1048576", sheet="填报说明"), GOOD, ()),
    "the last row.xlsx": ("stray cells", lambda: stray("A1048576", ' t="inlineStr"><is><t> </t></is>'), GOOD, ()),
    "the last column.xlsx": ("stray cells", lambda: cells(XFD3=1), GOOD, ("figure_without_heading 填报!XFD3",)),
    "row 2000.xlsx": ("stray cells", lambda: stray("N2000"), GOOD, ()),
    "row 2001.xlsx": ("stray cells", lambda: stray("N2001"), GOOD, ()),
    "column CV.xlsx": ("stray cells", lambda: cells(CV3=1), GOOD, ("figure_without_heading 填报!CV3",)),
    "column CW.xlsx": ("stray cells", lambda: cells(CW3=1), GOOD, ("figure_without_heading 填报!CW3",)),
    "a figure in the last row.xlsx": (
        "stray cells",
        lambda: stray("G1048576"),
        GOOD,
        ("missing_id 填报!A1048576",),
    ),
    "no such column.xlsx": ("stray cells", lambda: stray("XFE3"), GOOD, ("figure_without_heading 填报!XFE3",)),
    "beyond the last row.xlsx": ("stray cells", lambda: stray("N1048577"), GOOD, ()),
    "row of seven digits.xlsx": ("stray cells", lambda: stray("N9999999"), GOOD, ()),
    "dollars.xlsx": ("odd places", lambda: replaced(ENTRY, 'r="G3"', 'r="$G$3"'), GOOD, ()),
    "rows shuffled.xlsx": ("rows out of order", shuffled, GOOD, ()),
    "cells mirrored.xlsx": ("rows out of order", mirrored, GOOD, ()),
    "rows upside down.xlsx": (
        "rows out of order",
        lambda: edited(ENTRY, lambda xml: with_rows(xml, reversed(rows_of(xml)))),
        GOOD,
        (),
    ),
    "cells without a place.xlsx": ("missing places", lambda: placeless("c"), GOOD, ()),
    "rows without a place.xlsx": ("missing places", lambda: placeless("row"), GOOD, ()),
    "nothing has a place.xlsx": ("missing places", lambda: placeless("c|row"), GOOD, ()),
    "a cell given twice alike.xlsx": ("cells given twice", lambda: twice("<v>3</v>"), GOOD, ()),
    "a cell given twice, once blank.xlsx": ("cells given twice", lambda: twice(""), GOOD, ()),
    "a row given twice.xlsx": (
        "cells given twice",
        lambda: row_again(3, '<c r="L3" t="inlineStr"><is><t>补充</t></is></c>'),
        but({"M01-2.note": "补充"}),
        (),
    ),
    "a hundred thousand blank rows.xlsx": (
        "blank rows",
        lambda: blank_rows(100_000, '<row r="{0}" s="1" customFormat="1"><c r="A{0}" s="1"/></row>'),
        GOOD,
        (),
    ),
    "a million blank rows.xlsx": ("blank rows", lambda: blank_rows(990_000, '<row r="{}"/>'), GOOD, ()),
    "many blank columns.xlsx": (
        "blank rows",
        lambda: edited(
            ENTRY,
            lambda xml: xml.replace("</row>", "".join('<c s="1"/>' for _ in range(16_000)) + "</row>", 3),
        ),
        GOOD,
        (),
    ),
    "a hundred thousand merges.xlsx": (
        "absurd dimensions",
        lambda: added(
            f"<mergeCells>{''.join(f'<mergeCell ref={chr(34)}A{n}:B{n}{chr(34)}/>' for n in range(100, 100_100))}</mergeCells>"
        ),
        GOOD,
        (),
    ),
    "everything merged.xlsx": (
        "absurd dimensions",
        lambda: added('<mergeCells><mergeCell ref="A11:XFD1048576"/></mergeCells>'),
        GOOD,
        (),
    ),
    "rules for everything.xlsx": (
        "absurd dimensions",
        lambda: replaced(
            ENTRY,
            "<dataValidations",
            f'<conditionalFormatting sqref="{WHOLE}"><cfRule type="containsBlanks" priority="1"/></conditionalFormatting><dataValidations',
            1,
        ),
        GOOD,
        (),
    ),
    "a hundred sheets.xlsx": ("many sheets", lambda: more_sheets(100), GOOD, ()),
    "many further cells.xlsx": (
        "absurd dimensions",
        lambda: book_with_list(30_000),
        GOOD,
        (),
    ),
    "an array over everything.xlsx": (
        "absurd dimensions",
        lambda: cells(N3=Xml(f'><f t="array" ref="{WHOLE}">1</f>')),
        {},
        ("damaged_file",),
    ),
    "a shared formula over everything.xlsx": (
        "absurd dimensions",
        lambda: cells(N3=Xml(f'><f t="shared" si="0" ref="{WHOLE}">1</f><v>1</v>')),
        GOOD,
        (),
    ),
    "two values for a cell.xlsx": ("cells given twice", lambda: twice("<v>9</v>"), {}, ("damaged_file",)),
    "two rows of a number.xlsx": (
        "cells given twice",
        lambda: row_again(3, '<c r="G3"><v>9</v></c>'),
        {},
        ("damaged_file",),
    ),
    "row zero.xlsx": ("odd places", lambda: stray("N0"), {}, ("damaged_file",)),
    "small letters.xlsx": ("odd places", lambda: replaced(ENTRY, 'r="G3"', 'r="g3"'), GOOD, ()),
    "R1C1.xlsx": ("odd places", lambda: replaced(ENTRY, 'r="G3"', 'r="R3C7"'), {}, ("damaged_file",)),
    "a range for a place.xlsx": ("odd places", lambda: replaced(ENTRY, 'r="G3"', 'r="G3:H3"'), {}, ("damaged_file",)),
    "a sheet too many.xlsx": ("many sheets", lambda: more_sheets(limits.PARTS), {}, ("too_much_inside",)),
    "more than a million cells.xlsx": ("absurd dimensions", lambda: crowded(1100, 1000), {}, ("too_much_inside",)),
    "more than twenty megabytes of rows.xlsx": (
        "blank rows",
        lambda: blank_rows(1_000_000, '<row r="{}" s="1" x="1"/>'),
        {},
        ("too_much_inside",),
    ),
}


def book_with_list(count: int) -> bytes:
    """The good workbook with a long list on its hidden guide."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(500, 500 + count))
    return replaced("填报说明", "</sheetData>", f"{rows}</sheetData>")


CASES = [Case(name, theme, make, facts, problems) for name, (theme, make, facts, problems) in ODD.items()]
