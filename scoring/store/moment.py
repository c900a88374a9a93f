"""Which rows are there, and which submissions count: now, at a past moment, or if waiting ones did.

Every query about what counts takes its joins and conditions from here. Rows are only ever added, each with the number
of the audit row (`seq`) that says when; a past state of the store is what had been added by then.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from scoring.store.tables import decisions, holds, submissions, withdrawals


@dataclass(frozen=True)
class Moment:
    """A state of the store.

    Attributes:
        as_of: the number of an audit row: the state right after that write; without one, the present.
        also: submissions that are taken to count although they wait.
    """

    as_of: int | None = None
    also: tuple[int, ...] = ()

    def has(self, table: Table) -> ColumnElement[bool]:
        """The condition that a row of a table with `seq` had been written.

        Holds need none: each is of the write that brought its submission.
        """
        return true() if self.as_of is None else table.c.seq <= self.as_of

    def marked(self, source: FromClause, seq: Column[int]) -> FromClause:
        """Rows, with what was said of the submission `seq` of each, if anything: withdrawn, held, decided."""
        return (
            source.outerjoin(withdrawals, and_(withdrawals.c.submission == seq, self.has(withdrawals)))
            .outerjoin(holds, holds.c.submission == seq)
            .outerjoin(decisions, and_(decisions.c.submission == seq, self.has(decisions)))
        )

    def stands(self, seq: Column[int]) -> ColumnElement[bool]:
        """The condition on `marked` rows that their submission is neither withdrawn, nor turned down, nor waits."""
        waits_no_more = or_(holds.c.submission.is_(None), decisions.c.confirmed.is_(True))
        if self.also:  # written into the query as numbers: of parameters there may not be so many
            also: BindParameter[int] = bindparam(None, list(self.also), expanding=True, literal_execute=True)
            waits_no_more = or_(waits_no_more, seq.in_(also))
        return and_(withdrawals.c.submission.is_(None), waits_no_more)

    def submissions(self) -> FromClause:
        """`submissions` with what was said of them."""
        return self.marked(submissions, submissions.c.seq)

    def counting(self, period: str) -> ColumnElement[bool]:
        """The condition on `submissions()` that one counts at all (a later workbook may replace it)."""
        return and_(
            submissions.c.period == period,
            submissions.c.state == "accepted",
            self.has(submissions),
            self.stands(submissions.c.seq),
        )

    def latest_workbooks(self, period: str) -> Select[tuple[str, int]]:
        """unit, seq of the workbook that counts for each unit: the latest."""
        workbooks = select(submissions.c.unit, func.max(submissions.c.seq).label("seq"))
        of_period = workbooks.select_from(self.submissions()).where(self.counting(period))
        return of_period.where(submissions.c.kind == "workbook").group_by(submissions.c.unit)


NOW = Moment()
