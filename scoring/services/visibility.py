"""What filling units are shown of the results of a period: nothing, until an administrator says otherwise."""

from __future__ import annotations

from scoring.access import Actor
from scoring.problems import Problem
from scoring.store import Store
from scoring.store.visibility import Shown
from scoring.words import Text, text

SHOWN_WORDS: dict[Shown, Text] = {
    "nothing": text("不公布", "nothing"),
    "own": text("各单位只看本单位的结果", "to each unit its own result"),
    "ranking": text("公布全部单位的排名", "the ranking of all units"),
}


def shown_to(store: Store, period: str, actor: Actor) -> Shown:
    """What somebody is shown of a period's results: the ranking to who sees every unit, else what was published."""
    actor.must("read_results")
    return "ranking" if actor.scope.units is None else store.visibility(period)


def said(store: Store, period: str, actor: Actor) -> Shown:
    """What an administrator said that units are shown."""
    actor.must("manage")
    return store.visibility(period)


def show(store: Store, period: str, what: Shown, actor: Actor) -> list[Problem]:
    """Say what units are shown; returns why it was not done. Raises UnknownPeriod."""
    actor.must("manage")
    if what not in SHOWN_WORDS:  # a program may have sent anything
        return [Problem("visibility_unknown", {"shown": what, "known": ", ".join(SHOWN_WORDS)})]
    store.set_visibility(period, what, actor.name)
    return []
