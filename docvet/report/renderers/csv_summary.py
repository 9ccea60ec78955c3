"""CSV for Excel and WPS: one row a folder, the same columns for one folder and for many."""

from __future__ import annotations

from collections.abc import Sequence

from docvet.report.cells import csv_text
from docvet.report.model import Report
from docvet.report.renderers import RenderOptions
from docvet.report.summary import headings, rows

_SUMMARY = (
    "client", "application", "company", "brand", "verdict", "verdict_short", "must", "confirm", "advice", "accepted",
    "open", "top_reason", "reasons", "first_step", "checked_at",
)  # fmt: skip


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The table."""
    lines = ([str(getattr(row, name)) for name in _SUMMARY] for row in rows(reports, options.lang))
    return csv_text([headings(options.lang, *_SUMMARY), *lines])
