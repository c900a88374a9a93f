"""What a person sees when something of ours breaks: a sentence and a number, never a traceback."""

from __future__ import annotations

import functools
import logging
import uuid
from collections.abc import Callable

import streamlit as st

from ui.frame.language import t

log = logging.getLogger("kaoping")


def guard(page: Callable[[], None]) -> Callable[[], None]:
    """A page that logs an unexpected exception and says so plainly.

    Streamlit steers its scripts with BaseExceptions (rerun, stop, switch of page); those pass through.
    """

    @functools.wraps(page)
    def run() -> None:
        try:
            page()
        except Exception:
            _show_number()

    return run


def _show_number() -> None:
    number = uuid.uuid4().hex[:8]
    log.exception("error %s", number)
    st.error(
        t("Something went wrong on our side; nothing that was stored is lost. Error number: {number}", number=number),
        icon=":material/error:",
    )
