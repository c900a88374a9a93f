"""Whether what is stored is what was written, and the seal that is kept elsewhere to prove it later."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from scoring.store import Finding, Seal, Store

_HASH = re.compile("[0-9a-f]{64}")
_TOO_MANY = 2**31  # records


@dataclass(frozen=True)
class Proof:
    """What a check of everything stored came to.

    Attributes:
        seal: of the latest write; None before the first.
        since: when (UTC, ISO 8601) what an earlier version of the program had written was sealed as it was found; None
            where everything is proved from its first write on.
        findings: everything that is not as it was written.
        writes: the rows of the audit log by number, with `at` and `by`.
    """

    seal: Seal | None
    since: str | None
    findings: tuple[Finding, ...]
    writes: dict[int, tuple[str, str]]

    @property
    def is_whole(self) -> bool:
        return not self.findings


def prove(store: Store, against: Seal | None = None) -> Proof:
    """Check everything stored, against a seal that was kept as well where one is given."""
    found = tuple(store.findings(against))
    log = store.audit()
    concerned = log[log["seq"].isin([one.seq for one in found])]
    writes = {int(row.seq): (str(row.at), str(row.by)) for row in concerned.itertuples()}
    return Proof(store.newest_seal(), store.proved_since(), found, writes)


def seal_text(seal: Seal) -> str:
    """A seal as a line to be kept, in a file or on paper: its number, its hash, when."""
    return json.dumps(seal._asdict())


def read_seal(words: str) -> Seal:
    """A seal from such a line. Raises ValueError for anything else."""
    try:
        given = json.loads(words)
        seal = Seal(int(given["seq"]), str(given["hash"]), str(given["at"]))
    except (TypeError, KeyError, OverflowError, RecursionError) as bad:
        raise ValueError("this is no seal") from bad
    if not _HASH.fullmatch(seal.hash) or not 0 < seal.seq < _TOO_MANY:
        raise ValueError("this is no seal")
    return seal
