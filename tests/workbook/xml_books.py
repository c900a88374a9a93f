"""Workbooks written part by part, for what no library writes."""

from __future__ import annotations

from collections.abc import Mapping

from tests.workbook.helpers import zip_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
BASICS = [("单位编码", "U01"), ("单位名称", "办公室"), ("单位分组", "综合部门"), ("考核年度", "2025")]
HEAD = ("编号", "填报值", "应完成数", "不适用", "不适用理由", "佐证材料", "备注")


def text(words: str, more: str = "") -> str:
    """A cell with an inline text, but for its place."""
    return f't="inlineStr"><is><t{more}>{words}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row of cells given but for their places: ' s="1"><v>3</v></c>'."""
    return (
        f'<row r="{number}">'
        + "".join(f'<c r="{chr(65 + at)}{number}" {c}' for at, c in enumerate(cells) if c)
        + "</row>"
    )


def sheet(*rows: str, before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def entry(*cells: str, item: str = "M01-2", before: str = "") -> str:
    """The sheet 填报 with one row: the cells after 编号."""
    return sheet(row(1, *map(text, HEAD)), row(2, text(item), *cells), before=before)


def parts(
    entry_sheet: str,
    styles: tuple[str, ...] = (),
    formats: Mapping[int, str] | None = None,
    texts: str = "",
    properties: str = "",
) -> dict[str, str]:
    """The parts of a unit's workbook.

    Args:
        styles: the attributes of each cell style after the first.
        formats: number formats by id.
        texts: the shared strings.
        properties: the element workbookPr.
    """
    basics = sheet(*(row(at, text(name), text(value)) for at, (name, value) in enumerate(BASICS, 1)))
    named = "".join(f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in (formats or {}).items())
    kinds = "".join(f"<xf {style}/>" for style in ('numFmtId="0"', *styles))
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(
            [("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")], 1
        )
    )  # fmt: skip
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets><sheet name="基本信息" sheetId="1" r:id="rId1"/>'
        '<sheet name="填报" sheetId="2" r:id="rId2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{named}</numFmts><cellXfs>{kinds}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/worksheets/sheet1.xml": basics,
        "xl/worksheets/sheet2.xml": entry_sheet,
    }


def packed(given: Mapping[str, str]) -> bytes:
    return zip_of({name: f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}'.encode() for name, xml in given.items()})


def book(entry_sheet: str, **how: object) -> bytes:
    return packed(parts(entry_sheet, **how))  # type: ignore[arg-type]


def strict(given: Mapping[str, str]) -> dict[str, str]:
    """The same workbook in the namespaces of Strict Open XML."""
    found = {}
    for name, xml in given.items():
        for old, new in STRICT.items():
            xml = xml.replace(old, new)
        found[name] = xml
    return found
