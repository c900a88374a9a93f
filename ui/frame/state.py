"""What the pages work on: the store, the chosen period and group, and the score sheets.

Choices live in the URL, so that a link shows another person the same thing; the truth lives in the
store. Sheets are cached by the store's version: a frame as a cache key has returned stale results.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

import pandas as pd
import streamlit as st

from scoring.engine import ScoreSheet
from scoring.services import scores
from scoring.store import Store, open_store
from scoring.system import IndicatorSystem
from scoring.words import Lang
from ui.frame.language import lang, t

Option = TypeVar("Option")
_CHOSEN = "chosen:"  # prefix of remembered choices: the URL loses them when the page changes
_MISSED, _ADDRESS, _BY_LINK = "missed", "address", "by_link"
EVERY_GROUP = ""
SHARED = ("lang", "period", "group")


# --- the store and what is computed from it ------------------------------------------------------


def store() -> Store:
    """The store of this installation (one a process)."""
    return _opened(*_place())


def store_state() -> tuple[tuple[str, str], int]:
    """The store and its version: what a cache of anything computed from the store is keyed on."""
    return _place(), store().version()


def _place() -> tuple[str, str]:
    return os.environ.get("DATABASE_URL", ""), os.environ.get("KAOPING_DATA", "")


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(url: str, folder: str) -> Store:  # noqa: ARG001 - the cache's key; open_store reads both by itself
    return open_store()


def sheet(year: int | None) -> ScoreSheet | None:
    """The scores of the units that reported in a year; None when there are none. Not to be changed in place."""
    return None if year is None else _sheet(_place(), store().version(), year)


@st.cache_resource(max_entries=8, show_spinner=False)
def _sheet(place: tuple[str, str], version: int, year: int) -> ScoreSheet | None:  # noqa: ARG001 - keys of the cache
    return scores.sheet(store(), year)


def previous(year: int | None) -> ScoreSheet | None:
    """The scores of the latest earlier period that has any."""
    earlier = [p for p in periods() if year is not None and p < year]
    return next((found for p in sorted(earlier, reverse=True) if (found := sheet(p)) is not None), None)


def missing(year: int) -> pd.DataFrame:
    """The units of the period that have not reported yet, UNIT_COLUMNS. Not to be changed in place."""
    return _missing(_place(), store().version(), year)


@lru_cache(maxsize=8)
def _missing(place: tuple[str, str], version: int, year: int) -> pd.DataFrame:  # noqa: ARG001 - keys of the cache
    return store().missing(year)


def periods() -> tuple[int, ...]:
    """The years that have a system."""
    return _periods(_place(), store().version())


def system(year: int) -> IndicatorSystem:
    """The period's latest system. Raises UnknownPeriod."""
    return _system(_place(), store().version(), year)


@lru_cache(maxsize=8)
def _periods(place: tuple[str, str], version: int) -> tuple[int, ...]:  # noqa: ARG001 - keys of the cache
    return tuple(store().periods())


@lru_cache(maxsize=16)
def _system(place: tuple[str, str], version: int, year: int) -> IndicatorSystem:  # noqa: ARG001 - keys of the cache
    return store().system(year)


class Asked(NamedTuple):
    """All that a page of results depends on: the key under which what it shows is kept.

    Attributes:
        place, version: the store and its state; year, group (None for all), lang: what was chosen.
    """

    place: tuple[str, str]
    version: int
    year: int
    group: str | None
    lang: Lang

    @property
    def sheet(self) -> ScoreSheet:
        """The period's scores. Not to be changed in place."""
        found = _sheet(self.place, self.version, self.year)
        assert found is not None, "`asked` gives no period without scores"  # noqa: S101 - for the type checker
        return found

    def earlier(self) -> list[ScoreSheet]:
        """The scores of the earlier periods that have any, earliest first."""
        years = sorted(year for year in _periods(self.place, self.version) if year < self.year)
        return [found for year in years if (found := _sheet(self.place, self.version, year)) is not None]

    @property
    def previous(self) -> ScoreSheet | None:
        """The scores of the latest earlier period that has any."""
        return previous(self.year)


def asked() -> Asked | None:
    """What the page is asked for; None while the chosen period has no scores."""
    version, year = store().version(), period()
    if year is None or _sheet(_place(), version, year) is None:
        return None
    return Asked(_place(), version, year, group(), lang())


# --- choices that live in the URL ----------------------------------------------------------------


def arrive() -> None:
    """Note, at the start of a run, whether a link or Back led here: then the URL leaves nothing to be remembered.

    Every page but one opened from the menu has its period in the URL; an address that differs from what this
    session last wrote was written by somebody else.
    """
    here = st.query_params.to_dict()
    st.session_state[_BY_LINK] = "period" in here and here != st.session_state.get(_ADDRESS)
    st.session_state[_ADDRESS] = here


def in_url(key: str, remembered: str = "") -> str:
    """What the URL says under a key.

    Args:
        remembered: what holds where the page was opened from the menu, which leaves out all that was chosen.
    """
    return str(st.query_params.get(key, "" if st.session_state.get(_BY_LINK) else remembered))


def put_in_url(key: str, text: str) -> None:
    """Hold a text in the link to this page; an empty one takes the key out."""
    if text and st.query_params.get(key) != text:
        st.query_params[key] = text
    elif not text and key in st.query_params:
        del st.query_params[key]
    st.session_state[_ADDRESS] = st.query_params.to_dict()


def choice(
    label: str,
    options: Sequence[Option],
    key: str,
    *,
    default: Option | None = None,
    shown: Callable[[Option], str] = str,
    widget: Callable[..., Option | None] = st.selectbox,
    in_every_link: bool = False,
    stored: str = "",
    remembered: bool = True,
    **settings: object,
) -> Option | None:
    """A selection that lives in the URL as `?key=<id>`, whatever the language of its labels.

    (`bind="query-params"` would put the translated label into the URL, and makes `st.switch_page` fail.)

    Args:
        options: what can be chosen; `str(option)` is its id in the URL.
        default: chosen at first; without one, the first option.
        shown: the label of an option.
        widget: `st.selectbox`, `st.segmented_control` or `st.pills`.
        stored: the id chosen on an earlier visit, where that is known.
        remembered: whether the page, opened anew from the menu, starts with what was last chosen.
        in_every_link: whether the default, too, stands in the URL (where it may be another one tomorrow).

    What a link asks for in vain is told by `not_there`.

    Returns:
        The chosen option, or None when there are no options.
    """
    if not options:
        return None
    first = options[0] if default is None else default
    left_out = None if in_every_link else first
    by_id = {str(option): option for option in options}
    asked = in_url(key, st.session_state.get(_CHOSEN + key, "") if remembered else "") or stored
    chosen = by_id.get(asked, first)
    if asked and asked not in by_id and key in st.query_params:
        st.session_state.setdefault(_MISSED, []).append((label, asked, shown(chosen)))
    widget_key = f"{key}_choice"
    st.session_state[widget_key] = chosen
    _remember(key, chosen, left_out)

    def changed() -> None:
        picked = st.session_state[widget_key]
        _remember(key, first if picked is None else picked, left_out)

    widget(label, options, key=widget_key, format_func=shown, on_change=changed, **settings)
    return chosen


def not_there() -> list[tuple[str, str, str]]:
    """What the link asked for in vain, told once: what it is, its id, and what is shown instead."""
    found: list[tuple[str, str, str]] = st.session_state.pop(_MISSED, [])
    return found


def _remember(key: str, chosen: object, left_out: object) -> None:
    st.session_state[_CHOSEN + key] = str(chosen)
    put_in_url(key, "" if chosen == left_out else str(chosen))


def shared_choices() -> dict[str, str]:
    """The language, period and group as they stand in the URL, to be carried to another page."""
    return {key: st.query_params[key] for key in SHARED if key in st.query_params}


def chosen(key: str) -> str:
    """The id chosen under a key of the URL on this or an earlier page; '' when nothing was."""
    return str(st.query_params.get(key, st.session_state.get(_CHOSEN + key, "")))


def choose_period() -> int | None:
    """The selector of the period; the latest is chosen at first."""
    return choice(t("Period"), sorted(periods(), reverse=True), "period", in_every_link=True)


def choose_group() -> str | None:
    """The selector of the group: every group of the chosen period, or all together."""
    year = period()
    if year is None:
        return None
    groups = system(year).groups
    if len(groups) < 2:
        return None
    titles = {EVERY_GROUP: t("All groups")} | {g: group.title.get(lang()) for g, group in groups.items()}
    return choice(t("Group"), list(titles), "group", shown=titles.__getitem__) or None


def period() -> int | None:
    """The chosen period; None while the store has none."""
    known = {str(year): year for year in periods()}
    return known.get(chosen("period"), max(known.values(), default=None))


def group() -> str | None:
    """The chosen group's id; None for all groups."""
    year = period()
    asked = chosen("group")
    return asked if year is not None and asked in system(year).groups else None


def with_group_titles(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """A frame with its `group` ids replaced by their titles."""
    titles = {g: group.title.get(lang()) for g, group in system(year).groups.items()}
    return frame.assign(group=frame["group"].map(titles).fillna(frame["group"]))
