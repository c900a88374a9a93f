"""A batch that was interrupted is shown to everybody with what was read, and goes on at a click."""

from __future__ import annotations

import pytest

from scoring.access import Actor
from scoring.services import batches
from scoring.services.receiving import receive
from tests.app import App
from tests.pages.test_intake import BROKEN, GOOD, files
from ui.frame import stores
from ui.intake.own_batch import Failed


class PowerCut(BaseException):
    """Nothing that code which catches Exception would see."""


@pytest.fixture
def interrupted(ready: App) -> int:
    """A batch of two files, of which one was stored; its start."""
    seen: list[str] = []

    def told(share: float, file: str) -> None:
        seen.append(file)
        if share > 0.7:
            raise PowerCut

    with pytest.raises(PowerCut):
        receive(stores.store(), "2025", [GOOD, BROKEN], Actor.local("王检查"), told)
    return int(stores.store().interrupted("2025")["id"].iloc[0])


def warnings(app: App) -> str:
    return "\n".join(str(w.value) for w in app.at.warning)


def test_what_was_read_and_what_was_not(interrupted: int) -> None:
    app = App().open("intake")
    assert "王检查 报送的一批处理时中断：已保存 1 个文件，还有 1 个没有处理完。" in warnings(app)
    shown = app.table("file", "result", "saved")
    assert shown.to_numpy().tolist() == [["U02.xlsx", "没有处理完", 0], ["U01.xlsx", "已保存", 1]]


def test_it_goes_on_and_is_the_batch_of_who_went_on(interrupted: int) -> None:
    app = App().open("intake")
    app.click(f"go_on_{interrupted}")
    assert files(app) == {"U02.xlsx": "有错误", "U01.xlsx": "计入"}
    assert "中断" not in warnings(app)
    assert "中断" not in warnings(App().open("intake"))


def test_it_is_given_up(interrupted: int) -> None:
    app = App().open("intake")
    app.at.session_state["failed_batch"] = Failed("2025", None, 0, 0, error="1")
    app.click(f"give_up_{interrupted}")
    assert not app.at.error  # what failed before is said no longer
    assert files(app) == {"U02.xlsx": "没有处理到", "U01.xlsx": "计入"}
    assert "1 个中断前没有处理到" in warnings(app)
    assert stores.store().submitted("2025") == ["U01"]


def test_the_second_of_two_who_go_on_is_told(interrupted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = App().open("intake"), App().open("intake")
    one.at.button(key=f"give_up_{interrupted}").click()
    real = batches.give_up

    def late(*given: object) -> int:
        """The other one's click arrives when the page is drawn but before it is decided."""
        monkeypatch.setattr(batches, "give_up", real)
        stores.store().take_batch(interrupted)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(batches, "give_up", late)
    one.run()
    assert "这一批已经有人在处理" in one.texts
    stores.store().leave_batch(interrupted)
    other.click(f"go_on_{interrupted}")
    assert files(other) == {"U02.xlsx": "有错误", "U01.xlsx": "计入"}


def test_who_presses_after_it_has_ended_is_told(interrupted: int) -> None:
    one, other, third = (App().open("intake") for _ in range(3))
    one.click(f"give_up_{interrupted}")
    other.click(f"give_up_{interrupted}")
    assert "这一批已经有人在处理，或者已经处理完。" in warnings(other)
    third.click(f"go_on_{interrupted}")
    assert "这一批已经有人在处理，或者已经处理完。" in third.texts


def test_files_that_were_not_kept_are_to_be_handed_in_again(ready: App) -> None:
    start = batches.begin(stores.store(), "2025", [GOOD], Actor.local(""))
    stores.store().leave_batch(start)
    app = App().open("intake")
    assert "请重新报送" in app.texts
    assert f"go_on_{start}" not in {b.key for b in app.at.button}
    app.click(f"give_up_{start}")
    assert "中断" not in "".join(str(b.key) for b in app.at.button)
    assert files(app) == {"U01.xlsx": "没有处理到"}
