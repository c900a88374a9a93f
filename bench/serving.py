"""A running server, and a session with it that does what a browser's does, without a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


@dataclass
class Server:
    """A running server: its address, and the process it is."""

    address: str
    process: psutil.Process

    @property
    def cpu(self) -> float:
        """Seconds of processor time it has used so far."""
        used = self.process.cpu_times()
        return used.user + used.system


@contextmanager
def served(script: str, data: Path, **settings: str) -> Iterator[Server]:
    """A server that runs `script` on the store in `data`, ended afterwards; `settings` go to its environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    quiet = ["--server.headless", "true", "--server.fileWatcherType", "none"]
    process = subprocess.Popen(
        [*command, *quiet],
        cwd=ROOT,
        env={**os.environ, "KAOPING_DATA": str(data), **settings},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield Server(f"127.0.0.1:{port}", psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


class Session:
    """One open page; `rerun` asks for a run of its script as a click does, and waits for its end."""

    def __init__(self, address: str, page: str, query: str) -> None:
        self._socket = connect(
            f"ws://{address}/_stcore/stream", subprotocols=["streamlit"], origin=f"http://{address}", max_size=None
        )
        self.received = 0  # bytes so far
        self._request = BackMsg()
        self._request.rerun_script.query_string = query
        self._request.rerun_script.page_name = page
        self.rerun()

    def rerun(self) -> float:
        """Seconds that one run took, from the request to its last message."""
        start = time.perf_counter()
        self._socket.send(self._request.SerializeToString())
        while True:
            message, data = ForwardMsg(), self._socket.recv(timeout=120)
            self.received += len(data)
            message.ParseFromString(data)
            kind = message.WhichOneof("type")
            if kind == "navigation":  # from here on it says which page it means, as the browser does
                self._request.rerun_script.page_script_hash = message.navigation.page_script_hash
            if kind == "script_finished":
                return time.perf_counter() - start

    def close(self) -> None:
        """End the session."""
        self._socket.close()
