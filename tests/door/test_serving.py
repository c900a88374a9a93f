"""What the server may listen on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from door.hosts import is_loopback
from door.serving import NO_ADMINISTRATOR, refusal
from tests.browser.browser import ROOT
from tests.browser.conftest import free_port

NAME = ["kaoping.office.example"]


@pytest.mark.parametrize(
    ("address", "names", "is_encrypted", "has_administrator", "said"),
    [
        ("127.0.0.1", [], False, False, None),
        ("localhost", [], False, False, None),
        ("::1", [], False, False, None),
        ("127.0.0.1", NAME, False, True, None),  # a proxy on this machine answers for it
        ("127.0.0.1", NAME, True, False, "user add"),
        ("0.0.0.0", [], True, True, None),
        ("0.0.0.0", [], True, False, "user add"),
        ("0.0.0.0", [], False, False, "user add"),
        ("0.0.0.0", [], False, True, "PROXY=tls"),
        ("192.168.7.20", [], False, True, "192.168.7.20"),
        ("", [], False, True, "0.0.0.0"),
        ("::", [], False, True, "PROXY=tls"),
    ],
)
def test_beyond_this_machine_only_with_accounts_and_encrypted(
    address: str, names: list[str], is_encrypted: bool, has_administrator: bool, said: str | None
) -> None:
    found = refusal(address, names, is_encrypted=is_encrypted, has_administrator=has_administrator)
    assert (found is None) == (said is None)
    for lang in ("zh", "en") if found else ():
        assert said in found.get(lang)


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.0.1", "::", "", "kaoping.office.example"])
def test_what_others_reach_is_no_loopback(address: str) -> None:
    assert not is_loopback(address)


def test_the_program_ends_with_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.headless", "true"]
    done = subprocess.run(
        [*command, "--server.address", "0.0.0.0", "--server.port", str(free_port())],
        cwd=ROOT,
        env={**os.environ, "KAOPING_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert NO_ADMINISTRATOR.get("zh") in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout
