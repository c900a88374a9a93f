"""The tables. Rows are only ever added; each names the audit row (`seq`) that says who and when.

Some are no record, and their rows change or go: what is still to be read of a batch, and what signing in needs.

`seq` is also the order of events: of two statements about one thing the one with the larger `seq` is
the later. Types and indexes are such as `dialects` makes alike in every database.

Tested in tests/store/test_store.py.
"""

from __future__ import annotations

import re

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from scoring.store.dialects import LongWords, Words, only_where

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
EARLIER_NAME = "earlier_name"  # of a column, by which it stands in the digests of rows
_WHOLE_YEAR = re.compile(r"[1-9]\d{3}")
metadata = MetaData(naming_convention=NAMES)


def _seq(*, key: bool = False) -> Column[int]:
    """The audit row of the write that brought a row."""
    return Column("seq", Integer, ForeignKey("audit.seq"), primary_key=key, nullable=False, autoincrement=False)


def _period(*refers_to: ForeignKey, key: bool = False, index: bool = False) -> Column[str]:
    """The id of a period; digests and hashes still cover it as `sealed_period` has it."""
    info = {EARLIER_NAME: "year"}
    return Column("period", Words, *refers_to, primary_key=key, index=index or None, nullable=False, info=info)


def sealed_period(given: object) -> object:
    """A period's id as seals cover it: a whole year as its number, as it was kept when there were no other periods."""
    return int(given) if isinstance(given, str) and _WHOLE_YEAR.fullmatch(given) else given


def _of_period() -> Column[str]:
    return _period(ForeignKey("periods.period"))


def _string(name: str) -> Column[str]:
    """A short text; '' where there is none, never NULL."""
    return Column(name, Words, nullable=False)


audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Words, nullable=False),  # UTC, ISO 8601
    _string("by"),
    _period(index=True),
    _string("action"),
    Column("detail", LongWords, nullable=False),  # JSON, kept as the very text that was hashed
    _string("previous"),
    _string("hash"),
)

periods = Table(
    "periods",
    metadata,
    _period(key=True),
    _seq(),
)

systems = Table(
    "systems",
    metadata,
    _seq(key=True),
    _of_period(),
    Column("version", Integer, nullable=False),
    _string("digest"),
    Column("text", LongWords, nullable=False),
    UniqueConstraint("period", "version"),
)

# The roster: a unit's latest row counts; one without name and group says that it has left the list.
units = Table(
    "units",
    metadata,
    _seq(key=True),
    Column("unit", Words, primary_key=True),
    _of_period(),
    _string("name"),
    _string("group"),
    Column("position", Integer, nullable=False, server_default="0"),  # among those added together
)

submissions = Table(
    "submissions",
    metadata,
    _seq(key=True),  # is also its id
    _of_period(),
    _string("kind"),
    _string("unit"),  # of a workbook; '' for a table and where it cannot be told
    Column("version", Integer, nullable=False),
    _string("file"),
    _string("state"),
    _string("sha256"),
    _string("reading"),  # digest of what was read from the bytes
    Column("system", Integer, ForeignKey("systems.seq"), nullable=False),
    Column("content", LargeBinary, nullable=False),  # last, so that lists need not pass over it
    CheckConstraint("kind IN ('workbook', 'table', 'unreadable')", name="kind"),
    CheckConstraint("state IN ('accepted', 'rejected')", name="state"),
    Index("ix_submissions_period_sha256", "period", "sha256"),
)
Index(
    "uq_submissions_version",
    submissions.c.period,
    submissions.c.unit,
    submissions.c.version,
    unique=True,
    **only_where(submissions.c.unit != ""),
)

submission_units = Table(
    "submission_units",
    metadata,
    Column("seq", Integer, ForeignKey("submissions.seq"), primary_key=True, autoincrement=False),
    Column("unit", Words, primary_key=True),
    _string("name"),
    _string("group"),
    Column("reported", Boolean, nullable=False),  # whether it is this unit's own report
)

# What accepted submissions state, and what inspectors enter on screen (then `seq` is no submission's, and
# a value of NULL takes the earlier entry back).
facts = Table(
    "facts",
    metadata,
    Column("id", Integer, primary_key=True),
    _seq(),
    _of_period(),
    _string("unit"),
    _string("indicator"),
    _string("field"),
    Column("value", Double),
    _string("source"),
    Column("text", LongWords, nullable=False),
    _string("file"),
    _string("sheet"),
    _string("cell"),
    CheckConstraint("source IN ('self', 'verified')", name="source"),
    Index("ix_facts_period_unit", "period", "unit"),
)

problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, ForeignKey("submissions.seq"), nullable=False, index=True),
    _string("code"),
    Column("params", JSON, nullable=False),
    _string("file"),
    _string("sheet"),
    _string("cell"),
    _string("unit"),
    _string("indicator"),
    Column("line", Integer, nullable=False),
    Column("column", Integer, nullable=False),
)

# A mark that a submission no longer counts.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("submission", Integer, ForeignKey("submissions.seq"), primary_key=True, autoincrement=False),
    _seq(),
    Column("reason", LongWords, nullable=False),
)

# A mark that a submission waits until someone has looked at what it changes, and what was then decided.
holds = Table(
    "holds",
    metadata,
    Column("submission", Integer, ForeignKey("submissions.seq"), primary_key=True, autoincrement=False),
    _seq(),
)
decisions = Table(
    "decisions",
    metadata,
    Column("submission", Integer, ForeignKey("submissions.seq"), primary_key=True, autoincrement=False),
    _seq(),
    Column("confirmed", Boolean, nullable=False),
    Column("reason", LongWords, nullable=False),
)

# Files handed in together, noted before any of them is read, and which submissions came of them. A start without an end
# was interrupted, unless a program still works on it.
batch_starts = Table("batch_starts", metadata, _seq(key=True), _of_period())
batch_uploads = Table(
    "batch_uploads",
    metadata,
    Column("seq", Integer, ForeignKey("batch_starts.seq"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _string("file"),
    _string("sha256"),
)
batch_saves = Table(
    "batch_saves",
    metadata,
    Column("seq", Integer, ForeignKey("submissions.seq"), primary_key=True, autoincrement=False),
    Column("start", Integer, ForeignKey("batch_starts.seq"), nullable=False, index=True),
)
# Two tables whose rows go again, kept for as long as a batch has no end: which of its files were known before, and the
# bytes of all of them.
batch_known = Table(
    "batch_known",
    metadata,
    Column("start", Integer, ForeignKey("batch_starts.seq"), primary_key=True, autoincrement=False),
    Column("submission", Integer, ForeignKey("submissions.seq"), primary_key=True, autoincrement=False),
    Column("file", Words, primary_key=True, nullable=False),
)
batch_contents = Table(
    "batch_contents",
    metadata,
    Column("start", Integer, ForeignKey("batch_starts.seq"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

# What became of each file of a batch when it was read.
batches = Table("batches", metadata, _seq(key=True), _of_period())
batch_files = Table(
    "batch_files",
    metadata,
    Column("seq", Integer, ForeignKey("batches.seq"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _string("file"),
    _string("outcome"),
    Column("submission", Integer, ForeignKey("submissions.seq"), nullable=True),
    _string("code"),  # of the problem of a file that is no submission, '' otherwise
    Column("params", JSON, nullable=False),
)

# At the end of each write a digest of every row that it brought, chained like the audit log.
seals = Table(
    "seals",
    metadata,
    _seq(key=True),  # the last audit row of the write
    Column("at", Words, nullable=False),  # UTC, ISO 8601
    Column("found", Boolean, nullable=False),  # whether it seals what an earlier version wrote, as it was found
    Column("rows", LargeBinary, nullable=False),  # `seals.rows_content`
    _string("previous"),
    _string("hash"),
)

batch_ends = Table(
    "batch_ends",
    metadata,
    Column("start", Integer, ForeignKey("batch_starts.seq"), primary_key=True, autoincrement=False),
    Column("seq", Integer, ForeignKey("batches.seq"), nullable=False),
)

# Who may sign in: a login's latest row counts.
accounts = Table(
    "accounts",
    metadata,
    _seq(key=True),
    Column("login", Words, nullable=False, index=True),
    _string("name"),
    _string("role"),
    _string("unit"),  # of the role `unit`
    Column("groups", JSON, nullable=False),  # ids that an inspector may verify, [] for every one
    Column("sections", JSON, nullable=False),
    Column("disabled", Boolean, nullable=False),
    CheckConstraint("role IN ('admin', 'inspector', 'leader', 'unit')", name="role"),
)

# Programs that may ask the API: what they may, and until when. A token's secret is kept nowhere.
tokens = Table(
    "tokens",
    metadata,
    _seq(key=True),
    Column("digest", Words, nullable=False, unique=True),
    _string("name"),
    _string("role"),
    _string("unit"),
    Column("groups", JSON, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("may_write", Boolean, nullable=False),
    _string("expires"),  # UTC, ISO 8601
    CheckConstraint("role IN ('admin', 'inspector', 'leader', 'unit')", name="role"),
)
token_ends = Table(
    "token_ends",
    metadata,
    Column("token", Integer, ForeignKey("tokens.seq"), primary_key=True, autoincrement=False),
    _seq(),
)

# What units are shown of others in a period: the latest row counts.
visibility = Table(
    "visibility",
    metadata,
    _seq(key=True),
    _of_period(),
    _string("shown"),
    CheckConstraint("shown IN ('nothing', 'own', 'ranking')", name="shown"),
)

# What signing in needs. None of it is a record, and nobody but the program may ever read it: rows change and go.
# Moments are seconds since 1970, for they are compared.
passwords = Table(
    "passwords",
    metadata,
    Column("login", Words, primary_key=True, nullable=False),
    _string("hash"),  # of argon2, with its salt
    Column("must_change", Boolean, nullable=False),
)
sessions = Table(
    "sessions",
    metadata,
    Column("digest", Words, primary_key=True, nullable=False),  # of the secret that the browser has
    Column("login", Words, nullable=False, index=True),
    Column("started", Double, nullable=False),
    Column("seen", Double, nullable=False),
)
devices = Table(  # browsers from which somebody has signed in before
    "devices",
    metadata,
    Column("digest", Words, primary_key=True, nullable=False),
    Column("login", Words, nullable=False, index=True),
    Column("seen", Double, nullable=False),
)
login_failures = Table(
    "login_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", Words, nullable=False, index=True),
    Column("address", Words, nullable=False, index=True),
    _string("device"),  # its digest; '' for a browser that is not known
    Column("at", Double, nullable=False),
)
