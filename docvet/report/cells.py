"""A table as CSV that Excel and WPS open as it is: no text becomes a formula, no long number is rounded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from docvet.visible import visible

_BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the system."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula; the wide signs do so where Excel is East Asian."""
_ROUNDED = re.compile(r"\s*[0-9]{12,}\s*|\s*[0-9]+[eE][0-9]+\s*")
"""What Excel shows as 4.4E+18 and keeps fifteen digits of."""


def csv_text(lines: Iterable[Iterable[str]]) -> str:
    """The table, with a byte order mark and CRLF as RFC 4180 has it."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([_cell(text) for text in line] for line in lines)
    return _BOM + stream.getvalue()


def _cell(text: str) -> str:
    shown = "\n".join(map(visible, text.split("\n")))
    if _ROUNDED.fullmatch(shown):
        return f"\t{shown.strip()}"  # a tab makes it a text, and is not seen
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) or shown.startswith(_FORMULA) else shown
