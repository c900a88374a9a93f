"""The language that a request is answered in. Tested in tests/door/test_server.py."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from scoring.words import LANGS, Lang
from ui.frame.language import DEFAULT_LANG, LANG_COOKIE, LANG_KEY


def language_of(request: HTTPConnection) -> Lang:
    """The language of a request: what its address says, else what was chosen last, else Chinese."""
    for wanted in (request.query_params.get(LANG_KEY), request.cookies.get(LANG_COOKIE)):
        for known in LANGS:
            if wanted == known:
                return known
    return DEFAULT_LANG
