"""Put before a program by PYTHONPATH: refuses whatever would leave this machine, and writes it into a file.

The file is named by OUTSIDE_LOG. An audit hook cannot be taken off again, and sees what C code does too.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path
from typing import Any

PLACE = {  # the event -> where in what it tells the host stands
    "socket.connect": lambda args: args[1],
    "socket.sendto": lambda args: args[1],
    "socket.sendmsg": lambda args: args[1],
    "socket.getaddrinfo": lambda args: args[0],
    "socket.gethostbyname": lambda args: args[0],
    "socket.gethostbyaddr": lambda args: args[0],
    "socket.getnameinfo": lambda args: args[0],
}


def refuse(event: str, args: tuple[Any, ...]) -> None:
    if event not in PLACE:
        return
    place = PLACE[event](args)
    host = place[0] if isinstance(place, tuple) else place
    if not stays(host if isinstance(place, tuple) or event.startswith("socket.get") else None):
        with Path(os.environ["OUTSIDE_LOG"]).open("a", encoding="utf-8") as log:
            log.write(f"{event} {host}\n")
        raise OSError(f"refused: {event} {host}")


def stays(host: object) -> bool:
    """Whether a host is this machine; a socket in the file system, or one that is connected, has none."""
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(name))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(refuse)
