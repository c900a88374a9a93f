"""The self-report workbook: made from the system, and read back with every mistake by its cell."""

from scoring.workbook.batch import Batch, Collected, collect, combine
from scoring.workbook.intake import read_roster, read_upload
from scoring.workbook.template import template

__all__ = ["Batch", "Collected", "collect", "combine", "read_roster", "read_upload", "template"]
