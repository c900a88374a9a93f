"""Files that programs hand in, and what was wrong with those that were.

Tested in tests/door/test_api.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.requests import ClientDisconnect

from door.api import models
from door.api.caller import Caller
from door.api.paging import Cursor, Limit, page
from door.api.refusal import Refusal
from door.api.results import USUAL, known_period
from door.language import spoken
from door.upload_gate import SILENCE_SECONDS
from scoring.problems import Problem
from scoring.reports.progress import silent
from scoring.reports.score_json import issue
from scoring.services import receiving, submissions
from scoring.services.shown_names import shown_names
from scoring.words import Lang, gettext
from scoring.workbook.limits import FILE_BYTES, MB
from ui.frame import stores

AT_ONCE = 8  # files that are on their way or being read
KINDS = (
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/zip",
    "text/csv",
)
_BODY = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in KINDS},
    }
}
_COLUMNS = [name for name in models.Submission.model_fields if name != "by"]
Number = Annotated[int, Path(ge=1, le=2**53)]
FileName = Annotated[str, Query(min_length=1, max_length=200, description="its name, with its suffix")]

router = APIRouter()
_under_way = 0


@router.get("/periods/{period}/submissions", response_model=models.Submissions)
def list_submissions(period: str, actor: Caller, limit: Limit = USUAL, cursor: Cursor = "") -> dict[str, Any]:
    """Everything handed in that the caller may see, newest first."""
    actor.must("read_work")
    known_period(period)
    store = stores.store()
    version, files = store.version(period), submissions.listed(store, period, actor)
    rows = page(range(len(files)), f"submissions {period}", version, limit, cursor)
    few = files.iloc[rows["items"]]
    names = shown_names(store, few["by"])
    items = [row | {"by": name} for row, name in zip(few[_COLUMNS].to_dict("records"), names, strict=True)]
    return rows | {"items": items}


@router.get("/periods/{period}/submissions/{number}/problems", response_model=models.Mistakes)
def problems(
    period: str, number: Number, request: Request, actor: Caller, limit: Limit = USUAL, cursor: Cursor = ""
) -> dict[str, Any]:
    """What was wrong with a file, in its order."""
    actor.must("read_work")
    known_period(period)
    found = submissions.problems_of(stores.store(), period, number, actor)
    rows = page(found, f"problems {number}", 0, limit, cursor)
    return rows | {"items": [issue(one, spoken(request)) for one in rows["items"]]}


@router.post("/periods/{period}/submissions", response_model=models.Received, openapi_extra=_BODY)
async def hand_in(period: str, file: FileName, request: Request, actor: Caller) -> dict[str, Any]:
    """Hand in a workbook, a table, or a zip of workbooks, as the body: what became of it, and what is wrong."""
    actor.must("receive")
    await asyncio.to_thread(known_period, period)
    _check_kind(request)
    with _room():
        content = await _body(request)
        store, files = stores.store(), [(file, content)]
        done = await asyncio.to_thread(receiving.receive, store, period, files, actor, silent)
    return {"batch": done.batch, "files": _fates(done, spoken(request))}


def _fates(done: receiving.Received, lang: Lang) -> list[dict[str, Any]]:
    """What became of each file, with what is wrong in it."""
    of_file: dict[str, list[Problem]] = {}
    for problem in done.problems:
        of_file.setdefault(problem.file, []).append(problem)
    return [
        {
            "file": one.file,
            "outcome": one.outcome,
            "submission": one.submission,
            "problems": [issue(problem, lang) for problem in of_file.get(one.file, ())],
        }
        for one in done.outcomes
    ]


def _check_kind(request: Request) -> None:
    kind = request.headers.get("content-type", KINDS[0]).partition(";")[0].strip().lower()
    if kind not in KINDS:
        raise Refusal(
            415,
            "kind_unknown",
            lambda lang: gettext(
                lang, "Send the file itself as the body, with one of: {kinds}.", kinds=", ".join(KINDS)
            ),
        )


@contextmanager
def _room() -> Iterator[None]:
    """A place for a file; only the event loop's thread counts them."""
    global _under_way
    if _under_way >= AT_ONCE:
        raise Refusal(
            503, "busy", lambda lang: gettext(lang, "Too many files are being read; try again."), {"Retry-After": "10"}
        )
    _under_way += 1
    try:
        yield
    finally:
        _under_way -= 1


async def _body(request: Request) -> bytes:
    """The file, of which no more is read than may be."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > FILE_BYTES:
        raise _too_large()
    content, parts = bytearray(), aiter(request.stream())
    while True:
        try:
            content += await asyncio.wait_for(anext(parts), SILENCE_SECONDS)
        except StopAsyncIteration:
            return bytes(content)
        except (TimeoutError, ClientDisconnect):
            raise Refusal(
                408,
                "nothing_came",
                lambda lang: gettext(lang, "The file stopped coming; send it again."),
                {"Connection": "close"},
            ) from None
        if len(content) > FILE_BYTES:
            raise _too_large()


def _too_large() -> Refusal:
    most = FILE_BYTES // MB
    return Refusal(
        413,
        "too_large",
        lambda lang: gettext(lang, "A file may have {most} MB; send smaller ones.", most=most),
        {"Connection": "close"},
    )
