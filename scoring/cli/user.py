"""`user`: accounts, kept by whoever has the machine."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer

from scoring.access import Account
from scoring.cli.console import CannotRun, err, language, out
from scoring.cli.database import existing, opened
from scoring.cli.output import aligned, json_text
from scoring.cli.whoever import say_done, whoever_has_the_machine
from scoring.services import accounts
from scoring.words import gettext


def add_user(data: Path | None, account: Account, as_json: bool) -> int:
    """Add an account; where there are no data yet they begin with it."""
    password = _asked_for_password()
    with opened(data) as store:
        problems = accounts.add(store, account, password, whoever_has_the_machine())
        lacks_administrator = not accounts.has_administrator(store)
    words = gettext(
        language(), "{login} was added, and has to choose another password at the first login.", login=account.login
    )
    code = say_done(problems, words, as_json)
    if not problems and lacks_administrator:
        err.print(gettext(language(), "There is no administrator yet: `user add NAME --role admin`."))
    return code


def list_users(data: Path | None, as_json: bool) -> int:
    """List every account."""
    with existing(data) as store:
        found = accounts.listed(store, whoever_has_the_machine())
    if as_json:
        sys.stdout.write(json_text({"accounts": [asdict(one) for one in found]}))
    elif not found:
        out.print(gettext(language(), "There are no accounts: nobody has to sign in."))
    else:
        _print(found)
    return 0


def disable_user(data: Path | None, login: str, as_json: bool, *, disabled: bool) -> int:
    """Disable an account, or let its owner in again."""
    with existing(data) as store:
        problems = accounts.disable(store, login, whoever_has_the_machine(), disabled=disabled)
    if disabled:
        words = gettext(language(), "{login} can no longer sign in.", login=login)
    else:
        words = gettext(language(), "{login} can sign in again.", login=login)
    return say_done(problems, words, as_json)


def unlock_user(data: Path | None, login: str, as_json: bool) -> int:
    """Forget how often somebody failed to sign in."""
    with existing(data) as store:
        problems = accounts.unlock(store, login, whoever_has_the_machine())
    return say_done(problems, gettext(language(), "{login} can try at once.", login=login), as_json)


def set_password(data: Path | None, login: str, as_json: bool) -> int:
    """Give an account another first password."""
    with existing(data) as store:
        problems = accounts.set_password(store, login, _asked_for_password(), whoever_has_the_machine())
    words = gettext(language(), "{login} has to choose another password at the next login.", login=login)
    return say_done(problems, words, as_json)


def _asked_for_password() -> str:
    """A password, typed twice unseen, or the first line of what is given. Raises CannotRun where there is none."""
    if sys.stdin.isatty():
        ask, again = gettext(language(), "First password"), gettext(language(), "Once more")
        typed: str = typer.prompt(ask, hide_input=True, confirmation_prompt=again, err=True)
        return typed
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise CannotRun(gettext(language(), "No password was given: type it, or give it on standard input."))
    return given


def _print(found: Sequence[Account]) -> None:
    lang = language()
    names = [gettext(lang, "Login name"), gettext(lang, "Shown name")]
    heads = [*names, gettext(lang, "Role"), gettext(lang, "Limits"), ""]
    rows = [
        [
            one.login,
            one.name,
            accounts.ROLE_WORDS[one.role].get(lang),
            " ".join(filter(None, (one.unit, *one.groups, *one.sections))),
            gettext(lang, "disabled") if one.disabled else "",
        ]
        for one in found
    ]
    for line in aligned([heads, *rows], [False] * len(heads)):
        out.print(line)
