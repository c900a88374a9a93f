"""What an Office file is goes by the type of its main part."""

from __future__ import annotations

import pytest

from scoring.workbook.files.content_types import main_type

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
LETTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = (
    "<Relationships><Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/officeDocument' Target='{}'/></Relationships>"
)


def types(*elements: str) -> bytes:
    return f"<?xml version='1.0'?><Types xmlns='x'>{''.join(elements)}</Types>".encode()


def override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


def default(ending: str, kind: str) -> str:
    return f'<Default ContentType="{kind}" Extension="{ending}"/>'


@pytest.mark.parametrize(
    ("content", "relations", "kind"),
    [
        (types(default("bin", "x.sheet.binary.macroEnabled.main"), override("/xl/workbook.xml", BOOK)), "", BOOK),
        (types(default("xlsx", "x.spreadsheetml.sheet"), override("/word/document.xml", LETTER)), "", LETTER),
        (types(override("/a.xml", BOOK), override("/b.xml", LETTER)), RELATIONS.format("/b.xml"), LETTER),
        (types(override("/A.XML", BOOK), override("/b.xml", LETTER)), RELATIONS.format("a.xml"), BOOK),
        (types(default("xml", BOOK)), RELATIONS.format("xl/workbook.xml"), BOOK),
        (types(override("/xl/workbook.xml", BOOK)).decode().encode("utf-16"), "", BOOK),
        (types(override("/xl/workbook.xml", BOOK)), RELATIONS.format("nowhere.xml"), BOOK),
        (types(), "", ""),
    ],
)
def test_the_main_part_tells(content: bytes, relations: str, kind: str) -> None:
    assert main_type(content, relations.encode()) == kind.lower()
