"""Keeps what was made of a store until the store has changed: old versions are let go, in every cache at once."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Place = tuple[str, str]


class StoreState(NamedTuple):
    """A store as it is at a time: what a cache of anything computed from the store is keyed on."""

    url: str
    folder: str
    version: int

    @property
    def place(self) -> Place:
        """Which store it is, whatever its version."""
        return self.url, self.folder


class _Entry:
    """What was made for one set of arguments; whoever comes while it is being made waits for it."""

    def __init__(self) -> None:
        self.making = threading.Lock()
        self.is_made, self.value = False, None


class _Cache:
    """What one function made."""

    def __init__(self, maxsize: int) -> None:
        self._maxsize = maxsize
        self._entries: OrderedDict[tuple[Any, ...], _Entry] = OrderedDict()
        self._changing = threading.Lock()

    def get(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """What was made for a key, made now if it was not."""
        with self._changing:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            while len(self._entries) > self._maxsize:
                self._entries.popitem(last=False)
        with entry.making:
            if not entry.is_made:
                entry.value, entry.is_made = make(), True
        return entry.value

    def drop_older(self, state: StoreState) -> None:
        """Let go of what was made of earlier versions of a store."""
        with self._changing:
            states = {key: _state_of(key[0]) for key in self._entries}
            for key, one in states.items():
                if one.place == state.place and one.version < state.version:
                    del self._entries[key]

    def __len__(self) -> int:
        return len(self._entries)


_caches: list[_Cache] = []
_newest: dict[Place, int] = {}
_noting = threading.Lock()


def version_cache(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function returns for the newest version of the store; its first argument says which version it is of.

    What somebody still makes of an older version is kept, too, until there is a newer one.

    Args:
        maxsize: how many results are kept at most.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        cache = _Cache(maxsize)
        _caches.append(cache)

        @functools.wraps(function)
        def cached(*args: P.args, **kwargs: P.kwargs) -> R:
            _note(_state_of(args[0]))
            key = (*args, *sorted(kwargs.items()))
            kept: R = cache.get(key, lambda: function(*args, **kwargs))
            return kept

        return cached

    return decorate


def _state_of(first: Any) -> StoreState:
    """The store's state that an argument is, or is made with (a `ViewKey`)."""
    state: StoreState = first if isinstance(first, StoreState) else first.store
    return state


def _note(state: StoreState) -> None:
    """Let every cache drop what is older than a version that is seen for the first time."""
    with _noting:
        if state.version <= _newest.get(state.place, -1):
            return
        _newest[state.place] = state.version
    for cache in _caches:
        cache.drop_older(state)


def kept_states() -> list[StoreState]:
    """The states of which anything is kept, one for each thing."""
    return [_state_of(key[0]) for cache in _caches for key in list(cache._entries)]
