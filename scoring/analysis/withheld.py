"""What somebody who sees one unit alone is not told of its result, for it would tell of others.

Tested in tests/pages/test_roles.py and tests/door/test_api.py.
"""

from __future__ import annotations

from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext


def is_graded(system: IndicatorSystem, *, compares: bool) -> bool:
    """Whether a grade is shown: not where others' places decide it and the reader does not see them.

    Args:
        compares: whether the reader sees every unit.
    """
    grades = system.grades
    return bool(grades) and (compares or not any(grade.is_limited for grade in grades))


def compared_items(system: IndicatorSystem) -> frozenset[str]:
    """The ids of indicators and adjustments whose reasons speak of other units."""
    return frozenset(name for name, item in system.items.items() if item.rule.compares_units)


def withheld_reason(lang: Lang) -> str:
    """What is said in place of such a reason."""
    return gettext(lang, "Scored beside the group's other units; shown once it is published.")
