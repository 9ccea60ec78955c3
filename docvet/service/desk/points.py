"""What a client was asked for, and what of it is done once new files have come."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from docvet.report.compare import compared
from docvet.report.model import Report, ReportFinding


class Asked(BaseModel):
    """One point of a request, as the ledger keeps it; masked, since it goes to the client."""

    rule: str
    message: dict[str, str]
    paths: list[str] = []

    @classmethod
    def of(cls, finding: ReportFinding, report: Report) -> Asked:
        """A finding of a masked report."""
        return cls(rule=finding.rule, message=finding.message.model_dump(), paths=sorted(_paths(finding, report)))

    def is_of(self, finding: ReportFinding, report: Report) -> bool:
        """It was made of this finding."""
        return self == Asked.of(finding, report)


def state_of(asked: Sequence[Asked], now: Report, before: Report) -> list[str]:
    """``done``, ``open``, ``accepted`` or ``unclear`` for each point, by the masked reports of then and now."""
    told = compared(now, [before], alone=True).comparison
    if told is None:
        return ["unclear"] * len(asked)
    accepted = [finding for finding in now.findings if finding.accepted is not None]
    states = []
    for point in asked:
        if any(point.is_of(finding, before) for finding in told.mended):
            states.append("done")
        elif any(point.is_of(finding, before) for finding in told.unjudged):
            states.append("unclear")
        elif any(finding.rule == point.rule and sorted(_paths(finding, now)) == point.paths for finding in accepted):
            states.append("accepted")
        else:
            states.append("open")
    return states


def _paths(finding: ReportFinding, report: Report) -> set[str]:
    return {document.path for document in report.documents if document.id in finding.documents}
