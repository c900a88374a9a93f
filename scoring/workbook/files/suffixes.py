"""What files are by the ends of their names: which are read, which are looked into, which are passed over.

What is looked into is told by its bytes; the name alone speaks where nothing is to be had of them.

Tested in tests/workbook/files/test_reading.py.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from scoring.words import Text, text
from scoring.workbook.files.unreadable import Unreadable

READ = (".xlsx", ".xlsm", ".xlsb", ".xltx", ".xls", ".et", ".ods", ".csv", ".zip")
# These may hold a report too: they are read, or refused by what they are.
_LOOKED_INTO = (
    *(".xlt", ".xltm", ".xlw", ".ett", ".ots", ".fods", ".numbers", ".dif", ".slk", ".tsv"),
    *(".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"),
)
_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".opdownload", ".downloading", ".tdl", ".!ut")
SUFFIXES = (*READ, *_LOOKED_INTO, *_UNFINISHED)

_NAMED: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        text("Word 或 WPS 文字文档", "a Word or WPS Writer document"),
        (".doc", ".docx", ".wps", ".odt", ".rtf"),
    ),
    (text("演示文稿", "a presentation"), (".ppt", ".pptx", ".dps", ".odp", ".key")),
    (text("PDF 文件", "a PDF"), (".pdf", ".ofd")),
    (text("图片", "a picture"), (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg")),
    (text("音频或视频", "sound or video"), (".mp3", ".m4a", ".wav", ".mp4", ".mov", ".avi")),
    (text("网页", "a web page"), (".htm", ".html", ".mht", ".mhtml")),
    (text("数据或设置文件", "data or settings"), (".json", ".xml", ".yaml", ".yml", ".db", ".ini")),
    (text("纯文本", "plain text"), (".txt", ".md", ".log")),
    (text("快捷方式", "a link"), (".lnk", ".url", ".webloc")),
    (text("备份或临时文件", "a backup or a temporary file"), (".bak", ".tmp", ".xlk", ".asd", ".wbk")),
    (text("程序", "a program"), (".exe", ".bat", ".cmd", ".msi", ".dmg")),
)
_UNKNOWN = text("其他类型的文件", "a file of another kind")
_WITHOUT_SUFFIX = text("没有扩展名的文件", "a file without an extension")


def suffix_of(name: str) -> str:
    """The end of a name, in small letters: .xlsx."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def named_kind(name: str) -> Text:
    """What a file is by the end of its name."""
    suffix = suffix_of(name)
    if not suffix:
        return _WITHOUT_SUFFIX
    return next((what for what, suffixes in _NAMED if suffix in suffixes), _UNKNOWN)


def is_known_otherwise(name: str) -> bool:
    """Whether the end of a name says that a file is something else than a workbook."""
    return any(suffix_of(name) in suffixes for _, suffixes in _NAMED)


def refuse_unfinished(name: str) -> None:
    """Refuse a download that was not waited for.

    Raises:
        Unreadable: `unfinished_download`.
    """
    if suffix_of(name) in _UNFINISHED:
        raise Unreadable("unfinished_download")
