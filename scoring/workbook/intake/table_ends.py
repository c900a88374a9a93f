"""Knows the rows that end a table or a part of it: totals, who filled it in and when, and headings of parts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from scoring.numbers import BadNumber, parse_number, tidy
from scoring.problems import Problem
from scoring.problems.suggestions import nearest
from scoring.system import IndicatorSystem, Measure, Section
from scoring.words import joined_text
from scoring.workbook.intake.cells import excerpt, is_blank
from scoring.workbook.intake.consistency import Check
from scoring.workbook.intake.headings import Table

_LONGEST = 400  # characters of a footer
_OF_WHAT = (
    "本页|本表|本栏|本列|本行|本项|本类|本组|本部分|本板块|本措施|本单位|全年|全部|以上|上述|各项|分项|指标|分值|自评|自查"
    "|考核|考评|评议|核查|复核|加分|扣分|加减分|最终|综合|实际|应|实"
)
_TOTALS = (
    f"(?:{_OF_WHAT})*(?:合计|总计|小计|共计|累计|总数|总和|总分|总得分|总成绩|得分|平均){{1,2}}(?:值|数|分|分值|得分|分数)?"
    "|满分|total|subtotal|pagetotal|grandtotal|totalscore|overall|sum|average"
)
_FOOTERS = (
    "(?:填表|填报|填写|制表|报送|上报|报告|审核|复核|核对|核实|审批|审定|经办|经手|承办|核查|负责|联系|统计|录入|校对)"
    "(?:(?:人|人员|员|单位|部门|科室|日期|时间|意见|电话)(?:签字|签名|盖章|签章)?|签字|签名|盖章|签章|(?=[:(]))"
    "|(?:单位|部门|主要|主管|分管|科室)?(?:负责人|领导|责任人)(?:签字|签名|意见)?|审定|日期|时间|签字|签名|盖章|签章|公章|印章"
    "|(?:单位|部门|科室)(?:名称|公章|盖章|签章|印章)?|考核(?:年度|期)|电话|传真|备注|说明|附|附件|抄送"
    "|(?:备注|说明|注|注释|附注)[0-9①-⑩]{0,2}|填表说明|填报说明|填写说明"
    "|preparedby|filledinby|checkedby|reviewedby|approvedby|signature|date|notes?|remarks?|stamp|seal|unit"
)
_STATEMENTS = (
    "(?:以上|上述|本表|此表|本页|我单位|本单位|我部门|本部门|兹|特此|郑重承诺|承诺|声明|经核实|经审核).{2,}"
    "|(?:theabove|ihereby|wehereby|iconfirm|weconfirm|icertify|wecertify).{2,}"
)
_CLOSING = "[—-]*完[—-]*|(?:此行)?以下(?:空白|无正文|无内容)|第[0-9]+页.*|page[0-9]+.*"
_END = re.compile(
    rf"[*※]?[(（【\[]?(?:(?:{_TOTALS})(?:[:：(（].*)?"
    rf"|(?:{_FOOTERS})(?:[)）】\]]|[(（][^)）]*[)）])?(?:[:：].*)?|{_STATEMENTS}|{_CLOSING})[)）】\]]?",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(r"(?:20)?\d{0,2}年\d{0,2}月(?:\d{0,2}日)?|\d{4}([-/.])\d{1,2}\1\d{1,2}")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"(?:{_NUMERAL}[、.．]|[(]?(?:{_NUMERAL}|\d{{1,2}})[)]|第(?:{_NUMERAL}|\d{{1,2}})(?:部分|章|节|篇|项|大?类)"
    r"|\d{1,2}[、.．](?=\D))[、:]?(?=.)"
)
_ASIDE = re.compile(r"(?<=.)\([^()]*\)$|:$")
_WORDS = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]", re.DOTALL)


def end_column(cells: Mapping[int, Any]) -> int | None:
    """The column of the word that makes a row the end of a table, always its first one; None for any other row."""
    first = _first(cells)
    if first is None:
        return None
    value = cells[first]
    if isinstance(value, str) and len(value) <= _LONGEST and _is_end(_squeezed(value)):
        return first
    is_day_alone = _is_day(value) and all(_is_day_or_end(other) for other in cells.values() if not is_blank(other))
    return first if is_day_alone else None


def part_column(cells: Mapping[int, Any], names: Collection[str]) -> int | None:
    """The column of the word that makes a row the heading of a part; None for any other row.

    Args:
        names: as `part_names` gives them.
    """
    first = _first(cells)
    value = None if first is None else cells[first]
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    words = _squeezed(value)
    bare = _ASIDE.sub("", _NUMBERED.sub("", words, count=1))
    return first if bare in names or words in names else None


def is_words_alone(cells: Mapping[int, Any], at: int, figures: Iterable[int], items: Collection[str]) -> bool:
    """Whether a row says something in column `at`, but nothing in the columns of figures, and that is like no id."""
    value = cells.get(at)
    if (
        not isinstance(value, str)
        or len(value) > _LONGEST
        or not all(is_blank(cells.get(column)) for column in figures)
    ):
        return False
    return bool(_WORDS.search(value)) and not nearest(_NUMBERED.sub("", _squeezed(value), count=1), items)


def _first(cells: Mapping[int, Any]) -> int | None:
    return min((column for column, value in cells.items() if not is_blank(value)), default=None)


@lru_cache(maxsize=8192)
def _is_end(words: str) -> bool:
    return _END.fullmatch(words) is not None


def _is_day(value: Any) -> bool:
    return isinstance(value, dt.date) or (
        isinstance(value, str) and len(value) <= _LONGEST and bool(_DAY.fullmatch(_squeezed(value)))
    )


def _is_day_or_end(value: Any) -> bool:
    return _is_day(value) or (isinstance(value, str) and _is_end(_squeezed(value)))


def part_names(system: IndicatorSystem) -> frozenset[str]:
    """What heads a part of a system: the titles of sections and measures, their ids, and both together.

    What is an indicator's title as well says nothing.
    """
    names: set[str] = set()
    for section in system.sections:
        names |= _names_of(section).union(*map(_names_of, section.measures))
    of_items = {title for item in system.items.values() for title in item.title.root.values()}
    return frozenset(map(_squeezed, names)) - frozenset(map(_squeezed, of_items))


def _names_of(part: Section | Measure) -> set[str]:
    titles = list(part.title.root.values())
    return {part.id, *titles, *(f"{part.id}{title}" for title in titles)}


def _squeezed(words: str) -> str:
    return "".join(tidy(words).split())


def passed_over(table: Table, row: int, at: int, keys: Iterable[str]) -> Iterator[Check]:
    """The notice of such a row with its word in column `at`; figures under the headings `keys` are told, for nobody
    reads them."""
    cells = table.grid.rows[row]
    columns = [table.columns[key] for key in keys if key in table.columns]
    figures = [column for column in sorted(columns) if column != at and is_figure(cells.get(column))]
    found = excerpt(cells[at])
    if figures:
        listed = joined_text(f"{table.place(row, column).cell} {excerpt(cells[column])}" for column in figures)
        yield Problem("end_with_figures", {"found": found, "figures": listed}), table.place(row, figures[0])
    else:
        yield Problem("end_passed_over", {"found": found}), table.place(row, at)


def is_figure(value: Any) -> bool:
    """Whether a cell holds a number, typed as one or as text."""
    if isinstance(value, str):
        try:
            parse_number(value, percent=True)
        except BadNumber:
            return False
        return True
    return isinstance(value, int | float) and not isinstance(value, bool)
