"""What a problem may weigh: a rejection only where nothing is in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docvet.models import Box, Document, Effort, Field, Severity, Source
from docvet.rules.case import Case, pages_with
from docvet.rules.checks import FieldOf, Problem
from docvet.rules.ruleset import SOFT_BASES, Rule, Ruleset

SURE_SOURCES = frozenset({Source.TEXT_LAYER, Source.FORM, Source.OPERATOR})
"""Sources that need no second witness."""
WEAK_SOURCES = frozenset({Source.TESSERACT})
"""Engines that misread real photographs too often to carry a rejection."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The severity a problem has, and the fields whose reading lowered it."""

    severity: Severity
    doubtful: frozenset[FieldOf] = frozenset()


def weigh(ruleset: Ruleset, rule: Rule, problem: Problem, case: Case) -> Weighed:
    """The lowest of what the rule, its basis, the circumstance and the reading allow."""
    severity = max(rule.severity, problem.at_most, key=lambda item: item.rank)
    if rule.basis in SOFT_BASES:
        severity = max(severity, Severity.REVIEW, key=lambda item: item.rank)
    if severity is not Severity.REJECT:
        return Weighed(severity)
    documents = {document.id: document for document in case.documents}
    doubtful = frozenset(
        (id_, name)
        for id_, name in problem.rests_on
        if not _beyond_doubt(documents[id_], name, ruleset.min_reject_confidence, absent=problem.absent)
    )
    kinds_sure = all(documents[id_].kind_confidence >= ruleset.min_kind_confidence for id_ in problem.rests_on_kind)
    return Weighed(Severity.REJECT if kinds_sure and not doubtful else Severity.REVIEW, doubtful)


def _beyond_doubt(document: Document, name: str, threshold: float, *, absent: bool) -> bool:
    field = document.fields.get(name)
    if field is None or field.confidence < threshold or field.source in WEAK_SOURCES:
        return False
    if field.source in SURE_SOURCES:
        return field.whole or not absent
    if absent:
        return field.whole and _looked_twice(document, field)
    return bool(field.witnesses)


def _looked_twice(document: Document, field: Field) -> bool:
    """The pages were also read at full size: what two looks did not show is not there."""
    return all(page.effort is not None and page.effort >= Effort.FULL for page in pages_with(document, field))


def texts_of_passes(document: Document, field: str) -> Iterator[str]:
    """What each reading pass saw where this field stands (all of the page where its place is not known)."""
    found = document.fields.get(field)
    if found is None:
        return
    for page in pages_with(document, found):
        for reading_pass in page.passes:
            lines = (line.text for line in reading_pass.lines if found.box is None or _within(line.box, found.box))
            yield "\n".join(lines)


def _within(line: Box, place: Box) -> bool:
    across, down = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return place[0] <= across <= place[2] and place[1] <= down <= place[3]
