"""Options that several commands take. Tested in tests/cli/test_commands.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scoring.words import Lang

LangOption = Annotated[
    Lang | None,
    typer.Option("--lang", help="Chinese or English; that of KAOPING_LANG if left out, else Chinese."),
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="The folder of the data; the database of DATABASE_URL, else KAOPING_DATA, else data."),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
