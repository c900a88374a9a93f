"""The commands: what they print, write and return."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import openpyxl
import pytest

from sample_data.workbooks import cells_of, saved
from scoring.__main__ import main
from scoring.cli.console import Terminal

ROOT = Path(__file__).resolve().parents[2]
YEAR = ROOT / "sample_data" / "2025"
WRONG = ROOT / "sample_data" / "with_mistakes"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("KAOPING_LANG", raising=False)


def test_a_terminal_shows_text_and_no_more(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal().print("[red]甲[/red] :joy: \x1b[31m乙\u202e丙\n丁")
    assert capsys.readouterr().out == "[red]甲[/red] :joy: \ufffd[31m乙\ufffd丙\n丁\n"


def test_validate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["validate"]) == 0
    assert "没有错误" in capsys.readouterr().out
    more = tmp_path / "more.yaml"
    source = Path("indicators.yaml").read_text(encoding="utf-8")
    more.write_text(source.replace("scale: 100", "scale: 80", 1), encoding="utf-8")
    assert main(["validate", str(more)]) == 0
    told = capsys.readouterr()
    assert "得分按比例折算为满分 80 分" in told.out
    assert main(["score", str(YEAR / "U01 办公室.xlsx"), "-s", str(more)]) == 0
    assert "marks_do_not_add_up" in capsys.readouterr().err
    broken = tmp_path / "x.yaml"
    broken.write_text("format: 1\nscael: 2\n", encoding="utf-8")
    assert main(["validate", str(broken)]) == 2
    said = capsys.readouterr().err
    assert "第 2 行第 1 列" in said
    assert "scale" in said
    assert "sections" in said  # all mistakes at once


def test_template(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "blank.xlsx"
    assert main(["template", "-o", str(target)]) == 0
    assert "填报" in openpyxl.load_workbook(target).sheetnames


def test_an_english_template_is_read_as_a_chinese_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "U01.xlsx"
    assert main(["template", "-o", str(target), "--lang", "en"]) == 0
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:3] == ["How to fill in", "Unit", "Figures"]
    for row, value in enumerate(("U01", "Office", "General departments"), start=1):
        book["Unit"].cell(row, 2).value = value
    book.save(target)
    capsys.readouterr()
    assert main(["check", str(target), "--lang", "en"]) == 0
    assert "Indicators left blank" in " ".join(capsys.readouterr().out.split())


def test_templates_of_a_roster(tmp_path: Path) -> None:
    roster = tmp_path / "units.csv"
    roster.write_text("单位编码,单位名称,单位分组\nA1,甲,综合部门\nA2,乙,committee\n", encoding="gb18030")
    assert main(["template", "--roster", str(roster), "--out-dir", str(tmp_path / "out")]) == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["A1.xlsx", "A2.xlsx"]


def test_templates_of_codes_that_differ_in_case_alone(tmp_path: Path) -> None:
    roster = tmp_path / "units.csv"
    roster.write_text("单位编码,单位名称,单位分组\na1,甲,综合部门\nA1,乙,综合部门\n", encoding="utf-8")
    assert main(["template", "--roster", str(roster), "--out-dir", str(tmp_path / "out")]) == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["A1 (2).xlsx", "a1.xlsx"]


@pytest.mark.parametrize("option", ["-o", "--json"])
def test_results_never_take_the_place_of_a_file_that_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        shutil.copy(next(YEAR.glob("U01*.xlsx")), tmp_path / name)
    before = (tmp_path / "one.xlsx").read_bytes()
    (tmp_path / "sub").mkdir()
    assert main(["score", str(tmp_path), option, str(tmp_path / "sub" / ".." / "one.xlsx")]) == 2
    assert "覆盖" in capsys.readouterr().err
    assert (tmp_path / "one.xlsx").read_bytes() == before


def test_marked_copies_never_go_among_the_files_that_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(next(WRONG.glob("*.xlsx")), tmp_path / "one.xlsx")
    assert main(["check", str(tmp_path), "--marked", str(tmp_path)]) == 2
    assert "覆盖" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "one.xlsx"), "--marked", str(tmp_path / "one.xlsx")]) == 2
    assert "不是文件夹" in capsys.readouterr().err
    assert main(["check", str(tmp_path), "--marked", str(tmp_path / "back")]) == 1
    assert len(list((tmp_path / "back").iterdir())) == 1


def test_roster_with_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = tmp_path / "units.csv"
    roster.write_text("单位编码,单位名称,单位分组\nA1,甲,没有的组\n,乙,综合部门\n", encoding="utf-8")
    assert main(["template", "--roster", str(roster), "--out-dir", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "C2" in said
    assert "A3" in said
    assert not (tmp_path / "out").exists()


def test_check_tells_mistakes_by_cell(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(WRONG / "次数写成文字.xlsx")]) == 1
    said = capsys.readouterr().out
    assert "《填报》G3" in said
    assert "not_a_number" in said


def test_check_says_what_a_list_of_units_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(YEAR / "units.csv")]) == 0
    assert "units.csv：单位名单" in capsys.readouterr().out


def test_check_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", str(WRONG / "次数写成文字.xlsx"), str(YEAR / "U01 办公室.xlsx")]) == 1
    files = {f["file"]: f["issues"] for f in json.loads(capsys.readouterr().out)["files"]}
    errors = [i for i in files["次数写成文字.xlsx"] if i["severity"] == "error"]
    assert [(i["sheet"], i["cell"], i["indicator"], i["code"]) for i in errors] == [
        ("填报", "G3", "M01-3", "not_a_number")
    ]
    assert errors[0]["message"]
    assert errors[0]["hint"]
    assert not [i for i in files["U01 办公室.xlsx"] if i["severity"] == "error"]


def scored(tmp_path: Path, folder: Path, code: int = 0) -> dict:
    target = tmp_path / "answer.json"
    assert main(["score", str(folder), "--json", str(target)]) == code
    return json.loads(target.read_text(encoding="utf-8"))


def test_score_answer_has_the_stated_form(tmp_path: Path) -> None:
    answer = scored(tmp_path, YEAR)
    assert answer["system"]["id"] == "responsibility-assessment"
    assert answer["system"]["digest"].startswith("sha256:")
    assert answer["period"] == "2025"
    assert answer["rejected"] == []
    assert len(answer["units"]) == 18
    unit = answer["units"][0]
    stated = {"code", "name", "group", "score", "base", "bonus", "deduction", "vetoes", "rank", "group_rank", "grade"}
    assert stated | {"sections", "indicators"} <= set(unit)
    assert set(unit["sections"]["S1"]) == {"earned", "marks", "rate"}
    assert set(unit["indicators"]["M01-2"]) == {"earned", "marks", "rate", "state", "why"}
    of = {u["code"]: u for u in answer["units"]}
    assert set(of["U01"]["adjustments"]) == {"B1", "B2", "B3", "D1", "D2", "D3", "D4", "V1", "V2"}
    assert set(of["U01"]["adjustments"]["B1"]) == {"points", "state", "why"}
    assert (of["U01"]["adjustments"]["B1"]["points"], of["U01"]["adjustments"]["B1"]["state"]) == (1.5, "scored")
    assert (of["U05"]["adjustments"]["B1"]["points"], of["U05"]["adjustments"]["B1"]["state"]) == (0, "unanswered")
    assert of["U05"]["adjustments"]["D1"]["points"] < 0
    assert [u["rank"] for u in answer["units"]] == sorted(u["rank"] for u in answer["units"])


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_ranked_workbook_says_what_the_answer_says(tmp_path: Path) -> None:
    ranked = tmp_path / "ranked.xlsx"
    assert main(["score", str(YEAR), "-o", str(ranked)]) == 0
    rows = list(openpyxl.load_workbook(ranked, data_only=True)["排名"].iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if "单位编码" in row)  # below the title
    head = {name: at for at, name in enumerate(rows[start])}
    units = [row for row in rows[start + 1 :] if row[head["单位编码"]]]
    told = {r[head["单位编码"]]: (r[head["总分"]], r[head["名次"]], r[head["组内名次"]]) for r in units}
    answer = scored(tmp_path, YEAR)
    assert told == {u["code"]: (u["score"], u["rank"], u["group_rank"]) for u in answer["units"]}


def test_changing_one_figure_changes_exactly_what_it_should(tmp_path: Path) -> None:
    """U18 held three of four expert sessions less: its M01-3 changes, and with it only its own section and total."""
    before = {u["code"]: u for u in scored(tmp_path, YEAR)["units"]}
    folder = tmp_path / "year"
    shutil.copytree(YEAR, folder)
    path = folder / "U18 档案资料馆.xlsx"
    book = openpyxl.load_workbook(path)
    cells_of(book)["M01-3", "填报值"].value = 4
    path.write_bytes(saved(book))
    after = {u["code"]: u for u in scored(tmp_path, folder)["units"]}
    assert after["U18"]["indicators"]["M01-3"]["earned"] == 1.0 > before["U18"]["indicators"]["M01-3"]["earned"]
    changed = {code for code in before if before[code] != after[code]}
    assert changed == {"U18"}
    same = {i for i in before["U18"]["indicators"] if before["U18"]["indicators"][i] == after["U18"]["indicators"][i]}
    assert set(before["U18"]["indicators"]) - same == {"M01-3"}
    assert {s for s in before["U18"]["sections"] if before["U18"]["sections"][s] != after["U18"]["sections"][s]} == {
        "S1"
    }
    gained = after["U18"]["indicators"]["M01-3"]["earned"] - before["U18"]["indicators"]["M01-3"]["earned"]
    marks = sum(i["marks"] for i in after["U18"]["indicators"].values() if i["state"] != "not_applicable")
    assert after["U18"]["base"] - before["U18"]["base"] == pytest.approx(100 * gained / marks, abs=0.011)


def test_files_with_errors_are_left_out_and_the_rest_is_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "year"
    shutil.copytree(YEAR, folder)
    path = folder / "U03 信息中心.xlsx"
    book = openpyxl.load_workbook(path)
    cells_of(book)["M01-3", "填报值"].value = "许多"
    path.write_bytes(saved(book))
    answer = scored(tmp_path, folder, code=1)
    assert [u["code"] for u in answer["units"] if u["code"] == "U03"] == []
    assert len(answer["units"]) == 17
    assert [r["file"] for r in answer["rejected"]] == ["U03 信息中心.xlsx"]
    assert "已报送17/18个单位；待报送：U03；1份文件有错误" in capsys.readouterr().err


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(YEAR), "--unit", "U12", "--indicator", "M15-4"]) == 0
    assert "申报不适用：全年未发生应急事件" in capsys.readouterr().out
    assert main(["explain", str(YEAR), "--unit", "U99"]) == 2
    assert main(["explain", str(YEAR), "--unit", "U12", "--indicator", "X1"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "no_such_file.xlsx"],
        ["score", "docs"],
        ["score", str(YEAR), "-s", "no_such.yaml"],
        ["score", str(YEAR), "-o", "ranked.pdf"],
        ["score", str(YEAR), "-o", "/proc/nowhere/ranked.xlsx"],
        ["score"],
        ["scor"],
        ["score", "--nonsense"],
        ["template"],
        ["template", "-o", "a.xlsx", "--roster", "b.csv"],
        ["validate", "README.md"],
    ],
)
def test_cannot_run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    assert said.err


def test_in_english(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KAOPING_LANG", "en")
    assert main(["check", str(WRONG / "次数写成文字.xlsx")]) == 1
    assert "is not a number" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["check", str(WRONG / "次数写成文字.xlsx")],
        ["score", str(YEAR / "U01 办公室.xlsx")],
        ["explain", str(YEAR / "U01 办公室.xlsx"), "--unit", "U01", "--indicator", "M01-2"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_the_option_chooses_the_language_of_its_command_alone(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def output(*more: str) -> tuple[str, str]:
        main([*arguments, *more])
        return capsys.readouterr()

    chinese, english = output(), output("--lang", "en")
    assert chinese != english
    assert output() == chinese
    monkeypatch.setenv("KAOPING_LANG", "en")
    assert output() == english
    assert output("--lang", "zh") == chinese
    monkeypatch.setenv("KAOPING_LANG", "fr")
    assert output() == chinese


def test_results_are_in_the_language_of_the_option(tmp_path: Path) -> None:
    target = tmp_path / "ranked.csv"
    assert main(["score", str(YEAR / "U01 办公室.xlsx"), "-o", str(target), "--lang", "en"]) == 0
    assert target.read_text(encoding="utf-8-sig").startswith("Rank,Rank in group,Unit code,")
    assert main(["check", str(YEAR / "U01 办公室.xlsx"), "--lang", "fr"]) == 2


@pytest.mark.parametrize("command", ["validate", "template", "check", "score", "explain"])
def test_help_names_the_languages(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "--lang" in shown
    assert "KAOPING_LANG" in shown


def test_a_template_is_in_the_language_of_the_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sheets(*more: str) -> list[str]:
        assert main(["template", "-o", str(tmp_path / "blank.xlsx"), *more]) == 0
        return openpyxl.load_workbook(tmp_path / "blank.xlsx").sheetnames

    chinese, english = sheets(), sheets("--lang", "en")
    assert "填报" in chinese
    assert not [name for name in english if any("\u3400" <= letter <= "\u9fff" for letter in name)]
    monkeypatch.setenv("KAOPING_LANG", "en")
    assert (sheets(), sheets("--lang", "zh")) == (english, chinese)


def test_templates_of_a_roster_in_english(tmp_path: Path) -> None:
    roster, folder = tmp_path / "units.csv", tmp_path / "out"
    roster.write_text("单位编码,单位名称,单位分组\nA1,甲,综合部门\n", encoding="utf-8")
    assert main(["template", "--roster", str(roster), "--out-dir", str(folder), "--lang", "en"]) == 0
    assert "填报" not in openpyxl.load_workbook(folder / "A1.xlsx").sheetnames


def test_one_workbook_is_not_told_as_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = tmp_path / "units.csv"
    roster.write_text("单位编码,单位名称,单位分组\nA1,甲,综合部门\n", encoding="utf-8")
    folder = tmp_path / "out"
    assert main(["template", "--roster", str(roster), "--out-dir", str(folder)]) == 0
    assert capsys.readouterr().out.strip() == f"已生成 1 份，在 {folder}"
    marked = tmp_path / "marked"
    assert main(["check", str(WRONG / "次数写成文字.xlsx"), "--marked", str(marked), "--lang", "en"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == f"1 marked copy in {marked}"


@pytest.mark.parametrize("command", ["validate", "template", "check", "score", "explain"])
def test_help_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "Example: python -m scoring" in " ".join(capsys.readouterr().out.split())


def test_usage_names_the_program_as_it_was_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scor"]) == 2
    assert "Usage: kaoping " in capsys.readouterr().err
    assert main(["scor"], "python -m scoring") == 2
    assert "Usage: python -m scoring " in capsys.readouterr().err


def test_the_installed_program_is_what_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["scripts"]["kaoping"].partition(":")
    assert getattr(importlib.import_module(module), function) is main


def test_as_a_program() -> None:
    command = [sys.executable, "-m", "scoring", "score", "no_such_file"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120)
    assert done.returncode == 2
    assert "no_such_file" in done.stderr.decode()


@pytest.mark.parametrize("command", [["check"], ["score"], ["explain", "--unit", "U01"]])
def test_files_of_other_suffixes_are_told(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(next(YEAR.glob("U01*.xlsx")), tmp_path / "U01.xlsx")
    (tmp_path / "U02.rar").write_bytes(b"Rar!\x1a\x07\x01\0" + bytes(100))
    (tmp_path / "U07.docx").write_bytes(b"PK")
    assert main([*command, str(tmp_path)]) == 1
    said = "".join(capsys.readouterr())
    assert "U02.rar" in said
    assert ".zip" in said  # what to do with it
    assert "U07.docx" in said
    assert "Word" in said


def test_a_folder_of_nothing_to_read_says_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "U07.docx").write_bytes(b"PK")
    assert main(["check", str(tmp_path)]) == 2
    assert "U07.docx" in capsys.readouterr().err


def test_a_unit_on_no_list_is_left_out_and_said_by_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(YEAR / "U01 办公室.xlsx", tmp_path)
    (tmp_path / "units.csv").write_text("单位编码,单位名称,单位分组\nU02,乙,综合部门\n", encoding="utf-8")
    assert main(["score", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "U01" not in told.out
    assert "《基本信息》B1" in told.err
    assert "unit_off_list" in told.err
    assert "已报送0/1个单位；待报送：U02；1份文件有错误" in told.err


def test_keys_repeated_without_end_do_not_fill_the_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "s.yaml").write_text("a: 1\n" * 5_000, encoding="utf-8")
    assert main(["validate", str(tmp_path / "s.yaml")]) == 2
    assert len(capsys.readouterr().err) < 20_000
