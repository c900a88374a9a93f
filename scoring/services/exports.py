"""Large files to take away, made in a process of their own while everybody else goes on working.

Whoever asks for the same file of the same state of the store shares one.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Literal

from scoring.engine import ScoreSheet
from scoring.period import to_compare_with
from scoring.reports.progress import Progress
from scoring.reports.ranked import write_ranked_workbook
from scoring.sandbox import Job
from scoring.services import scores
from scoring.services.finality import finality
from scoring.services.submissions import left_out_problems, write_marked_copies
from scoring.services.templates import write_templates
from scoring.store import Store, UnknownPeriod
from scoring.system import IndicatorSystem
from scoring.words import Lang

Kind = Literal["ranked", "templates", "marked"]
LARGE = 8_000  # results, or rows of workbooks: about a second's work
MANY_COPIES = 20  # files to be marked
KEPT = 6  # files that lie ready at once
_MODULE = "scoring.services.export_process"


@dataclass(frozen=True)
class Export:
    """A file that is asked for.

    Attributes:
        url: of the store. version: its state.
        batch: whose marked copies they are.
    """

    kind: Kind
    url: str
    version: int
    period: str
    lang: Lang
    batch: int = 0


def is_large(system: IndicatorSystem, units: int) -> bool:
    """Whether what is made of every unit's every indicator takes so long that others would notice."""
    return len(system.items) * units > LARGE


# --- making them ----------------------------------------------------------------------------------


def write(store: Store, export: Export, target: IO[bytes], progress: Progress) -> None:
    """Make the file."""
    _WRITERS[export.kind](store, export, target, progress)


def _write_ranked(store: Store, export: Export, target: IO[bytes], progress: Progress) -> None:
    period, at = export.period, export.version
    sheet = scores.sheet(store, period, as_of=at)
    if sheet is None:
        raise ValueError("a period without scores has no ranking")
    sheets = (_sheet_then(store, one, at) for one in to_compare_with(store.periods(), period))
    previous = next((one for one in sheets if one is not None), None)
    problems, standing = left_out_problems(store, period), finality(store, period, sheet)
    write_ranked_workbook(target, sheet, previous, problems, export.lang, standing, progress)


def _sheet_then(store: Store, period: str, at: int) -> ScoreSheet | None:
    """The scores of a period at a time; None where it had none yet."""
    try:
        return scores.sheet(store, period, as_of=at)
    except UnknownPeriod:
        return None


def _write_templates(store: Store, export: Export, target: IO[bytes], progress: Progress) -> None:
    system, units = store.system(export.period, as_of=export.version), store.units(export.period, as_of=export.version)
    write_templates(target, system, units, export.lang, progress)


def _write_marked(store: Store, export: Export, target: IO[bytes], progress: Progress) -> None:
    problems = store.batch_problems(export.batch)
    write_marked_copies(target, store, export.period, problems, export.lang, progress)


_WRITERS: dict[Kind, Callable[[Store, Export, IO[bytes], Progress], None]] = {
    "ranked": _write_ranked,
    "templates": _write_templates,
    "marked": _write_marked,
}


# --- asking for them ------------------------------------------------------------------------------


class Shared:
    """A file that some people wait for, or have."""

    def __init__(self, export: Export) -> None:
        self.job = Job(_MODULE, asdict(export))
        self.people: set[str] = set()

    @property
    def path(self) -> Path:
        """Where the file is, once it is made."""
        return self.job.path


_shared: dict[Export, Shared] = {}
_changing = threading.Lock()


def ask(export: Export, person: str) -> Shared:
    """The file, begun if nobody has asked for it yet; one that failed or was ended is begun anew.

    Args:
        person: who waits for it; it is ended when nobody does.
    """
    with _changing:
        known = _shared.get(export)
        if known is None or known.job.state in ("failed", "ended"):
            _make_room()
            known = _shared[export] = Shared(export)
        known.people.add(person)
        return known


def state_of(export: Export) -> Shared | None:
    """The file if it has been asked for and is still there."""
    return _shared.get(export)


def leave(export: Export, person: str) -> None:
    """Wait for it no longer; with the last person to do so the work ends."""
    with _changing:
        known = _shared.get(export)
        if known is None:
            return
        known.people.discard(person)
        if not known.people:
            _shared.pop(export).job.close()


def _make_room() -> None:
    """Let go of the oldest finished files above KEPT - 1."""
    over = [export for export, one in _shared.items() if one.job.over.is_set()]
    for export in over[: max(0, len(over) - KEPT + 1)]:
        _shared.pop(export).job.close()


@atexit.register
def close_all() -> None:
    """End all that is being made, and remove the files."""
    with _changing:
        for export in list(_shared):
            _shared.pop(export).job.close()
