"""What the disk or the database fails at is told apart, and nothing of the change at hand is stored: real faults."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest
from sqlalchemy import make_url

from scoring.problems.store_codes import STORE_CODES
from scoring.store import Store, StoreFault, dialects, open_store
from scoring.store.faults import fault_of
from tests.databases import Database, Databases
from tests.disks import SmallDisk
from tests.store.made import PERIOD, with_period, workbook
from tests.store.test_safety import whole

LARGE = b"x" * 400_000


def test_a_full_disk(small_disk: SmallDisk) -> None:
    store = with_period(open_store(small_disk.folder))
    small_disk.fill()
    with pytest.raises(StoreFault) as told:
        store.save(PERIOD, workbook("U01", 1.0, LARGE), "a")
    assert (told.value.code, told.value.number, told.value.is_certain) == ("disk_full", "SQLITE_FULL", True)
    assert store.submissions(PERIOD).empty
    small_disk.clear()
    store.save(PERIOD, workbook("U01", 1.0, LARGE), "a")
    assert store.submitted(PERIOD) == ["U01"]
    store.close()


def test_a_disk_that_has_become_read_only(small_disk: SmallDisk) -> None:
    with_period(open_store(small_disk.folder)).close()
    small_disk.mount("-o", "remount,ro")
    store = open_store(small_disk.folder)
    assert store.periods() == [PERIOD]
    with pytest.raises(StoreFault) as told:
        store.save(PERIOD, workbook("U01", 1.0), "a")
    assert told.value.code == "no_right_to_write"
    store.close()
    with pytest.raises(StoreFault) as told:
        open_store(small_disk.folder / "none")
    assert (told.value.code, told.value.number) == ("no_right_to_write", "errno 30 EROFS")


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    store = with_period(open_store(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(LARGE), before[1]))
    try:
        with pytest.raises(StoreFault) as told:
            store.save(PERIOD, workbook("U01", 1.0, LARGE), "a")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert told.value.code == "disk_failed"
    assert store.submissions(PERIOD).empty
    store.close()


def test_a_folder_that_another_account_owns(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with_period(open_store(folder)).close()
    (folder / "kaoping.db").chmod(0o444)
    folder.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:  # whom no mode of a file stops
        closed = {p: p.stat().st_mode for p in (tmp_path, *tmp_path.parents) if not p.stat().st_mode & 0o001}
        for path, mode in closed.items():
            path.chmod(mode | 0o011)
        os.seteuid(65534)
    try:
        store = open_store(folder)
        assert store.periods() == [PERIOD]
        with pytest.raises(StoreFault) as told:
            store.save(PERIOD, workbook("U01", 1.0), "a")
    finally:
        if is_root:
            os.seteuid(0)
            for path, mode in closed.items():
                path.chmod(mode)
        folder.chmod(0o755)
    assert told.value.code == "no_right_to_write"
    store.close()


def test_a_folder_that_is_moved_away(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = with_period(open_store(folder))
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreFault) as told:
        store.save(PERIOD, workbook("U01", 1.0), "a")
    assert told.value.code == "data_gone"
    (tmp_path / "elsewhere").rename(folder)
    whole_again = open_store(folder)
    assert whole_again.submissions(PERIOD).empty
    store.close()
    whole_again.close()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    for folder in (tmp_path / "data", tmp_path / "data" / "inner"):
        with pytest.raises(StoreFault) as told:
            open_store(folder)
        assert told.value.code == "data_gone"


def filled(folder: Path) -> Path:
    """A store with a large file in it; where its database is."""
    store = with_period(open_store(folder))
    store.save(PERIOD, workbook("U01", 1.0, LARGE), "a")
    store.close()
    return folder / "kaoping.db"


def test_a_database_that_was_cut_in_half(tmp_path: Path) -> None:
    path = filled(tmp_path)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(StoreFault) as told:
        open_store(tmp_path)
    assert told.value.code == "database_damaged"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "kaoping.db").write_bytes(b"no database at all " * 500)
    with pytest.raises(StoreFault) as told:
        open_store(tmp_path)
    assert (told.value.code, told.value.number) == ("database_damaged", "SQLITE_NOTADB")


def test_pages_that_were_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path)
    store = open_store(tmp_path)
    with store._db.read() as conn:
        page = conn.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'problems'").scalar_one()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(os.urandom(4096))
    store = open_store(tmp_path)  # nothing of it is needed to open it
    with pytest.raises(StoreFault) as told:
        store.check()
    assert told.value.code == "database_damaged"
    monkeypatch.setattr(dialects, "CHECKED_BYTES", 100_000)
    store.check()  # it is large now: a start is to be quick
    with pytest.raises(StoreFault):
        store.check(whole=True)
    store.close()


def test_a_sound_database_is_found_sound(store: Store) -> None:
    store.check()
    store.check(whole=True)


def test_a_database_of_a_later_version(database: Database) -> None:
    with_period(database.open())
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreFault) as told:
        database.open()
    assert (told.value.code, told.value.number) == ("newer_database", "9999")


def test_a_lock_that_another_program_holds(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = with_period(database.open())
    monkeypatch.setattr(dialects, "WAIT_MS", 50)
    other = database.open()
    with holder._db.write(), pytest.raises(StoreFault) as told:
        other.save(PERIOD, workbook("U01", 1.0), "a")
    assert told.value.code == "database_locked"
    assert other.submissions(PERIOD).empty


def test_a_server_that_is_not_there_or_lets_nobody_in(postgresql_databases: Databases) -> None:
    url = make_url(postgresql_databases.make().url)
    for wrong in (url.set(host="127.0.0.1", port=9, query={}), url.set(database="kaoping_nowhere")):
        with pytest.raises(StoreFault) as told:
            Store(wrong)
        assert told.value.code == "database_unreachable"


def test_a_connection_that_is_lost_in_the_middle_of_a_write(postgresql_databases: Databases) -> None:
    database = postgresql_databases.make()
    store = with_period(database.open())

    def cut_off() -> None:
        with store._db.write() as conn:
            me = conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            database.execute(f"SELECT pg_terminate_backend({me})")
            conn.exec_driver_sql("SELECT 1")

    with pytest.raises(StoreFault) as told:
        cut_off()
    assert (told.value.code, told.value.is_certain) == ("database_unreachable", False)
    store.save(PERIOD, workbook("U01", 1.0), "a")


def test_a_server_that_lets_itself_only_be_read(postgresql_databases: Databases) -> None:
    database = postgresql_databases.make()
    with_period(database.open())
    database.execute(f"ALTER DATABASE {make_url(database.url).database} SET default_transaction_read_only = on")
    with pytest.raises(StoreFault) as told:
        database.open().save(PERIOD, workbook("U01", 1.0), "a")
    assert (told.value.code, told.value.number) == ("no_right_to_write", "25006")


def test_an_address_of_no_database_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("mysql://u:secret@h/d", "secret"):
        monkeypatch.setenv("DATABASE_URL", address)
        with pytest.raises(StoreFault) as told:
            open_store()
        assert told.value.code == "unknown_database"


def test_mistakes_of_ours_are_no_faults(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store._db.write():
        raise ZeroDivisionError
    whole(store, 0)


@pytest.mark.parametrize("code", STORE_CODES)
def test_the_number_stands_beside_the_words_and_nothing_else_of_the_error(code: str) -> None:
    fault = StoreFault(code, "SQLITE_X [a](http://b)", "SELECT secret")  # type: ignore[arg-type]
    for lang in ("zh", "en"):
        words = fault.problem.sentence(lang)
        assert "SQLITE_X ahttpb" in words
        assert "secret" not in words


def test_what_the_operating_system_says_has_its_number() -> None:
    assert fault_of(OSError(28, "x")).number == "errno 28 ENOSPC"
    assert fault_of(OSError(28, "x")).code == "disk_full"
    assert fault_of(OSError()).code == "disk_failed"
