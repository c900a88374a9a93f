"""Whatever the bytes, reading ends with submissions that say what is wrong, never with an exception."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.workbook import combine, read_roster, read_upload
from tests.workbook.helpers import ENTRY, LONG_HEADER, SYSTEM, csv_of, workbook, zip_of

FILES = Path(__file__).parents[1] / "stored"
WHOLE = [
    workbook(ENTRY),
    (FILES / "good.xls").read_bytes(),
    (FILES / "good.ods").read_bytes(),
    csv_of("U01,办公室,综合部门,M01-2,value,3,,"),
    zip_of({"a.xlsx": workbook(ENTRY), "b.csv": csv_of("U01,办公室,综合部门,M01-2,value,3,,")}),
]
words = st.sampled_from(
    [
        *LONG_HEADER.split(","),
        "U01",
        "办公室",
        "综合部门",
        "M01-2",
        "M01-4",
        "M02-3",
        "D1",
        "value",
        "done",
        "na",
        "r1",
        "3",
        "-1",
        "85%",
        "核查",
        "自评",
        "\x01",
        "",
        "１",
        "是",
        "2025-03-31",
        "13812345678",
        "=1+1",
        "NaN",
        "inf",
        "1e400",
    ]
)


def judged(name: str, content: bytes) -> None:
    """Read as every kind of file it could be; each submission must hold facts or say why not."""
    submissions = read_upload(name, content, SYSTEM)
    assert submissions
    for submission in submissions:
        assert submission.problems or submission.kind != "unreadable"
        for problem in submission.problems:
            assert problem.sentence("zh")
            assert problem.sentence("en")
        assert not submission.facts["value"].isin([float("inf"), float("-inf")]).any()
    batch = combine(submissions, SYSTEM)
    assert len(batch.accepted) + len(batch.rejected) + len(batch.notices) >= 1
    read_roster(name, content, SYSTEM)


@settings(max_examples=80)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
    st.floats(0.2, 1.3),
)
def test_damaged_files(whole: bytes, hits: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(whole)
    for where, value in hits:
        data[int(where * len(data))] = value
    judged("a.xlsx", bytes(data[: int(kept * len(data))]))


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\xff\xfe"]),
)
def test_any_bytes(content: bytes, start: bytes) -> None:
    judged("a.csv", start + content)


@settings(max_examples=80)
@given(st.lists(st.lists(words, min_size=1, max_size=8), max_size=6), st.booleans())
def test_any_table_of_likely_words(rows: list[list[str]], with_header: bool) -> None:
    lines = [LONG_HEADER] * with_header + [",".join(row) for row in rows]
    judged("a.csv", "\n".join(lines).encode())


@settings(max_examples=40)
@given(st.lists(st.lists(words.filter(lambda w: w != "\x01"), min_size=1, max_size=6), min_size=1, max_size=5))
def test_any_workbook_of_likely_words(rows: list[list[str]]) -> None:
    head = "| 编号 | 填报值 | 应完成数 | 不适用 | 不适用理由 | 佐证材料 |"
    judged("a.xlsx", workbook("\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])))
