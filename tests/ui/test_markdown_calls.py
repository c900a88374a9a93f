"""No screen gives Streamlit a text of a file or a person as Markdown, and all it gives goes through few hands."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.ui.markdown_calls import figure_attributes, unescaped

ROOT = Path(__file__).resolve().parents[2]
PATHS = [*sorted((ROOT / "ui").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]
SOURCES = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in PATHS}
FIGURES = figure_attributes(
    [*SOURCES.values(), *(path.read_text(encoding="utf-8") for path in (ROOT / "scoring").rglob("*.py"))]
)
# Looked at one by one: figures, what is escaped where it is made, and words of the catalogue; the beginning says which.
KNOWN = {
    ("ui/unit/cards.py", "versus"),  # made where the period's name is ours
    ("ui/components/charts.py", "one.note"),
    ("ui/components/exports.py", "text"),  # what `offer_export`, itself a reader, was given
    ("ui/components/paging.py", "t('{first:,} to {last:,}"),  # numbers of rows
    ("ui/components/first_steps.py", "f'**{title}**'"),
    ("ui/components/first_steps.py", "text"),
    ("ui/components/first_steps.py", "words"),
    ("ui/components/progress.py", "f'{label}  {escape(file)}'"),
    ("ui/frame/errors.py", "t('This could not be done. {why}'"),  # our words, and the driver's code of a fault
    ("ui/gaps/heat_map.py", "_what_a_click_does(section, measure)"),
    ("ui/gaps/heat_map.py", "label"),
    ("ui/gaps/heat_map.py", "note"),
    ("ui/intake/interrupted.py", "t('The batch of {at} was interrupted"),  # a time, an escaped name, figures
    ("ui/intake/interrupted.py", "tn('{count} of these files had not been kept yet"),  # a figure
    ("ui/intake/own_batch.py", "'\\n\\n'.join(parts)"),  # figures, an escaped name, the same words as of errors.py
    ("ui/intake/uploading.py", "too_many.sentence(lang())"),
    ("ui/overview/cards.py", "f'{overview.submitted} / {overview.expected}'"),
    ("ui/system/tree.py", "title"),
    ("ui/intake/roster.py", 't("A table with the columns'),
    ("ui/system/what_if.py", "now"),
    ("ui/system/what_if.py", "tn('One change of the link"),
    ("ui/trend/parts.py", "f'**{title}**'"),
    ("ui/verification/proof.py", "_findings(found)"),  # it escapes each
    ("ui/verification/proof.py", "t('What was written before {when}"),  # a time
    ("ui/verification/saving.py", "':material/edit_note: ' + t('Reasons still missing"),  # `_named` escapes
    ("ui/verification/saving.py", "t('Typed elsewhere and not saved"),  # the same
    ("ui/verification/panel_grid.py", "words + "),
}
# What shows more than text, or takes text as it is -> where alone it is used.
HANDS = {
    "dataframe": "ui/components/tables.py",
    "data_editor": "ui/components/tables.py",
    "table": "ui/components/print_table.py",
    "plotly_chart": "ui/components/charts.py",
    "download_button": "ui/components/downloads.py",
    "html": "ui/frame/assets.py",
    **dict.fromkeys(("image", "latex", "code", "json", "graphviz_chart", "iframe", "audio", "video", "pdf"), ""),
}


def test_nothing_is_read_as_markdown_that_somebody_wrote() -> None:
    found = [place for place in unescaped(SOURCES, FIGURES) if not _is_known(place.module, place.source)]
    assert found == [], "escape it by ui.frame.markdown.escape; or, if it is ours in any case, name it in KNOWN"


def _is_known(module: str, source: str) -> bool:
    return any(module == known and source.startswith(beginning) for known, beginning in KNOWN)


def test_tables_charts_and_files_go_through_one_hand_each() -> None:
    used = {
        (node.attr, module)
        for module, source in SOURCES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
    }
    assert {(name, module) for name, module in used if module != HANDS.get(name, module)} == set()
    assert not any("unsafe_allow_html" in source for source in SOURCES.values())


@pytest.mark.parametrize(
    "line",
    [
        "st.error(name)",
        "st.markdown(f'**{row.name}**')",
        "left.caption(t('{unit} waits', unit=unit))",
        "st.button('a', help=system.title.get(lang()))",
        "st.markdown(', '.join(names))",
        "words = t('x') if name else name; st.info(words)",
        "metric('a', own.grade_title)",
        "st.segmented_control('a', [s.title for s in sections])",
        "download(t('The workbook of {unit}', unit=rows[unit][1]), b'', 'a.xlsx', 'key')",
    ],
)
def test_what_is_not_escaped_is_found(line: str) -> None:
    assert unescaped({"a": f"def f(name, row, unit, names, own, system, sections, rows):\n    {line}"}, set())


@pytest.mark.parametrize(
    "line",
    [
        "st.error(escape(name))",
        "st.markdown(f'**{escape(row.name)}** {count:,}')",
        "st.caption(t('{unit} waits for {year}', unit=escape(name), year=year))",
        "words = escape(name); st.info(words or t('x'))",
        "st.markdown(', '.join(escape(n) for n in name))",
    ],
)
def test_what_is_escaped_is_not(line: str) -> None:
    assert unescaped({"a": f"def f(name, row, count: int, year: int):\n    {line}"}, set()) == []
