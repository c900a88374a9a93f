"""A new file: every mistake by line, or a draft to try; putting it into force is a step of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.problems import Problem, SystemError_
from scoring.services import systems
from scoring.system import DEFAULT_SYSTEM
from ui.components.downloads import YAML, download, download_table
from ui.components.print_table import print_table, show_print_table
from ui.components.tables import table
from ui.frame.language import lang, t, tn
from ui.frame.uploads import forget
from ui.system import files, force

MOST_READ = 60  # mistakes in a table that wraps; more are scrolled through
_ROUND = "draft_round"  # a new key empties the drop zone, so that a draft that is dropped stays dropped


def show(period: str | None) -> None:
    """The whole view."""
    st.caption(t("Checked here, a file becomes a draft of yours; it counts only once you put it into force below."))
    force.note_after()
    number = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader(t("Indicator system (indicators.yaml)"), ["yaml", "yml"], key=f"draft_file_{number}")
    if file is not None:
        try:
            files.keep_draft(systems.read(file.name, file.getvalue()))
        except SystemError_ as bad:
            _mistakes(bad.problems, file.getvalue())
            return
        st.session_state[_ROUND] += 1
        forget([file])
        st.rerun()
    uploaded = files.draft()
    if uploaded is None:
        example = systems.BUNDLED.read_bytes()
        download(t("Download an example to change"), example, DEFAULT_SYSTEM, "draft_example", YAML)
        return
    with st.container(border=True):
        force.show(uploaded)
    if period is not None:
        st.caption(t("The other views of this page can show the draft in place of the file in force."))


def _mistakes(problems: Sequence[Problem], content: bytes) -> None:
    st.error(
        tn(
            "The file has a mistake and was not taken over.",
            "The file has {count} mistakes and was not taken over.",
            len(problems),
        )
    )
    lines = _text(content).splitlines()
    frame = pd.DataFrame([_mistake(problem, lines) for problem in problems])
    if len(frame) <= MOST_READ:
        show_print_table(print_table(frame.assign(line=frame["line"].astype(str)), lang()), t("Mistakes"))
    else:
        table(frame, "draft_problems", height=735, alt=t("Mistakes"))
    download_table(t("Download this list"), frame, "mistakes.csv", "draft_problems_csv")


def _text(content: bytes) -> str:
    """The file as far as it can be read, to show the lines that are wrong."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(errors="replace")


def _mistake(problem: Problem, lines: list[str]) -> dict[str, Any]:
    """One row: where, the line itself, what is wrong and what to do."""
    line = lines[problem.line - 1].strip() if 0 < problem.line <= len(lines) else ""
    return {
        "line": problem.line,
        "source_line": line if len(line) <= 60 else f"{line[:59]}…",
        "message": problem.message(lang()),
        "hint": problem.hint(lang()),
    }
