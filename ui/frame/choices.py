"""Choices that live in the URL, so that a link shows another person the same thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from scoring.words import visible
from ui.frame.markdown import escape

Option = TypeVar("Option")
_CHOSEN = "chosen:"  # prefix of remembered choices: the URL loses them when the page changes
_MISSED, _ADDRESS, _BY_LINK = "missed", "address", "by_link"
SHARED = ("lang", "period", "group")


class Missed(NamedTuple):
    """Something that a link asks for in vain: the label of the choice, the id asked for, and what is taken instead."""

    label: str
    wanted: str
    instead: str


def note_arrival() -> None:
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
    label_of: Callable[[Option], str] = str,
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
        label_of: the label of an option, as plain text.
        widget: `st.selectbox`, `st.segmented_control` or `st.pills`.
        stored: the id chosen on an earlier visit, where that is known.
        remembered: whether the page, opened anew from the menu, starts with what was last chosen.
        in_every_link: whether the default, too, stands in the URL (where it may be another one tomorrow).

    What a link asks for in vain is kept for `missed`.

    Returns:
        The chosen option, or None when there are no options.
    """
    if not options:
        return None
    first = options[0] if default is None else default
    left_out = None if in_every_link else first
    by_id = {str(option): option for option in options}
    wanted = in_url(key, st.session_state.get(_CHOSEN + key, "") if remembered else "") or stored
    chosen = by_id.get(wanted, first)
    if wanted and wanted not in by_id and key in st.query_params:
        st.session_state.setdefault(_MISSED, []).append(Missed(label, wanted, label_of(chosen)))
    widget_key = f"{key}_choice"
    st.session_state[widget_key] = chosen
    _remember(key, chosen, left_out)

    def changed() -> None:
        option = st.session_state[widget_key]
        _remember(key, first if option is None else option, left_out)

    widget(label, options, key=widget_key, format_func=_shown(label_of, widget), on_change=changed, **settings)
    return chosen


def _shown(label_of: Callable[[Option], str], widget: Callable[..., Any]) -> Callable[[Option], str]:
    """The labels as the widget takes them: buttons read Markdown, a list does not."""
    safe = visible if widget is st.selectbox else escape
    return lambda option: safe(label_of(option))


def switch(label: str, labels: Mapping[str, str], key: str, **settings: Any) -> str:
    """A row of buttons, one of which is on: a `choice` of one of few things, the first at first.

    Args:
        label: for those who cannot see that the buttons belong together.
        labels: id -> what stands on its button.
    """
    option = choice(
        label,
        list(labels),
        key,
        label_of=labels.__getitem__,
        widget=st.segmented_control,
        required=True,
        label_visibility="collapsed",
        **settings,
    )
    return next(iter(labels)) if option is None else option


def missed() -> list[Missed]:
    """What the link asked for in vain, once."""
    choices: list[Missed] = st.session_state.pop(_MISSED, [])
    return choices


def _remember(key: str, chosen: object, left_out: object) -> None:
    st.session_state[_CHOSEN + key] = str(chosen)
    put_in_url(key, "" if chosen == left_out else str(chosen))


def shared_choices() -> dict[str, str]:
    """The language, period and group as they stand in the URL, to be carried to another page."""
    return {key: st.query_params[key] for key in SHARED if key in st.query_params}


def choice_id(key: str) -> str:
    """The id chosen under a key of the URL on this or an earlier page; '' when nothing was."""
    return str(st.query_params.get(key, st.session_state.get(_CHOSEN + key, "")))
