"""Choices live in the link: what it holds, what it asks for in vain, what is remembered."""

from __future__ import annotations

import pytest

from tests.app import PAGES, App


@pytest.mark.parametrize("page", PAGES)
def test_a_link_with_things_that_do_not_exist_still_opens(filled: App, page: str) -> None:
    filled.open(page, period="1871", group="nowhere", unit="U99", lang="xx", indicator="M99")
    assert filled.at.query_params["period"] == "2025"


def test_what_a_link_asks_for_in_vain_is_said_once(filled: App) -> None:
    filled.open("unit", period="1871", group="nowhere", unit="<b>U99</b>" * 40)
    told = [w.value for w in filled.at.warning]
    assert [said.partition("“")[0] for said in told] == ["考核期", "单位分组", "单位"]
    assert "“1871”不存在，现显示“2025年”" in told[0]
    assert "…" in told[2]
    assert "<b>" not in told[2].replace("\\<", "")
    assert not filled.run().at.warning


@pytest.mark.parametrize(
    ("page", "query", "told"),
    [
        ("gaps", {"section": "S99"}, "板块“S99”不存在，现显示“全部板块”"),
        ("gaps", {"section": "S1", "measure": "M99"}, "“M99”不存在"),
        ("gaps", {"indicator": "M99-9"}, "“M99-9”不存在"),
        ("ranking", {"grade": "Z"}, "“Z”不存在"),
        ("system", {"tool": "nothing"}, "“nothing”不存在"),
        ("system", {"tool": "try", "if": "nothing=1~:grades.0.at_least=81"}, "链接中有 1 处改动不适用于此文件"),
    ],
)
def test_each_part_of_a_link_that_leads_nowhere_is_said(
    filled: App, page: str, query: dict[str, str], told: str
) -> None:
    filled.open(page, period="2025", **query)
    assert told in "\n".join(w.value for w in filled.at.warning)


def test_what_is_remembered_returns_from_the_menu_but_not_by_a_link_or_back(filled: App) -> None:
    filled.open("gaps", period="2025", section="S1")
    filled.open("gaps")  # a click in the menu
    assert filled.at.query_params["section"] == "S1"
    filled.open("gaps", period="2025", lang="zh")  # Back, to before the section was chosen
    assert "section" not in filled.at.query_params
    assert not filled.run().at.warning
    assert "section" not in filled.at.query_params
