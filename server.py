"""The front door, what `make run` starts: `streamlit run server.py`, with any option of Streamlit's.

It serves the same app as `streamlit run app.py`, behind security headers, in the reader's language. When it starts it
says whether the data can be used; when it is stopped, the file in hand is stored first.

Tested in tests/door/test_server.py.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime import memory_uploaded_file_manager
from streamlit.runtime.pages_manager import PagesManager

from door import index
from door.api import app as api
from door.auth.forms import Forms
from door.auth.login import Login
from door.guard import Guard
from door.headers import Headers
from door.missing import Missing
from door.serving import refuse_if_unsafe
from door.start import Start
from door.upload_gate import UploadGate
from door.uploads import Uploads
from scoring.services import health
from ui.components import background

SCRIPT = Path(__file__).parent / "app.py"
STOP_SECONDS = 30  # for the files that are being read; who is killed before loses no more than those


def base_path() -> str:
    """The path the app lives under: '' or, by `server.baseUrlPath`, like '/kaoping'."""
    stated = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{stated}" if stated else ""


def middleware(base: str) -> list[Middleware]:
    """Every request and every WebSocket passes these, the first first.

    `Login` comes right after `Guard`: other sites' requests and made-up headers of ours are gone by then, its own
    pages have the headers, and whom it let in it tells the app by headers of ours.
    """
    return [Middleware(layer, base=base) for layer in (Start, Headers, Guard, Login, UploadGate, Missing)]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """What is done when the server starts and when it is stopped."""
    threading.Thread(target=health.log_faults, daemon=True).start()
    yield
    await asyncio.to_thread(background.stop, STOP_SECONDS)


# Streamlit would else take the folder pages/ for pages of its older kind, until app.py has run once.
PagesManager.uses_pages_directory = False
# It has no setting for who keeps the uploads, and looks the name up when it starts.
setattr(memory_uploaded_file_manager, "MemoryUploadedFileManager", Uploads)  # noqa: B010 - a class, to mypy no variable

refuse_if_unsafe()
base = base_path()
app = st.App(
    SCRIPT,
    routes=[*Forms(base).routes(), *api.routes(base), *index.routes(base)],
    middleware=middleware(base),
    lifespan=lifespan,
)

if __name__ == "__main__":
    app.run()
