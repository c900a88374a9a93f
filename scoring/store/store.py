"""The store: one object, one method a question or a change; each change is one transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
from sqlalchemy import URL

from scoring.facts import FACT_COLUMNS, PLACE_COLUMNS
from scoring.problems import Problem
from scoring.store import audit, batches, decisions, queries, roster, submissions, systems
from scoring.store.batches import FileOutcome
from scoring.store.connection import Database
from scoring.store.current import current
from scoring.store.decisions import UnknownSubmission
from scoring.store.dialects import file_url
from scoring.store.fact_rows import complete, insert_facts, read_statements
from scoring.store.moment import Moment
from scoring.store.problem_rows import problems_of, seqs_with
from scoring.store.schema import upgrade
from scoring.store.submissions import Saved
from scoring.store.systems import UnknownPeriod
from scoring.system import IndicatorSystem
from scoring.workbook.submission import Submission

__all__ = ["Saved", "Store", "UnknownPeriod", "UnknownSubmission", "open_store"]

DEFAULT_FOLDER = "data"
FILE_NAME = "kaoping.db"


def open_store(folder: Path | str | None = None) -> Store:
    """Open the store of a data folder, made on first use, and bring its tables up to date.

    Args:
        folder: without one, the database of the environment's DATABASE_URL, else the folder of
            KAOPING_DATA, else ./data.

    Raises:
        ValueError: DATABASE_URL names no kind of database that is known here.
        sqlalchemy.exc.DBAPIError: there is no such database, or it cannot be written.
    """
    url = os.environ.get("DATABASE_URL")
    if folder is None and url:
        return Store(url)
    place = Path(folder or os.environ.get("KAOPING_DATA") or DEFAULT_FOLDER).resolve()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Store(file_url(place / FILE_NAME))


class Store:
    """Everything handed in, verified and set up, by period; nothing is ever overwritten.

    Can be shared between threads. A change is there for every other process once its method returns;
    if it raises, nothing of it is. A period that does not exist raises UnknownPeriod on every change.

    What counts can be asked as it was: `as_of`, a `version`, means right after that write. Two more words
    of such questions: `also` names submissions that are taken to count although they wait, `year` a period.
    """

    def __init__(self, url: str | URL, *, is_upgraded: bool = False) -> None:
        """Open the store at an address.

        Args:
            is_upgraded: whether whoever gives the address has it open, so that its tables are up to date.
        """
        self.url = str(url) if isinstance(url, str) else url.render_as_string(hide_password=False)  # for our processes
        self._db = Database(url)
        if is_upgraded:
            return
        try:
            with self._db.write() as conn:
                upgrade(conn)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the database's connections."""
        self._db.close()

    # --- what changed ---------------------------------------------------------------------------

    def version(self, period: int | None = None) -> int:
        """A number that grows with every change (to a period), to key caches on; 0 at first."""
        with self._db.read() as conn:
            return audit.newest(conn, period)

    def audit(self) -> pd.DataFrame:
        """seq, at (UTC, ISO 8601), by, year, action, detail (JSON), previous, hash: every change, earliest first."""
        with self._db.read() as conn:
            return queries.audit_list(conn)

    def check_audit(self) -> int | None:
        """The number of the first row of the audit log that was tampered with; None when it is whole."""
        with self._db.read() as conn:
            return audit.first_broken(conn)

    # --- periods, systems, units ----------------------------------------------------------------

    def periods(self) -> list[int]:
        """The years that have a system, newest first."""
        with self._db.read() as conn:
            return systems.years(conn)

    def add_system(self, system: IndicatorSystem, by: str) -> None:
        """Create the system's period, or make it the latest system of it; the latest again is no change."""
        with self._db.write() as conn:
            systems.add(conn, system, by)

    def system(self, year: int, version: int | None = None, *, as_of: int | None = None) -> IndicatorSystem:
        """The period's latest system, or one it has had (of `systems`). Raises UnknownPeriod."""
        moment = Moment(as_of)
        with self._db.read() as conn:
            if version is None:
                return systems.latest(conn, year, moment)
            return systems.numbered(conn, year, version, moment)

    def systems(self, year: int, *, as_of: int | None = None) -> pd.DataFrame:
        """version, digest, at, by of every system the period has had, newest first."""
        with self._db.read() as conn:
            return systems.versions(conn, year, Moment(as_of))

    def add_units(self, year: int, units: pd.DataFrame, by: str, leaving: Sequence[str] = ()) -> None:
        """Add units (UNIT_COLUMNS, each once) to the roster; known ones get the new name and group.

        Args:
            leaving: the codes of units that leave it; what they reported until then counts no longer.
        """
        with self._db.write() as conn:
            roster.add(conn, year, units, by, leaving)

    def roster(self, year: int, *, as_of: int | None = None) -> pd.DataFrame:
        """UNIT_COLUMNS of the roster alone, in its order."""
        with self._db.read() as conn:
            return roster.listed(conn, year, Moment(as_of))

    def units(self, year: int, also: Sequence[int] = (), *, as_of: int | None = None) -> pd.DataFrame:
        """UNIT_COLUMNS of the roster, in its order, then of the units that only counting files speak of."""
        with self._db.read() as conn:
            return roster.known(conn, year, Moment(as_of, tuple(also)))

    # --- what is handed in ----------------------------------------------------------------------

    def save(self, year: int, submission: Submission, by: str, *, ask: bool = False) -> Saved:
        """Store a file with its facts and problems; a rejected one is kept too, but never counts.

        The same bytes again, read as the same, are the same version as long as what they say still
        stands. After something newer they are a new version.

        Args:
            ask: whether a file that takes the place of something that counts, or is of a unit that the list does not
                know, waits until `confirm`.
        """
        prepared = submissions.prepare(submission)
        with self._db.write() as conn:
            return submissions.save(conn, year, prepared, by, ask=ask)

    def save_all(self, year: int, batch: Iterable[Submission], by: str) -> list[Saved]:
        """Store files one after the other, each on its own."""
        return [self.save(year, submission, by) for submission in batch]

    def withdraw(self, submission_id: int, reason: str, by: str) -> None:
        """Mark that a submission no longer counts; it is kept. Raises UnknownSubmission; ValueError for no reason."""
        with self._db.write() as conn:
            submissions.withdraw(conn, submission_id, reason, by)

    def changes(self, submission_id: int) -> pd.DataFrame:
        """What a waiting submission would change: the columns of `changes.CHANGE_COLUMNS`. Raises UnknownSubmission."""
        with self._db.read() as conn:
            return decisions.changes(conn, submissions.year_of(conn, submission_id), submission_id)

    def confirm(self, submission_ids: Sequence[int], by: str) -> None:
        """Let waiting submissions count, all or none; decided ones stay as they are.

        Raises:
            UnknownSubmission: there is none with one of the ids.
            PeriodFull: the period would have too many units.
        """
        with self._db.write() as conn:
            decisions.confirm(conn, submission_ids, by)

    def turn_down(self, submission_id: int, reason: str, by: str) -> None:
        """Decide that a waiting submission does not count. Raises UnknownSubmission; ValueError for no reason."""
        with self._db.write() as conn:
            decisions.turn_down(conn, submission_id, reason, by)

    def record_batch(self, year: int, outcomes: Sequence[FileOutcome], by: str) -> int:
        """Keep what became of files handed in together; returns the batch's id."""
        with self._db.write() as conn:
            return batches.record(conn, year, outcomes, by)

    def batches(self, year: int) -> pd.DataFrame:
        """Every batch, newest first: the columns of `batches.BATCH_COLUMNS`."""
        with self._db.read() as conn:
            return batches.batch_list(conn, year)

    def batch_files(self, batch_id: int) -> pd.DataFrame:
        """What became of each file of a batch: the columns of `batches.FILE_COLUMNS`."""
        with self._db.read() as conn:
            return batches.file_list(conn, batch_id)

    def batch_problems(self, batch_id: int) -> dict[int, list[Problem]]:
        """Submission -> what was wrong with it, for those of a batch that had anything wrong."""
        with self._db.read() as conn:
            return {seq: problems_of(conn, seq) for seq in batches.problem_seqs(conn, batch_id)}

    def verify(self, year: int, rows: pd.DataFrame, by: str) -> None:
        """Store what an inspector entered on screen.

        Args:
            rows: unit, indicator, field, value, text (the reason); a value of NaN takes the
                verified figure back.
        """
        with self._db.write() as conn:
            systems.latest_number(conn, year)
            if len(rows):
                seq = audit.append(conn, year, by, "verify", {"figures": len(rows)})
                insert_facts(conn, seq, year, complete(rows.assign(source="verified")))

    # --- what counts ----------------------------------------------------------------------------

    def facts(self, year: int, also: Sequence[int] = (), *, as_of: int | None = None) -> pd.DataFrame:
        """FACT_COLUMNS of the facts that count, of both sources, in the order they were stated.

        A unit's own are those of its latest accepted workbook, overlaid by tables accepted later;
        verified ones come from tables and from the screen, the latest counts.
        """
        with self._db.read() as conn:
            statements = read_statements(conn, year, moment=Moment(as_of, tuple(also)))
        return current(statements)[FACT_COLUMNS]

    def origins(self, year: int, unit: str, *, as_of: int | None = None) -> pd.DataFrame:
        """Where a unit's facts that count come from.

        Returns:
            FACT_COLUMNS, file, sheet, cell ('' for the screen), and `seq`: the submission's id, or the
            number of the audit row of the entry on screen (`entered` is True).
        """
        with self._db.read() as conn:
            statements = read_statements(conn, year, [unit], places=True, moment=Moment(as_of))
        return current(statements)[[*FACT_COLUMNS, *PLACE_COLUMNS, "seq", "entered"]]

    def submitted(self, year: int, *, as_of: int | None = None) -> list[str]:
        """The codes of the units with a report that counts, in order."""
        return self.reports(year, as_of=as_of)["unit"].tolist()

    def reports(self, year: int, *, as_of: int | None = None) -> pd.DataFrame:
        """unit, version, file, at, id of the latest counting report of each unit that reported, by unit."""
        with self._db.read() as conn:
            return queries.reports(conn, year, Moment(as_of))

    def missing(self, year: int, *, as_of: int | None = None) -> pd.DataFrame:
        """UNIT_COLUMNS of the roster's units without a report that counts."""
        with self._db.read() as conn:
            return queries.missing(conn, year, Moment(as_of))

    # --- for screens ----------------------------------------------------------------------------

    def submissions(self, year: int, *, as_of: int | None = None) -> pd.DataFrame:
        """Everything handed in, newest first: the columns of `queries.SUBMISSION_COLUMNS`."""
        with self._db.read() as conn:
            return queries.submission_list(conn, year, Moment(as_of))

    def names_in_files(self, year: int) -> dict[str, str]:
        """Unit -> its name as the latest file says that is of this unit alone, whether or not it counts."""
        with self._db.read() as conn:
            return queries.names_in_files(conn, year)

    def with_problem(self, year: int, code: str) -> set[int]:
        """The ids of a period's submissions that have a problem of a code."""
        with self._db.read() as conn:
            return seqs_with(conn, year, code)

    def content(self, submission_id: int) -> tuple[str, bytes]:
        """Name and bytes of a submission as it was handed in. Raises UnknownSubmission."""
        with self._db.read() as conn:
            return submissions.content(conn, submission_id)

    def problems(self, submission_id: int) -> list[Problem]:
        """What was wrong with a submission, in the order of the file."""
        with self._db.read() as conn:
            return problems_of(conn, submission_id)

    def verifications(self, year: int) -> pd.DataFrame:
        """Every verified figure ever given, newest first: the columns of `queries.VERIFICATION_COLUMNS`."""
        with self._db.read() as conn:
            return queries.verification_list(conn, year)
