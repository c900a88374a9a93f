"""How many connections there may be, and how long one may be open without a request.

A server that waits for ever for the rest of a request's headers can be filled by whoever opens connections and says
nothing. uvicorn has no such limits, and Streamlit, which starts it, no way to give it a protocol that has.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import uvicorn
from starlette.types import Receive

HEADER_SECONDS = 10.0  # for all headers of a request, from the first byte, or from the connection
CONNECTIONS = 2_000  # requests under way and sessions; as many units and more
WAITING = 500  # connections among them without a request: the oldest make room
FULL = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 10\r\nContent-Length: 0\r\n\r\n"

log = logging.getLogger(__name__)


class Limits:
    """The limits of one server, and the connections that wait for a request, the oldest first."""

    def __init__(self, connections: int, waiting: int = WAITING, header_seconds: float = HEADER_SECONDS) -> None:
        self.connections = connections
        self.most_waiting = min(waiting, connections // 2)
        self.header_seconds = header_seconds
        self.waiting: dict[Limited, None] = {}

    def make_room(self, all_open: int) -> bool:
        """Close the oldest connection that waits, where there are too many; whether there is room now."""
        is_full = all_open > self.connections
        if is_full or len(self.waiting) > self.most_waiting:
            log.warning("Closed a connection without a request: there are too many of them")
            oldest = next(iter(self.waiting), None)
            if oldest is None:
                return False
            oldest.give_up()
        return True


class Limited(asyncio.Protocol):
    """What is added to a protocol of uvicorn's: limits from the connection until the headers of a request are there.

    uvicorn closes what is idle between two requests, but no longer once the first byte of the next has come.
    """

    limits: Limits  # of the class made for a server
    connections: set[Any]  # uvicorn's: all that are open, WebSockets too
    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop
    cycle: Any  # the request under way, or the last one

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request, if there is room."""
        super().connection_made(transport)
        if not self.limits.make_room(len(self.connections)):
            self.transport.write(FULL)
            self.transport.close()
            return
        self.wait()

    def data_received(self, data: bytes) -> None:
        """Wait no longer once a request is there, and again after it, for the headers of the next."""
        super().data_received(data)
        if self.transport.is_closing() or self.is_busy():
            self.stop_waiting()
        elif self.deadline is None:
            self.wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self.stop_waiting()
        super().connection_lost(exc)

    def is_busy(self) -> bool:
        """Whether a request is under way, or the connection has become a WebSocket, which is another protocol."""
        has_request = self.cycle is not None and not self.cycle.response_complete
        return has_request or self.transport.get_protocol() is not self

    def wait(self) -> None:
        """Give it so long."""
        self.limits.waiting[self] = None
        self.deadline = self.loop.call_later(self.limits.header_seconds, self.give_up)

    def stop_waiting(self) -> None:
        """Let it be."""
        self.limits.waiting.pop(self, None)
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None

    def give_up(self) -> None:
        """Close it without an answer: nobody has asked anything."""
        self.stop_waiting()
        self.transport.abort()


def server_settings(receive: Receive) -> uvicorn.Config | None:
    """The settings of the running server, if it is one of uvicorn's.

    Args:
        receive: that of the lifespan. It belongs to the part of uvicorn that holds them.
    """
    settings = getattr(getattr(receive, "__self__", None), "config", None)
    return settings if isinstance(settings, uvicorn.Config) else None


def limit_connections(settings: uvicorn.Config, limits: Limits) -> None:
    """Give a server that is about to start a protocol with limits."""
    protocol = settings.http_protocol_class
    settings.http_protocol_class = type("LimitedProtocol", (Limited, protocol), {"limits": limits})
