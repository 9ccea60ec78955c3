"""Exit codes of the commands that judge folders."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from docvet.errors import ExitCode
from docvet.models import Severity, Verdict

if TYPE_CHECKING:
    from docvet.report.model import Report


class FailOn(StrEnum):
    """From which level on a report counts as not clear."""

    REJECT = "reject"
    REVIEW = "review"
    WARN = "warn"


_PRECEDENCE = (ExitCode.INTERRUPTED, ExitCode.ERROR, ExitCode.REJECT, ExitCode.REVIEW, ExitCode.CLEAR)


def exit_of(report: Report, fail_on: FailOn) -> ExitCode:
    """The code for one report."""
    if report.verdict is Verdict.REJECT:
        return ExitCode.REJECT
    if report.verdict is Verdict.ERROR:
        return ExitCode.ERROR
    if report.verdict is Verdict.REVIEW:
        return ExitCode.CLEAR if fail_on is FailOn.REJECT else ExitCode.REVIEW
    warned = any(finding.severity is Severity.WARN and not finding.accepted for finding in report.findings)
    return ExitCode.REVIEW if warned and fail_on is FailOn.WARN else ExitCode.CLEAR


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The one code where several apply: 130, 2, 1, 3, 0."""
    return min(codes, key=_PRECEDENCE.index, default=ExitCode.CLEAR)
