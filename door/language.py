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


def spoken(request: HTTPConnection) -> Lang:
    """The language that a program is answered in: the address, then Accept-Language, then as `language_of`."""
    wanted = request.headers.get("accept-language", "")
    if request.query_params.get(LANG_KEY) is None and (lang := _preferred(wanted)):
        return lang
    return language_of(request)


def _preferred(wanted: str) -> Lang | None:
    """The best known language of an Accept-Language; None where it names none."""
    best: tuple[float, Lang] | None = None
    for part in wanted.split(","):
        tag, _, quality = part.partition(";")
        for known in LANGS:
            if tag.strip().lower().split("-")[0] == known and (best is None or _weight(quality) > best[0]):
                best = _weight(quality), known
    return best[1] if best and best[0] > 0 else None


def _weight(quality: str) -> float:
    """What follows a language, like 'q=0.5'; 1 where nothing does, 0 where it is no number."""
    _, _, stated = quality.partition("=")
    try:
        return float(stated) if stated else 1.0
    except ValueError:
        return 0.0
