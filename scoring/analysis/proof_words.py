"""What a check of everything stored found, in words.

Tested in tests/services/test_proving.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scoring.store import Finding
from scoring.words import SOURCES, Lang, gettext, joined, label

Writes = Mapping[int, tuple[str, str]]  # number of a write -> at (UTC, ISO 8601), by
_PLACE = ("login", "unit", "indicator", "field", "file", "version", "sheet", "cell")


def finding_words(finding: Finding, writes: Writes, when: Callable[[str], str], lang: Lang) -> str:
    """A finding as a sentence.

    Args:
        writes: those that findings concern.
        when: says a time in words.
    """
    seq = finding.seq
    if not finding.table:
        return _chain_words(lang, seq)[finding.kind]
    row, write = _row_words(finding, lang), _write_words(seq, writes.get(seq), when, lang)
    sentences = {
        "changed": gettext(lang, "{row}: was changed after it was stored ({write}).", row=row, write=write),
        "missing": gettext(lang, "{row}: was stored and is missing ({write}).", row=row, write=write),
        "added": gettext(
            lang, "{row}: was added past the program; no write brought it ({write}).", row=row, write=write
        ),
        "moved": gettext(lang, "{row}: has another place in the order of events ({write}).", row=row, write=write),
    }
    return sentences[finding.kind]


def _chain_words(lang: Lang, seq: int) -> dict[str, str]:
    return {
        "log": gettext(lang, "Record {seq} of the audit log was changed, removed or put in.", seq=seq),
        "seal": gettext(lang, "The seal of record {seq} was changed, or one before it is missing.", seq=seq),
        "unsealed": gettext(
            lang, "Record {seq} has no seal: it was written past the program, or its seal was removed.", seq=seq
        ),
        "cut_off": gettext(
            lang, "The records end before record {seq}, whose seal was kept: the latest ones were cut off.", seq=seq
        ),
        "rewritten": gettext(
            lang, "Record {seq} is not the one whose seal was kept: it, or one before it, was made anew.", seq=seq
        ),
    }


def _write_words(seq: int, write: tuple[str, str] | None, when: Callable[[str], str], lang: Lang) -> str:
    if write is None:
        return gettext(lang, "record {seq}", seq=seq)
    at, by = write
    if not by:
        return gettext(lang, "record {seq}, {when}", seq=seq, when=when(at))
    return gettext(lang, "record {seq}, {when}, {by}", seq=seq, when=when(at), by=by)


def _row_words(finding: Finding, lang: Lang) -> str:
    thing = _things(lang).get(finding.table, finding.table)
    if finding.table == "facts" and finding.words.get("source") in SOURCES:
        source = SOURCES[finding.words["source"]]
        thing = gettext(lang, "Figure, {source}", source=source)
    place = [f"{_label(name, lang)} {value}" for name, value in _places(finding.words)]
    return gettext(lang, "{thing} ({place})", thing=thing, place=joined(place, lang)) if place else thing


def _places(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What is said of a row's place; the field of a single figure goes without saying."""
    said = [(name, words[name]) for name in _PLACE if words.get(name)]
    return [pair for pair in said if pair != ("field", "value")]


def _label(name: str, lang: Lang) -> str:
    own = {"indicator": gettext(lang, "indicator"), "login": gettext(lang, "Login name")}
    return own.get(name) or label(name, lang)


def _things(lang: Lang) -> dict[str, str]:
    """What a row of a table is."""
    return {
        "facts": gettext(lang, "Figure"),
        "problems": gettext(lang, "Mistake in a file"),
        "submissions": gettext(lang, "File handed in"),
        "submission_units": gettext(lang, "Unit named in a file"),
        "systems": gettext(lang, "Indicator system"),
        "periods": gettext(lang, "Period"),
        "units": gettext(lang, "Unit on the list"),
        "withdrawals": gettext(lang, "File taken back"),
        "holds": gettext(lang, "File that waits"),
        "decisions": gettext(lang, "Decision on a file"),
        "batches": gettext(lang, "Batch of files"),
        "batch_files": gettext(lang, "Result of a file in a batch"),
        "batch_starts": gettext(lang, "Beginning of a batch"),
        "batch_uploads": gettext(lang, "File of a batch that was begun"),
        "batch_saves": gettext(lang, "Batch that a file came in"),
        "batch_ends": gettext(lang, "End of a batch"),
        "accounts": gettext(lang, "Account"),
        "tokens": gettext(lang, "Token"),
        "token_ends": gettext(lang, "End of a token"),
        "visibility": gettext(lang, "What units are shown"),
    }
