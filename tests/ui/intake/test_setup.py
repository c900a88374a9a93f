"""The list of a period's units, taken over from a file."""

from __future__ import annotations

from tests.app import App
from tests.small_period import ROSTER, SYSTEM
from ui.frame import stores


def test_a_list_of_units_is_taken_over(app: App) -> None:
    from scoring.system import load_system_text

    stores.store().add_system(load_system_text(SYSTEM), "test")
    app.open("intake", list="setup")
    next(z for z in app.at.file_uploader if z.key == "roster_file").upload("units.csv", ROSTER.encode())
    app.run()
    app.click("roster_save")
    assert list(stores.store().units(2025)["unit"]) == ["U01", "U02", "U03"]


def test_a_list_with_an_unknown_group_is_refused(ready: App) -> None:
    ready.open("intake", list="setup")
    wrong = ROSTER + "U09,某处,丙组\n"
    next(z for z in ready.at.file_uploader if z.key == "roster_file").upload("units.csv", wrong.encode())
    ready.run()
    assert "未采用" in ready.texts
    assert "U09" not in set(stores.store().units(2025)["unit"])
