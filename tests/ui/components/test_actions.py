"""A button acts on what was on the screen when it was pressed; every change that pages make goes this way."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scoring import services
from scoring.access import Actor
from scoring.problems import Problem
from ui.components import actions

ROOT = Path(__file__).resolve().parents[3]
SCREENS = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
# What these act on is what the person gives, or is checked against what they saw.
OTHERWISE = {
    ("saving.py", "_save"): "what was typed, each figure with the version that it was typed over",
    ("own_batch.py", "hand_over"): "the files that were dropped",
    ("own_batch.py", "go_on"): "the batch of the button: interrupted.py gives it to its action_button",
    ("first_steps.py", "_load"): "the samples, on a page that is there while there is no period",
    ("example_choice.py", "_load"): "the example the button was made for, on the same page",
}


def page() -> None:
    import streamlit as st

    from ui.components.actions import action_button, keep_outcome, show_outcome

    def note(items: list[str]) -> None:
        st.session_state["done"] = list(items)
        keep_outcome("here", f"done *{len(items)}*")

    show_outcome("here")
    if items := st.session_state.get("items", ["a"]):
        action_button(f"All {len(items)}", "all", note, list(items))


def test_what_came_after_the_page_was_made_is_left_alone() -> None:
    at = AppTest.from_function(page).run()
    at.session_state["items"] = ["a", "b"]  # since then
    at.button(key="all").click().run()
    assert at.session_state["done"] == ["a"]
    assert at.success[0].value == "done \\*1\\*"
    at.run()
    assert not at.success


def test_what_is_there_no_more_can_still_be_acted_on() -> None:
    at = AppTest.from_function(page).run()
    at.session_state["items"] = []
    at.button(key="all").click().run()
    assert at.session_state["done"] == ["a"]


def failing() -> None:
    from ui.components.actions import action_button

    action_button("Go", "go", int, "x")


def test_an_action_that_fails_is_told_with_a_number() -> None:
    at = AppTest.from_function(failing).run()
    at.button(key="go").click().run()
    assert not at.exception
    assert "错误编号" in at.error[0].value


def test_what_was_refused_is_told_with_who() -> None:
    def refused() -> None:
        from scoring.problems import Problem
        from ui.components.actions import keep_outcome, show_outcome

        keep_outcome("here", "", [Problem("list_moved", {"by": "王*检查*"})])
        show_outcome("elsewhere")
        show_outcome("here")

    at = AppTest.from_function(refused).run()
    assert "王\\*检查\\*" in at.warning[0].value
    assert Problem("list_moved", {"by": "x"}).severity == "error"


# --- every change goes this way -------------------------------------------------------------------


# These ask who acts, and change nothing.
READING = {
    *("accounts.listed", "tokens.listed", "visibility.shown_to", "visibility.said"),
    *("submissions.listed", "submissions.problems_of", "submissions.original"),
    *("permitted.objection", "permitted.first_outside", "tokens.holds"),
}


def changing() -> set[str]:
    """All services that take who acts, as pages call them."""
    found = set()
    for module_info in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"scoring.services.{module_info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = [p.annotation for p in inspect.signature(function).parameters.values()]
            if not name.startswith("_") and ("Actor" in takes or Actor in takes):
                found |= {name, f"{module_info.name}.{name}"}
    return {name for name in found if "." in name and name not in READING} | {"receive"}


CHANGING = changing()


def test_these_change_the_store() -> None:
    assert {"waiting.confirm", "waiting.turn_down", "submissions.withdraw", "rosters.add"} <= CHANGING
    assert {"systems.put_into_force", "verifying.verify", "receive"} <= CHANGING


@pytest.mark.parametrize("path", SCREENS, ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_change_the_store_by_actions_alone(path: Path) -> None:
    functions = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef)]
    calls = {f.name: [n for n in ast.walk(f) if isinstance(n, ast.Call)] for f in functions}
    given = {ast.unparse(a) for own in calls.values() for call in own if _is_action(call) for a in call.args}

    def by_action(name: str) -> bool:
        callers = [other for other, own in calls.items() if name in {ast.unparse(c.func) for c in own}]
        return name in given if not callers else name not in given and all(map(by_action, callers))

    change = [name for name, own in calls.items() if CHANGING & {ast.unparse(call.func) for call in own}]
    assert [name for name in change if (path.name, name) not in OTHERWISE and not by_action(name)] == []


def _is_action(call: ast.Call) -> bool:
    return ast.unparse(call.func) in (actions.action_button.__name__, "reason_form")
