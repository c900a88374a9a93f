"""The files of the ranking to take away.

Tested in tests/pages/test_ranking.py.
"""

from __future__ import annotations

from functools import partial

from scoring.reports.ranked import ranked_csv, ranked_workbook
from scoring.services.exports import Export, is_large
from scoring.services.finality import finality
from scoring.services.submissions import left_out_problems
from ui.components.downloads import CSV, XLSX, download
from ui.components.exports import offer_export
from ui.frame import stores
from ui.frame.language import t
from ui.frame.view_key import ViewKey


def ranking_downloads(key: ViewKey) -> None:
    """The ranked workbook and the table, made when they are asked for; a large workbook is made aside."""
    workbook, name = t("Ranked workbook (xlsx)"), f"ranking_{key.period}.xlsx"

    def book() -> bytes:
        standing = finality(stores.store(), key.period, key.sheet)
        problems = left_out_problems(stores.store(), key.period)
        return ranked_workbook(key.sheet, key.previous, problems, key.lang, standing)

    table = partial(ranked_csv, key.sheet, key.previous, key.lang)
    if is_large(key.sheet.system, len(key.sheet.units)):
        asked = Export("ranked", stores.store().url, key.store.version, key.period, key.lang)
        offer_export(workbook, asked, name, "ranking_xlsx", XLSX)
    else:
        download(workbook, book, name, "ranking_xlsx", XLSX)
    download(t("Ranking (csv)"), table, f"ranking_{key.period}.csv", "ranking_csv", CSV)
