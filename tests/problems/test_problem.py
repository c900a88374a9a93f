"""A mistake's place and sentence, as a terminal or a log shows them."""

from __future__ import annotations

import pytest

from scoring.problems import Problem, SystemError_, has_errors, problem_frame
from scoring.problems.problem import PROBLEM_COLUMNS
from scoring.words import LANGS, text

IN_CELL = Problem("negative", {"found": "-1"}, "甲.xlsx", "填报", "G7")
IN_YAML = Problem("yaml_syntax", {"detail": "x"}, "x.yaml", line=3, column=4)


@pytest.mark.parametrize(
    ("problem", "chinese", "english"),
    [
        (IN_CELL, "甲.xlsx 《填报》G7", "甲.xlsx '填报' G7"),
        (IN_YAML, "x.yaml 第 3 行第 4 列", "x.yaml line 3, column 4"),
        (Problem("negative", file="甲.csv", cell="C2"), "甲.csv C2", "甲.csv C2"),
        (Problem("negative", sheet="填报"), "《填报》", "'填报'"),
        (Problem("yaml_syntax", line=1, column=1), "第 1 行第 1 列", "line 1, column 1"),
        (Problem("negative"), "", ""),
    ],
)
def test_the_place(problem: Problem, chinese: str, english: str) -> None:
    assert (problem.place("zh"), problem.place("en")) == (chinese, english)


@pytest.mark.parametrize("lang", LANGS)
def test_the_sentence_is_place_mistake_and_way_out(lang: str) -> None:
    place, message, hint = IN_CELL.place(lang), IN_CELL.message(lang), IN_CELL.hint(lang)
    assert IN_CELL.sentence(lang) == (f"{place}：{message}{hint}" if lang == "zh" else f"{place}: {message} {hint}")
    nowhere = Problem("negative", {"found": "-1"})
    assert nowhere.sentence(lang) == (f"{message}{hint}" if lang == "zh" else f"{message} {hint}")


def test_a_parameter_that_is_missing_leaves_a_gap_and_no_failure() -> None:
    assert "…" in Problem("negative").message("zh")
    assert "{" not in Problem("negative").sentence("en")


def test_problems_as_rows() -> None:
    frame = problem_frame([IN_CELL, IN_YAML], "en")
    assert list(frame.columns) == PROBLEM_COLUMNS
    assert frame[["file", "sheet", "cell"]].to_numpy().tolist() == [["甲.xlsx", "填报", "G7"], ["x.yaml", "", ""]]
    assert IN_YAML.as_dict()["line"] == 3
    assert has_errors([IN_CELL])
    assert not has_errors([])


def test_mistakes_of_a_file_stand_in_the_order_of_its_lines() -> None:
    first = Problem("yaml_syntax", line=2, column=9)
    assert SystemError_([IN_YAML, first]).problems == [first, IN_YAML]


def test_chinese_stands_apart_from_latin_words_of_ours() -> None:
    found = Problem("not_a_workbook", {"found": text("JSON 数据文件", "a JSON file")})
    assert "而是 JSON 数据文件" in found.message("zh")
    assert "而是网页" in Problem("not_a_workbook", {"found": text("网页", "a web page")}).message("zh")
    quoted = Problem("not_a_number", {"found": "A组"}).message("zh")
    assert quoted.startswith("“A组”")  # names are never altered
