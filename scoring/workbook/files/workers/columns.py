"""The old home of `column_name`, for `intake`."""

from scoring.workbook.cell_names import column_name

__all__ = ["column_name"]
