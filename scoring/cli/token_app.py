"""`token add | list | revoke` as they are typed. Tested in tests/cli/test_token.py."""

from __future__ import annotations

from typing import Annotated

import typer

from scoring.cli.console import speak
from scoring.cli.options import DataOption, JsonFlag, LangOption
from scoring.cli.user_app import GroupOption, RoleOption, SectionOption, UnitOption

token = typer.Typer(no_args_is_help=True, help="Tokens, by which other programs use the API.")


@token.command()
def add(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    role: RoleOption,
    write: Annotated[bool, typer.Option("--write", help="Also change what the role may change.")] = False,
    days: Annotated[int, typer.Option(help="For how long it holds, 1 to 366.")] = 90,
    unit: UnitOption = "",
    groups: GroupOption = None,
    sections: SectionOption = None,
    data: DataOption = None,
    as_json: JsonFlag = False,
    lang: LangOption = None,
) -> int:
    """Make a token. Its secret is printed once and can never be shown again.

    Example: python -m scoring token add "municipal platform" --role leader --days 180
    """
    speak(lang)
    from scoring.cli.token import add_token
    from scoring.services.tokens import Wanted

    limits = (unit, tuple(groups or ()), tuple(sections or ()))
    return add_token(data, Wanted(name, role, *limits, may_write=write, days=days), as_json)


@token.command(name="list")
def list_(data: DataOption = None, as_json: JsonFlag = False, lang: LangOption = None) -> int:
    """List every token there has been, the newest first.

    Example: python -m scoring token list
    """
    speak(lang)
    from scoring.cli.token import list_tokens

    return list_tokens(data, as_json)


@token.command()
def revoke(
    number: Annotated[int, typer.Argument(help="Its number, as `token list` has it.")],
    data: DataOption = None,
    as_json: JsonFlag = False,
    lang: LangOption = None,
) -> int:
    """End a token; whoever uses it is refused from now on.

    Example: python -m scoring token revoke 12
    """
    speak(lang)
    from scoring.cli.token import revoke_token

    return revoke_token(data, number, as_json)
