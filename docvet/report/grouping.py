"""Problems as people count them: what is wrong in the same way and fixed by the same step is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docvet.models import Severity
from docvet.report.model import Report, ReportFinding

GROUPS: Mapping[str, tuple[Severity, ...]] = {
    "internal": (Severity.ERROR,),
    "must": (Severity.REJECT,),
    "confirm": (Severity.REVIEW,),
    "advice": (Severity.WARN, Severity.INFO),
}
"""The groups in which problems are shown; what a person accepted stands apart, last, in ``accepted``."""
_ORDER = ("must", "internal", "confirm", "advice", "accepted")
_LEADS = ("weeks", "days", "minutes")


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One problem as people count it, with its number in every format."""

    number: int
    group: str
    findings: tuple[ReportFinding, ...]
    """Alike, at least one; the first stands for all."""

    @property
    def first(self) -> ReportFinding:
        """The finding that stands for all."""
        return self.findings[0]


def problem_groups(report: Report) -> Mapping[str, tuple[ProblemGroup, ...]]:
    """Group → its problems, what blocks most in front; every group, also the empty ones."""
    numbered = list(_numbered(report))
    return {group: tuple(item for item in numbered if item.group == group) for group in _ORDER}


def _numbered(report: Report) -> Iterator[ProblemGroup]:
    number = 0
    for group in _ORDER:
        same: dict[tuple[object, ...], list[ReportFinding]] = {}
        for finding in sorted(report.findings, key=_urgency):
            if _group(finding) == group:
                same.setdefault(alike(finding), []).append(finding)
        for findings in same.values():
            number += 1
            yield ProblemGroup(number, group, tuple(findings))


def _group(finding: ReportFinding) -> str:
    if finding.accepted is not None:
        return "accepted"
    return next(group for group, severities in GROUPS.items() if finding.severity in severities)


def alike(finding: ReportFinding) -> tuple[object, ...]:
    """Of one rule, fixed by one step: the wording in all languages, so that each language counts the same."""
    return finding.rule, finding.fix, finding.stage, finding.accepted


def _urgency(finding: ReportFinding) -> tuple[int, bool, int, float]:
    """Of one weight: what onboarding asks for, what takes longest to fix, what is rejected most often."""
    reason = finding.reason
    return finding.severity.rank, finding.stage == "listing", _LEADS.index(reason.lead), -(reason.share or 0.0)


def of_findings(groups: Mapping[str, Sequence[ProblemGroup]]) -> Mapping[int, ProblemGroup]:
    """``id(finding)`` → the problem that it belongs to."""
    return {id(finding): item for items in groups.values() for item in items for finding in item.findings}
