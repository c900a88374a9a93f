"""Of very many mistakes of one kind the first are named one by one, the others counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from scoring.problems.problem import Problem
from scoring.words import LANGS, Text

NAMED = 100  # of one kind in one file


def shortened(problems: Iterable[Problem], most: int = NAMED) -> list[Problem]:
    """The problems with at most so many of each code in each file, and in place of further ones how many there are."""
    every = list(problems)
    counts = Counter((p.file, p.code) for p in every)
    return every if max(counts.values(), default=0) <= most else list(_shortened(every, counts, most))


def _shortened(every: list[Problem], counts: Counter[tuple[str, str]], most: int) -> Iterator[Problem]:
    firsts: dict[tuple[str, str], Problem] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for problem in every:
        kind = problem.file, problem.code
        firsts.setdefault(kind, problem)
        seen[kind] += 1
        if seen[kind] <= most:
            yield problem
        elif seen[kind] == most + 1:
            yield more_like(firsts[kind], counts[kind] - most).at(line=problem.line, column=problem.column)


def more_like(first: Problem, count: int) -> Problem:
    """That so many more are of the same kind as one."""
    place = Text({lang: first.at(file="").place(lang) or first.message(lang) for lang in LANGS})
    code = "more_mistakes" if first.severity == "error" else "more_warnings"
    return Problem(code, {"count": f"{count:,}", "place": place}, file=first.file)
