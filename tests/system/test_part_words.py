"""What sections and measures say of themselves, in both languages."""

from __future__ import annotations

import pytest

from scoring.system import IndicatorSystem
from scoring.system.part_words import part_rules
from tests.engine.test_parts import about


def rules(system: IndicatorSystem, part: str, lang: str) -> str:
    return part_rules(next(p for p in system.parts if p.id == part), system, lang)


@pytest.mark.parametrize(
    ("scene", "part", "zh", "en"),
    [
        (
            "保证项目",
            "A",
            "权重10；“安全生产责任制”、“安全检查”中任一项得0分，或“保证项目”得分低于40分，本板块计0分",
            "weight 10; where one of '安全生产责任制' and '安全检查' earns 0, or '保证项目' earns less than 40 marks, "
            "this section earns 0",
        ),
        ("保证项目", "AG", "", ""),
        ("三个方案", "M1", "只计得分率最高的一项", "only the one with the highest rate counts"),
        ("取最差的一项", "M1", "只计得分率最低的一项", "only the one with the lowest rate counts"),
        (
            "少于两张",
            "M1",
            "适用的少于2项时，本措施不参加评分",
            "this measure is left out where fewer than 2 in it apply",
        ),
    ],
)
def test_a_part_says_its_rules(scene: str, part: str, zh: str, en: str) -> None:
    system = about(scene).system
    assert (rules(system, part, "zh"), rules(system, part, "en")) == (zh, en)
