"""Items that judge what another item reports (`facts: {of: ID}`), on the plain data of a file."""

from __future__ import annotations

import copy
from typing import Any

from scoring.system.checks import REPORTED_KEYS, items, source_id, with_keys_of_source


def with_keys_of_sources(data: dict[str, Any]) -> dict[str, Any]:
    """A system as its file gives it, where items that judge another's facts have what is said of these there.

    What is given is not changed; a system without such items is what is returned.
    """
    if not any(source_id(item) for _, item, _ in items(data)):
        return data
    data = copy.deepcopy(data)
    known = {str(item.get("id")): _with_reporter(item, adjusts) for _, item, adjusts in items(data)}
    for _, item, adjusts in items(data):
        if source_id(item):
            whole = with_keys_of_source(item, known)
            if adjusts:  # nobody claims that one does not apply; where the source does not, it has no figure
                whole.pop("may_not_apply", None)
            for key in REPORTED_KEYS:
                item.pop(key, None)
            item.update({key: whole[key] for key in REPORTED_KEYS if key in whole})
    return data


def _with_reporter(item: dict[str, Any], adjusts: bool) -> dict[str, Any]:
    return item if source_id(item) else {"reported_by": "inspector" if adjusts else "unit", **item}
