"""Files that were dropped on a page."""

from __future__ import annotations

from collections.abc import Iterable

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def forget(files: Iterable[UploadedFile]) -> None:
    """Give back the memory of files whose content is taken; Streamlit keeps them as long as the page is open."""
    context = get_script_run_ctx()
    keeper = context.uploaded_file_mgr if context else None
    if context and isinstance(keeper, MemoryUploadedFileManager):
        for file in files:
            keeper.remove_file(session_id=context.session_id, file_id=file.file_id)
