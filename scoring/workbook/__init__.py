"""The self-report workbook: made from the system, and read back with every mistake by its cell."""

from scoring.workbook.batch import Batch, Collected, collect, combine
from scoring.workbook.intake import read_roster, read_upload, read_uploads
from scoring.workbook.marked import free_name, marked_copies, marked_copy, marked_name
from scoring.workbook.template import template

__all__ = [
    "Batch",
    "Collected",
    "collect",
    "combine",
    "free_name",
    "marked_copies",
    "marked_copy",
    "marked_name",
    "read_roster",
    "read_upload",
    "read_uploads",
    "template",
]
