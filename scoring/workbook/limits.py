"""States every limit on what is handed in. They are absolute; each has its message.

Tested in tests/workbook/files/test_container.py and tests/workbook/test_corpus.py.
"""

from __future__ import annotations

MB = 1024 * 1024
FILE_BYTES = 10 * MB  # one workbook or table
ARCHIVE_BYTES = 200 * MB  # a zip of workbooks, as stored and as unpacked
ARCHIVE_FILES = 200  # workbooks in one zip
UPLOAD_FILES = 200  # files handed in at once on screen; a folder read by a command may hold any number
SESSION_UPLOADS_BYTES = 200 * MB  # files of one session that no page has taken yet
ALL_UPLOADS_BYTES = 500 * MB  # the same of all sessions
LISTED = 5_000  # entries of any zip's directory, what is passed over too
PARTS = 200  # entries inside one .xlsx or .ods
UNPACKED_BYTES = 20 * MB  # what one .xlsx or .ods unpacks to
ANSWER_BYTES = 20 * MB  # what its cells hold, each by itself: a text that many cells share is there as often
PLAIN_ROWS, PLAIN_COLUMNS = 2_000, 100  # within these the quick reader is safe
CELLS = 1_000_000  # filled cells of one workbook
TABLE_ROWS = 200_000  # rows of a long table
TABLE_CELLS = 1_600_000  # filled cells of a .csv: so many rows of eight columns
UNITS = 5_000  # that one file speaks of
PERIOD_UNITS = 10_000  # of one period, listed or only spoken of
PROBLEMS = 1_000  # errors of one file; after so many the rest of it is not looked at
TEXT = 2_000  # characters of one cell
NAME = 100  # characters of a unit's name
MARKS = 2_000  # problems listed in one marked copy
PROCESS_MEMORY = 512 * MB  # of a child process that opens a file
PROCESS_SECONDS = 20.0  # that it may take for one
READER_FILES = 1_000  # after so many files a reading process is replaced, so that nothing piles up
READERS = 2  # reading processes at once
IN_LINE = 6  # files given to one of them at once: the next is there when one is done, whatever the threads are at
MARKER_FILES = 50  # after so many files a marking process is replaced
MARKERS = 2  # marking processes at once
AHEAD_BYTES = 32 * MB  # of files given to them before the first is understood, and of answers that wait for that
