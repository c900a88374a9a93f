"""Whether a request is meant for this server: its Host is one of its names, and no other site's page has sent it.

A stranger's page may send a browser here in two ways. It asks across sites, and its name stands in Origin; or it lets
its own name lead to this machine (DNS rebinding), and that name stands in Host and in Origin alike.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import NamedTuple

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

_PORTS = {"http": 80, "https": 443}
_SCHEMES = {"ws": "http", "wss": "https"}
_PLACE = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[^\s:/?#@\\\[\]]{1,253})(?::(\d{1,5}))?")


class Origin(NamedTuple):
    """Where a page comes from, as browsers compare it."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        """As a browser writes it: without the port that its scheme has anyway."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}{port}"


def origin_of(scheme: str, place: str) -> Origin | None:
    """An origin from its scheme and from what stands in Host; None if that is no host and port."""
    found = _PLACE.fullmatch(place)
    if found is None or scheme not in _PORTS:
        return None
    return Origin(scheme, found[1].strip("[]").lower(), int(found[2] or _PORTS[scheme]))


def asked_for(scope: Scope) -> Origin | None:
    """What a request takes this server for, by its scheme and its one Host; None if it does not say.

    The scheme is that of the connection, or what a proxy states in X-Forwarded-Proto: uvicorn believes one on this
    machine, or on those that FORWARDED_ALLOW_IPS names. Nothing else of X-Forwarded is believed.
    """
    scheme = str(scope.get("scheme", "http"))
    hosts = Headers(scope=scope).getlist("host")
    return origin_of(_SCHEMES.get(scheme, scheme), hosts[0]) if len(hosts) == 1 else None


def stated_origins(scope: Scope) -> list[str]:
    """The sites that a request says it comes from: none, or one."""
    return Headers(scope=scope).getlist("origin")


def is_foreign(scope: Scope) -> bool:
    """Whether another site's page sent a request: its scheme, host and port are not all those that were asked for.

    A request without an origin is none of a page, or fetches what any page may show and none may read.
    """
    here = asked_for(scope)
    return any(here is None or origin_of(*_parts(stated)) != here for stated in stated_origins(scope))


def _parts(origin: str) -> tuple[str, str]:
    scheme, _, place = origin.partition("://")
    return scheme.lower(), place


def is_ours(scope: Scope) -> bool:
    """Whether a request calls this server by one of its names.

    Those are what `server.allowedHosts` lists. Without a list they are the names that nobody else can give to this
    machine: numbers, which are no names, `localhost`, and the names the machine and its settings have for it.
    """
    here = asked_for(scope)
    if here is None:
        return False
    if st.get_option("server.allowedHosts"):
        return is_host_allowed(Headers(scope=scope)["host"])
    name = here.host.rstrip(".")
    return _number(name) is not None or name == "localhost" or name.endswith(".localhost") or name in own_names()


def own_names() -> set[str]:
    """What the machine and the settings call this server."""
    machine = socket.gethostname().lower()
    short = machine.partition(".")[0]
    settings = {st.get_option(option) for option in ("browser.serverAddress", "server.address")}
    return {machine, short, f"{short}.local", *(str(name).lower() for name in settings if name)}


def is_loopback(name: str) -> bool:
    """Whether a number or name is this machine's alone."""
    number = _number(name)
    return name == "localhost" if number is None else number.is_loopback


def _number(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
