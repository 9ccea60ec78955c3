"""What the findings make of each place of the platform's form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docvet.models import Finding, Severity
from docvet.rules.slots_view import SlotView

_REFERENCES = frozenset({"business_license", "trademark_certificate"})
"""Documents that others are held against: where two disagree, it is the other one that is looked at."""
_STATES = {Severity.ERROR: "review", Severity.REJECT: "reject", Severity.REVIEW: "review"}
_WORST = ("reject", "review")


def slots(views: Sequence[SlotView], findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """As the report has them; ``findings`` in the report's order."""
    concerned = [_concerned(views, finding) for finding in findings]
    for view in views:
        own = [at for at, names in enumerate(concerned) if view.name in names]
        counted = [findings[at] for at in own if findings[at].accepted is None]
        states = {_STATES[finding.severity] for finding in counted if finding.severity in _STATES}
        state = next((state for state in _WORST if state in states), "ok")
        if not view.documents and view.open:
            state = "review" if view.perhaps or state == "review" else "missing"
        elif view.open and state == "ok":
            state = "review"
        yield {
            "name": view.name,
            "title": view.slot.title.words,
            "required": view.slot.required,
            "state": state,
            "documents": view.documents,
            "findings": tuple(own),
        }


def _concerned(views: Sequence[SlotView], finding: Finding) -> frozenset[str]:
    """The places that a finding is about."""
    if any(view.name == finding.topic for view in views):
        return frozenset({finding.topic})
    hit = [view for view in views if set(view.documents) & set(finding.documents)]
    if not hit:
        return frozenset(view.name for view in views if set(view.perhaps) & set(finding.documents))
    others = [view for view in hit if not _REFERENCES & set(view.slot.kinds)]
    open_letters = [view for view in views if view.open and view.documents]
    if not others and open_letters and finding.edges:
        others = open_letters
    marks = [view for view in hit if "business_license" not in view.slot.kinds]
    return frozenset(view.name for view in others or marks or hit)
