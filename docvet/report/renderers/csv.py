"""CSV for Excel and WPS: one row a finding; of several reports one row an application."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from docvet.report.model import Report
from docvet.report.renderers import RenderOptions
from docvet.report.summary import headings, rows
from docvet.report.view import View
from docvet.visible import visible

_BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the system."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula; the wide signs do so where Excel is East Asian."""
_COLUMNS = (
    "number",
    "group",
    "rule",
    "code",
    "message",
    "place",
    "expected",
    "found",
    "fix",
    "reason",
    "stage",
    "source",
    "accepted",
)
_SUMMARY = (
    "client",
    "application",
    "verdict",
    "verdict_short",
    "must",
    "confirm",
    "advice",
    "top_reason",
    "first_step",
)


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The table, with a byte order mark and CRLF as RFC 4180 has it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    if options.several or len(reports) != 1:
        writer.writerow(_cells(headings(options.lang, *_SUMMARY)))
        for row in rows(reports, options.lang):
            writer.writerow(_cells(str(getattr(row, name)) for name in _SUMMARY))
    else:
        writer.writerows(_findings(reports[0], options))
    return _BOM + stream.getvalue()


def _findings(report: Report, options: RenderOptions) -> Iterable[list[str]]:
    view = View(report, options.lang)
    yield _cells(view.say(f"csv.{name}") for name in _COLUMNS)
    for group, findings in view.groups.items():
        for finding in findings:
            cells = {
                "number": str(view.number(finding)),
                "group": view.say(f"group.{group}"),
                "rule": finding.rule,
                "code": view.code(finding),
                "message": view.own(finding.message),
                "place": "\n".join(view.places(finding)),
                "expected": finding.expected,
                "found": finding.found,
                "fix": view.own(finding.fix),
                "reason": view.own(finding.reason.title),
                "stage": view.say(f"stage_of_rule.{finding.stage}"),
                "source": view.source(finding),
                "accepted": view.acceptance(finding),
            }
            yield _cells(cells[name] for name in _COLUMNS)


def _cells(texts: Iterable[str]) -> list[str]:
    return [_harmless("\n".join(map(visible, text.split("\n")))) for text in texts]


def _harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text
