"""Whatever is filled into the template is read back, however it is written."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.system import Item
from scoring.words import LANGS, Lang
from scoring.workbook import template_workbook
from scoring.workbook.headwords import heading
from tests.workbook.helpers import SYSTEM, UNIT, column_named, figures, read, row_named, saved, texts

TEMPLATES = {lang: template_workbook(SYSTEM, UNIT, lang) for lang in LANGS}
ITEMS = [item for item in SYSTEM.unit_reported() if not hasattr(item, "applies") or item.applies("general")]
FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
Written = tuple[Any, float]  # what stands in the cell, and the figure it means


def ways(number: float) -> st.SearchStrategy[Written]:
    """Ways of writing a number in a cell."""
    plain = str(int(number)) if number == int(number) else repr(number)
    grouped = f"{number:,.10f}".rstrip("0").rstrip(".")
    return st.sampled_from([number, plain, f" {plain}\u200b", plain.translate(FULL_WIDTH), grouped]).map(
        lambda w: (w, float(number))
    )


counts = st.integers(0, 10**6).flatmap(ways)
amounts = st.integers(0, 10**7).map(lambda n: n / 100).flatmap(ways)
dates = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [
            day,
            dt.datetime.combine(day, dt.time()),
            day.isoformat(),
            f"{day:%Y/%m/%d}",
            f"{day.year}.{day.month}.{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
        ]
    ).map(lambda written: (written, float(day.toordinal())))
)
yes_no = st.sampled_from(
    [("是", 1.0), ("否", 0.0), ("√", 1.0), ("×", 0.0), ("有", 1.0), ("No", 0.0), (True, 1.0), (0, 0.0)]
)


def fields_of(item: Item) -> st.SearchStrategy[dict[str, Written]]:
    """A right answer for an item: all its fields, some of a series or of a panel, or none."""
    one = {
        "yes_no": yes_no,
        "date": dates,
        "choice": st.sampled_from(list(enumerate(item.options))).map(lambda o: (o[1], float(o[0])))
        if item.options
        else None,
        "number": st.integers(0, 36_500).map(lambda n: n / 100).flatmap(ways),
        "rating": st.integers(0, 1000).map(lambda n: n / 10).flatmap(ways),
        "growth": amounts,
    }.get(item.facts, counts)
    if item.facts == "ratio":
        pair = st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(sorted)
        filled = pair.flatmap(lambda p: st.fixed_dictionaries({"done": ways(p[0]), "due": ways(p[1])}))
    elif item.facts in ("monthly", "quarterly", "rating"):
        filled = st.fixed_dictionaries({}, optional=dict.fromkeys(item.fields, one))
    else:
        filled = st.fixed_dictionaries(dict.fromkeys(item.fields, one))
    return st.one_of(st.just({}), filled, filled)


answers = st.fixed_dictionaries({item.id: fields_of(item) for item in ITEMS})
notes = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Nd")), max_size=20).map(
    lambda t: t if t.strip() else ""
)


def filled_in(answer: dict[str, dict[str, Written]], evidence: dict[str, str], lang: Lang) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(TEMPLATES[lang]))
    for item in ITEMS:
        sheet = book[item.fact_kind.sheet.title.get(lang)]
        row = row_named(sheet, item.id)
        for field, (written, _) in answer[item.id].items():
            column = heading(item.fact_kind.columns(item)[field]).get(lang)
            sheet.cell(row, column_named(sheet, column)).value = written
        cell = sheet.cell(row, column_named(sheet, heading("evidence").get(lang)))
        cell.value = evidence.get(item.id) or None
        cell.data_type = "s" if cell.value else cell.data_type  # a text that begins with = is not a formula here
    return saved(book)


@settings(max_examples=40)
@given(
    answers, st.dictionaries(st.sampled_from([item.id for item in ITEMS]), notes, max_size=3), st.sampled_from(LANGS)
)
def test_what_is_filled_in_is_read_back(
    answer: dict[str, dict[str, Written]], evidence: dict[str, str], lang: Lang
) -> None:
    submission = read(filled_in(answer, evidence, lang))
    assert [p for p in submission.problems if p.severity == "error"] == []
    expected = {(item, field): figure for item, fields in answer.items() for field, (_, figure) in fields.items()}
    assert figures(submission) == expected
    assert texts(submission) == {(item, "evidence"): said for item, said in evidence.items() if said.strip()}
    assert submission.kind == "workbook"
    assert submission.reported_units == ("U01",)
    assert submission.units.values.tolist() == [["U01", "办公室", "general"]]


@pytest.mark.parametrize("lang", LANGS)
def test_a_blank_template_of_a_unit_is_accepted_and_says_what_is_blank(lang: Lang) -> None:
    submission = read(TEMPLATES[lang])
    assert submission.accepted
    assert submission.facts.empty
    assert [p.code for p in submission.problems] == ["left_blank"]
