"""Long lists, page by page. Tested in tests/door/test_api.py."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query

from door.api.refusal import Refusal
from scoring.words import gettext

MOST, USUAL = 200, 50  # rows of a page
Limit = Annotated[int, Query(ge=1, le=MOST, description="rows of a page")]
Cursor = Annotated[str, Query(max_length=500, description="`next` of the page before; the first page without it")]


def page(rows: Sequence[Any], of: str, version: int, limit: int, cursor: str) -> dict[str, Any]:
    """The rows that follow, and the cursor of the next page; None for the last.

    Args:
        of: which list it is; a cursor of another is refused.
        version: of the list; a cursor of another version is refused, for rows may have moved.

    Raises:
        Refusal: it is no cursor of this list (400), or the list has changed since the page before (409).
    """
    start = _start(of, version, cursor) if cursor else 0
    end = start + limit
    following = _cursor(of, version, end) if end < len(rows) else None
    return {"items": list(rows[start:end]), "next": following}


def _cursor(of: str, version: int, position: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([of, version, position]).encode()).decode().rstrip("=")


def _start(of: str, version: int, cursor: str) -> int:
    """At which row the page begins."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        list_of, seen, position = json.loads(base64.b64decode(padded, b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error, RecursionError):
        list_of, seen, position = None, None, None
    if list_of != of or type(seen) is not int or type(position) is not int or position < 0:
        raise Refusal(
            400, "cursor_unknown", lambda lang: gettext(lang, "It is no cursor of this list; begin without one.")
        )
    if seen != version:
        raise Refusal(
            409, "list_changed", lambda lang: gettext(lang, "The list has changed since the page before; begin anew.")
        )
    return position
