"""Writes the parts of docs/ that the code knows best: `make docs`.

docs/rules.md comes from the registered rules, docs/problems.md from the problem codes; a test
checks that both are up to date.

Tested in tests/test_structure.py.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from scoring.facts import FACT_KINDS, FactKind
from scoring.problems.codes import CODES
from scoring.rules import RULES, Rule
from scoring.rules.parameters import file_keys

DOCS = Path(__file__).resolve().parents[2] / "docs"

_PERCENT = [
    "Where an indicator's `unit` is `%`, its figure, all parameters of its rule, `min` and `max` are per cent: 96%,",
    "96 and a cell that shows 96% are all 96, and are shown as 96%. What a rule judges of `ratio` and `growth` is then",
    "times 100, and `full_at` of `share` is 100 by default. Without it 96% in a `number` is 0.96. Bare figures up to 1",
    "in per cent, and figures about a hundred times beyond its rule's limits, are read as they stand and told of.",
]


def rules_page() -> str:
    """docs/rules.md: every kind with what it takes, its parameters and what it does."""
    adjusting = ", ".join(f"`{kind}`" for kind, rule in RULES.items() if rule.adjusts)
    lines = [
        "# Scoring rules",
        "",
        "Made by `make docs` from the rules themselves; do not edit.",
        "",
        "A rule gives an indicator a rate from 0 to 1; earned = round(rate x marks), half up. Those that act on the",
        f"total instead stand under `adjustments`: {adjusting}.",
        "In the parameters, *marks* are the indicator's, and a deduction never takes an indicator below 0 (扣完为止).",
        "",
        "| kind | facts it takes | parameters (default) | what it does |",
        "|---|---|---|---|",
        *(
            f"| `{kind}` | {', '.join(rule.takes)} | {_parameters(rule)} | {_does(rule)} |"
            for kind, rule in RULES.items()
        ),
        "",
        "## What can be reported (`facts`)",
        "",
        "| facts | fields | a cell accepts |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{name}` ({k.title.get('zh')}) | {_fields(k)} | {k.accepts.get('en')} |" for name, k in FACT_KINDS.items()
    ]
    lines += ["", *_PERCENT]
    return "\n".join(lines) + "\n"


def _parameters(rule: type[Rule]) -> str:
    parameters = []
    for key, name in file_keys(rule).items():
        field = rule.model_fields[name]
        if key != "kind":
            parameters.append(f"`{key}`" if field.is_required() else f"`{key}` ({field.default})")
    return ", ".join(parameters) or "none"


def _does(rule: type[Rule]) -> str:
    sentences = " ".join((inspect.getdoc(rule) or "").split())
    return f"{sentences} ({rule.summary.get('zh')})".replace("|", "\\|")


def _fields(kind: FactKind) -> str:
    if kind.fields_from:
        return f"the ids of `{kind.fields_from}`"
    fields = list(kind.labels())
    return f"`{fields[0]}`..`{fields[-1]}`" if len(fields) > 2 else ", ".join(f"`{f}`" for f in fields)


def problems_page() -> str:
    """docs/problems.md: every problem code with what it means and what to do."""
    lines = [
        "# Problem codes",
        "",
        "Made by `make docs` from the codes themselves; do not edit. An error keeps a file from",
        "counting; a warning does not. Words in braces are filled in with what was found.",
        "",
        "| code | severity | what is wrong | what to do | 中文 |",
        "|---|---|---|---|---|",
    ]
    for name, code in CODES.items():
        zh = f"{code.message.get('zh')}{code.hint.get('zh')}"
        cells = (f"`{name}`", code.severity, code.message.get("en"), code.hint.get("en"), zh)
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines) + "\n"


PAGES = {"rules.md": rules_page, "problems.md": problems_page}

if __name__ == "__main__":
    for file_name, page in PAGES.items():
        (DOCS / file_name).write_text(page(), encoding="utf-8")
