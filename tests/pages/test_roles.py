"""The app as each role sees it: which pages open, what a unit is shown of itself, and whose session it is."""

from __future__ import annotations

import pytest

from scoring.access import ROLES, Account
from scoring.services import accounts
from tests.accounts import ACCOUNTS, BOSS, LEADER, WANG, see_as, session_of, with_accounts
from tests.app import PAGES, App
from tests.small_period import workbook
from ui.frame import actor as frame_actor
from ui.frame import stores

OWN = Account("rsc", "人事处填报员", "unit", unit="U02")
VERIFIED = "单位编码,单位名称,单位分组,编号,字段,值,来源,理由\n{unit},a,M01-1,value,1,核查,现场\n"
pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def peopled(filled: App) -> App:
    """The app with two units reported, and an account of every role; that of the role `unit` is U02's."""
    with_accounts(stores.store(), OWN)
    return filled


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("account", [*ACCOUNTS, OWN], ids=lambda one: one.role)
def test_every_page_opens_for_whom_it_is_and_for_nobody_else(
    peopled: App, monkeypatch: pytest.MonkeyPatch, account: Account, page: str
) -> None:
    see_as(monkeypatch, stores.store(), account.login)
    peopled.open(page)
    is_refused = any("没有这项权限" in error.value for error in peopled.at.error)
    if page in ROLES[account.role].pages:
        assert not is_refused
        assert peopled.at.title
    elif page == "overview":  # the first page leads to the first that somebody has
        assert peopled.at.title[0].value == "人事处"
    else:
        assert is_refused
        assert not peopled.at.title


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_anything_once_there_are_accounts(peopled: App, page: str) -> None:
    peopled.open(page)
    assert "make serve" in peopled.at.error[0].value
    assert not peopled.at.title


@pytest.mark.parametrize("page", PAGES)
def test_a_session_that_has_ended_shows_nothing_more(peopled: App, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    see_as(monkeypatch, stores.store(), "boss")
    peopled.open(page)
    assert peopled.at.title
    stores.store().people.end_sessions("boss", "boss")
    peopled.run()
    assert "登录已失效" in peopled.at.info[0].value
    assert not peopled.at.title


def test_a_unit_sees_itself_and_nothing_of_others(peopled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    see_as(monkeypatch, stores.store(), "rsc")
    peopled.open("unit", unit="U01")  # not its own: what a link asks for in vain
    assert peopled.at.title[0].value == "人事处"
    shown = peopled.texts + "".join(str(one.value) for one in peopled.at.table) + str(peopled.at.metric)
    assert "办公室" not in shown.replace("“U01”", "")
    labels = [one.label for one in peopled.at.metric]
    assert labels == ["总分", "等次", "自评得分"]
    assert "中位数" not in shown
    assert "尚未公布" in shown


def test_a_unit_hands_in_its_own_workbook_and_no_others(peopled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    see_as(monkeypatch, stores.store(), "rsc")
    peopled.open("intake")
    assert "办公室" not in peopled.texts
    peopled.upload(("mine.xlsx", workbook("U02", "人事处", "a", 6, 5, 10)))
    assert stores.store().submissions("2025")["file"].tolist()[0] == "mine.xlsx"
    before = len(stores.store().submissions("2025"))
    peopled.upload(("other.xlsx", workbook("U01", "办公室", "a", 1, 1, 10)))
    peopled.upload(("table.csv", VERIFIED.format(unit="U02,人事处").encode()))
    assert len(stores.store().submissions("2025")) == before
    assert stores.store().facts("2025").query("source == 'verified'").empty


def test_an_inspector_of_one_group_cannot_verify_another(peopled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = stores.store()
    limited = Account("wang", "王检查", "inspector", groups=("b",))
    assert accounts.change(kept, limited, frame_actor.Actor.local("")) == []
    see_as(monkeypatch, kept, "wang")
    peopled.open("intake")
    peopled.upload(("verified.csv", VERIFIED.format(unit="U01,办公室").encode()))
    assert kept.facts("2025").query("source == 'verified'").empty
    assert "不在您的核查范围内" in "".join(peopled.table("file", "message")["message"])


def test_what_somebody_does_is_kept_under_their_login(peopled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    see_as(monkeypatch, stores.store(), "wang")
    peopled.open("intake")
    assert not [one for one in peopled.at.text_input if one.key == "actor_name"]
    peopled.upload(("later.xlsx", workbook("U01", "办公室", "a", 9, 10, 10)))
    audit = stores.store().audit()
    assert set(audit.loc[audit["action"] == "submission", "by"].tail(1)) <= {"wang"}
    assert audit["by"].tolist()[-1] == "wang"


def test_controls_are_not_shown_to_whom_they_are_no_use(peopled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    for account, tools in ((BOSS, True), (WANG, False), (LEADER, False)):
        see_as(monkeypatch, stores.store(), account.login)
        peopled.open("system")
        views = next(one for one in peopled.at.segmented_control if one.key == "tool_choice").options
        assert ("检查新文件" in views) == tools


def test_two_viewers_never_see_each_others_figures(peopled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is kept is kept for those who may see the same; a leader and a unit look at one page in turn."""
    leader, unit = App(), App()
    for _ in range(2):
        see_as(monkeypatch, stores.store(), "leader")
        leader.open("unit", unit="U02")
        assert [one.label for one in leader.at.metric] == ["总分", "名次", "组内名次", "等次", "自评得分"]
        see_as(monkeypatch, stores.store(), "rsc")
        unit.open("unit", unit="U02")
        assert [one.label for one in unit.at.metric] == ["总分", "等次", "自评得分"]


def test_the_sidebar_says_who_it_is(peopled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    assert session_of(stores.store(), "boss")
    see_as(monkeypatch, stores.store(), "boss")
    peopled.open("overview")
    assert [one.value for one in peopled.at.sidebar.text] == ["张主任 · 管理员"]


def test_a_unit_reads_what_becomes_of_its_own_file(peopled: App, monkeypatch: pytest.MonkeyPatch) -> None:
    see_as(monkeypatch, stores.store(), "rsc")
    peopled.open("intake")
    assert "核查人员确认后计入" in peopled.texts
    assert "填写本单位填报表并上传" in peopled.texts
    assert [one.label for one in peopled.at.file_uploader] == ["填好的本单位填报表"]
    assert "单位分组" not in [one.label for one in peopled.at.sidebar.selectbox]
    see_as(monkeypatch, stores.store(), "wang")
    peopled.open("intake")
    assert "核查人员确认后计入" not in peopled.texts
    assert "单位分组" in [one.label for one in peopled.at.sidebar.selectbox]


@pytest.mark.parametrize("login", ["boss", "wang", "leader"])
def test_only_who_can_fill_an_empty_program_is_offered_to(
    app: App, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    with_accounts(stores.store())
    see_as(monkeypatch, stores.store(), login)
    app.open("overview")
    offered = {button.key for button in app.at.button}
    assert ("load_sample" in offered) == (login == "boss")
    assert ("请等管理员" in app.texts) == (login != "boss")


def test_a_leader_is_sent_nowhere_they_may_not_go(ready: App, monkeypatch: pytest.MonkeyPatch) -> None:
    with_accounts(stores.store())
    for login, is_offered in (("leader", False), ("wang", True)):
        see_as(monkeypatch, stores.store(), login)
        ready.open("overview")
        assert ("go_to_intake" in {button.key for button in ready.at.button}) == is_offered
