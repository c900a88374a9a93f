"""`audit`: whether everything stored is what was written."""

from __future__ import annotations

import sys
from pathlib import Path

from scoring.analysis.proof_words import finding_words
from scoring.cli.console import CannotRun, cannot_read, err, language, out
from scoring.cli.database import existing
from scoring.cli.output import json_text, local_time, write_file
from scoring.services.proving import Proof, prove, read_seal, seal_text
from scoring.store import Seal
from scoring.words import gettext, ngettext

_MOST_LINES = 200


def verify_store(data: Path | None, against: Path | None, as_json: bool) -> int:
    """Check everything stored, and say what was found."""
    kept = None if against is None else _kept_seal(against)
    with existing(data) as store:
        proof = prove(store, kept)
    if as_json:
        sys.stdout.write(json_text(_answer(proof)))
    else:
        _print(proof, kept)
    return 0 if proof.is_whole else 1


def write_seal(data: Path | None, output: Path | None) -> int:
    """Write the newest seal, or print it."""
    with existing(data) as store:
        seal = store.newest_seal()
    if seal is None:
        raise CannotRun(gettext(language(), "Nothing has been written yet, so there is no seal."))
    if output is None:
        out.print(seal_text(seal))
    else:
        write_file(output, f"{seal_text(seal)}\n".encode())
    return 0


def _kept_seal(path: Path) -> Seal:
    try:
        return read_seal(path.read_text(encoding="utf-8"))
    except OSError as bad:
        raise cannot_read(bad) from None
    except ValueError:
        words = gettext(language(), "{path} holds no seal; `audit seal` writes one.", path=path)
        raise CannotRun(words) from None


def _print(proof: Proof, kept: Seal | None) -> None:
    lang = language()
    for finding in proof.findings[:_MOST_LINES]:
        err.print(finding_words(finding, proof.writes, local_time, lang))
    more = len(proof.findings) - _MOST_LINES
    if more > 0:
        err.print(ngettext(lang, "... and {count} more finding", "... and {count} more findings", more))
    if proof.is_whole and proof.seal is not None:
        out.print(gettext(lang, "Everything stored is as it was written, to record {seq}.", seq=proof.seal.seq))
        if kept is not None:
            out.print(gettext(lang, "The kept seal of record {seq} holds.", seq=kept.seq))
    if proof.seal is None and proof.is_whole:
        out.print(gettext(lang, "Nothing has been written yet, so there is no seal."))
    if proof.since is not None:
        out.print(
            gettext(
                lang,
                "What was written before {when} was sealed then, as it was found; earlier changes cannot be told.",
                when=local_time(proof.since),
            )
        )


def _answer(proof: Proof) -> dict[str, object]:
    findings = [
        {
            "kind": one.kind,
            "record": one.seq,
            "table": one.table,
            "row": one.words,
            "message": finding_words(one, proof.writes, local_time, language()),
        }
        for one in proof.findings
    ]
    seal = None if proof.seal is None else proof.seal._asdict()
    return {"whole": proof.is_whole, "since": proof.since, "seal": seal, "findings": findings}
