"""CSV for Excel and WPS: one row a finding, the same columns for one folder and for many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docvet.report.cells import csv_text
from docvet.report.grouping import ProblemGroup
from docvet.report.model import Report, ReportFinding
from docvet.report.renderers import RenderOptions
from docvet.report.summary import Row, rows
from docvet.report.view import View
from docvet.words import words

_COLUMNS = (
    "client", "application", "company", "brand", "verdict", "number", "group", "rule", "code", "title", "message",
    "place", "expected", "found", "fix", "actor", "reason", "stage", "source", "accepted",
)  # fmt: skip


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The table; a folder without a finding has one row without one."""
    return csv_text(_lines(reports, options))


def _lines(reports: Sequence[Report], options: RenderOptions) -> Iterator[list[str]]:
    say = words(options.lang)
    yield [say(f"csv.{name}") for name in _COLUMNS]
    for report, row in zip(reports, rows(reports, options.lang), strict=True):
        view = View(report, options.lang)
        about = _about(row)
        problems = [problem for group in view.problems.values() for problem in group]
        cells = [about | _finding(view, problem, finding) for problem in problems for finding in problem.findings]
        for line in cells or [about]:
            yield [line.get(name, "") for name in _COLUMNS]


def _about(row: Row) -> dict[str, str]:
    return {
        "client": row.client, "application": row.application, "company": row.company, "brand": row.brand,
        "verdict": row.verdict_short,
    }  # fmt: skip


def _finding(view: View, problem: ProblemGroup, finding: ReportFinding) -> dict[str, str]:
    return {
        "number": str(problem.number),
        "group": view.say(f"group.{problem.group}"),
        "rule": finding.rule,
        "code": view.code(finding),
        "title": view.rule_title(finding.rule),
        "message": view.own(finding.message),
        "place": "\n".join(view.places(finding)),
        "expected": view.expected(finding),
        "found": view.found(finding),
        "fix": view.own(finding.fix),
        "actor": view.actor(finding),
        "reason": view.own(finding.reason.title),
        "stage": view.say(f"stage_of_rule.{finding.stage}"),
        "source": view.source(finding),
        "accepted": view.acceptance(finding),
    }
