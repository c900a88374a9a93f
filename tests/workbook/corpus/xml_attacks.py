"""XML that attacks its reader, or that one reader takes for something else than another."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.workbook.corpus.base import (
    BASICS,
    ENTRY,
    GOOD,
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
)

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>'
HEAD = re.compile(r"^<\?xml[^>]*\?>\s*")
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def declared(name: str, doctype: str, body: Callable[[str], str] = str) -> bytes:
    """A part with a document type before its root."""
    return edited(name, lambda xml: doctype + body(HEAD.sub("", xml)))


def encoded(name: str, encoding: str, doctype: str = "", mark: bytes = b"") -> bytes:
    """A part in another encoding."""
    found = parts()
    part = part_of(name) if "/" not in name else name
    xml = HEAD.sub("", found[part].decode())
    return packed(
        {
            **found,
            part: mark
            + f'<?xml version="1.0" encoding="{encoding.replace("16-", "16")}"?>{doctype}{xml}'.encode(encoding),
        }
    )


def prefixed() -> bytes:
    """The elements of a sheet under a prefix, as some libraries write them."""
    return edited(
        ENTRY,
        lambda xml: re.sub(r"<(/?)(?=[a-z])(?!\?)", r"<\1x:", HEAD.sub("", xml)).replace("xmlns=", "xmlns:x=", 1),
    )


def strict() -> bytes:
    """Strict Open XML: other namespaces throughout."""
    found = {}
    for name, data in parts().items():
        for transitional, iso in STRICT.items():
            data = data.replace(transitional.encode(), iso.encode())
        found[name] = data
    return packed(found)


def indented() -> bytes:
    """Line breaks and spaces between all elements."""
    return edited(ENTRY, lambda xml: xml.replace("><", ">\n  <"))


def many_attributes() -> bytes:
    attributes = " ".join(f'a{n}="1"' for n in range(50_000))
    return replaced(ENTRY, "<sheetData>", f"<x {attributes}/><sheetData>")


def deep(depth: int) -> bytes:
    return replaced(ENTRY, "</worksheet>", f"<extLst>{'<a>' * depth}{'</a>' * depth}</extLst></worksheet>")


DECLARED = {
    "a document type in small letters.xlsx": lambda: declared(ENTRY, OUTSIDE.replace("DOCTYPE", "doctype")),
    "laughs in a sheet.xlsx": lambda: declared(ENTRY, LAUGHS, lambda x: x.replace("<v>3</v>", "<v>&lol9;</v>")),
    "laughs in the texts.xlsx": lambda: declared("xl/sharedStrings.xml", LAUGHS),
    "laughs in the workbook.xlsx": lambda: declared("xl/workbook.xml", LAUGHS),
    "laughs in the styles.xlsx": lambda: declared("xl/styles.xml", LAUGHS),
    "laughs in the relations.xlsx": lambda: declared("xl/_rels/workbook.xml.rels", LAUGHS),
    "an entity from outside.xlsx": lambda: declared(ENTRY, OUTSIDE, lambda x: x.replace("<v>3</v>", "<v>&a;</v>")),
    "a parameter entity.xlsx": lambda: declared(ENTRY, PARAMETER),
    "a document type without entities.xlsx": lambda: declared(ENTRY, "<!DOCTYPE worksheet>"),
    "laughs in utf-16 LE.xlsx": lambda: encoded(ENTRY, "utf-16-le", LAUGHS, b"\xff\xfe"),
    "laughs in utf-16 BE.xlsx": lambda: encoded(ENTRY, "utf-16-be", LAUGHS, b"\xfe\xff"),
    "laughs in utf-16 unmarked.xlsx": lambda: encoded(ENTRY, "utf-16-le", LAUGHS),
    "an entity in utf-16.xlsx": lambda: encoded("xl/sharedStrings.xml", "utf-16-be", OUTSIDE, b"\xfe\xff"),
}
BROKEN = {
    "no end of an element.xlsx": lambda: replaced(ENTRY, "</row>", "", 1),
    "an unknown entity.xlsx": lambda: cells(G3=Xml(' t="inlineStr"><is><t>&nbsp;</t></is>')),
    "two roots.xlsx": lambda: replaced(ENTRY, "</worksheet>", "</worksheet><worksheet/>"),
    "a control character.xlsx": lambda: cells(G3=Xml(' t="inlineStr"><is><t>\x01</t></is>')),
    "no bytes in a sheet.xlsx": lambda: packed({**parts(), part_of(ENTRY): b""}),
    "bytes that are no utf-8.xlsx": lambda: packed(
        {**parts(), part_of(ENTRY): parts()[part_of(ENTRY)].replace("是".encode(), b"\xca\xc7")}
    ),
    "an unknown encoding.xlsx": lambda: replaced(ENTRY, 'encoding="UTF-8"', 'encoding="X-LIES"'),
    "utf-7.xlsx": lambda: replaced(ENTRY, 'encoding="UTF-8"', 'encoding="UTF-7"'),
    "utf-32.xlsx": lambda: encoded(ENTRY, "utf-32", mark=b""),
    "gb18030 in a sheet.xlsx": lambda: encoded(ENTRY, "gb18030"),
    "a character reference to nothing.xlsx": lambda: cells(G3=Xml(' t="inlineStr"><is><t>&#0;</t></is>')),
    "no such text.xlsx": lambda: cells(G3=Xml(' t="s"><v>99999</v>')),
    "a text before the first.xlsx": lambda: cells(G3=Xml(' t="s"><v>-1</v>')),
    "a text by no number.xlsx": lambda: cells(G3=Xml(' t="s"><v>x</v>')),
    "a sheet that leads out.xlsx": lambda: replaced(
        "xl/_rels/workbook.xml.rels", "worksheets/sheet3.xml", "../../../../etc/passwd"
    ),
    "a sheet on the network.xlsx": lambda: replaced(
        "xl/_rels/workbook.xml.rels",
        'Target="worksheets/sheet3.xml"',
        'Target="http://127.0.0.1:9/s.xml" TargetMode="External"',
    ),
    "a sheet with no relation.xlsx": lambda: replaced("xl/workbook.xml", 'r:id="rId3"', 'r:id="rId77"'),
}
# Odd, and read as it stands.
ODD: dict[str, tuple[str, Callable[[], bytes], Facts]] = {
    "utf-16 sheet.xlsx": ("odd XML", lambda: encoded(ENTRY, "utf-16", mark=b""), GOOD),
    "utf-16 BE sheet.xlsx": ("odd XML", lambda: encoded(BASICS, "utf-16-be", mark=b"\xfe\xff"), GOOD),
    "utf-16 texts.xlsx": ("odd XML", lambda: encoded("xl/sharedStrings.xml", "utf-16"), GOOD),
    # What is never parsed is not judged.
    "laughs in the properties.xlsx": ("entities", lambda: declared("docProps/core.xml", LAUGHS), GOOD),
    "a picture with a document type.xlsx": (
        "entities",
        lambda: packed(
            {**parts(), "xl/media/image1.svg": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'}
        ),
        GOOD,
    ),
    "prefixes.xlsx": ("odd XML", prefixed, GOOD),
    "indented.xlsx": ("odd XML", indented, GOOD),
    "strict.xlsx": ("Strict Open XML", strict, GOOD),
    "a thousand deep.xlsx": ("odd XML", lambda: deep(1000), GOOD),
    "a hundred thousand deep.xlsx": ("odd XML", lambda: deep(100_000), GOOD),
    "cdata.xlsx": ("odd XML", lambda: cells(G3=Xml("><v><![CDATA[5]]></v>")), but({"M01-2": 5})),
    "a comment in a number.xlsx": ("odd XML", lambda: cells(G3=Xml("><v>1<!-- 9 -->2</v>")), but({"M01-2": 12})),
    "a commented cell.xlsx": (
        "odd XML",
        lambda: replaced(ENTRY, '<c r="G3"', '<!-- <c r="G3"><v>9</v></c> --><c r="G3"', 1),
        GOOD,
    ),
    "an instruction.xlsx": ("odd XML", lambda: replaced(ENTRY, "<sheetData>", "<?php x ?><sheetData>"), GOOD),
    "a character reference.xlsx": ("odd XML", lambda: cells(G3=Xml("><v>&#x33;&#50;</v>")), but({"M01-2": 32})),
    "single quotes.xlsx": ("odd XML", lambda: replaced(ENTRY, '<c r="G3"', "<c r='G3'"), GOOD),
    "other order of attributes.xlsx": (
        "odd XML",
        lambda: edited(ENTRY, lambda xml: re.sub(r'<c r="G3" (s="\d+")', r'<c \1 r="G3"', xml)),
        GOOD,
    ),
    "unknown attributes.xlsx": ("odd XML", lambda: replaced(ENTRY, '<c r="G3"', '<c cm="1" ph="1" r="G3"'), GOOD),
    "a wide attribute.xlsx": (
        "odd XML",
        lambda: replaced(ENTRY, "<sheetData>", f'<x a="{"a" * 3_000_000}"/><sheetData>'),
        GOOD,
    ),
    "many attributes.xlsx": (
        "odd XML",
        many_attributes,
        GOOD,
    ),
    "absolute targets.xlsx": (
        "absolute relationship paths",
        lambda: replaced("xl/_rels/workbook.xml.rels", 'Target="', 'Target="/xl/'),
        GOOD,
    ),
    "targets by a way round.xlsx": (
        "absolute relationship paths",
        lambda: replaced("xl/_rels/workbook.xml.rels", 'Target="worksheets/', 'Target="../xl/./worksheets/'),
        GOOD,
    ),
    "parts under other names.xlsx": (
        "absolute relationship paths",
        lambda: packed(
            {
                name.replace("worksheets/sheet3.xml", "data/填报.bin"): data.replace(
                    b"worksheets/sheet3.xml", "data/填报.bin".encode()
                )
                for name, data in parts().items()
            }
        ),
        GOOD,
    ),
    "two values in a cell.xlsx": ("odd XML", lambda: cells(G3=Xml("><v>5</v><v>6</v>")), but({"M01-2": 5})),
}

CASES = [
    *(Case(name, "entities", make, {}, ("unsafe_content",)) for name, make in DECLARED.items()),
    *(
        Case(name, "traversal" if "leads" in name or "network" in name else "broken XML", make, {}, ("damaged_file",))
        for name, make in BROKEN.items()
    ),
    *(Case(name, theme, make, facts) for name, (theme, make, facts) in ODD.items()),
]
