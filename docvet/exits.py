"""Exit codes of the commands that judge folders."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from docvet.models import Severity, Verdict
from docvet.report.model import Report


class Exit(IntEnum):
    """What the shell is told."""

    CLEAR = 0
    REJECT = 1
    FAULT = 2
    """Wrong usage, or docvet itself failed."""
    REVIEW = 3
    INTERRUPTED = 130


class FailOn(StrEnum):
    """From which level on a report counts as not clear."""

    REJECT = "reject"
    REVIEW = "review"
    WARN = "warn"


_PRECEDENCE = (Exit.INTERRUPTED, Exit.FAULT, Exit.REJECT, Exit.REVIEW, Exit.CLEAR)


def exit_of(report: Report, fail_on: FailOn) -> Exit:
    """The code for one report."""
    if report.verdict is Verdict.REJECT:
        return Exit.REJECT
    if report.verdict is Verdict.ERROR:
        return Exit.FAULT
    if report.verdict is Verdict.REVIEW:
        return Exit.CLEAR if fail_on is FailOn.REJECT else Exit.REVIEW
    warned = any(finding.severity is Severity.WARN and not finding.accepted for finding in report.findings)
    return Exit.REVIEW if warned and fail_on is FailOn.WARN else Exit.CLEAR


def worst(codes: Iterable[Exit]) -> Exit:
    """The one code where several apply: 130, 2, 1, 3, 0."""
    return min(codes, key=_PRECEDENCE.index, default=Exit.CLEAR)
