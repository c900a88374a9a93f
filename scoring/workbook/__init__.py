"""The self-report workbook: made from the system, and read back with every mistake by its cell.

What is listed here is loaded when it is first asked for: reading of files can begin before pandas has been loaded.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scoring.workbook.batch.combine import Batch, combine
    from scoring.workbook.file_names import free_name
    from scoring.workbook.files.paths import Collected, collect
    from scoring.workbook.files.reading import Reading
    from scoring.workbook.intake.uploads import read_roster, read_upload, read_uploads
    from scoring.workbook.marked.copy import marked_copies, marked_copy, marked_name, write_marked_copies
    from scoring.workbook.template.workbook import template_workbook

__all__ = [
    "Batch",
    "Collected",
    "Reading",
    "collect",
    "combine",
    "free_name",
    "marked_copies",
    "marked_copy",
    "marked_name",
    "read_roster",
    "read_upload",
    "read_uploads",
    "template_workbook",
    "write_marked_copies",
]
_AT_HOME = {
    "batch.combine": ("Batch", "combine"),
    "files.paths": ("Collected", "collect"),
    "intake.uploads": ("read_roster", "read_upload", "read_uploads"),
    "file_names": ("free_name",),
    "marked.copy": ("marked_copies", "marked_copy", "marked_name", "write_marked_copies"),
    "files.reading": ("Reading",),
    "template.workbook": ("template_workbook",),
}
_HOME = {name: module for module, names in _AT_HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
