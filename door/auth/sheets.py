"""What the door's own pages say, and how they look: one card with a form.

Tested in tests/door/test_auth.py.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from door import index
from door.auth import cookies
from door.auth.login import ACCOUNT, LOGIN, LOGOUT, PASSWORD, who_asks
from door.language import language_of
from scoring.problems import Problem
from scoring.services import accounts, installation
from scoring.words import LANGS, LANGUAGES, Lang, gettext
from ui.frame.language import LANG_KEY

HERE = Path(__file__).parent
SECRET = "form"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class Field:
    """A field of a form: its name, label and type, and what a browser may fill in by itself."""

    name: str
    label: str
    kind: str
    fills: str
    value: str = ""


@dataclass(frozen=True)
class Sheet:
    """What one of the pages shows."""

    heading: str
    words: Sequence[str] = ()
    mistakes: Sequence[Problem] = ()
    done: str = ""
    action: str = ""
    button: str = ""
    fields: Sequence[Field] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    links: Sequence[tuple[str, str]] = ()


def login_sheet(
    request: Request, base: str, mistakes: Sequence[Problem] = (), name: str = "", wanted: str | None = None
) -> Sheet:
    lang = language_of(request)
    return Sheet(
        gettext(lang, "Sign in"),
        mistakes=mistakes,
        action=f"{base}{LOGIN}",
        button=gettext(lang, "Sign in"),
        fields=(
            Field("login", gettext(lang, "Login name"), "text", "username", name),
            Field("password", gettext(lang, "Password"), "password", "current-password"),
        ),
        hidden=(("next", request.query_params.get("next", "/") if wanted is None else wanted),),
        links=_languages(lang, f"{base}{LOGIN}"),
    )


def account_sheet(request: Request, base: str) -> Sheet:
    lang, known = language_of(request), who_asks(cookies.session_of(request))
    to_pages = (f"{base}/", gettext(lang, "To the pages"))
    if known is None or not known.digest:
        return Sheet(
            gettext(lang, "No account is needed here"),
            [
                gettext(
                    lang, "One person uses this program, on this machine. Once there are accounts, all have to sign in."
                )
            ],
            links=(to_pages,),
        )
    account = installation.store().people.account(known.actor.name)
    role = accounts.ROLE_WORDS[account.role].get(lang) if account else ""
    name = account.name if account else known.actor.name
    words = gettext(
        lang, "You are signed in as {name} ({login}), {role}.", name=name, login=known.actor.name, role=role
    )
    return Sheet(
        gettext(lang, "Your account"),
        [words],
        done=gettext(lang, "The password was changed; you are signed out everywhere else.")
        if request.query_params.get("changed")
        else "",
        action=f"{base}{LOGOUT}",
        button=gettext(lang, "Sign out"),
        links=(to_pages, (f"{base}{PASSWORD}", gettext(lang, "Change the password"))),
    )


def password_sheet(request: Request, base: str, mistakes: Sequence[Problem] = ()) -> Sheet:
    lang = language_of(request)
    return Sheet(
        gettext(lang, "Change the password"),
        [
            gettext(
                lang,
                "At least 12 characters; four or five unrelated words are best. Change a first password.",
            )
        ],
        mistakes=mistakes,
        action=f"{base}{PASSWORD}",
        button=gettext(lang, "Change the password"),
        fields=(
            Field("old", gettext(lang, "Present password"), "password", "current-password"),
            Field("new", gettext(lang, "New password"), "password", "new-password"),
            Field("again", gettext(lang, "New password, once more"), "password", "new-password"),
        ),
        links=((f"{base}{ACCOUNT}", gettext(lang, "Your account")),),
    )


def _languages(lang: Lang, address: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{address}?{LANG_KEY}={one}", LANGUAGES[one].name) for one in LANGS if one != lang)


# --- how it looks --------------------------------------------------------------------------------


def show(request: Request, base: str, sheet: Sheet, status: int = 200) -> Response:
    lang, secret = language_of(request), cookies.form_secret(request)
    words = [("done", sheet.done)] if sheet.done else []
    words += [("", one) for one in sheet.words]
    words += [("mistake", one.sentence(lang)) for one in sheet.mistakes]
    role = {"mistake": ' role="alert"', "done": ' role="status"'}
    body = _template().substitute(
        tag=LANGUAGES[lang].tag,
        product=html.escape(LANGUAGES[lang].product),
        heading=html.escape(sheet.heading),
        icon=html.escape(f"{base}{index.address_of('icon')}"),
        style=html.escape(f"{base}/door/form.css"),
        words="\n      ".join(f'<p class="{kind}"{role.get(kind, "")}>{html.escape(one)}</p>' for kind, one in words),
        form=_form(sheet, lang, secret) if sheet.action else "",
        links="\n        ".join(f'<a href="{html.escape(to)}">{html.escape(one)}</a>' for to, one in sheet.links),
    )
    answer = HTMLResponse(body, status, headers={"Vary": "Cookie", "Cache-Control": "no-store"})
    cookies.keep_form_secret(answer, request, base, secret)
    return answer


def _form(sheet: Sheet, lang: Lang, secret: str) -> str:
    hidden = ((LANG_KEY, lang), (SECRET, secret), *sheet.hidden)
    rows = [f'<input type="hidden" name="{name}" value="{html.escape(value)}" />' for name, value in hidden]
    for number, one in enumerate(sheet.fields):
        focus = " autofocus" if number == 0 else ""
        rows.append(
            f'<label for="{one.name}">{html.escape(one.label)}</label>'
            f'<input id="{one.name}" name="{one.name}" type="{one.kind}" autocomplete="{one.fills}"'
            f' value="{html.escape(one.value)}" required{focus} />'
        )
    rows.append(f'<button type="submit">{html.escape(sheet.button)}</button>')
    return f'<form method="post" action="{html.escape(sheet.action)}">{"".join(rows)}</form>'


@cache
def _template() -> Template:
    return Template((HERE / "form.html").read_text(encoding="utf-8"))
