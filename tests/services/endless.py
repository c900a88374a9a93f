"""A program that never ends by itself, in place of the one that makes exports."""

from __future__ import annotations

import threading

if __name__ == "__main__":
    threading.Event().wait()
