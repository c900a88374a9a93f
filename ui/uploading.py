"""Taking files in: the drop zone, progress by file, and what became of the last batch."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.workbook.limits import ARCHIVE_FILES
from ui import parts, person, state
from ui.receiving import FileResult, Received, receive
from ui.texts import t

TYPES = ["xlsx", "xls", "ods", "csv", "zip"]
_BATCH = "last_batch"  # (year, Received) of this session
_ROUND = "upload_round"  # a new key empties the drop zone


def upload(year: int) -> None:
    """The drop zone; whatever is dropped is read and stored at once."""
    st.subheader(t("2. Take them back"), anchor=False)
    st.caption(t("Files without mistakes count at once; the others are kept with their list of mistakes."))
    person.ask_name()
    given = st.file_uploader(
        t("Filled workbooks, long tables, or zips of them"),
        TYPES,
        accept_multiple_files=True,
        key=f"upload_{st.session_state.setdefault(_ROUND, 0)}",
    )
    if len(given) > ARCHIVE_FILES:
        st.error(t("At most {count} files at a time; please hand them in in parts.", count=ARCHIVE_FILES))
    elif given:
        files = [(file.name, file.getvalue()) for file in given]
        st.session_state[_BATCH] = (year, _received(year, files))
        st.session_state[_ROUND] += 1
        st.rerun()


def _received(year: int, files: list[tuple[str, bytes]]) -> Received:
    """Read and store the files while showing how far it has come."""
    told = parts.following(t("Reading {count} files", count=len(files)))
    return receive(state.store(), year, files, person.name(), told)


def last_batch(year: int) -> None:
    """What became of the last batch of this session, file by file, until the next one."""
    of_year, received = st.session_state.get(_BATCH, (None, None))
    if received is None or of_year != year:
        return
    _verdict(received.results)
    if received.strangers:
        codes = ", ".join(received.strangers)
        st.warning(
            t(
                "Not on the list of units of {year}, and counted as new units: {codes}.",
                year=year,
                codes=parts.escape(codes),
            )
        )
    parts.table(_results(received.results), "batch_files", alt=t("Result by file"))
    problems = [*received.notices, *(p for r in received.results for p in r.problems)]
    if problems:
        st.subheader(t("What to mend"), anchor=False)
        parts.problems_table(problems, "batch_problems")


def _verdict(results: tuple[FileResult, ...]) -> None:
    counts = {outcome: sum(r.outcome == outcome for r in results) for outcome in ("accepted", "duplicate", "rejected")}
    words = [
        t("{count} accepted", count=counts["accepted"]) if counts["accepted"] else "",
        t("{count} already known", count=counts["duplicate"]) if counts["duplicate"] else "",
        t("{count} with mistakes, not counted", count=counts["rejected"]) if counts["rejected"] else "",
    ]
    said = t(", ").join(word for word in words if word)
    if counts["rejected"]:
        st.warning(said, icon=":material/rule:")
    else:
        st.success(said, icon=":material/task_alt:")
    if counts["accepted"] and st.button(t("See the ranking"), key="see_ranking"):
        parts.go_to("ranking")


def _results(results: tuple[FileResult, ...]) -> pd.DataFrame:
    outcomes = {
        "accepted": t("Accepted"),
        "duplicate": t("Same as the version we have"),
        "rejected": t("Not accepted"),
    }
    return pd.DataFrame(
        {
            "file": [r.file for r in results],
            t("Result"): [outcomes[r.outcome] for r in results],
            t("Version"): pd.array([r.version for r in results], dtype="Int64"),
            t("Units"): [_short(r.units) for r in results],
            t("Errors"): [sum(p.severity == "error" for p in r.problems) for r in results],
            t("Warnings"): [sum(p.severity == "warning" for p in r.problems) for r in results],
        }
    )


def _short(units: tuple[str, ...]) -> str:
    return ", ".join(units) if len(units) < 4 else t("{count} units", count=len(units))
