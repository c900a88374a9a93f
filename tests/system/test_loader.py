"""The loader tells every mistake of a broken system by line and column, and loads good ones whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.problems import Problem, SystemError_
from scoring.problems.suggestions import not_among
from scoring.rules import RULES
from scoring.system import load_system, load_system_text

HERE = Path(__file__).parents[1]
BROKEN = sorted((HERE / "broken_systems").glob("*.yaml"))
BUNDLED = HERE.parent / "indicators.yaml"
_EXPECT = re.compile(r"# expect: (\w+)(?: (\d+):(\d+))? \|(.*)")


def expectations(text: str) -> list[tuple[str, tuple[int, int] | None, list[str]]]:
    """What a broken file's head says must be told: code, place, and words the message holds."""
    found = []
    for code, line, column, words in _EXPECT.findall(text):
        place = (int(line), int(column)) if line else None
        found.append((code, place, [w.strip() for w in words.split(",") if w.strip()]))
    return found


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_broken_system_tells_exactly_its_mistakes(path: Path) -> None:
    expected = expectations(path.read_text(encoding="utf-8"))
    assert expected, "a broken system states what must be told"
    with pytest.raises(SystemError_) as caught:
        load_system(path)
    told = [p for p in caught.value.problems if p.severity == "error"]
    assert sorted(p.code for p in told) == sorted(code for code, _, _ in expected)
    for code, place, words in expected:
        near = [p for p in told if p.code == code and place in (None, (p.line, p.column))]
        assert near, f"{code} not at {place}: {[(p.code, p.line, p.column) for p in told]}"
        for lang in ("zh", "en"):
            assert any(all(w in p.sentence(lang) for w in words) for p in near), [p.sentence(lang) for p in near]
        assert all(path.name in p.sentence("zh") for p in near)


def test_bundled_system_holds_what_it_promises() -> None:
    system = load_system(BUNDLED)
    assert system.warnings == ()
    assert [len(s.measures) for s in system.sections] == [4, 4, 4, 4, 4, 4]
    assert 66 <= len(system.indicators) <= 76
    by_measure = [round(sum(i.marks for i in m.indicators), 6) for s in system.sections for m in s.measures]
    assert by_measure == [5, 5, 5, 5, 4, 6, 4, 4, 4, 5, 4, 3, 5, 4, 4, 3, 5, 4, 5, 4, 3, 3, 3, 3]
    assert all(2 <= len(m.indicators) <= 4 for s in system.sections for m in s.measures)
    kinds = {item.rule.kind for item in system.items.values()}
    assert len(kinds) == 16
    assert kinds <= set(RULES)
    assert [(g.at_least, g.quota) for g in system.grades] == [(90, 0.3), (80, None), (60, None), (0, None)]
    assert (system.caps.bonus.at_most, system.caps.bonus.only_from, system.caps.deduction.at_most) == (5, 60, 10)


def test_bundled_system_speaks_both_languages() -> None:
    system = load_system(BUNDLED)
    parts = [system, *system.groups.values(), *system.grades, *system.sections]
    parts += [m for s in system.sections for m in s.measures] + list(system.items.values())
    for part in parts:
        assert part.title.root.get("zh"), part
        assert part.title.root.get("en"), part
    for item in system.items.values():
        assert system.rule_text(item, "zh")
        assert not re.search(r"[一-鿿]", system.rule_text(item, "en")) or item.facts == "choice"


PERSONAL = re.compile(r"身份证|手机|电话号|姓名|民族|信仰情况|identity card|phone|删帖|举报数")


def test_bundled_system_holds_nothing_on_persons() -> None:
    assert not PERSONAL.search(BUNDLED.read_text(encoding="utf-8"))


def test_yaml_keeps_what_was_written() -> None:
    text = BUNDLED.read_text(encoding="utf-8").replace("id: responsibility-assessment", "id: no", 1)
    assert load_system_text(text).id == "no"  # YAML 1.1 would read false


def test_deadline_falls_in_the_period() -> None:
    text = BUNDLED.read_text(encoding="utf-8")
    later = load_system_text(text.replace("year: 2025", "year: 2031", 1))
    deadlines = [i.rule.by.year for i in later.indicators.values() if i.rule.kind == "deadline"]
    assert set(deadlines) == {2031}


def test_marks_that_do_not_add_up_are_a_warning() -> None:
    text = BUNDLED.read_text(encoding="utf-8").replace("scale: 100", "scale: 120", 1)
    assert {p.code for p in load_system_text(text).warnings} == {"marks_do_not_add_up"}


@pytest.mark.parametrize("depth", [60, 3_000, 300_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_nesting_without_end_is_told(depth: int, opens: str, closes: str) -> None:
    with pytest.raises(SystemError_) as caught:
        load_system_text(opens * depth + "1" + closes * depth)
    assert caught.value.problems[0].code in ("yaml_too_deep", "yaml_too_large")


def test_numbers_without_end_are_told() -> None:
    text = BUNDLED.read_text(encoding="utf-8")
    for huge in ("1e400", "9" * 5000):
        with pytest.raises(SystemError_) as caught:
            load_system_text(text.replace("scale: 100", f"scale: {huge}", 1))
        assert [p.code for p in caught.value.problems] == ["bad_value"]


def test_a_system_that_is_merely_large_is_told_how_large_and_nothing_of_aliases() -> None:
    source = "format: 1\nnotes: [" + "1, " * 12_000 + "1]\n"
    with pytest.raises(SystemError_) as bad:
        load_system_text(source)
    (problem,) = bad.value.problems
    assert problem.code == "yaml_too_many_values"
    assert "12,004" in problem.message()
    assert "10,000" in problem.message()
    assert "别名" not in problem.sentence()


def test_keys_repeated_without_end_are_told_in_a_page() -> None:
    with pytest.raises(SystemError_) as bad:
        load_system_text("a: 1\n" * 200_000)
    assert "199,899" in bad.value.problems[-1].message()
    assert sum(len(problem.sentence()) for problem in bad.value.problems) < 20_000


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        ("scale: 100", "scale: -1", "“scale”不能是数字 -1：", "'scale' cannot be the number -1:"),
        ("scale: 100", "scale: abc", "写的是文字“abc”，", "holds the text 'abc',"),
    ],
)
def test_a_bad_value_is_said_once(old: str, new: str, zh: str, en: str) -> None:
    with pytest.raises(SystemError_) as caught:
        load_system_text(BUNDLED.read_text(encoding="utf-8").replace(old, new, 1))
    (problem,) = caught.value.problems
    assert zh in problem.message("zh")
    assert en in problem.message("en")


def test_where_nothing_can_be_chosen_no_empty_list_is_shown() -> None:
    assert "：。" not in Problem("unknown_grade", not_among("fail", [])).hint("zh")
    assert "a、b" in Problem("unknown_grade", not_among("fail", ["a", "b"])).hint("zh")


def test_too_large_a_file() -> None:
    with pytest.raises(SystemError_) as caught:
        load_system_text("# " + "x" * (1024 * 1024))
    assert [p.code for p in caught.value.problems] == ["yaml_too_large"]


def test_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "gbk.yaml"
    path.write_bytes("format: 1\ntitle: 责任制\n".encode("gb18030"))
    with pytest.raises(SystemError_) as caught:
        load_system(path)
    assert [(p.code, p.line) for p in caught.value.problems] == [("yaml_not_text", 2)]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_damage_is_told_and_never_raises_otherwise(data: st.DataObject) -> None:
    """Replace any one value of a good system by anything: it loads, or says why not, by line."""
    tree = yaml.safe_load(BUNDLED.read_text(encoding="utf-8"))
    junk = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=5),
        st.lists(st.integers(), max_size=2),
        st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    )
    node = tree
    while True:
        key = data.draw(st.sampled_from(sorted(node, key=str) if isinstance(node, dict) else range(len(node))))
        if isinstance(node[key], dict | list) and node[key] and data.draw(st.integers(0, 9)) > 0:
            node = node[key]
            continue
        node[key] = data.draw(junk)
        break
    try:
        load_system_text(yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))
    except SystemError_ as wrong:
        for problem in wrong.problems:
            assert problem.line >= 1
            assert "…" not in problem.sentence("zh") or "…" in str(problem.params), problem


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("a: b: c", 1, "冒号"),
        ("a：1\nb: 2", 2, "中文冒号"),
        ("a:\n\tb: 1", 2, "制表符"),
        ("a: [1, 2\nb: 3", 2, "括号"),
        ("a: {b: 1, c", 2, "括号"),
        ('a: "x\nb: 3\n', 3, "引号"),
        ('a: "\\q"', 1, "反斜杠"),
        ("a:\n  b: 1\n c: 2", 3, "没有对齐"),
        ("- a\nb: 1", 2, "没有对齐"),
        ("a: - b", 1, "列表"),
        ("a: *x", 1, "引用"),
        ("a: &x 1\nb: &x 2", 2, "两次"),
        ("a: 1\n---\nb: 2", 2, "两份"),
        ("a: [1,,2]", 1, "缺少一个值"),
        ("a: |2x\n  b", 1, "换行"),
        ("a: \x01", 1, "控制字符"),
        ("%YAML 9.9\n---\na: 1", 1, "不符合"),
    ],
)
def test_what_is_wrong_with_the_yaml_is_said_in_the_language_chosen(source: str, line: int, words: str) -> None:
    with pytest.raises(SystemError_) as raised:
        load_system_text(source)
    (problem,) = raised.value.problems
    assert (problem.code, problem.line) == ("yaml_syntax", line)
    assert words in problem.message("zh")
    assert re.findall("[A-Za-z]+", problem.message("zh")) == ["YAML"] * problem.message("zh").count("YAML")
    assert not re.search("[\u4e00-\u9fff]", problem.message("en"))


@pytest.mark.parametrize(
    ("facts", "lowest", "says_it"),
    [("number", -10, True), ("number", 0, True), ("count", 1, True), ("count", 0, False)],
)
def test_bands_say_what_lies_below_them_where_anything_can(facts: str, lowest: int, says_it: bool) -> None:
    item = {"id": "A1", "title": "增幅", "marks": 100, "facts": facts}
    bands = [{"at_least": 10, "rate": 1}, {"at_least": lowest, "rate": 0.5}]
    item["rule"] = {"kind": "bands", "bands": bands}
    measures = [{"id": "M1", "title": "措施", "indicators": [item]}]
    data = {"format": 1, "id": "x", "title": "体系", "period": {"year": 2025}}
    data["sections"] = [{"id": "S1", "title": "板块", "measures": measures}]
    system = load_system_text(yaml.safe_dump(data, allow_unicode=True))
    assert ("以下不得分" in system.rule_text(system.items["A1"], "zh")) == says_it


def test_marks_are_those_that_a_group_can_earn() -> None:
    """115 marks in the file, 100 of which group a has: nothing is rescaled for a, all is for b."""
    text = (HERE / "broken_systems" / "veto_score_too_fine.yaml").read_text(encoding="utf-8")
    text = text.replace("59.999", "59.99").replace("scale: 10", "scale: 100").replace("marks: 10", "marks: 100")
    more = (
        text.replace("committee", "b")
        .replace(
            "adjustments:",
            "          - {id: M01-2, title: 另一项, marks: 15, applies_to: [b], facts: yes_no, rule: {kind: pass}}\nadjustments:",
        )
        .replace("groups:\n", "groups:\n  b: {title: 乙组}\n")
    )
    warned = [p for p in load_system_text(more).warnings if p.code == "marks_do_not_add_up"]
    assert [p.message("zh") for p in warned] == ["乙组各指标分值合计 115，与满分 100 不等。"]
