"""Steps of a size that lie beyond a limit, and how a rule says what it does with a part of one."""

from __future__ import annotations

from typing import Literal

import numpy as np

from scoring.numbers import TOLERANCE, Floats
from scoring.rules.parameters import label
from scoring.words import Lang, Text, text

WholeSteps = Literal[False, True, "full"]  # in proportion, begun steps count, only complete ones do
WHOLE_STEPS = label("不足一档的部分", "part of a step")
_REST: dict[WholeSteps, Text] = {
    False: Text(""),
    True: text("，不足{step}按{step}计", " or part of it"),
    "full": text("，不足{step}不计", ", complete ones only"),
}
_LARGEST_NOISE = 0.1  # of a step, whatever the sizes


def steps_beyond(value: Floats, limit: float, per: float, whole_steps: WholeSteps = False) -> Floats:
    """How many steps of `per` a value lies beyond a limit, never below 0; a negative `per` counts steps below it.

    Args:
        whole_steps: True counts each begun step as one, "full" only complete ones; float noise begins none and
            completes what decimals would.
    """
    steps = np.maximum(0.0, (value - limit) / per)
    if whole_steps is False:
        return steps
    sizes = (np.abs(value) + abs(limit)) / abs(per)
    noise = np.minimum(TOLERANCE * np.maximum(1.0, sizes), _LARGEST_NOISE)
    counted = np.floor(steps + noise) if whole_steps == "full" else np.ceil(steps - noise)
    return np.maximum(0.0, counted)


def rest_text(whole_steps: WholeSteps, step: str, lang: Lang) -> str:
    """What becomes of a part of a step: 不足1次按1次计, 不足1次不计; '' where it counts in proportion."""
    return _REST[whole_steps].format(lang, step=step)
