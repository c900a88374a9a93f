"""The journey of the pages on PostgreSQL, which DATABASE_URL names in whichever form a server gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.app import PAGES, App
from tests.databases import Databases
from tests.pages.test_verification import named, score, type_in
from tests.small_period import workbook
from ui.frame import stores


@pytest.fixture(params=["postgresql"])
def database_url(
    request: pytest.FixtureRequest, postgresql_databases: Databases, app: App, monkeypatch: pytest.MonkeyPatch
) -> str:
    """An empty database that the app opens; `app` alone would take a file of its own."""
    url = make_url(postgresql_databases.make(empty=True).url).set(drivername=request.param)
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    return str(url.database)


@pytest.mark.usefixtures("database_url")
def test_from_files_to_verified_scores(request: pytest.FixtureRequest) -> None:
    filled: App = request.getfixturevalue("filled")  # two of three units report, on the database just named
    for page in PAGES:
        assert filled.open(page).at.title[0].value
    assert (score("U01"), score("U02")) == (90.0, 50.0)
    assert list(stores.missing("2025")["unit"]) == ["U03"]

    named(filled.open("verification", check="unit", unit="U01"))
    type_in(filled, "grid_unit", 0, verified="4", reason="台账只有4次")
    filled.click("unit_save")
    assert score("U01") == 70.0

    filled.open("intake").upload(("U02.xlsx", workbook("U02", "人事处", "a", 10, 10, 10)))
    assert score("U02") == 50.0  # a later version waits
    store = stores.store()
    waiting = store.submissions("2025").set_index("id")["waits"].idxmax()
    store.confirm([int(waiting)], "王检查")
    ranking = filled.open("ranking").table("name", "score")
    assert ranking.set_index("name")["score"].to_dict() == {"人事处": 100.0, "办公室": 70.0}
    assert store.check_audit() is None


@pytest.mark.parametrize("database_url", ["postgres", "postgresql", "postgresql+psycopg"], indirect=True)
def test_the_store_is_where_the_environment_says(database_url: str, tmp_path: Path) -> None:
    with stores.store()._db.read() as conn:
        assert conn.exec_driver_sql("SELECT current_database()").scalar_one() == database_url
    assert not (tmp_path / "kaoping.db").exists()
