"""A batch that fails as a whole: its session is told that nothing was stored and why, never what another batch came to."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scoring.access import Actor
from scoring.services import receiving
from scoring.services.receiving import Progress, receive
from scoring.store import dialects
from scoring.system import load_system_text
from tests.app import App
from tests.disks import SmallDisk
from tests.pages.test_intake import BROKEN, GOOD, files, has_results
from tests.small_period import SYSTEM, workbook
from ui.components import background
from ui.frame import stores

OTHER = ("U03.xlsx", workbook("U03", "研究院", "b", 5, 5, 10))


def errors(app: App) -> str:
    return "\n".join(str(e.value) for e in app.at.error)


@pytest.fixture
def on_small_disk(small_disk: SmallDisk, monkeypatch: pytest.MonkeyPatch) -> App:
    """The app with its data on a small disk, and one batch handed in before."""
    monkeypatch.setenv("KAOPING_DATA", str(small_disk.folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    stores.store().add_system(load_system_text(SYSTEM), "test")
    return App().open("intake").upload(GOOD)


def test_a_full_disk_is_told_and_the_batch_before_is_not_taken_for_this_one(
    on_small_disk: App, small_disk: SmallDisk
) -> None:
    assert "1 个通过" in on_small_disk.texts
    small_disk.fill()
    on_small_disk.upload(BROKEN)
    assert "文件没有保存。" in errors(on_small_disk)
    assert "存放数据的磁盘已满（SQLITE_FULL）" in errors(on_small_disk)
    other = App().open("intake")
    assert errors(other) == ""  # it concerns that session alone
    on_small_disk.run()
    assert "磁盘已满" in errors(on_small_disk)  # until something else is handed in
    small_disk.clear()
    on_small_disk.upload(BROKEN)
    assert errors(on_small_disk) == ""
    assert files(on_small_disk) == {"U02.xlsx": "有错误"}


def test_a_disk_that_became_read_only(on_small_disk: App, small_disk: SmallDisk) -> None:
    stores.store().close()  # no file is open for writing
    small_disk.mount("-o", "remount,ro")
    on_small_disk.upload(BROKEN, OTHER)
    assert "本批 2 个文件都没有保存。" in errors(on_small_disk)
    assert "没有写入数据的权限，或者磁盘是只读的" in errors(on_small_disk)
    assert len(stores.store().submissions("2025")) == 1


def test_a_disk_that_fills_up_on_the_way(
    on_small_disk: App, small_disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored is said, no more; the batch can go on once there is room again."""
    real = receiving._Batch._save

    def fills(self: receiving._Batch, *given: object) -> object:
        outcome = real(self, *given)  # type: ignore[arg-type]
        small_disk.fill()
        return outcome

    monkeypatch.setattr(receiving._Batch, "_save", fills)
    given = [(f"V{n}.xlsx", workbook(f"V{n}", "x", "a", n, 5, 10)) for n in range(1, 9)]
    on_small_disk.upload(*given)
    monkeypatch.setattr(receiving._Batch, "_save", real)
    saved = len(stores.store().submissions("2025")) - 1
    assert 1 <= saved < 8
    assert f"本批 8 个文件已保存 {saved} 个，其余没有保存。" in errors(on_small_disk)
    assert "磁盘已满" in errors(on_small_disk)
    small_disk.clear()
    on_small_disk.run()
    assert f"已保存 {saved} 个文件，还有 {8 - saved} 个没有处理完" in "".join(w.value for w in on_small_disk.at.warning)
    (button,) = (b.key for b in on_small_disk.at.button if str(b.key).startswith("go_on_"))
    on_small_disk.click(button)
    assert len(files(on_small_disk)) == 8
    assert errors(on_small_disk) == ""


def test_a_folder_that_is_moved_away(ready: App, tmp_path: Path) -> None:
    ready.open("intake").upload(GOOD)
    (tmp_path / "kaoping.db").rename(tmp_path / "elsewhere.db")
    ready.upload(BROKEN)
    assert "找不到存放数据的文件夹或数据库文件" in errors(ready)
    assert "没有丢失" not in ready.texts


def test_a_lock_that_another_program_holds(ready: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialects, "WAIT_MS", 30)
    ready.open("intake")
    stores.store().close()  # the next connections are impatient
    holder = sqlite3.connect(tmp_path / "kaoping.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    ready.upload(GOOD)
    assert "文件没有保存。" in errors(ready)
    assert "数据库一直被别的程序占用，等候后仍未轮到（SQLITE_BUSY）" in errors(ready)
    assert "处理出错" not in ready.texts
    holder.execute("ROLLBACK")
    holder.close()
    ready.upload(GOOD)
    assert files(ready) == {"U01.xlsx": "计入"}


def test_a_failure_of_ours_has_its_number_and_what_was_stored_is_listed(
    ready: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving._Batch, "_record", lambda self, outcomes: 1 / 0)
    ready.open("intake")
    next(z for z in ready.at.file_uploader if "upload_" in str(z.key)).upload(*GOOD)
    ready.at.run()
    assert "这一批没有处理完。错误编号：" in errors(ready)
    assert "已保存 1 个文件，还有 0 个没有处理完" in "".join(w.value for w in ready.at.warning)


def test_a_page_loaded_anew_in_the_middle_finds_its_batch(ready: App) -> None:
    store = stores.store()
    start = receiving.batches.begin(store, "2025", [GOOD], Actor.local("x"))
    name = f"{id(store)} 2025 batch {start}"
    background.begin(name, "x", lambda told: receiving.read_batch(store, "2025", start, [GOOD], Actor.local("x"), told))
    fresh = App().open("intake", batch=str(start))
    assert files(fresh) == {"U01.xlsx": "计入"}


def test_a_link_made_before_the_batch_was_read_leads_to_it(ready: App) -> None:
    receive(stores.store(), "2025", [GOOD], Actor.local("x"), lambda share, file: None)
    start = int(stores.store().batches("2025")["start"].iloc[0])
    assert files(App().open("intake", batch=str(start))) == {"U01.xlsx": "计入"}
    assert not has_results(App().open("intake", batch="99999"))


def test_a_batch_of_another_period_is_neither_followed_nor_lost(two_years: App) -> None:
    """Its period is left while it is read."""
    hold = threading.Event()
    store, given = stores.store(), [OTHER]
    start = receiving.batches.begin(store, "2025", given, Actor.local("x"))

    def read(told: Progress) -> object:
        hold.wait(30)
        return receiving.read_batch(store, "2025", start, given, Actor.local("x"), told)

    background.begin(f"{id(store)} 2025 batch {start}", "x", read)
    two_years.at.session_state["own_batch"] = start
    two_years.open("intake", period="2024")
    assert "U03.xlsx" not in str([d.value for d in two_years.at.dataframe])
    hold.set()
    two_years.open("intake", period="2025")
    assert files(two_years) == {"U03.xlsx": "计入"}


def _unsure() -> None:
    from scoring.problems import Problem
    from ui.intake.own_batch import Failed, show_failure

    why = Problem("database_unreachable", {"number": "57P01"})
    show_failure(Failed("2025", why, 8, 3, "U04*.xlsx"))
    show_failure(Failed("2025", why, 8, 8))
    show_failure(Failed("2025", None, 0, 0, is_in_hand=True))
    show_failure(Failed("2025", why, 0, 0))


def test_no_more_is_said_than_is_known() -> None:
    some, unrecorded, in_hand, nothing = (e.value for e in AppTest.from_function(_unsure).run().error)
    assert some.split("\n\n") == [
        "本批 8 个文件已保存 3 个，其余没有保存。",
        "U04\\*.xlsx 是否已保存还不能确定，再次处理也不会重复计入。",
        "连接不上数据库（57P01）。请稍后再做一次。反复出现时，请管理员检查数据库服务、网络和 DATABASE_URL。",
    ]
    assert unrecorded.startswith("本批文件已保存，但各文件的处理结果没有记下来。")
    assert in_hand == "这一批已经有人在处理，或者已经处理完。"
    assert nothing.startswith("没有保存新的文件。")
