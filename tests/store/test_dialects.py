"""SQLite and PostgreSQL promise the same; and only `dialects` knows that there are two."""

from __future__ import annotations

import ast
import logging
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError

from scoring.problems import Problem
from scoring.store import FileOutcome, Store, StoreFault, dialects
from scoring.store.decisions import standing
from scoring.store.dialects import WRITE_LOCK, database_url, journal_mode, storable
from scoring.store.tables import metadata
from scoring.workbook.submission import Submission
from tests.databases import Database, Databases, Server
from tests.store.made import (
    PERIOD,
    ROOT,
    WARNING,
    entries,
    fact_frame,
    rows_of,
    table,
    unit_frame,
    values,
    with_period,
    workbook,
)
from tests.store.test_moment import EVENTS, History
from tests.store.test_safety import in_threads, upload, whole

OURS = [p for folder in ("scoring", "ui", "pages", "door") for p in sorted((ROOT / folder).rglob("*.py"))]


# --- one file knows ------------------------------------------------------------------------------


NAMES = ("sqlite", "postgres", "psycopg", "dialect.name")


def names_a_database(path: Path) -> bool:
    """Whether a file names one to the computer: comments and docstrings aside."""
    source = path.read_text(encoding="utf-8").lower()
    if not any(name in source for name in NAMES):
        return False
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body[0] = ast.Pass()
    return any(name in ast.unparse(tree) for name in NAMES)


def test_no_other_file_asks_which_database_it_is() -> None:
    assert [str(p.relative_to(ROOT)) for p in OURS if names_a_database(p)] == ["scoring/store/dialects.py"]


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://u:p@h:5433/d", "postgresql+psycopg"),
        ("postgresql://u:p@h:5433/d", "postgresql+psycopg"),
        ("postgresql+psycopg://u:p@h:5433/d", "postgresql+psycopg"),
        ("sqlite:////var/kaoping.db", "sqlite+pysqlite"),
        ("sqlite+pysqlite:////var/kaoping.db", "sqlite+pysqlite"),
    ],
)
def test_plain_addresses_get_the_driver_we_bring(given: str, driver: str) -> None:
    url = database_url(given)
    assert url.drivername == driver
    assert url.set(drivername="x") == make_url(given).set(drivername="x")


@pytest.mark.parametrize("given", ["mysql://h/d", "postgresql+psycopg2://h/d", "sqlite+aiosqlite:///x", "oracle://h"])
def test_what_we_do_not_bring_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL"):
        Store(given)


# --- what a write promises -----------------------------------------------------------------------


def test_settings_of_sqlite(sqlite_databases: Databases) -> None:
    store = sqlite_databases.make().open()
    with store._db.read() as conn:
        pragmas = {p: conn.exec_driver_sql(f"PRAGMA {p}").scalar_one() for p in ("synchronous", "foreign_keys")}
        assert pragmas == {"synchronous": 2, "foreign_keys": 1}  # FULL, on
        assert conn.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 10_000
        mode = conn.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    assert mode.upper() == journal_mode(sqlite3.sqlite_version_info)
    assert journal_mode((3, 51, 2)) == "DELETE"
    assert journal_mode((3, 51, 3)) == "WAL"


def test_settings_of_postgresql(postgresql_databases: Databases) -> None:
    database = postgresql_databases.make()
    name = make_url(database.url).database
    database.execute(  # whatever the administrator set
        f"ALTER DATABASE {name} SET synchronous_commit = off",
        f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'",
    )
    always = {"synchronous_commit": "on", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "5min"}
    store = database.open()
    for transaction, isolation in ((store._db.read, "repeatable read"), (store._db.write, "read committed")):
        with transaction() as conn:
            expected = always | {"transaction_isolation": isolation, "client_encoding": "UTF8"}
            assert {n: conn.exec_driver_sql(f"SHOW {n}").scalar_one() for n in expected} == expected


def test_a_write_takes_the_lock_before_it_reads(database: Database) -> None:
    store, raw = database.open(), database.connect()
    if database.kind == "sqlite":
        raw.execute("PRAGMA busy_timeout = 0")
        with store._db.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
            raw.execute("BEGIN IMMEDIATE")
        raw.execute("BEGIN IMMEDIATE")
    else:
        ask = f"SELECT pg_try_advisory_xact_lock({WRITE_LOCK})"
        with store._db.write():
            assert raw.execute(ask).fetchone() == (False,)
        assert raw.execute(ask).fetchone() == (True,)
    raw.close()


def test_who_waits_too_long_for_the_lock_fails_and_leaves_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = with_period(database.open())
    monkeypatch.setattr(dialects, "WAIT_MS", 100)
    other = database.open()
    with holder._db.write(), pytest.raises(StoreFault, match="lock"):
        upload(other, "U01", 1.0)
    upload(other, "U01", 1.0)
    whole(holder, 1)


def test_readers_do_not_wait_for_a_writer(postgresql_databases: Databases) -> None:
    store = with_period(postgresql_databases.make().open())
    upload(store, "U01", 1.0)
    with store._db.write():
        assert len(store.facts(PERIOD)) == len(values(store))
        assert store.version() == 2


def test_a_read_sees_one_state(postgresql_databases: Databases) -> None:
    """In SQLite a writer would wait here until the reader is done."""
    store = with_period(postgresql_databases.make().open())
    count = "SELECT count(*) FROM facts"
    with store._db.read() as conn:
        before = conn.exec_driver_sql(count).scalar_one()
        upload(store, "U01", 1.0)
        assert conn.exec_driver_sql(count).scalar_one() == before
    with store._db.read() as conn:
        assert conn.exec_driver_sql(count).scalar_one() > before


def test_two_who_open_an_empty_database_at_once(databases: Databases) -> None:
    database = databases.make(empty=True)
    in_threads([database.open] * 4)
    assert with_period(database.open()).periods() == [PERIOD]


def test_a_chain_of_writes_past_the_lock_is_refused(store: Store, database: Database) -> None:
    """Who writes with another program cannot put a second row in the place of one."""
    with pytest.raises(IntegrityError), store._db.write() as conn:
        conn.execute(metadata.tables["audit"].insert().from_select(list(metadata.tables["audit"].c), _audit_again()))
    assert store.check_audit() is None


def _audit_again() -> object:
    return metadata.tables["audit"].select()


# --- where it cannot be opened -------------------------------------------------------------------


def test_a_database_that_is_not_there_says_so(postgresql_databases: Databases) -> None:
    url = make_url(postgresql_databases.make().url)
    with pytest.raises(StoreFault, match="does not exist"):
        Store(url.set(database="kaoping_nowhere"))
    with pytest.raises(StoreFault, match="nowhere"):
        Store(url.set(host="nowhere.invalid", query={}))


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="unable to open"):
        Store(f"sqlite:///{tmp_path / 'nowhere' / 'kaoping.db'}")


def test_a_database_that_cannot_be_written_can_still_be_read(store: Store, database: Database) -> None:
    url = make_url(database.url)
    store.close()
    if database.kind == "sqlite":
        url = URL.create("sqlite", database=f"file:{url.database}", query={"mode": "ro", "uri": "true"})
    else:
        database.execute(f"ALTER DATABASE {url.database} SET default_transaction_read_only = on")
    reader = Store(url)
    assert reader.periods() == [PERIOD]
    with pytest.raises(StoreFault, match=r"read-?only"):
        upload(reader, "U01", 1.0)
    assert reader.submissions(PERIOD).empty
    reader.close()


def test_an_empty_database_that_cannot_be_written_says_so(databases: Databases) -> None:
    url = make_url(databases.make(empty=True).url)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).touch()
        url = URL.create("sqlite", database=f"file:{url.database}", query={"mode": "ro", "uri": "true"})
    else:
        url = url.update_query_dict({"options": "-c default_transaction_read_only=on"})
    with pytest.raises(StoreFault, match=r"read-?only"):
        Store(url)


def test_an_encoding_that_cannot_hold_chinese_says_so(
    postgresql_server: Server, postgresql_databases: Databases
) -> None:
    with pytest.raises(RuntimeError, match="UTF8"):
        postgresql_databases.make(empty=True, encoding="LATIN1").open()


def test_a_server_started_anew_is_met_again(postgresql_databases: Databases) -> None:
    database = postgresql_databases.make()
    store = with_period(database.open())
    database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert store.periods() == [PERIOD]
    upload(store, "U01", 1.0)
    whole(store, 1)


# --- what errors say -----------------------------------------------------------------------------

SECRETS = ("机密佐证", "U07", "87654321", "名单.xlsx")
BREAKS = {
    "a table is gone": ("DROP TABLE facts",),
    "a row is refused": ("ALTER TABLE facts ADD COLUMN other TEXT CONSTRAINT refused CHECK (length(unit) <> 3)",),
    "a value is refused": (
        "ALTER TABLE facts ADD COLUMN n INTEGER GENERATED ALWAYS AS (CAST(text AS integer)) STORED",
    ),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_an_error_tells_nothing_of_what_is_stored(
    store: Store, database: Database, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    """Neither the parameters of a statement, nor the row that PostgreSQL adds as a detail, nor a value it quotes."""
    if database.kind == "sqlite" and broken == "a value is refused":
        database.execute("CREATE TRIGGER refused BEFORE INSERT ON facts BEGIN SELECT RAISE(ABORT, 'refused'); END")
    else:
        database.execute(*BREAKS[broken])
    rows = [("U07", "M01-1", "value", 87654321.0, "self")]
    facts = rows_of(fact_frame(rows, "机密佐证"))
    given = Submission("名单.xlsx", "workbook", b"x", rows_of(unit_frame("U07")), facts, (WARNING,), ("U07",))
    with pytest.raises(DBAPIError) as caught:
        store.save(PERIOD, given, "a")
    logging.getLogger("kaoping").error("failed", exc_info=caught.value)
    assert "Traceback" in caplog.text
    assert [secret for secret in SECRETS if secret in caplog.text] == []
    assert str(caught.value.orig)
    assert "INSERT INTO" in str(caught.value)


# --- texts, numbers, long lists ------------------------------------------------------------------

CODES = ["Z", "a", "_", "é", "一", "丁", "甲", "乙", "ｚ", "𠀀", "U10", "U9", "-", " b"]  # no language's order


def test_text_sorts_by_code_point(store: Store) -> None:
    rows = [(code, "M01-1", "value", 1.0, "self") for code in CODES]
    saved = store.save(PERIOD, table(rows, b"t", reported=tuple(CODES)), "a")
    assert store.submitted(PERIOD) == sorted(CODES)
    assert store.units(PERIOD)["unit"].tolist() == sorted(CODES)
    batch = store.record_batch(PERIOD, [FileOutcome("t.csv", "counted", saved.id)], "a")
    assert store.batch_files(batch)["unit"].tolist() == [min(CODES)]


def test_every_text_has_the_collation_that_sorts_by_code_point(postgresql_databases: Databases) -> None:
    """The database's own may be any; that of the tests' server happens to sort by code point too."""
    raw = postgresql_databases.make().connect()
    columns = raw.execute(
        "SELECT table_name, collation_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying') AND table_name <> 'alembic_version'"
    ).fetchall()
    raw.close()
    assert {collation for _, collation in columns} == {"C"}
    assert {name for name, _ in columns} > {"units", "submissions", "facts", "problems", "audit"}


def test_both_give_the_same_answers_of_the_same_types(
    sqlite_databases: Databases, postgresql_databases: Databases
) -> None:
    def asked(databases: Databases) -> list[pd.DataFrame]:
        store = with_period(databases.make().open())
        history = History(store, seed=1)
        for event in ("hand_in", "reject", *dict.fromkeys(EVENTS)):
            history.write(event)
        asked = (store.facts, store.units, store.roster, store.systems, store.reports, store.missing, store.submissions)
        others = (store.verifications, store.batches)
        (batch,) = store.batches(PERIOD)["id"]
        return [*(ask(PERIOD) for ask in (*asked, *others)), store.origins(PERIOD, "U1"), store.batch_files(batch)]

    for one, other in zip(asked(sqlite_databases), asked(postgresql_databases), strict=True):
        pd.testing.assert_frame_equal(
            one.drop(columns="at", errors="ignore"), other.drop(columns="at", errors="ignore")
        )


def test_what_no_database_holds_is_replaced(store: Store) -> None:
    assert storable("a\0b\ud800c甲𠀀") == "a\ufffdb\ufffdc甲𠀀"
    book = workbook("U01", 3.0)
    odd = "无\0\udfff"
    rows = (("U01", "M01-1", "value", 3.0, "self", odd, odd, "", ""),)
    given = Submission(f"{odd}.xlsx", "workbook", b"odd", (("U01", odd, "general"),), rows, book.problems, ("U01",))
    first = store.save(PERIOD, given, odd)
    assert store.save(PERIOD, given, odd).duplicate
    assert store.facts(PERIOD)["text"].tolist() == ["无\ufffd\ufffd"]
    assert store.units(PERIOD)["name"].tolist() == ["无\ufffd\ufffd"]
    assert store.content(first.id) == ("无\ufffd\ufffd.xlsx", b"odd")
    problem = Problem("not_a_workbook", {"found": odd}, file=odd, sheet=odd)
    refused = store.save(PERIOD, Submission("x", "unreadable", b"?", problems=(problem,)), "a")
    assert store.problems(refused.id)[0].sheet == "无\ufffd\ufffd"
    store.add_units(PERIOD, unit_frame("U01").assign(name="\0"), odd)  # half a character does not get into a frame
    store.verify(PERIOD, entries(("U01", "M01-1", "value", 2.0), reason="\0"), odd)
    store.record_batch(PERIOD, [FileOutcome(odd, "skipped", None, problem)], odd)
    store.withdraw(first.id, odd, odd)
    assert store.check_audit() is None


def test_more_values_than_a_query_takes_parameters(store: Store) -> None:
    """SQLite takes 32,766 parameters, psycopg 65,535."""
    store.save(PERIOD, workbook("U7", 3.0), "a")
    second = store.save(PERIOD, workbook("U7", 4.0), "a", ask=True)
    store.save(PERIOD, workbook("V", 5.0), "a")
    count = 70_000
    with store._db.read() as conn:
        some = standing(conn, PERIOD, [f"U{n}" for n in range(count)])
    assert some.facts["value"].tolist() == [3.0]
    assert (some.units["unit"].tolist(), some.reported) == (["U7"], {"U7"})
    assert store.facts(PERIOD, range(second.id, second.id + count))["value"].tolist() == [4.0, 5.0]
