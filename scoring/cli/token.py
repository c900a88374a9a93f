"""`token`: by which other programs use the API."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from scoring.cli.console import err, language, out
from scoring.cli.database import existing
from scoring.cli.output import aligned, json_text, local_time
from scoring.cli.whoever import say_done, whoever_has_the_machine
from scoring.services import tokens
from scoring.services.accounts import ROLE_WORDS
from scoring.services.tokens import Made, Wanted
from scoring.store.tokens import Token
from scoring.words import Lang, gettext


def add_token(data: Path | None, wanted: Wanted, as_json: bool) -> int:
    """Make a token and print its secret."""
    with existing(data) as store:
        done = tokens.make(store, wanted, whoever_has_the_machine())
    if not isinstance(done, Made):
        return say_done(done, "", as_json)
    if as_json:
        sys.stdout.write(json_text({"id": done.id, "secret": done.secret, "expires": done.expires}))
        return 0
    out.print(done.secret)
    err.print(
        gettext(
            language(),
            "Token {number}, until {when}. This is the only time that its secret is shown.",
            number=done.id,
            when=local_time(done.expires),
        )
    )
    return 0


def list_tokens(data: Path | None, as_json: bool) -> int:
    """List every token there has been."""
    with existing(data) as store:
        found = tokens.listed(store, whoever_has_the_machine())
    if as_json:
        answer = [one._asdict() | {"is_in_force": tokens.holds(one)} for one in found]
        sys.stdout.write(json_text({"tokens": answer}))
    elif not found:
        out.print(gettext(language(), "There are no tokens."))
    else:
        _print(found)
    return 0


def revoke_token(data: Path | None, number: int, as_json: bool) -> int:
    """End a token."""
    with existing(data) as store:
        problems = tokens.revoke(store, number, whoever_has_the_machine())
    return say_done(problems, gettext(language(), "Token {number} is revoked.", number=number), as_json)


def _print(found: Sequence[Token]) -> None:
    lang = language()
    lines = [_heads(lang), *(_row(one, lang) for one in found)]
    for line in aligned(lines, [True] + [False] * (len(lines[0]) - 1)):
        out.print(line)


def _heads(lang: Lang) -> list[str]:
    return [
        gettext(lang, "Number"),
        gettext(lang, "What for"),
        gettext(lang, "Role"),
        gettext(lang, "Limits"),
        gettext(lang, "Scope"),
        gettext(lang, "Until"),
        gettext(lang, "Made by"),
        "",
    ]


def _row(one: Token, lang: Lang) -> list[str]:
    return [
        str(one.id),
        one.name,
        ROLE_WORDS[one.role].get(lang),
        " ".join(filter(None, (one.unit, *one.groups, *one.sections))),
        gettext(lang, "read and write") if one.may_write else gettext(lang, "read"),
        local_time(one.expires),
        one.by,
        _state(one, lang),
    ]


def _state(one: Token, lang: Lang) -> str:
    if one.is_revoked:
        return gettext(lang, "revoked")
    return "" if tokens.holds(one) else gettext(lang, "over")
