"""Bodies that are refused are read to their end, or to a limit: a program looks for the answer only after it.

Tested in tests/door/test_api.py.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from door.upload_gate import SILENCE_SECONDS, impatient, read_away

NOTHING_CAME = 408  # nothing is waited for any longer


class Bodies:
    """Lets a program that is refused before its file was read come to the end of it.

    A server that closes a connection on which bytes are still coming takes its own answer back.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        is_over = False

        async def noting() -> Message:
            nonlocal is_over
            message = await receive()
            is_over = is_over or not message.get("more_body", False)
            return message

        async def after_the_body(message: Message) -> None:
            if message["type"] == "http.response.start" and not is_over and message["status"] != NOTHING_CAME:
                await read_away(impatient(noting, SILENCE_SECONDS))
            await send(message)

        await self.app(scope, noting, after_the_body)
