"""Puts the API together: its routes, the document that describes them, and the page that shows it.

Tested in tests/door/test_api.py.
"""

from __future__ import annotations

import html
import re
from importlib import resources
from pathlib import Path
from string import Template
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from door import index
from door.api import PREFIX, files, results
from door.api.bodies import Bodies
from door.api.refusal import MEDIA_TYPE, ProblemDetails, handle
from door.language import language_of
from scoring.words import LANGUAGES, Lang

HERE = Path(__file__).parent
ABOUT = "Scores, units and files of 考评台. The figures are those of its pages. docs/api.md tells how to begin."
_SAID = {"model": ProblemDetails, "content": {MEDIA_TYPE: {}}, "description": "Why it was not done (RFC 9457)"}
_REFUSALS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 401, 403, 404, 408, 409, 413, 415, 422, 503), _SAID)
# Swagger UI as it is published, from a package, so that the page loads nothing from elsewhere.
_SWAGGER = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}


def language(lang: Annotated[Lang | None, Query(description="of the words; else Accept-Language")] = None) -> None:
    """States the parameter that every route takes; `door.language.spoken` reads it."""


def make() -> FastAPI:
    """The API by itself, to be mounted."""
    app = FastAPI(
        title="考评台",
        description=ABOUT,
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(language)],
        responses=_REFUSALS,
    )
    app.include_router(results.router)
    app.include_router(files.router)
    handle(app)
    app.add_middleware(Bodies)
    return app


def routes(base: str) -> list[BaseRoute]:
    """The API and the page that describes it.

    Args:
        base: the path the app lives under, '' or like '/kaoping'.
    """

    async def docs(request: Request) -> Response:
        tag, icon = LANGUAGES[language_of(request)].tag, f"{base}{index.address_of('icon')}"
        values = {"base": base, "tag": tag, "icon": icon}
        escaped = {name: html.escape(value) for name, value in values.items()}
        return HTMLResponse(Template((HERE / "docs.html").read_text(encoding="utf-8")).substitute(escaped))

    async def start(_: Request) -> Response:
        return Response((HERE / "docs.js").read_bytes(), media_type="text/javascript")

    async def swagger(request: Request) -> Response:
        name = request.scope["path"].rpartition("/")[2]
        return FileResponse(str(resources.files("fastapi_offline") / "static" / name), media_type=_SWAGGER[name])

    return [
        Route(f"{base}/api/docs", docs),
        Route(f"{base}/api/docs/docs.js", start),
        *(Route(f"{base}/api/docs/{name}", swagger) for name in _SWAGGER),
        _everything_below(f"{base}{PREFIX}"),
    ]


def _everything_below(prefix: str) -> Mount:
    """The API; what a line break in a path would lead past it is answered by it, too."""
    mount = Mount(prefix.rstrip("/"), app=make())
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount
