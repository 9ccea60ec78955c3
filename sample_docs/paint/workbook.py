"""Spreadsheet files: the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook

Cell = str | int | float | Decimal | date | datetime | None
_ANY_DAY = (2024, 1, 1, 0, 0, 0)


def xlsx(sheets: Mapping[str, Sequence[Sequence[Cell]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook with these sheets (title → rows); those in ``hidden`` are there and not shown."""
    book = Workbook(write_only=True)
    book.properties.creator = "SAMPLE 样本"
    book.properties.created = book.properties.modified = datetime(*_ANY_DAY)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return _undated(written)


def separated(rows: Sequence[Sequence[Cell]], encoding: str = "gb18030", delimiter: str = ",") -> bytes:
    """Comma-separated values as Chinese banks export them (``utf-8-sig`` for a byte-order mark)."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def _undated(written: io.BytesIO) -> bytes:
    """The archive without the hour of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "docProps/core.xml":  # openpyxl notes the moment of saving as the last change
                data = _with_any_day(data)
            new.writestr(zipfile.ZipInfo(item.filename, _ANY_DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _with_any_day(core: bytes) -> bytes:
    head, tag, rest = core.partition(b"<dcterms:modified")
    if not tag:
        return core
    attributes, _, rest = rest.partition(b">")
    _, end, tail = rest.partition(b"</dcterms:modified>")
    return head + tag + attributes + b">2024-01-01T00:00:00Z" + end + tail
