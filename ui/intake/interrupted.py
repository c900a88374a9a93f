"""Batches that a program was stopped in: what was read of each and what was not, and whether to go on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.problems import Problem
from scoring.services import batches
from scoring.services.batches import Interrupted
from ui.components.actions import action_button, keep_outcome, show_outcome
from ui.components.tables import table
from ui.components.times import local_times, time_words
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.choices import put_in_url
from ui.frame.language import t, tn
from ui.frame.markdown import escape
from ui.intake import own_batch

_PLACE = "interrupted"


def interrupted_batches(period: str) -> None:
    """Each batch of the period that was interrupted, latest first; nothing where there is none."""
    show_outcome(_PLACE)
    for batch in batches.interrupted(stores.store(), period):
        with st.container(border=True):
            _what_was_read(batch)
            _decide(period, batch)


def _what_was_read(batch: Interrupted) -> None:
    at = time_words(local_times(pd.Series([batch.at])).iloc[0])
    st.warning(
        t(
            "The batch of {at} was interrupted: {saved}, {unread}.",
            at=" ".join(filter(None, (at, escape(batch.by)))),
            saved=tn("{count} file is stored", "{count:,} files are stored", batch.saved),
            unread=tn("{count} was not read to its end", "{count:,} were not read to their end", batch.unread),
        ),
        icon=":material/running_with_errors:",
    )
    if batch.lost:
        st.markdown(
            tn(
                "{count} of these files had not been kept yet: hand it in again.",
                "{count:,} of these files had not been kept yet: hand them in again.",
                batch.lost,
            )
        )
    with st.expander(t("Files of this batch")):
        table(_rows(batch.uploads), f"interrupted_{batch.start}", _columns(), height="auto")


def _rows(uploads: pd.DataFrame) -> pd.DataFrame:
    """The files, those that were not read first."""
    words = {
        (True, True): t("Stored"),
        (True, False): t("Stored"),
        (False, True): t("Not read to its end"),
        (False, False): t("Hand it in again"),
    }
    rows = uploads.sort_values("is_read", kind="stable")
    result = [words[pair] for pair in zip(rows["is_read"], rows["kept"], strict=True)]
    return pd.DataFrame({"file": rows["file"], "result": result, "saved": rows["saved"]}).reset_index(drop=True)


def _columns() -> dict[str, object]:
    return {
        "file": st.column_config.TextColumn(t("File"), width="medium"),
        "result": st.column_config.TextColumn(t("Result")),
        "saved": st.column_config.NumberColumn(t("Files stored"), width="small"),
    }


def _decide(period: str, batch: Interrupted) -> None:
    further, end = st.columns([1, 2])
    can_go_on = batch.lost < batch.unread or batch.unread == 0
    if can_go_on:
        with further:
            action_button(t("Go on"), f"go_on_{batch.start}", own_batch.go_on, period, batch.start, type="primary")
    label = t("Do not go on; what is stored stays") if can_go_on else t("Understood")
    with end:
        action_button(label, f"give_up_{batch.start}", _give_up, period, batch.start)


def _give_up(period: str, start: int) -> None:
    own_batch.forget_failure()
    try:
        put_in_url(own_batch.KEY, str(batches.give_up(stores.store(), period, start, actor())))
    except batches.BatchInHand:
        keep_outcome(_PLACE, "", [Problem("batch_in_hand")])
