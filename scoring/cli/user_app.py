"""`user add | list | disable | enable | unlock | password` as they are typed. Tested in tests/cli/test_user.py."""

from __future__ import annotations

from typing import Annotated

import typer

from scoring.access import Role
from scoring.cli.console import speak
from scoring.cli.options import DataOption, JsonFlag, LangOption

user = typer.Typer(
    no_args_is_help=True,
    help="Accounts, kept by whoever has this machine. From the first one on, everybody has to sign in.\n\n"
    "The first administrator: `user add NAME --role admin`.",
)
Login = Annotated[str, typer.Argument(help="The name to sign in with.")]
RoleOption = Annotated[Role, typer.Option(help="What they may do.")]
UnitOption = Annotated[str, typer.Option(help="The code of their unit, for the role unit.")]
GroupOption = Annotated[list[str] | None, typer.Option("--group", help="The id of a group they may verify; repeat it.")]
SectionOption = Annotated[
    list[str] | None, typer.Option("--section", help="The id of a section they may verify; repeat it.")
]


@user.command()
def add(
    login: Login,
    role: RoleOption,
    name: Annotated[str, typer.Option(help="What screens call them; the login name if left out.")] = "",
    unit: UnitOption = "",
    groups: GroupOption = None,
    sections: SectionOption = None,
    data: DataOption = None,
    as_json: JsonFlag = False,
    lang: LangOption = None,
) -> int:
    """Add an account. Its first password is asked for, or read from standard input, and has to be changed by its owner.

    Example: python -m scoring user add zhang --role admin --name 张主任
    Example: python -m scoring user add wsj --role unit --unit U05 < first_password.txt
    """
    speak(lang)
    from scoring.access import Account
    from scoring.cli.user import add_user

    account = Account(login, name or login, role, unit, tuple(groups or ()), tuple(sections or ()))
    return add_user(data, account, as_json)


@user.command(name="list")
def list_(data: DataOption = None, as_json: JsonFlag = False, lang: LangOption = None) -> int:
    """List every account: role, limits, and whether it is disabled.

    Example: python -m scoring user list --json
    """
    speak(lang)
    from scoring.cli.user import list_users

    return list_users(data, as_json)


@user.command()
def disable(login: Login, data: DataOption = None, as_json: JsonFlag = False, lang: LangOption = None) -> int:
    """Let nobody in by an account any more; who is signed in by it is signed out. What it did stays on the record.

    Example: python -m scoring user disable wang
    """
    speak(lang)
    from scoring.cli.user import disable_user

    return disable_user(data, login, as_json, disabled=True)


@user.command()
def enable(login: Login, data: DataOption = None, as_json: JsonFlag = False, lang: LangOption = None) -> int:
    """Let the owner of a disabled account in again.

    Example: python -m scoring user enable wang
    """
    speak(lang)
    from scoring.cli.user import disable_user

    return disable_user(data, login, as_json, disabled=False)


@user.command()
def unlock(login: Login, data: DataOption = None, as_json: JsonFlag = False, lang: LangOption = None) -> int:
    """Let somebody who failed to sign in too often try again at once.

    Example: python -m scoring user unlock wang
    """
    speak(lang)
    from scoring.cli.user import unlock_user

    return unlock_user(data, login, as_json)


@user.command()
def password(login: Login, data: DataOption = None, as_json: JsonFlag = False, lang: LangOption = None) -> int:
    """Give an account another first password, asked for or read from standard input; its sessions end.

    Example: python -m scoring user password zhang
    """
    speak(lang)
    from scoring.cli.user import set_password

    return set_password(data, login, as_json)
