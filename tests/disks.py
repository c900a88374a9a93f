"""Disks that are full, read-only or not there, for tests: real ones, as small as wished."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

SIZE = 1024 * 1024


class SmallDisk:
    """A disk of a megabyte of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no byte of it free."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (4096, 1):
                try:
                    while file.write(b"x" * size):
                        pass
                except OSError:
                    continue

    def clear(self) -> None:
        """Free what `fill` took."""
        self._ballast.unlink()

    def mount(self, *options: str) -> None:
        """Mount it anew, e.g. read-only (`-o remount,ro`)."""
        subprocess.run(["mount", *options, str(self.folder)], check=True, capture_output=True, timeout=20)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk; the test is skipped where nobody may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)]
        subprocess.run(command, check=True, capture_output=True, timeout=20)
    except (OSError, subprocess.CalledProcessError) as bad:
        pytest.skip(f"no small disk may be mounted here: {bad}")
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True, timeout=20)
