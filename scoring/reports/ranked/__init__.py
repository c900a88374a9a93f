"""The ranked results as a workbook and as CSV; one file a sheet. Tested in tests/reports/test_ranked.py."""

from scoring.reports.ranked.ranking import ranked_csv
from scoring.reports.ranked.workbook import ranked_workbook, write_ranked_workbook

__all__ = ["ranked_csv", "ranked_workbook", "write_ranked_workbook"]
