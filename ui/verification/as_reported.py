"""What was found to be as reported, with one click.

Tested in tests/pages/test_verification.py and tests/ui/verification/test_two_inspectors.py.
"""

from __future__ import annotations

from collections.abc import Collection

from scoring.analysis.typed_entries import Pair
from scoring.problems import Problem
from scoring.services import verifying
from scoring.services.moved_figures import Figure, Seen
from ui.components.actions import action_button, keep_outcome
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn
from ui.frame.view_key import ViewKey
from ui.verification.effect_note import keep_for_note
from ui.verification.view import preview_view


def confirm_all(key: ViewKey, pairs: Collection[Pair], figures: Collection[Figure], name: str) -> None:
    """The button that confirms what is not verified yet of what is shown; nothing where there is nothing.

    Args:
        figures: all that are shown.
    """
    if not pairs:
        return
    named = bool(actor().name)
    action_button(
        tn("Confirm {count} result as reported", "Confirm {count:,} results as reported", len(pairs)),
        f"{name}_as_reported",
        _confirm,
        key,
        tuple(pairs),
        dict.fromkeys(figures, key.store.version),
        icon=":material/done_all:",
        disabled=not named,
        help=None if named else t("Give your name above; it is kept with what you enter."),
    )


def _confirm(key: ViewKey, pairs: tuple[Pair, ...], seen: Seen) -> None:
    """Confirm the results that are as they were on the screen; tell of the others."""
    effect = preview_view(key, (), pairs).effect
    moved = _verify(key, pairs, seen)
    if not moved:
        keep_for_note(effect)
        return
    changed = {(problem.unit, problem.indicator) for problem in moved}
    rest = tuple(pair for pair in pairs if pair not in changed)
    later = _verify(key, rest, seen) if rest else []
    kept = len(rest) if not later else 0
    done = tn("{count} result was confirmed as reported.", "{count:,} results were confirmed as reported.", kept)
    keep_outcome("verification", done if kept else "", [*moved, *later])


def _verify(key: ViewKey, pairs: tuple[Pair, ...], seen: Seen) -> list[Problem]:
    return verifying.verify(stores.store(), key.period, (), actor(), lang(), pairs, seen)
