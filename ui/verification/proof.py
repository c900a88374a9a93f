"""Whether everything stored is as it was written: a check on demand, and the seal to keep.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from scoring.analysis.proof_words import finding_words
from scoring.services.proving import Proof, prove, read_seal, seal_text
from scoring.store import Seal
from ui.components.downloads import download
from ui.components.times import local_times, time_words
from ui.frame import stores
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape

_MOST_LINES = 50


def proof() -> None:
    """The newest seal, a place for one that was kept, and the check."""
    seal = stores.store().newest_seal()
    if seal is None:
        return
    with st.expander(t("Whether the records are whole")):
        st.caption(t("Keep this seal out of reach of those who can change the data: it proves later that nobody did."))
        download(
            t("Download the seal"), f"{seal_text(seal)}\n".encode(), f"seal_{seal.seq}.json", "seal", "application/json"
        )
        words = st.text_input(t("A seal kept earlier (optional)"), key="kept_seal", max_chars=300)
        if st.button(t("Check all records"), key="prove"):
            _check(words.strip())


def _check(words: str) -> None:
    kept = _kept(words) if words else None
    if words and kept is None:
        st.error(t("This is no seal. Paste the whole line of the file."))
        return
    with st.spinner(t("Checking")):
        _show(prove(stores.store(), kept), kept)


def _kept(words: str) -> Seal | None:
    try:
        return read_seal(words)
    except ValueError:
        return None


def _show(found: Proof, kept: Seal | None) -> None:
    if found.seal is not None and found.is_whole:
        st.success(t("Everything stored is as it was written, to record {seq}.", seq=found.seal.seq))
        if kept is not None:
            st.success(t("The kept seal of record {seq} holds.", seq=kept.seq))
    if not found.is_whole:
        st.error(_findings(found))
    if found.since is not None:
        st.caption(
            t(
                "What was written before {when} was sealed then, as it was found; earlier changes cannot be told.",
                when=_when(found.since),
            )
        )


def _findings(found: Proof) -> str:
    """The findings as a list; of many the first."""
    lines = [escape(finding_words(one, found.writes, _when, lang())) for one in found.findings[:_MOST_LINES]]
    more = len(found.findings) - _MOST_LINES
    if more > 0:
        lines.append(tn("... and {count} more finding", "... and {count} more findings", more))
    return "\n".join(f"- {line}" for line in lines)


def _when(at: str) -> str:
    local: dt.datetime = local_times(pd.Series([at])).iloc[0].to_pydatetime()
    return time_words(local)
