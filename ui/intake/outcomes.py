"""What became of a batch: file by file, what is to be mended, and the files to send back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.batch import Outcomes, batch_outcomes, submission_of
from scoring.problems import Problem
from scoring.reports.batch_report import batch_workbook
from scoring.services import submissions
from scoring.workbook import marked_name
from ui.components import parts
from ui.components.times import local_times, time_words
from ui.frame import state
from ui.frame.language import lang, t, tn
from ui.intake.templates import XLSX

_COLOURS = {
    **dict.fromkeys(("failed", "rejected"), "red"),
    **dict.fromkeys(("waiting", "warned"), "orange"),
    "counted": "green",
    **dict.fromkeys(("duplicate", "repeat", "skipped"), "gray"),
}


def last_batch(year: int) -> None:
    """What became of the latest batch, or of the one chosen."""
    listed = state.store().batches(year)
    if listed.empty:
        return
    newest = int(listed["id"].iloc[0])
    names = dict(zip(listed["id"], _names(listed), strict=True))
    heading, choice = st.columns([3, 2], vertical_alignment="bottom")
    heading.subheader(t("What became of the files"), anchor=False)
    # A new key with each new batch: the newest is shown first, whatever was looked at before. A browser keeps the
    # words of what is chosen, so that each language needs a key of its own too.
    key = f"batch_{newest}_{lang()}"
    chosen = choice.selectbox(t("Batch"), list(names), format_func=names.__getitem__, key=key)
    outcomes = _outcomes(state.store_state(), int(chosen or newest))
    _verdict(outcomes.files["outcome"])
    height = "auto" if len(outcomes.files) <= 10 else 390
    row = parts.table(_shown(outcomes.files), f"batch_files_{chosen}", _columns(), select=True, height=height)
    _downloads(year, int(chosen or newest), outcomes)
    if row is not None:
        _one(year, outcomes, outcomes.files.iloc[row])
    elif outcomes.problems:
        st.subheader(t("What to mend"), anchor=False)
        parts.problems_table(outcomes.problems, "batch_problems")


def _names(listed: pd.DataFrame) -> list[str]:
    times = map(time_words, local_times(listed["at"]))
    rows = zip(times, listed["by"], listed["files"], strict=True)
    return [" · ".join(filter(None, (at, by, tn("{count} file", "{count:,} files", count)))) for at, by, count in rows]


@lru_cache(maxsize=8)
def _outcomes(key: tuple[tuple[str, str], int], batch: int) -> Outcomes:  # noqa: ARG001 - of the cache
    """A batch from the store. Not to be changed in place."""
    return batch_outcomes(state.store().batch_files(batch), state.store().batch_problems(batch))


# --- shown ----------------------------------------------------------------------------------------


def outcome_words() -> dict[str, str]:
    """Outcome -> what a person reads."""
    return {
        "counted": t("Counts"),
        "warned": t("Counts, with warnings"),
        "waiting": t("Waits for confirmation"),
        "rejected": t("Has mistakes"),
        "failed": t("Could not be handled"),
        "duplicate": t("Same as the version we have"),
        "repeat": t("Same as another file"),
        "skipped": t("Passed over"),
    }


def _verdict(outcomes: pd.Series) -> None:
    counts = outcomes.replace("warned", "counted").value_counts()
    words = [
        t("{count:,} accepted", count=counts["counted"]) if "counted" in counts else "",
        t("{count:,} already known", count=counts["duplicate"]) if "duplicate" in counts else "",
        t("{count:,} waiting for confirmation", count=counts["waiting"]) if "waiting" in counts else "",
        t("{count:,} with mistakes, not counted", count=counts["rejected"]) if "rejected" in counts else "",
        t("{count:,} could not be handled", count=counts["failed"]) if "failed" in counts else "",
        t("{count:,} passed over", count=counts.reindex(["repeat", "skipped"]).sum().astype(int))
        if counts.index.isin(["repeat", "skipped"]).any()
        else "",
    ]
    said = t(", ").join(word for word in words if word)
    if counts.index.isin(["rejected", "failed", "waiting"]).any():
        st.warning(said, icon=":material/rule:")
    else:
        st.success(said or t("Nothing to read"), icon=":material/task_alt:")
    if "counted" in counts and st.button(t("See the ranking"), key="see_ranking"):
        parts.go_to("ranking")


def _shown(files: pd.DataFrame) -> pd.DataFrame:
    words = outcome_words()
    return pd.DataFrame(
        {
            "file": files["file"],
            "result": [[words[outcome]] for outcome in files["outcome"]],
            "unit": _units(files),
            "version": files["version"],
            "errors": files["errors"],
            "warnings": files["warnings"],
        }
    )


def _units(files: pd.DataFrame) -> list[str]:
    rows = zip(files["unit"], files["units"], strict=True)
    return [unit if count < 2 else t("{count:,} units", count=count) for unit, count in rows]


def _columns() -> dict[str, Any]:
    words = outcome_words()
    number = st.column_config.NumberColumn
    return {
        "file": st.column_config.TextColumn(t("File"), width="medium"),
        "result": st.column_config.MultiselectColumn(
            t("Result"), options=list(words.values()), color=[_COLOURS[outcome] for outcome in words], width="medium"
        ),
        "unit": st.column_config.TextColumn(t("Unit"), width="small"),
        "version": number(t("Version"), width="small"),
        "errors": number(t("Errors"), width="small"),
        "warnings": number(t("Warnings"), width="small"),
    }


# --- to send back -----------------------------------------------------------------------------------


def _downloads(year: int, batch: int, outcomes: Outcomes) -> None:
    flagged = [submission_of(file) for file in outcomes.files.to_dict("records") if file["problems"]]
    to_mark = list(dict.fromkeys(seq for seq in flagged if seq is not None))
    report, marked = st.columns([1, 2])
    with report:
        name = f"batch_{year}_{batch}.xlsx"
        parts.download(t("Report of this batch (xlsx)"), lambda: _report(outcomes), name, "batch_report", XLSX)
    with marked:
        if to_mark:
            parts.download(
                tn("{count} marked copy (zip)", "{count:,} marked copies (zip)", len(to_mark)),
                lambda: _marked_zip(year, to_mark, outcomes),
                f"marked_{year}_{batch}.zip",
                "batch_marked",
                "application/zip",
            )


def _report(outcomes: Outcomes) -> bytes:
    words = outcome_words()
    files = outcomes.files.assign(result=outcomes.files["outcome"].map(words), unit=_units(outcomes.files))
    return batch_workbook(files, outcomes.problems, lang())


def _marked_zip(year: int, to_mark: Sequence[int], outcomes: Outcomes) -> bytes:
    problems = {seq: outcomes.by_submission.get(seq, []) for seq in to_mark}
    return submissions.marked_copies(state.store(), year, problems, lang())


def file_downloads(year: int, submission: int, name: str, problems: Sequence[Problem], key: str) -> None:
    """A file as it was handed in and, if anything was found, its marked copy."""
    original, marked = st.columns(2)
    with original:
        parts.download(
            t("The file as handed in"),
            lambda: state.store().content(submission)[1],
            name.rsplit("/", 1)[-1],
            f"original_{key}",
        )
    if problems:
        with marked:
            parts.download(
                t("Marked copy to send back"),
                lambda: submissions.marked_copy(state.store(), year, submission, problems, lang()),
                marked_name(name, lang()),
                f"marked_{key}",
                XLSX,
            )


def _one(year: int, outcomes: Outcomes, file: pd.Series) -> None:
    """One file of the batch: its mistakes, and what can be fetched of it."""
    with st.container(border=True):
        st.markdown(f"**{parts.escape(file['file'])}**")
        if file["problems"]:
            parts.problems_table(file["problems"], "file_problems")
        else:
            st.caption(t("Nothing was found."))
        seq = submission_of(file)
        if seq is not None:
            file_downloads(year, seq, file["file"], outcomes.by_submission.get(seq, []), f"batch_{seq}")
