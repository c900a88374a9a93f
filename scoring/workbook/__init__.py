"""The self-report workbook: made from the system, and read back."""

from scoring.workbook.template import template

__all__ = ["template"]
