"""What became of a batch: file by file, what is to be mended, and the files to send back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.batch import Outcomes, submission_of
from scoring.problems import Problem
from scoring.reports.batch_report import batch_workbook
from scoring.services import submissions
from scoring.services.exports import MANY_COPIES, Export
from scoring.services.shown_names import shown_names
from scoring.words import Lang, gettext
from scoring.workbook import marked_name
from ui.components.downloads import XLSX, ZIP, download
from ui.components.exports import offer_export
from ui.components.navigation import go_to
from ui.components.problem_list import problems_table
from ui.components.tables import table
from ui.components.times import local_times, time_words
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.choices import choice, in_url, put_in_url
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.intake import view
from ui.intake.own_batch import KEY

_COLOURS = {
    **dict.fromkeys(("failed", "rejected", "interrupted"), "red"),
    **dict.fromkeys(("waiting", "warned"), "orange"),
    **dict.fromkeys(("counted", "mended"), "green"),
    **dict.fromkeys(("duplicate", "repeat", "skipped", "replaced", "turned_down", "withdrawn"), "gray"),
}


def batch_results(period: str) -> None:
    """What became of this session's batch, or of the one that was chosen; nobody else's comes up by itself."""
    batches, who = stores.store().batches(period), actor()
    if who.scope.units is not None:  # what others handed in may be of anybody
        batches = batches[batches["by"] == who.name].reset_index(drop=True)
    if batches.empty:
        return
    heading, place = st.columns([3, 2], vertical_alignment="bottom")
    heading.subheader(t("Results by file"), anchor=False)
    with place:
        batch = _choose(batches)
    if not batch:
        st.caption(t("What you hand in is shown here; the batches of others can be chosen from the list."))
        return
    outcomes = view.outcomes(stores.store_state(), period, batch)
    _verdict(outcomes.files["outcome"])
    height = "auto" if len(outcomes.files) <= 10 else 390
    names = view.unit_names(stores.store_state(), period)
    row = table(_rows(outcomes.files, names), f"batch_files_{batch}", _columns(), select=True, height=height)
    _downloads(period, batch, outcomes, names)
    if row is not None:
        _one(period, outcomes, outcomes.files.iloc[row])
    elif outcomes.problems:
        st.subheader(t("What to correct"), anchor=False)
        problems_table(outcomes.problems, "batch_problems")


def _choose(batches: pd.DataFrame) -> int:
    """The batch that the link names; 0 for none."""
    ids = batches["id"].tolist()
    by_start = dict(zip(batches["start"], ids, strict=True))
    wanted = in_url(KEY)
    if wanted not in map(str, ids):  # of another period, or not read yet when the link was made
        put_in_url(KEY, str(by_start.get(int(wanted), "")) if wanted.isdecimal() and int(wanted) else "")
    names = {0: t("None chosen"), **dict(zip(ids, _names(batches), strict=True))}
    return choice(t("Batch"), list(names), KEY, label_of=names.__getitem__) or 0


def _names(batches: pd.DataFrame) -> list[str]:
    times = map(time_words, local_times(batches["at"]))
    # Each name stands for one batch: a browser sends back the name, and two batches may come in one minute.
    numbers = range(len(batches), 0, -1)
    rows = zip(numbers, times, shown_names(stores.store(), batches["by"]), batches["files"], strict=True)
    return [
        " · ".join(filter(None, (f"#{number}", at, by, tn("{count} file", "{count:,} files", count))))
        for number, at, by, count in rows
    ]


# --- the files ------------------------------------------------------------------------------------


def outcome_words(lang: Lang) -> dict[str, str]:
    """Outcome -> what a person reads."""
    return {
        "counted": gettext(lang, "Counts"),
        "warned": gettext(lang, "Counts, with warnings"),
        "waiting": gettext(lang, "Waits for confirmation"),
        "rejected": gettext(lang, "Has mistakes"),
        "failed": gettext(lang, "Could not be handled"),
        "duplicate": gettext(lang, "Same as the version we have"),
        "repeat": gettext(lang, "Same as another file"),
        "skipped": gettext(lang, "Passed over"),
        "mended": gettext(lang, "Had mistakes, corrected by a later file"),
        "replaced": gettext(lang, "Replaced by a later file"),
        "turned_down": gettext(lang, "Turned down"),
        "withdrawn": gettext(lang, "Taken back"),
        "interrupted": gettext(lang, "Not reached"),
    }


def _verdict(outcomes: pd.Series) -> None:
    """How many files fared how, in a line."""
    counts = outcomes.replace({"warned": "counted", "repeat": "skipped"}).value_counts()
    words = {
        "counted": t("{count:,} accepted", count=counts.get("counted", 0)),
        "duplicate": t("{count:,} already known", count=counts.get("duplicate", 0)),
        "waiting": t("{count:,} waiting for confirmation", count=counts.get("waiting", 0)),
        "rejected": t("{count:,} with mistakes, not counted", count=counts.get("rejected", 0)),
        "failed": t("{count:,} could not be handled", count=counts.get("failed", 0)),
        "skipped": t("{count:,} passed over", count=counts.get("skipped", 0)),
        "mended": t("{count:,} corrected by a later file", count=counts.get("mended", 0)),
        "replaced": t("{count:,} replaced by a later file", count=counts.get("replaced", 0)),
        "turned_down": t("{count:,} turned down", count=counts.get("turned_down", 0)),
        "withdrawn": t("{count:,} taken back", count=counts.get("withdrawn", 0)),
        "interrupted": t("{count:,} not reached before the work stopped", count=counts.get("interrupted", 0)),
    }
    sentence = t(", ").join(text for outcome, text in words.items() if outcome in counts)
    if counts.index.isin(["rejected", "failed", "waiting", "interrupted"]).any():
        st.warning(sentence, icon=":material/rule:")
    else:
        st.success(sentence or t("Nothing to read"), icon=":material/task_alt:")
    if "counted" in counts and st.button(t("See the ranking"), key="see_ranking"):
        go_to("ranking")


def _rows(files: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    words = outcome_words(lang())
    return pd.DataFrame(
        {
            "file": files["file"],
            "result": [[words[outcome]] for outcome in files["outcome"]],
            "unit": units_of(files, names, lang()),
            "version": files["version"],
            "errors": files["errors"],
            "warnings": files["warnings"],
        }
    )


def units_of(files: pd.DataFrame, names: Mapping[str, str], lang: Lang) -> list[str]:
    """The unit of each file with its name, or of how many it speaks."""
    rows = zip(files["unit"], files["units"], strict=True)
    return [
        view.with_name(unit, names) if count < 2 else gettext(lang, "{count:,} units", count=count)
        for unit, count in rows
    ]


def _columns() -> dict[str, Any]:
    words = outcome_words(lang())
    number = st.column_config.NumberColumn
    return {
        "file": st.column_config.TextColumn(t("File"), width=200),
        "result": st.column_config.MultiselectColumn(
            t("Result"), options=list(words.values()), color=[_COLOURS[outcome] for outcome in words], width=190
        ),
        "unit": st.column_config.TextColumn(t("Unit"), width=165),
        "version": number(t("Version"), width="small"),
        "errors": number(t("Errors"), width="small"),
        "warnings": number(t("Warnings"), width="small"),
    }


def _one(period: str, outcomes: Outcomes, file: pd.Series) -> None:
    """One file of the batch: its mistakes, and what can be fetched of it."""
    with st.container(border=True):
        st.markdown(f"**{escape(file['file'])}**")
        if file["problems"]:
            problems_table(file["problems"], "file_problems")
        else:
            st.caption(t("Nothing was found."))
        seq = submission_of(file)
        if seq is not None:
            file_downloads(period, seq, file["file"], outcomes.by_submission.get(seq, []), f"batch_{seq}")


# --- to send back -----------------------------------------------------------------------------------


def _downloads(period: str, batch: int, outcomes: Outcomes, names: Mapping[str, str]) -> None:
    flagged = [submission_of(file) for file in outcomes.files.to_dict("records") if file["problems"]]
    problems = {seq: outcomes.by_submission.get(seq, []) for seq in flagged if seq is not None}
    store, spoken = stores.store(), lang()  # what is made at a click knows no session
    report, marked = st.columns([1, 2])
    with report:
        name = f"batch_{period}_{batch}.xlsx"
        download(t("Report of this batch (xlsx)"), lambda: _report(outcomes, names, spoken), name, "batch_report", XLSX)
    with marked:
        text = tn("{count} marked copy (zip)", "{count:,} marked copies (zip)", len(problems))
        name = f"marked_{period}_{batch}.zip"
        if len(problems) > MANY_COPIES:
            asked = Export("marked", store.url, stores.store_state().version, period, spoken, batch)
            offer_export(text, asked, name, f"batch_marked_{batch}", ZIP)
        elif problems:
            copies = partial(submissions.marked_copies, store, period, problems, spoken)
            download(text, copies, name, "batch_marked", ZIP)


def _report(outcomes: Outcomes, names: Mapping[str, str], lang: Lang) -> bytes:
    results = outcomes.files["outcome"].map(outcome_words(lang))
    files = outcomes.files.assign(result=results, unit=units_of(outcomes.files, names, lang))
    return batch_workbook(files, outcomes.problems, lang)


def file_downloads(period: str, submission: int, name: str, problems: Sequence[Problem], key: str) -> None:
    """A file as it was handed in and, if anything was found, its marked copy."""
    store, spoken = stores.store(), lang()
    original, marked = st.columns(2)
    with original:
        download(
            t("The file as handed in"),
            lambda: store.content(submission)[1],
            name.rsplit("/", 1)[-1],
            f"original_{key}",
        )
    if problems:
        with marked:
            download(
                t("Marked copy to send back"),
                lambda: submissions.marked_copy(store, period, submission, problems, spoken),
                marked_name(name, spoken),
                f"marked_{key}",
                XLSX,
            )
