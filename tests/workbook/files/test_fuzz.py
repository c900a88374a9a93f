"""A good workbook or table, spoilt at random: what was not touched is read as it was, or the file says why not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.workbook import limits, read_upload
from tests.workbook.corpus.base import (
    ENTRY,
    FILLED,
    GOOD,
    PANEL,
    SERIES,
    Facts,
    U,
    Xml,
    csv,
    good,
    packed,
    part_of,
    parts,
    rows_of,
    with_cells,
    with_rows,
)
from tests.workbook.helpers import SYSTEM
from tests.workbook.test_corpus import facts_of

fixed = settings(max_examples=200, derandomize=True)
WHOLE = good()
# The fact that each filled cell of the good workbook holds.
IN_CELL = {
    **dict(
        zip(
            ((ENTRY, at) for at in FILLED[ENTRY]),
            [
                "M01-1",
                "M01-2",
                "M01-3",
                "M01-4.done",
                "M01-4.due",
                "M01-5.now",
                "M01-5.before",
                "M01-6",
                "M01-7",
                "M02-2",
                "B1",
            ],
            strict=True,
        )
    ),
    **{(SERIES, f"{letter}2"): f"M01-8.m{n:02d}" for n, letter in enumerate("CDEFGHIJKLMN", start=1)},
    **{(SERIES, f"{letter}3"): f"M01-9.q{n}" for n, letter in enumerate("OPQR", start=1)},
    **{(PANEL, f"{letter}2"): f"M02-1.r{n}" for n, letter in enumerate("CDE", start=1)},
}


def judged(name: str, content: bytes, touched: Iterable[str], of: Facts = GOOD) -> None:
    """Read a spoilt file: it says what is wrong, or states what it did for all that was not touched."""
    submissions = read_upload(name, content, SYSTEM)
    found, away = facts_of(submissions), set(touched)
    problems = [problem for submission in submissions for problem in submission.problems]
    assert all(problem.sentence(lang) for problem in problems for lang in ("zh", "en"))
    for key, value in of.items():
        if key not in away:
            assert found.get(key, value) == value, "a wrong number"
            assert key in found or problems, f"{key} was lost without a word"
    assert found.keys() <= of.keys() | away | {f"{key.partition('.')[0]}.{text}" for key in away for text in _TEXTS}


_TEXTS = ("na", "note", "evidence")


# --- bytes ------------------------------------------------------------------------------------------

hits = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True), st.sampled_from(["flip", "cut", "insert"]), st.binary(min_size=1, max_size=6)
    ),
    min_size=1,
    max_size=5,
)


def hit(whole: bytes, where: list[tuple[float, str, bytes]]) -> bytes:
    data = bytearray(whole)
    for share, what, new in where:
        at = int(share * len(data))
        if what == "insert":
            data[at:at] = new
        else:
            data[at : at + len(new)] = b"" if what == "cut" else new
    return bytes(data)


@fixed
@given(hits)
def test_bytes_of_a_workbook(where: list[tuple[float, str, bytes]]) -> None:
    """A zip has checksums: nothing that is hit inside is read as something else."""
    judged("a.xlsx", hit(WHOLE, where), ())


@settings(max_examples=60, derandomize=True)
@given(hits, st.sampled_from([part_of(ENTRY), "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]))
def test_bytes_of_a_part(where: list[tuple[float, str, bytes]], name: str) -> None:
    """Within a part any figure may be hit: it is read, or the file says why not; nothing is raised."""
    found = parts()
    found[name] = hit(found[name], where)
    for submission in read_upload("a.xlsx", packed(found), SYSTEM):
        assert all(abs(row[3]) <= 1e15 or row[3] != row[3] for row in submission.fact_rows)
        assert all(problem.sentence() for problem in submission.problems)


# --- cells ------------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(),
    texts,
    st.sampled_from(["是", "３", "85%", "1,200", "=1+1", "NaN", "#REF!", "2025-02-30", "x" * (limits.TEXT + 1)]),
    st.sampled_from(
        [
            Xml(' t="e"><v>#N/A</v>'),
            Xml("><f>1+1</f>"),
            Xml("><f>1+1</f><v>2</v>"),
            Xml(' t="s"><v>-1</v>'),
            Xml(' t="s"><v>999999</v>'),
            Xml(' t="d"><v>2025-03-31</v>'),
            Xml(' t="str"><v>3</v>'),
            Xml(' t="what"><v>3</v>'),
            Xml("><v>３</v>"),
            Xml("><v>1</v><v>2</v>"),
            Xml(' t="inlineStr"><is><t>3</t><rPh><t>4</t></rPh></is>'),
        ]
    ),
)
changes = st.dictionaries(st.sampled_from(sorted(IN_CELL)), values, min_size=1, max_size=4)


@fixed
@given(changes)
def test_cells_of_a_workbook(changed: dict[tuple[str, str], object]) -> None:
    by_sheet: dict[str, dict[str, object]] = {}
    for (sheet, at), value in changed.items():
        by_sheet.setdefault(sheet, {})[at] = _number(value)
    judged("a.xlsx", packed(with_cells(by_sheet)), {IN_CELL[place] for place in changed})


def _number(value: object) -> object:
    """Infinity and NaN as a file could hold them."""
    return Xml(f"><v>{value}</v>") if isinstance(value, float) else value


# --- the shape of the XML ---------------------------------------------------------------------------


def dropped(xml: str, draw: st.DataObject) -> str:
    """An attribute of some element gone."""
    found = list(re.finditer(r' [a-zA-Z]+="[^"]*"', xml[xml.index("<sheetData>") :]))
    one = draw.draw(st.sampled_from(found))
    start = xml.index("<sheetData>")
    return xml[: start + one.start()] + xml[start + one.end() :]


def shuffled(xml: str, draw: st.DataObject) -> str:
    return with_rows(xml, draw.draw(st.permutations(rows_of(xml))))


def without_a_row(xml: str, draw: st.DataObject) -> str:
    rows = rows_of(xml)
    gone = draw.draw(st.integers(0, len(rows) - 1))
    return with_rows(xml, rows[:gone] + rows[gone + 1 :])


def without_a_cell(xml: str, draw: st.DataObject) -> str:
    one = draw.draw(st.sampled_from(list(re.finditer(r"<c .*?(?:/>|</c>)", xml))))
    return xml[: one.start()] + xml[one.end() :]


def doubled(xml: str, draw: st.DataObject) -> str:
    one = draw.draw(st.sampled_from(list(re.finditer(r"<c .*?(?:/>|</c>)", xml))))
    return xml[: one.end()] + one[0] + xml[one.end() :]


def hidden(xml: str, draw: st.DataObject) -> str:
    return xml.replace("<row ", '<row hidden="1" ', draw.draw(st.integers(1, 5)))


SHAPES = [shuffled, without_a_row, without_a_cell, doubled, hidden, dropped]


@fixed
@given(st.data(), st.sampled_from(SHAPES), st.sampled_from([ENTRY, SERIES, PANEL, "基本信息", "_kaoping"]))
def test_the_shape_of_a_workbook(data: st.DataObject, shape: object, sheet: str) -> None:
    """Rows and cells gone, given twice, moved: no figure comes to stand for another."""
    found = parts()
    part = part_of(sheet)
    found[part] = shape(found[part].decode(), data).encode()
    # Without its place or its type a cell is another cell, which only a person can tell.
    touched = {key for (at, _), key in IN_CELL.items() if at == sheet} if shape in (dropped, without_a_cell) else set()
    unit = "" if sheet == "基本信息" else "U01"
    (submission,) = read_upload("a.xlsx", packed(found), SYSTEM)
    facts = {key.rpartition(":")[2] if not unit else key: value for key, value in facts_of([submission]).items()}
    for key, value in facts.items():
        if key not in touched:
            assert GOOD.get(key) == value, "a wrong number"
    lost = GOOD.keys() - facts.keys() - {"B1"}  # an adjustment that is not there is none that happened
    assert not lost or submission.problems


names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=31)


@settings(max_examples=40, derandomize=True)
@given(names, st.sampled_from(["填报", "月度季度", "评议", "基本信息", "填报说明"]))
def test_sheets_by_any_name(name: str, sheet: str) -> None:
    found = parts()
    book = found["xl/workbook.xml"].decode()
    found["xl/workbook.xml"] = book.replace(f'name="{sheet}"', f"name={quoteattr(name)}").encode()
    judged("a.xlsx", packed(found), ())


# --- tables -----------------------------------------------------------------------------------------

ROWS = {"M01-1": "是", "M01-2": "3", "M01-3": "7.5", "M01-6": "2025-03-31", "M01-7": "丙", "M02-2": "2", "B1": "1"}
OF_ROWS = {key: GOOD[key] for key in ROWS}


@fixed
@given(st.sampled_from(sorted(ROWS)), texts, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_cells_of_a_table(item: str, value: str, encoding: str) -> None:
    """Any text in one cell, quoted as it should be, harms no other."""
    quoted = value.replace('"', '""')
    rows = [f'{U},{key},value,"{quoted if key == item else said}",,' for key, said in ROWS.items()]
    content = csv(*rows, encoding=encoding)
    judged("a.csv", content, {item}, OF_ROWS)


@fixed
@given(hits, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_bytes_of_a_table(where: list[tuple[float, str, bytes]], encoding: str) -> None:
    """A table has no checksums: a hit may change a figure, but nothing is raised and nothing goes without a word."""
    content = csv(*(f"{U},{key},value,{said},," for key, said in ROWS.items()), encoding=encoding)
    for submission in read_upload("a.csv", hit(content, where), SYSTEM):
        assert submission.fact_rows or submission.problems
        assert all(abs(row[3]) <= 1e15 or row[3] != row[3] for row in submission.fact_rows)
