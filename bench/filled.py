"""A thousand filled workbooks for the benches, made of the sample's eighteen."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data" / "2025"
_BASICS = "xl/worksheets/sheet2.xml"  # 基本信息, where the code stands


def filled_workbooks(folder: Path, count: int) -> list[Path]:
    """`count` workbooks in `folder`, each the figures of a sample unit under a code of its own."""
    originals = [(path.name.split()[0], _parts(path)) for path in sorted(SAMPLE.glob("*.xlsx"))]
    paths = []
    for number in range(count):
        code, parts = originals[number % len(originals)]
        basics = parts[_BASICS].replace(f"<t>{code}</t>".encode(), f"<t>B{number:04d}</t>".encode(), 1)
        if basics == parts[_BASICS]:
            raise ValueError(f"the sample workbook of {code} does not hold its code as a text of its own")
        path = folder / f"B{number:04d}.xlsx"
        path.write_bytes(_packed(parts | {_BASICS: basics}))
        paths.append(path)
    return paths


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return target.getvalue()
