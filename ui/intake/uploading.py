"""Taking files in: the drop zone, and progress by file."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from scoring.problems import Problem
from scoring.workbook.limits import UPLOAD_FILES
from ui.frame.actor import actor, ask_name
from ui.frame.language import lang, t
from ui.frame.uploads import forget
from ui.intake import own_batch

_ROUND = "upload_round"  # a new key empties the drop zone


def upload(period: str) -> None:
    """The drop zone; whatever is dropped is read and stored at once, even if the page is left meanwhile."""
    if "decide" in actor().may:
        st.subheader(t("3. Collect the workbooks"), anchor=False)
        st.caption(
            t(
                "Files without mistakes count at once; the others are kept with their list of mistakes. "
                "A later version waits until you have seen what it changes."
            )
        )
    else:
        st.subheader(t("Hand in your workbook"), anchor=False)
        st.caption(
            t(
                "Without mistakes it counts at once; else it is kept with its list of mistakes. "
                "A later version counts once an inspector has seen what it changes."
            )
        )
    ask_name()
    place = st.empty()
    files = _drop_zone(place)
    if len(files) > UPLOAD_FILES:
        too_many = Problem("too_many_files", {"count": len(files), "limit": UPLOAD_FILES})
        st.error(too_many.sentence(lang()))
    elif files:
        st.session_state[_ROUND] += 1
        _drop_zone(place)  # it is empty from now on, so that a rerun does not hand them in again
        own_batch.hand_over(period, [(file.name, file.getvalue()) for file in files])
        forget(files)
    own_batch.follow(period)


def _drop_zone(place: DeltaGenerator) -> list[UploadedFile]:
    is_own = actor().scope.units is not None
    return place.file_uploader(
        t("Your filled workbook") if is_own else t("Filled workbooks, long tables, or zips of them"),
        accept_multiple_files=True,
        key=f"upload_{st.session_state.setdefault(_ROUND, 0)}",
    )
