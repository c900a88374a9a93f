"""What is done once when the server starts, before it answers anybody."""

from __future__ import annotations

import sys

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send

from door import open_files
from door.connections import CONNECTIONS, Limits, limit_connections
from door.hosts import Origin
from door.repeats import count_repeats

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - an address to bind to, here only compared


class Start:
    """Sets the limits of the process and says where the app is, when the server starts; passes on all else.

    Streamlit's own words at the start are switched off (`logger.hideWelcomeMessage`): to write them it asks outside
    services for the address of the machine.

    Args:
        base: the path the app lives under, '' or like '/kaoping'.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            count_repeats()
            allowed = open_files.connections(open_files.raise_limit(), CONNECTIONS)
            limit_connections(receive, Limits(allowed))
            sys.stdout.write(f"\n  Kaoping: {address()}{self.base}/\n\n")
            sys.stdout.flush()
        await self.app(scope, receive, send)


def address() -> Origin:
    """Where the app can be opened, as far as the settings say."""
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    bound = st.get_option("server.address") or ""
    host = "127.0.0.1" if bound in EVERYWHERE else bound
    return Origin(scheme, host, int(st.get_option("server.port")))
