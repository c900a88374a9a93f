"""The files that browsers send, until a page has taken them: only those that were asked for, and only so many bytes."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec, UploadFileUrlInfo

from scoring.workbook.limits import ALL_UPLOADS_BYTES, SESSION_UPLOADS_BYTES

ISSUED = 1_000  # addresses for files that a session may have; the oldest make room


class Uploads(MemoryUploadedFileManager):
    """Keeps the files of each session under the ids it has issued to it, within limits; they end with the session."""

    def __init__(self, upload_endpoint: str) -> None:
        super().__init__(upload_endpoint)
        self._issued: dict[str, dict[str, None]] = {}  # session -> its ids, the oldest first
        self._coming: defaultdict[str, int] = defaultdict(int)  # session -> bytes that are on their way
        self._left: dict[str, float] = {}  # session that nobody is connected to -> since when
        self._change = threading.RLock()

    def get_upload_urls(self, session_id: str, file_names: Sequence[str]) -> list[UploadFileUrlInfo]:
        """Issue an address for each file that a session is about to send."""
        addresses = super().get_upload_urls(session_id, file_names[:ISSUED])
        with self._change:
            issued = self._issued.setdefault(session_id, {})
            issued.update(dict.fromkeys(address.file_id for address in addresses))
            for oldest in list(issued)[:-ISSUED]:
                self.remove_file(session_id, oldest)
        return addresses

    @contextmanager
    def room(self, session_id: str, file_id: str, size: int) -> Iterator[None]:
        """Keep room for a file while it is on its way.

        Raises:
            HTTPException: nobody asked for it (404), or there is no room for it: for this session (413), for all (503).
        """
        with self._change:
            self._check(session_id, file_id)
            old = self._size(session_id, file_id)
            if self._held(session_id) - old + size > SESSION_UPLOADS_BYTES:
                raise HTTPException(413, "Too many files wait to be read in this session")
            if self._total_bytes + sum(self._coming.values()) - old + size > ALL_UPLOADS_BYTES:
                raise HTTPException(503, "Too many files wait to be read; try again later")
            self._coming[session_id] += size
        try:
            yield
        finally:
            with self._change:
                self._coming[session_id] -= size
                if not self._coming[session_id]:
                    del self._coming[session_id]

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """Keep a file that has come.

        Raises:
            HTTPException: nobody asks for it any more; its session may have ended meanwhile.
        """
        with self._change:
            self._check(session_id, file.file_id)
            super().add_file(session_id, file)

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Forget a file and its address."""
        with self._change:
            self._issued.get(session_id, {}).pop(file_id, None)
            super().remove_file(session_id, file_id)

    def remove_session_files(self, session_id: str) -> None:
        """Forget all that is of a session, when it ends."""
        with self._change:
            self._issued.pop(session_id, None)
            self._left.pop(session_id, None)
            super().remove_session_files(session_id)

    def forget_ended(self, is_connected: Callable[[str], bool], seconds: float) -> None:
        """Forget all that is of sessions to which nobody has been connected for so long.

        Streamlit ends a session that was left when the next is left, which may be tomorrow, and one that is part of a
        circle of references only if the garbage collector sees it.
        """
        with self._change:
            now = time.monotonic()
            self._left = {
                session: self._left.get(session, now) for session in self._issued if not is_connected(session)
            }
            for session in [session for session, since in self._left.items() if now - since >= seconds]:
                self.remove_session_files(session)

    def _check(self, session_id: str, file_id: str) -> None:
        if file_id not in self._issued.get(session_id, {}):
            raise HTTPException(404, "No such upload was asked for")

    def _held(self, session_id: str) -> int:
        kept = self.file_storage.get(session_id, {}).values()
        return sum(len(file.data) for file in kept) + self._coming.get(session_id, 0)

    def _size(self, session_id: str, file_id: str) -> int:
        kept = self.file_storage.get(session_id, {}).get(file_id)
        return len(kept.data) if kept else 0
