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
_CHANGED = re.compile(
    r"""\s*(?:
        [0-9]{12,}                                  # shown as 4.4E+18, and fifteen digits of it kept
        | 0[0-9]+                                   # its zeros are lost
        | [0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+        # taken for a power of ten
        | [0-9]{1,2}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?  # taken for a day
        | [0-9]{4}[-/][0-9]{1,2}                    # taken for a month, and shown as Mar-24
        | [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?         # taken for a time
    )\s*""",
    re.VERBOSE,
)
"""What a spreadsheet takes for a number, a day or a time, and shows as something else."""


def csv_text(lines: Iterable[Iterable[str]]) -> str:
    """The table, with a byte order mark and CRLF as RFC 4180 has it."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([cell(text) for text in line] for line in lines)
    return _BOM + stream.getvalue()


def cell(text: str) -> str:
    """A text as a spreadsheet shows it: no formula, and what it would take for a number or a day stays a text."""
    shown = "\n".join(map(visible, text.split("\n")))
    if _CHANGED.fullmatch(shown):
        return f"\t{shown.strip()}"  # a tab makes it a text, and is not seen
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) or shown.startswith(_FORMULA) else shown
