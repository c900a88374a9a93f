"""Makes the web font the screens use: `python -m ui.frame.fonts`.

Noto Sans SC comes with the package pylopdf-fonts-zh-cn (SIL Open Font License); cut to the characters
a Chinese screen needs it is a fifth of the size.

Tested in tests/browser/test_door.py.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).resolve().parents[2] / "static" / "fonts" / "kaoping-sans.woff2"
SYMBOLS = "·…—–‘’“”、。×÷√≥≤≠±→←↑↓▲▼△▽●○■□★☆‰℃①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳✓−∞《》〈〉【】（）：；！？，％＋－／"


def characters() -> set[int]:
    """Code points kept: all of GB2312, Latin-1, half- and full-width forms, and common symbols."""
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    return (
        {ord(c) for c in gb2312 + SYMBOLS}
        | set(range(0x20, 0x17F))
        | set(range(0xFF00, 0xFFF0))
        | set(range(0x3000, 0x3020))
    )


def source() -> Path:
    """The full font inside the installed package.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if package is None or package.origin is None:
        raise FileNotFoundError("pylopdf-fonts-zh-cn is not installed")
    return Path(package.origin).parent / "NotoSansSC-Regular.otf"


def make() -> Path:
    """Write the web font, unless the one that is there is newer than what it is made from."""
    if TARGET.exists() and TARGET.stat().st_mtime >= max(p.stat().st_mtime for p in (source(), Path(__file__))):
        TARGET.touch()  # make, too, asks whether it is newer than the install
        return TARGET
    options = subset.Options(flavor="woff2", layout_features=["kern", "locl", "palt"], desubroutinize=True)
    font = subset.load_font(str(source()), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    partial = TARGET.with_suffix(".part")
    subset.save_font(font, str(partial), options)
    partial.rename(TARGET)
    return TARGET


if __name__ == "__main__":
    sys.stdout.write(f"{make()}\n")
