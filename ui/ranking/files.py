"""The files of the ranking to take away.

Tested in tests/pages/test_ranking.py.
"""

from __future__ import annotations

from functools import partial

from scoring.reports.ranked import ranked_csv, ranked_workbook
from scoring.services.finality import finality
from scoring.services.submissions import left_out_problems
from ui.components.downloads import CSV, XLSX, download
from ui.frame import stores
from ui.frame.language import t
from ui.frame.view_key import ViewKey


def ranking_downloads(key: ViewKey) -> None:
    """The ranked workbook and the table, made when they are asked for."""

    def book() -> bytes:
        standing = finality(stores.store(), key.period, key.sheet)
        problems = left_out_problems(stores.store(), key.period)
        return ranked_workbook(key.sheet, key.previous, problems, key.lang, standing)

    table = partial(ranked_csv, key.sheet, key.previous, key.lang)
    download(t("Ranked workbook (xlsx)"), book, f"ranking_{key.period}.xlsx", "ranking_xlsx", XLSX)
    download(t("Ranking (csv)"), table, f"ranking_{key.period}.csv", "ranking_csv", CSV)
