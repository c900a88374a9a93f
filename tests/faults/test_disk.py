"""The disk: full, its folder gone, the database cut off."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from scoring.__main__ import main
from scoring.store import StoreFault, open_store
from tests.faults.conftest import Figure
from tests.faults.programs import DISK, start
from tests.store.made import PERIOD, every_row, with_period, workbook

OWN_MOUNTS = ["unshare", "--user", "--map-root-user", "--mount"]


def has_own_mounts() -> bool:
    """Whether a process may have file systems of its own."""
    try:
        return subprocess.run([*OWN_MOUNTS, "true"], capture_output=True, timeout=10).returncode == 0
    except OSError:
        return False


def test_the_disk_is_full(tmp_path: Path, figure: Figure) -> None:
    """A full disk: the write that no longer fits is refused, all before it are whole, and it goes on with room."""
    if not has_own_mounts():
        pytest.skip("this system gives no process file systems of its own")
    with start(DISK, tmp_path, before=OWN_MOUNTS) as writer:
        reason, *counts = writer.communicate(timeout=100)[0].splitlines()
    assert "full" in reason
    (kept, stored, found), after = (list(map(int, line.split())) for line in counts)
    assert 0 < kept == stored
    assert found == 0
    assert after == [kept + 1, kept + 1, 0]
    figure(f"{kept} acknowledged, {stored} stored, 0 findings; '{reason}'")


@pytest.mark.parametrize("how", ["moved away", "deleted"])
def test_the_folder_is_gone(tmp_path: Path, figure: Figure, how: str) -> None:
    """The folder of the data is gone: a write is refused, not acknowledged; moved back, everything is there."""
    data, away = tmp_path / "data", tmp_path / "away"
    store = with_period(open_store(data))
    store.save(PERIOD, workbook("U01", 1.0), "a")
    data.rename(away) if how == "moved away" else shutil.rmtree(data)
    with pytest.raises(StoreFault, match="data_gone") as refused:
        store.save(PERIOD, workbook("U01", 2.0), "a")
    assert not data.exists()
    figure(f"{how}: '{refused.value.problem.message('en')}'")
    if how == "moved away":
        away.rename(data)
        store.save(PERIOD, workbook("U01", 2.0), "a")
        assert len(store.submissions(PERIOD)) == 2
        assert store.findings() == []
    store.close()


CUTS = (0.0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)


def test_the_database_is_cut_off(tmp_path: Path, figure: Figure, capsys: pytest.CaptureFixture[str]) -> None:
    """A database cut off anywhere is never called whole by `audit verify`, and no command ends in a traceback."""
    store = every_row(with_period(open_store(tmp_path / "data")))
    store.close()
    kept = tmp_path / "seal.json"
    assert main(["audit", "seal", "--data", str(tmp_path / "data"), "-o", str(kept)]) == 0
    whole, told = (tmp_path / "data" / "kaoping.db").read_bytes(), 0
    for share in CUTS:
        folder = tmp_path / str(share)
        folder.mkdir()
        (folder / "kaoping.db").write_bytes(whole[: int(len(whole) * share)])
        told += main(["audit", "verify", "--data", str(folder), "--against", str(kept)]) in (1, 2)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "程序出错" not in said.err
        assert said.err
    assert told == len(CUTS)
    figure(f"told at {told} of {len(CUTS)} places")
