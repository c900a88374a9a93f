"""Formulas with and without results, errors, links to elsewhere, and commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.workbook.corpus.base import (
    BASICS,
    ENTRY,
    GOOD,
    Case,
    Facts,
    Xml,
    but,
    cells,
    formula,
    packed,
    parts,
    with_cells,
)

ERRORS = (
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!",
)  # fmt: skip
TYPED = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!")
# What stands in M01-2 -> its figure.
CALCULATED = {
    "a sum": (formula("1+2", "3"), 3),
    "a sum with a type": (formula("1+2", "3", "n"), 3),
    "a text": (formula('"3"', "3", "str"), 3),
    "a text with spaces": (formula('" 3 "', " 3 ", "str"), 3),
    "shared": (formula("A1", "3", more=' t="shared" ref="G3:G4" si="0"'), 3),
    "shared without its words": (Xml('><f t="shared" si="0"/><v>3</v>'), 3),
    "an array": (formula("SUM(A1:A2)", "3", more=' t="array" ref="G3"'), 3),
    "of today": (formula("TODAY()-45000", "747"), 747),
    "of chance": (formula("RAND()*0+3", "3", more=' ca="1"'), 3),
    "a result of zero": (formula("0", "0"), 0),
    "a result with an exponent": (formula("12*100", "1.2E+3"), 1200),
}
WITHOUT_RESULT = {
    "nothing stored": formula("1+2"),
    "an empty value": formula("1+2", ""),
    "a bare element": Xml("><f/>"),
    "an array without results": Xml('><f t="array" ref="G3:G3">A1</f>'),
    "a shared one without": Xml('><f t="shared" si="0"/>'),
    "a command without": formula("cmd|'/C calc'!A0"),
    "a link without": formula("[1]Sheet1!$A$1"),
}
# name -> (theme, cells of 填报 changed, facts, problems).
OTHER: dict[str, tuple[str, dict[str, Any], Facts, tuple[str, ...]]] = {
    "a result of nothing": ("formulas", {"G3": formula('""', "", "str")}, but(without=["M01-2"]), ("left_blank",)),
    "a result of spaces": ("formulas", {"G3": formula('" "', " ", "str")}, but(without=["M01-2"]), ("left_blank",)),
    "a result that is a truth": ("formulas", {"G2": formula("1=1", "1", "b")}, GOOD, ()),
    "a result that is no number": (
        "formulas",
        {"G3": formula("A3", "三次", "str")},
        but(without=["M01-2"]),
        ("not_a_number 填报!G3",),
    ),
    "a result that is negative": (
        "formulas",
        {"G3": formula("1-4", "-3")},
        but(without=["M01-2"]),
        ("negative 填报!G3",),
    ),
    "a result that is a day": ("formulas", {"G7": formula("DATE(2025,3,31)", "45747")}, GOOD, ()),
    "an id by a formula": ("formulas", {"A3": formula('"M01-"&2', "M01-2", "str")}, GOOD, ()),
    "an id by a formula without result": (
        "formulas",
        {"A3": formula('"M01-"&2')},
        but(without=["M01-2"]),
        ("indicators_absent", "formula_without_value 填报!A3"),
    ),
    "a heading by a formula": ("formulas", {"G1": formula('"填报值"', "填报值", "str")}, GOOD, ()),
    "a remark by a formula": ("formulas", {"L3": formula("A1", "见附件", "str")}, but({"M01-2.note": "见附件"}), ()),
    "a remark without result": ("formulas", {"L3": formula("A1")}, GOOD, ("formula_without_value 填报!L3",)),
    "an error in a remark": ("error cells", {"L3": formula("A1", "#REF!", "e")}, GOOD, ("error_cell 填报!L3",)),
    "an error as an id": (
        "error cells",
        {"A3": Xml(' t="e"><v>#N/A</v>')},
        but(without=["M01-2"]),
        ("indicators_absent", "error_cell 填报!A3"),
    ),
    "a claim by an error": ("error cells", {"I3": Xml(' t="e"><v>#N/A</v>')}, GOOD, ("error_cell 填报!I3",)),
    "errors outside the table": ("error cells", {"N3": Xml(' t="e"><v>#N/A</v>')}, GOOD, ()),
    "a formula outside the table": ("formulas", {"P40": formula("SUM(G:G)")}, GOOD, ()),
    "a command with a result": ("DDE", {"G3": formula("cmd|'/C calc'!A0", "3")}, but({"M01-2": 3}), ()),
    "a command with an error": (
        "DDE",
        {"G3": formula("cmd|'/C calc'!A0", "#REF!", "e")},
        but(without=["M01-2"]),
        ("error_cell 填报!G3",),
    ),
    "a web service": (
        "external links",
        {"G3": formula('WEBSERVICE("http://127.0.0.1:9/")', "5")},
        but({"M01-2": 5}),
        (),
    ),
    "a link to a file": ("external links", {"G3": formula("'file:///etc/[passwd]x'!A1", "5")}, but({"M01-2": 5}), ()),
    "a link by a picture": (
        "external links",
        {"G3": formula('IMAGE("http://127.0.0.1:9/x.png")', "#BLOCKED!", "e")},
        but(without=["M01-2"]),
        ("error_cell 填报!G3",),
    ),
    "a table of data": (
        "formulas",
        {"G3": Xml('><f t="dataTable" ref="G3:G4" dt2D="1" dtr="1" r1="A1" r2="A2"/><v>3</v>')},
        GOOD,
        (),
    ),
    "an array over three cells": (
        "formulas",
        {"G3": Xml('><f t="array" ref="G3:G5">A1:A3</f>'), "G4": None, "G5": None},
        but(without=["M01-2", "M01-3", "M01-4.done"]),
        ("formula_without_value 填报!G3", "formula_without_value 填报!G4", "formula_without_value 填报!G5"),
    ),
}


def linked() -> bytes:
    """A workbook that refers to another, with the results kept."""
    found = with_cells({ENTRY: {"G3": formula("[1]Sheet1!$A$1", "4")}})
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    found["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{main}"><externalBook xmlns:r="{office}" r:id="rId1"><sheetNames><sheetName val="Sheet1"/>'
        '</sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>4</v></cell></row></sheetData>'
        "</sheetDataSet></externalBook></externalLink>"
    ).encode()
    found["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{office}/externalLinkPath" Target="file:///\\\\127.0.0.1\\share\\x.xlsx" TargetMode="External"/></Relationships>'
    ).encode()
    rels, book = "xl/_rels/workbook.xml.rels", "xl/workbook.xml"
    found[rels] = found[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rId90" Type="{office}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>'.encode(),
    )
    found[book] = found[book].replace(
        b"</sheets>", b'</sheets><externalReferences><externalReference r:id="rId90"/></externalReferences>'
    )
    return packed(found)


def dde_link() -> bytes:
    """A workbook with a link that runs a program when it is refreshed."""
    found = parts()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    found["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{main}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'.encode()
    )
    return packed(found)


def connection() -> bytes:
    """A workbook with a query of the web."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    query = f'<connections xmlns="{main}"><connection id="1" type="4" refreshOnLoad="1"><webPr url="http://127.0.0.1:9"/></connection></connections>'
    return packed({**parts(), "xl/connections.xml": query.encode()})


def basics(value: Any) -> bytes:
    return cells(BASICS, B1=value)


LINKS: dict[str, tuple[str, Callable[[], bytes], Facts]] = {
    "another workbook": ("external links", linked, but({"M01-2": 4})),
    "a link that runs": ("DDE", dde_link, GOOD),
    "a query of the web": ("external links", connection, GOOD),
    "a code by a formula": ("formulas", lambda: basics(formula('"U"&"01"', "U01", "str")), GOOD),
}


def _key(facts: Facts) -> Facts:
    """The facts where no unit is known: none is stated of U01."""
    return {f":{key}": value for key, value in facts.items()}


CASES = [
    *(
        Case(f"formula, {name}.xlsx", "formulas", lambda value=value: cells(G3=value), but({"M01-2": figure}))
        for name, (value, figure) in CALCULATED.items()
    ),
    *(
        Case(
            f"formula, {name}.xlsx",
            "DDE" if "command" in name else "external links" if "link" in name else "formulas",
            lambda value=value: cells(G3=value),
            but(without=["M01-2"]),
            ("formula_without_value 填报!G3",),
        )
        for name, value in WITHOUT_RESULT.items()
    ),
    *(
        Case(
            f"error, {word.strip('#!?').replace('/', ' ')}.xlsx",
            "error cells",
            lambda word=word: cells(G3=Xml(f' t="e"><v>{word}</v>')),
            but(without=["M01-2"]),
            ("error_cell 填报!G3",),
        )
        for word in ERRORS
    ),
    *(
        Case(
            f"error typed, {word.strip('#!?').replace('/', ' ')}.xlsx",
            "error cells",
            lambda word=word: cells(G3=word),
            but(without=["M01-2"]),
            ("error_cell 填报!G3",),
        )
        for word in TYPED
    ),
    *(
        Case(f"formula, {name}.xlsx", theme, lambda changed=changed: cells(ENTRY, **changed), facts, problems)
        for name, (theme, changed, facts, problems) in OTHER.items()
    ),
    *(Case(f"formula, {name}.xlsx", theme, make, facts) for name, (theme, make, facts) in LINKS.items()),
    Case(
        "formula, a code without result.xlsx",
        "formulas",
        lambda: basics(formula('"U"&"01"')),
        _key(GOOD),
        ("formula_without_value 基本信息!B1",),
    ),
    Case(
        "formula, an error as a code.xlsx",
        "error cells",
        lambda: basics(Xml(' t="e"><v>#REF!</v>')),
        _key(GOOD),
        ("error_cell 基本信息!B1",),
    ),
]
