"""The old home of `column_name`, for `intake`.

Tested in tests/workbook/files/test_readers.py.
"""

from scoring.workbook.cell_names import column_name

__all__ = ["column_name"]
