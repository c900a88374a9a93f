"""The store: one object, one method a question or a change; each change is one transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
from sqlalchemy import URL
from sqlalchemy.exc import ArgumentError

from scoring.facts import FACT_COLUMNS, PLACE_COLUMNS
from scoring.problems import Problem
from scoring.store import (
    audit,
    batch_starts,
    batches,
    decisions,
    moved,
    proof,
    queries,
    roster,
    seals,
    submissions,
    systems,
    visibility,
)
from scoring.store.batch_starts import Upload
from scoring.store.batches import FileOutcome
from scoring.store.connection import Database
from scoring.store.current import current
from scoring.store.dialects import file_url
from scoring.store.fact_rows import complete, insert_facts, read_statements
from scoring.store.faults import StoreFault, fault_of
from scoring.store.moment import Moment
from scoring.store.people import People
from scoring.store.problem_rows import problems_of
from scoring.store.proof import Finding
from scoring.store.schema import upgrade
from scoring.store.seals import Seal
from scoring.store.settled import Settled
from scoring.store.submissions import Saved
from scoring.store.visibility import Shown
from scoring.system import IndicatorSystem
from scoring.workbook.submission import Submission

DEFAULT_FOLDER = "data"
FILE_NAME = "kaoping.db"


def open_store(folder: Path | str | None = None) -> Store:
    """Open the store of a data folder, made on first use, and bring its tables up to date.

    Args:
        folder: without one, the database of the environment's DATABASE_URL, else the folder of
            KAOPING_DATA, else ./data.

    Raises:
        StoreFault: there is no such database or folder, it cannot be written, it is damaged, a later version of the
            program made it, or DATABASE_URL names none that can be used.
    """
    url = os.environ.get("DATABASE_URL")
    if folder is None and url:
        return _at_address(url)
    place = Path(folder or os.environ.get("KAOPING_DATA") or DEFAULT_FOLDER).resolve()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as bad:
        raise fault_of(bad) from bad
    return Store(file_url(place / FILE_NAME))


def _at_address(url: str) -> Store:
    try:
        return Store(url)
    except (ValueError, ArgumentError) as bad:
        raise StoreFault(
            "unknown_database", url.partition(":")[0], "it may hold a password, so no more is said"
        ) from bad


class Store:
    """Everything handed in, verified and set up, by period; nothing is ever overwritten.

    Can be shared between threads. A change is there for every other process once its method returns;
    if it raises, nothing of it is. A period that does not exist raises UnknownPeriod on every change. Whatever is asked
    may raise StoreFault. Who may come in is asked of `people`.

    What counts can be asked as it was: `as_of`, a `version`, means right after that write. Two more words
    of such questions: `also` names submissions that are taken to count although they wait, `period` a period.
    """

    def __init__(self, url: str | URL, *, is_upgraded: bool = False) -> None:
        """Open the store at an address.

        Args:
            is_upgraded: whether whoever gives the address has it open, so that its tables are up to date.
        """
        self.url = str(url) if isinstance(url, str) else url.render_as_string(hide_password=False)  # for our processes
        self._db = Database(url)
        self.people = People(self._db)
        if is_upgraded:
            return
        try:
            with self._db.migrate() as conn:
                upgrade(conn)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the database's connections."""
        self._db.close()

    def check(self, *, whole: bool = False) -> None:
        """See whether the database can be read as it was written.

        Args:
            whole: whether all of it is read; a large file is not, by default, so that a start stays quick.

        Raises:
            StoreFault: it cannot, or not at all.
        """
        self._db.check(whole=whole)

    # --- what changed ---------------------------------------------------------------------------

    def version(self, period: str | None = None) -> int:
        """A number that grows with every change (to a period), to key caches on; 0 at first."""
        with self._db.read() as conn:
            return audit.newest(conn, period)

    def audit(self) -> pd.DataFrame:
        """seq, at (UTC, ISO 8601), by, period, action, detail (JSON), previous, hash: every change, earliest first."""
        with self._db.read() as conn:
            return queries.audit_list(conn)

    def check_audit(self) -> int | None:
        """The number of the first write of which anything was tampered with; None when all is whole."""
        found = self.findings()
        return found[0].seq if found else None

    def findings(self, against: Seal | None = None) -> list[Finding]:
        """Everything stored that is not as its write brought it, by write.

        Args:
            against: a seal of this store that was kept elsewhere.
        """
        with self._db.read() as conn:
            return proof.findings(conn, against)

    def newest_seal(self) -> Seal | None:
        """The seal of the latest write, to be kept elsewhere; None before the first write."""
        with self._db.read() as conn:
            return seals.newest(conn)

    def proved_since(self) -> str | None:
        """When (UTC, ISO 8601) what an earlier version had written was sealed as found; None: from the first write."""
        with self._db.read() as conn:
            return seals.since(conn)

    # --- periods, systems, units ----------------------------------------------------------------

    def periods(self) -> list[str]:
        """The periods that have a system, newest first."""
        with self._db.read() as conn:
            return systems.period_ids(conn)

    def add_system(self, system: IndicatorSystem, by: str, seen: int | None = None) -> tuple[int, str] | None:
        """Create the system's period, or make it the latest system of it; the latest again is no change.

        Args:
            seen: a version; where another system is in force than then, nothing is done.

        Returns:
            That system's version and who put it into force; None where it was done.
        """
        with self._db.write() as conn:
            other = None if seen is None else systems.replaced(conn, system, seen)
            if other is None:
                systems.add(conn, system, by)
            return other

    def system(self, period: str, version: int | None = None, *, as_of: int | None = None) -> IndicatorSystem:
        """The period's latest system, or one it has had (of `systems`). Raises UnknownPeriod."""
        moment = Moment(as_of)
        with self._db.read() as conn:
            if version is None:
                return systems.latest(conn, period, moment)
            return systems.numbered(conn, period, version, moment)

    def systems(self, period: str, *, as_of: int | None = None) -> pd.DataFrame:
        """version, digest, at, by of every system the period has had, newest first."""
        with self._db.read() as conn:
            return systems.versions(conn, period, Moment(as_of))

    def add_units(
        self, period: str, units: pd.DataFrame, by: str, leaving: Sequence[str] = (), seen: int | None = None
    ) -> str | None:
        """Add units (UNIT_COLUMNS, each once) to the roster; known ones get the new name and group.

        Args:
            leaving: the codes of units that leave it; what they reported until then counts no longer.
            seen: a version; where the roster, or which of those that leave have a report, is not as it was then,
                nothing is done.

        Returns:
            Who changed that; None where it was done.
        """
        with self._db.write() as conn:
            changed_by = None if seen is None else moved.list_moved(conn, period, leaving, seen)
            if changed_by is None:
                roster.add(conn, period, units, by, leaving)
            return changed_by

    def roster(self, period: str, *, as_of: int | None = None) -> pd.DataFrame:
        """UNIT_COLUMNS of the roster alone, in its order."""
        with self._db.read() as conn:
            return roster.listed(conn, period, Moment(as_of))

    def units(self, period: str, also: Sequence[int] = (), *, as_of: int | None = None) -> pd.DataFrame:
        """UNIT_COLUMNS of the roster, in its order, then of the units that only counting files speak of."""
        with self._db.read() as conn:
            return roster.known(conn, period, Moment(as_of, tuple(also)))

    def visibility(self, period: str) -> Shown:
        """What units are shown of others in a period, once it is published."""
        with self._db.read() as conn:
            return visibility.shown(conn, period)

    def set_visibility(self, period: str, what: Shown, by: str) -> None:
        """Say what units are shown of others in a period. Raises UnknownPeriod."""
        with self._db.write() as conn:
            visibility.show(conn, period, what, by)

    # --- what is handed in ----------------------------------------------------------------------

    def save(
        self,
        period: str,
        submission: Submission,
        by: str,
        *,
        ask: bool = False,
        start: int | None = None,
        system: str | None = None,
    ) -> Saved:
        """Store a file with its facts and problems; a rejected one is kept too, but never counts.

        The same bytes again, read as the same, are the same version as long as what they say still
        stands. After something newer they are a new version.

        Args:
            ask: whether a file that takes the place of something that counts, or is of a unit that the list does not
                know, waits until `confirm`.
            start: of the batch (`begin_batch`) that it came in.
            system: the digest of the system that it was read by.

        Raises:
            SystemMoved: another one is in force by now.
        """
        prepared = submissions.prepare(submission)
        with self._db.write() as conn:
            saved = submissions.save(conn, period, prepared, by, ask=ask, system=system)
            if start is not None and not saved.duplicate:
                batch_starts.note_save(conn, start, saved.id)
            elif start is not None:
                batch_starts.note_known(conn, start, saved.id, prepared.submission.file)
            return saved

    def save_all(self, period: str, batch: Iterable[Submission], by: str) -> list[Saved]:
        """Store files one after the other, each on its own."""
        return [self.save(period, submission, by) for submission in batch]

    def withdraw(self, submission_id: int, reason: str, by: str, seen: int | None = None) -> Settled | None:
        """Mark that a submission no longer counts; it is kept. Raises UnknownSubmission; ValueError for no reason.

        Args:
            seen: a version; where another workbook counts with it or without it than then, nothing is done.

        Returns:
            Why it was not done: that, or somebody had done so before.
        """
        with self._db.write() as conn:
            return submissions.withdraw(conn, submission_id, reason, by, seen)

    def changes(self, submission_id: int) -> pd.DataFrame:
        """What a waiting submission would change: the columns of `changes.CHANGE_COLUMNS`. Raises UnknownSubmission."""
        with self._db.read() as conn:
            return decisions.changes(conn, submissions.period_of(conn, submission_id), submission_id)

    def confirm(self, submission_ids: Sequence[int], by: str) -> list[Settled]:
        """Let waiting submissions count, all or none; returns those settled before, which stay so.

        Raises:
            UnknownSubmission: there is none with one of the ids.
            PeriodFull: the period would have too many units.
        """
        with self._db.write() as conn:
            return decisions.confirm(conn, submission_ids, by)

    def turn_down(self, submission_id: int, reason: str, by: str) -> Settled | None:
        """Decide that a waiting submission does not count; returns what was settled before, if anything was.

        Raises UnknownSubmission; ValueError for no reason.
        """
        with self._db.write() as conn:
            return decisions.turn_down(conn, submission_id, reason, by)

    def begin_batch(self, period: str, files: Sequence[tuple[str, str]], by: str) -> int:
        """Note files (name, sha256) that are about to be read, and that this program has them in hand.

        Returns:
            The start's id. The batch is in hand until `leave_batch` or the end of the program.
        """
        start = 0
        try:
            with self._db.write() as conn:
                start = batch_starts.begin(conn, period, files, by)
                self._db.claim(start)  # before anybody can see a batch without an end
        except BaseException:
            self._db.unclaim(start)
            raise
        return start

    def keep_uploads(self, start: int, uploads: Sequence[Upload]) -> None:
        """Keep the bytes of a batch's files until it is recorded."""
        with self._db.write() as conn:
            batch_starts.keep(conn, start, uploads)

    def take_batch(self, start: int) -> bool:
        """Take a batch in hand that was interrupted; whether it still is to be had."""
        if not self._db.claim(start):
            return False
        with self._db.read() as conn:
            is_over = batch_starts.is_over(conn, start)
        if is_over:
            self._db.unclaim(start)
        return not is_over

    def leave_batch(self, start: int) -> None:
        """Have a batch in hand no longer."""
        self._db.unclaim(start)

    def interrupted(self, period: str) -> pd.DataFrame:
        """The batches that have no end and are in nobody's hand, newest first: `batch_starts.START_COLUMNS`."""
        with self._db.read() as conn:
            begun = batch_starts.without_end(conn, period)
        in_hand = [self._db.is_claimed(int(start)) for start in begun["id"]]
        return begun[~pd.Series(in_hand, dtype=bool)].reset_index(drop=True)

    def batch_uploads(self, start: int) -> pd.DataFrame:
        """The files that a batch was begun with: the columns of `batch_starts.UPLOAD_COLUMNS`."""
        with self._db.read() as conn:
            return batch_starts.upload_list(conn, start)

    def batch_saves(self, start: int) -> pd.DataFrame:
        """What of a batch is stored, now or before it came: the columns of `batch_starts.SAVE_COLUMNS`."""
        with self._db.read() as conn:
            return batch_starts.save_list(conn, start)

    def batch_contents(self, start: int) -> list[Upload]:
        """The files of a batch whose bytes are still there."""
        with self._db.read() as conn:
            return batch_starts.contents(conn, start)

    def record_batch(self, period: str, outcomes: Sequence[FileOutcome], by: str, start: int | None = None) -> int:
        """Keep what became of files handed in together; returns the batch's id.

        Args:
            start: what the batch was begun as; it is over then.
        """
        with self._db.write() as conn:
            batch = batches.record(conn, period, outcomes, by)
            if start is not None:
                batch_starts.end(conn, start, batch)
            return batch

    def batches(self, period: str) -> pd.DataFrame:
        """Every batch, newest first: the columns of `batches.BATCH_COLUMNS`."""
        with self._db.read() as conn:
            return batches.batch_list(conn, period)

    def batch_files(self, batch_id: int) -> pd.DataFrame:
        """What became of each file of a batch: the columns of `batches.FILE_COLUMNS`."""
        with self._db.read() as conn:
            return batches.file_list(conn, batch_id)

    def batch_problems(self, batch_id: int) -> dict[int, list[Problem]]:
        """Submission -> what was wrong with it, for those of a batch that had anything wrong."""
        with self._db.read() as conn:
            return {seq: problems_of(conn, seq) for seq in batches.problem_seqs(conn, batch_id)}

    def verify(self, period: str, rows: pd.DataFrame, by: str, seen: pd.DataFrame | None = None) -> pd.DataFrame:
        """Store what an inspector entered on screen, unless a figure is otherwise than it was seen.

        Args:
            rows: unit, indicator, field, value, text (the reason); a value of NaN takes the
                verified figure back.
            seen: figures that must be as they were at a version: the columns of `moved.SEEN_COLUMNS`.

        Returns:
            The figures that are not, as `moved` gives them; with any of them nothing is stored.
        """
        with self._db.write() as conn:
            systems.latest_number(conn, period)
            changed = pd.DataFrame() if seen is None else moved.moved(conn, period, seen)
            if len(rows) and changed.empty:
                seq = audit.append(conn, period, by, "verify", {"figures": len(rows)})
                insert_facts(conn, seq, period, complete(rows.assign(source="verified")))
            return changed

    def moved(self, period: str, seen: pd.DataFrame) -> pd.DataFrame:
        """The figures (`moved.SEEN_COLUMNS`) that have changed since they were seen: `moved.MOVED_COLUMNS`."""
        with self._db.read() as conn:
            return moved.moved(conn, period, seen)

    # --- what counts ----------------------------------------------------------------------------

    def facts(
        self, period: str, also: Sequence[int] = (), *, as_of: int | None = None, units: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """FACT_COLUMNS of the facts that count, of both sources, in the order they were stated.

        A unit's own are those of its latest accepted workbook, overlaid by tables accepted later;
        verified ones come from tables and from the screen, the latest counts.

        Args:
            units: only of these.
        """
        with self._db.read() as conn:
            statements = read_statements(conn, period, units, moment=Moment(as_of, tuple(also)))
        return current(statements)[FACT_COLUMNS]

    def origins(self, period: str, unit: str, *, as_of: int | None = None) -> pd.DataFrame:
        """Where a unit's facts that count come from.

        Returns:
            FACT_COLUMNS, file, sheet, cell ('' for the screen), and `seq`: the submission's id, or the
            number of the audit row of the entry on screen (`entered` is True).
        """
        with self._db.read() as conn:
            statements = read_statements(conn, period, [unit], places=True, moment=Moment(as_of))
        return current(statements)[[*FACT_COLUMNS, *PLACE_COLUMNS, "seq", "entered"]]

    def submitted(self, period: str, *, as_of: int | None = None) -> list[str]:
        """The codes of the units with a report that counts, in order."""
        return self.reports(period, as_of=as_of)["unit"].tolist()

    def reports(self, period: str, *, as_of: int | None = None) -> pd.DataFrame:
        """unit, version, file, at, id of the latest counting report of each unit that reported, by unit."""
        with self._db.read() as conn:
            return queries.reports(conn, period, Moment(as_of))

    def first_reports(self, period: str, also: Sequence[int] = (), *, as_of: int | None = None) -> dict[str, float]:
        """Unit -> the day (as a fact holds it, of this place's time) on which its first accepted report came."""
        with self._db.read() as conn:
            return queries.first_reports(conn, period, Moment(as_of, tuple(also)))

    def missing(self, period: str, *, as_of: int | None = None) -> pd.DataFrame:
        """UNIT_COLUMNS of the roster's units without a report that counts."""
        with self._db.read() as conn:
            return queries.missing(conn, period, Moment(as_of))

    # --- for screens ----------------------------------------------------------------------------

    def submissions(self, period: str, *, as_of: int | None = None) -> pd.DataFrame:
        """Everything handed in, newest first: the columns of `queries.SUBMISSION_COLUMNS`."""
        with self._db.read() as conn:
            return queries.submission_list(conn, period, Moment(as_of))

    def names_in_files(self, period: str) -> dict[str, str]:
        """Unit -> its name as the latest file says that is of this unit alone, whether or not it counts."""
        with self._db.read() as conn:
            return queries.names_in_files(conn, period)

    def unknown_units(self, period: str) -> dict[int, list[str]]:
        """Undecided submission -> its units that neither the list nor what counts knows now, where there are any."""
        with self._db.read() as conn:
            return decisions.unknown_now(conn, period)

    def content(self, submission_id: int) -> tuple[str, bytes]:
        """Name and bytes of a submission as it was handed in. Raises UnknownSubmission."""
        with self._db.read() as conn:
            return submissions.content(conn, submission_id)

    def problems(self, submission_id: int) -> list[Problem]:
        """What was wrong with a submission, in the order of the file."""
        with self._db.read() as conn:
            return problems_of(conn, submission_id)

    def verifications(self, period: str) -> pd.DataFrame:
        """Every verified figure ever given, newest first: the columns of `queries.VERIFICATION_COLUMNS`."""
        with self._db.read() as conn:
            return queries.verification_list(conn, period)
