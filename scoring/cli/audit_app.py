"""`audit verify | seal` as they are typed. Tested in tests/cli/test_audit.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scoring.cli.console import speak
from scoring.cli.options import DataOption, JsonFlag, LangOption

audit = typer.Typer(no_args_is_help=True, help="Prove that what is stored is what was written.")


@audit.command()
def verify(
    data: DataOption = None,
    against: Annotated[
        Path | None, typer.Option(help="A file with a seal that was kept; shows whether anything since was cut off.")
    ] = None,
    as_json: JsonFlag = False,
    lang: LangOption = None,
) -> int:
    """Check everything stored: what was changed, is missing, or was added past the program. Exit code 1 if anything.

    Example: python -m scoring audit verify --data data --against seal.json
    """
    speak(lang)
    from scoring.cli.audit import verify_store

    return verify_store(data, against, as_json)


@audit.command()
def seal(
    data: DataOption = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; printed if left out.")
    ] = None,
    lang: LangOption = None,
) -> int:
    """Give the seal of the latest write, one line, to be kept where nobody who can change the data can change it.

    Example: python -m scoring audit seal -o seal.json
    """
    speak(lang)
    from scoring.cli.audit import write_seal

    return write_seal(data, output)
