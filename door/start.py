"""What is done once when the server starts, before it answers anybody."""

from __future__ import annotations

import logging
import sys

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from door import open_files
from door.connections import CONNECTIONS, Limits, limit_connections, server_settings
from door.hosts import Origin
from door.repeats import count_repeats

EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - an address to bind to, here only compared

log = logging.getLogger(__name__)


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
            settings = server_settings(receive)
            if settings is None:
                log.warning("Connections have no limits: the server is none of uvicorn's")
            else:
                limit_connections(settings, Limits(allowed))
                sys.stdout.write(f"\n  Kaoping: {address(settings)}{self.base}/\n\n")
                sys.stdout.flush()
        await self.app(scope, receive, send)


def address(settings: uvicorn.Config) -> Origin:
    """Where this machine finds the app."""
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    return Origin("https" if settings.is_ssl else "http", host, settings.port)
