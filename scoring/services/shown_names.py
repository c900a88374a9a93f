"""What screens and files call whoever is kept as `by`."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.store import Store
from scoring.store.tokens import kept_as


def shown_names(store: Store, by: Iterable[str]) -> list[str]:
    """The name of each account or token as it is now; what was typed before there were accounts, as it was typed."""
    names = {account.login: account.name for account in store.people.accounts()}
    names |= {kept_as(token.id): token.name for token in store.people.tokens()}
    return [names.get(one, one) for one in by]


def shown_name(store: Store, by: str) -> str:
    """The same for one."""
    return shown_names(store, [by])[0]
