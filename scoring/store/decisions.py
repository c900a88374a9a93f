"""Submissions that wait: held back when they would change what counts, until someone confirms or turns them down.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Row, bindparam, insert, select

from scoring.store.audit import append
from scoring.store.changes import fact_changes, unit_changes
from scoring.store.current import current
from scoring.store.fact_rows import read_statements
from scoring.store.moment import NOW, Moment
from scoring.store.queries import reports
from scoring.store.roster import check_room, known, listed
from scoring.store.settled import Settled, settled
from scoring.store.tables import decisions, facts, holds, submission_units, submissions


class UnknownSubmission(KeyError):
    """There is no submission with this id."""


class Standing(NamedTuple):
    """What counts of some units: their facts (FACT_COLUMNS and more), UNIT_COLUMNS, and who has a report.

    `known` are the codes of all units of the period.
    """

    facts: pd.DataFrame
    units: pd.DataFrame
    reported: set[str]
    known: set[str]


def standing(conn: Connection, period: str, units: Sequence[str], moment: Moment = NOW) -> Standing:
    """What counts of some units."""
    facts = current(read_statements(conn, period, units, moment=moment))
    every, reported = known(conn, period, moment), reports(conn, period, moment)["unit"]
    return Standing(facts, every[every["unit"].isin(units)], set(reported).intersection(units), set(every["unit"]))


def _between(before: Standing, after: Standing) -> pd.DataFrame:
    facts, units = fact_changes(before.facts, after.facts), unit_changes(before.units, after.units)
    return facts if units.empty else pd.concat([units, facts], ignore_index=True)


def changes(conn: Connection, period: str, seq: int) -> pd.DataFrame:
    """CHANGE_COLUMNS: what would be otherwise if the waiting submission `seq` counted as well."""
    units = list(conn.execute(select(submission_units.c.unit).where(submission_units.c.seq == seq)).scalars())
    return _between(standing(conn, period, units), standing(conn, period, units, Moment(also=(seq,))))


def hold_if_it_changes(
    conn: Connection,
    row: dict[str, Any],
    before: Standing,
    units: Sequence[str],
    by: str,
    *,
    is_unknown: bool = False,
) -> bool:
    """Hold a submission that was just stored if it takes the place of something that counts; whether it waits.

    A unit's first workbook, and figures nobody has given yet, count at once, unless they are of a unit that the
    period's list of units, where there is one, does not know: its code may be a slip.

    Args:
        row: the stored submission. is_unknown: whether one of its units is such (`unknown_units`).
        before: what counted of `units` before it was stored.
    """
    changed = _between(before, standing(conn, row["period"], units))
    is_later = row["kind"] == "workbook" and row["unit"] in before.reported
    replaces = (is_later and len(changed)) or (changed["kind"] != "added").any()
    if not replaces and not is_unknown:
        return False
    detail = {"submission": row["seq"], "file": row["file"], "version": row["version"]}
    conn.execute(insert(holds).values(submission=row["seq"], seq=append(conn, row["period"], by, "hold", detail)))
    return True


def unknown_units(
    units: Iterable[str],
    reported: Collection[str],
    on_list: Collection[str],
    known: Collection[str],
    with_report: Collection[str],
) -> list[str]:
    """The units of a file that neither the list knows nor what counts; none where there is no list.

    Args:
        units: all that the file speaks of. reported: those whose report it is.
        known: all that what counts speaks of. with_report: those with a report that counts.
    """
    if not on_list:
        return []
    own = set(reported)
    return [u for u in units if u not in on_list and (u not in known or (u in own and u not in with_report))]


def unknown_now(conn: Connection, period: str) -> dict[int, list[str]]:
    """Submission -> its units that nobody knows as things stand now, for those undecided that have any."""
    on_list, known_ones = set(listed(conn, period)["unit"]), set(known(conn, period)["unit"])
    with_report = set(reports(conn, period)["unit"])
    found = {
        seq: unknown_units(units, [unit for unit, is_own in units.items() if is_own], on_list, known_ones, with_report)
        for seq, units in _undecided_units(conn, period).items()
    }
    return {seq: units for seq, units in found.items() if units}


def _undecided_units(conn: Connection, period: str) -> dict[int, dict[str, bool]]:
    """Submission that was held and not decided on -> the units it speaks of, and whether it is the report of each."""
    held = select(holds.c.submission).join(submissions, submissions.c.seq == holds.c.submission)
    undecided = held.where(submissions.c.period == period, holds.c.submission.not_in(select(decisions.c.submission)))
    of_units = select(submission_units.c.seq, submission_units.c.unit, submission_units.c.reported)
    named = of_units.where(submission_units.c.seq.in_(undecided)).order_by(submission_units.c.seq)
    stated = select(facts.c.seq, facts.c.unit).where(facts.c.seq.in_(undecided)).distinct().order_by(facts.c.seq)
    found: dict[int, dict[str, bool]] = {}
    for seq, unit, is_own in conn.execute(named.order_by(submission_units.c.unit)):
        found.setdefault(seq, {})[unit] = is_own
    for seq, unit in conn.execute(stated.order_by(facts.c.unit)):
        found.setdefault(seq, {}).setdefault(unit, False)
    return found


def state(conn: Connection, seq: int) -> str:
    """'' for a submission that was never held, else waiting, confirmed or turned_down."""
    row = _row(conn, seq)
    if row is None or row.hold is None:
        return ""
    return "waiting" if row.confirmed is None else "confirmed" if row.confirmed else "turned_down"


def _row(conn: Connection, seq: int) -> Row | None:
    joined = submissions.outerjoin(holds, holds.c.submission == submissions.c.seq).outerjoin(
        decisions, decisions.c.submission == submissions.c.seq
    )
    columns = (submissions.c[c] for c in ("period", "file", "version"))
    query = select(*columns, holds.c.seq.label("hold"), decisions.c.confirmed).select_from(joined)
    return conn.execute(query.where(submissions.c.seq == seq)).first()


def _known_row(conn: Connection, seq: int) -> Row:
    row = _row(conn, seq)
    if row is None:
        raise UnknownSubmission(seq)
    return row


def confirm(conn: Connection, seqs: Sequence[int], by: str) -> list[Settled]:
    """Let waiting submissions count; returns those settled before, which stay as they are.

    Raises UnknownSubmission, PeriodFull.
    """
    _check_room(conn, [seq for seq in seqs if _is_open(conn, seq)])
    before = [_decide(conn, seq, by, confirmed=True, reason="") for seq in seqs]
    return [one for one in before if one is not None]


def _is_open(conn: Connection, seq: int) -> bool:
    """Whether a decision about a submission would be the first. Raises UnknownSubmission."""
    return _known_row(conn, seq).hold is not None and settled(conn, seq) is None


def _check_room(conn: Connection, seqs: Sequence[int]) -> None:
    """See that the period has room for the units of some submissions. Raises PeriodFull."""
    found = submissions.c.seq.in_(bindparam(None, list(seqs), expanding=True, literal_execute=True))
    for period in conn.execute(select(submissions.c.period).where(found).distinct()).scalars().all():
        before = set(known(conn, period)["unit"])
        check_room(before, known(conn, period, Moment(also=tuple(seqs)))["unit"])


def turn_down(conn: Connection, seq: int, reason: str, by: str) -> Settled | None:
    """Decide that a waiting submission does not count; returns what was settled about it before, and then stays.

    Raises:
        UnknownSubmission: there is none with this id.
        ValueError: no reason is given.
    """
    if not reason.strip():
        raise ValueError("turning down needs a reason")
    return _decide(conn, seq, by, confirmed=False, reason=reason)


def _decide(conn: Connection, seq: int, by: str, *, confirmed: bool, reason: str) -> Settled | None:
    row = _known_row(conn, seq)
    before = settled(conn, seq)
    if row.hold is None or before is not None:
        return before
    detail = {"submission": seq, "file": row.file, "version": row.version, "reason": reason}
    mark = append(conn, row.period, by, "confirm" if confirmed else "turn down", detail)
    conn.execute(insert(decisions).values(submission=seq, seq=mark, confirmed=confirmed, reason=reason))
    return None
