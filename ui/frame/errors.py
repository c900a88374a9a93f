"""What a person sees when something breaks: what is known of it, and a number, never a traceback."""

from __future__ import annotations

import functools
import logging
import uuid
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from scoring.access import NotAllowed
from scoring.services.batches import BatchFault
from scoring.store import StoreFault
from ui.frame.actor import NoDoor, SignedOut
from ui.frame.assets import door_link
from ui.frame.language import lang, t

Found = TypeVar("Found")

log = logging.getLogger("kaoping")


def guard(page: Callable[[], None]) -> Callable[[], None]:
    """A page that logs an unexpected exception and says so plainly.

    Streamlit steers its scripts with BaseExceptions (rerun, stop, switch of page); those pass through.
    """

    @functools.wraps(page)
    def run() -> None:
        succeeds(page)

    return run


def found(find: Callable[[], Found]) -> Found | None:
    """What something finds; None where it fails, which is said."""
    kept: list[Found] = []
    succeeds(lambda: kept.append(find()))
    return kept[0] if kept else None


def succeeds(do: Callable[[], object]) -> bool:
    """Whether something ran to its end; if not, it is said why."""
    try:
        do()
    except SignedOut:
        _show_login()
    except NoDoor:
        st.error(t("There are accounts here, so this program has to be started by `make run` or `make serve`."))
    except NotAllowed:
        not_allowed()
    except StoreFault as fault:
        _show_fault(fault)
    except BatchFault as bad:
        _show_fault(bad.fault)
    except Exception:
        _show_number()
    else:
        return True
    return False


def not_allowed() -> None:
    """Say that somebody's account does not allow what they asked for."""
    st.error(t("Your account does not allow this. An administrator can change that."), icon=":material/lock:")


def _show_login() -> None:
    st.info(t("You are no longer signed in. Nothing is lost; what was saved is stored."), icon=":material/logout:")
    door_link("/login", t("Sign in"))


def _show_fault(fault: StoreFault) -> None:
    """What the disk or the database did not do; nothing is said of what else is stored."""
    log.error("the store failed", exc_info=True)
    st.error(t("This could not be done. {why}", why=fault.problem.sentence(lang())), icon=":material/error:")


def _show_number() -> None:
    number = uuid.uuid4().hex[:8]
    log.exception("error %s", number)
    st.error(
        t(
            "Something went wrong on our side. Load the page anew to see whether what you last did is stored. "
            "Error number: {number}",
            number=number,
        ),
        icon=":material/error:",
    )
