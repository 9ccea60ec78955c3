"""What a problem may weigh: a rejection only where nothing is in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docvet.documents import shows_no_print
from docvet.models import Box, Document, Effort, Severity, Source
from docvet.rules.case import Case, pages_with
from docvet.rules.problems import FieldOf, Problem
from docvet.rules.ruleset import SOFT_BASES, Rule, Ruleset

SURE_SOURCES = frozenset({Source.TEXT_LAYER, Source.FORM, Source.OPERATOR})
"""Sources that need no second witness."""
_NO_ENGINES = SURE_SOURCES | {Source.QR}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The severity a problem has, and the fields whose reading lowered it."""

    severity: Severity
    doubtful: frozenset[FieldOf] = frozenset()
    perhaps: tuple[str, ...] = ()
    """Files that may be the better document, which lowered it too."""
    wanted: frozenset[FieldOf] = frozenset()
    """Fields that deserve a second look before it stands."""
    unseen: frozenset[FieldOf] = frozenset()
    """Those of them in which something was not seen that may stand anywhere on their pages."""


def weigh(ruleset: Ruleset, rule: Rule, problem: Problem, case: Case) -> Weighed:
    """The lowest of what the rule, its basis, the circumstance and the reading allow."""
    severity = max(rule.severity, problem.at_most, key=lambda item: item.rank)
    if rule.basis in SOFT_BASES:
        severity = max(severity, Severity.REVIEW, key=lambda item: item.rank)
    documents = {document.id: document for document in case.documents}
    if severity.rank > Severity.REVIEW.rank:
        return Weighed(severity)
    doubtful = frozenset(
        (id_, name)
        for id_, name in problem.rests_on
        if not _beyond_doubt(documents[id_], name, ruleset.min_reject_confidence, problem, case)
    )
    once = frozenset(
        (id_, name)
        for id_, name in doubtful
        if not shows_no_print(name) and not _seen_twice(documents[id_], name, problem)
    )
    if severity is not Severity.REJECT:
        lists = ((id_, name) for id_, name in once if isinstance(documents[id_].value(name), list))
        return Weighed(severity, wanted=once, unseen=frozenset(lists if problem.absent else ()))
    kinds_sure = all(documents[id_].kind_confidence >= ruleset.min_kind_confidence for id_ in problem.rests_on_kind)
    perhaps = tuple(reading.file.path for reading in case.could_be(*problem.better_documents))
    if not kinds_sure or perhaps:  # no look at these fields makes a rejection of it
        return Weighed(Severity.REVIEW, doubtful, perhaps, once)
    unseen = doubtful if problem.absent else frozenset()
    return Weighed(Severity.REVIEW if doubtful else Severity.REJECT, doubtful, (), doubtful, unseen)


def _beyond_doubt(document: Document, name: str, threshold: float, problem: Problem, case: Case) -> bool:
    field = document.fields.get(name)
    if field is None or field.confidence < threshold:
        return False
    if field.source not in _NO_ENGINES and field.source not in case.trusted_engines:
        return False
    if field.source in SURE_SOURCES:
        return field.whole or not problem.absent
    if problem.absent:
        return field.whole and _looked_twice(document, name)
    return bool(field.witnesses - problem.discounted)


def _looked_twice(document: Document, name: str) -> bool:
    """Its pages were also read at full size: what two looks did not show is not there."""
    field = document.fields.get(name)
    pages = document.pages if field is None else pages_with(document, field)
    return all(page.effort is not None and page.effort >= Effort.FULL for page in pages)


def _seen_twice(document: Document, name: str, problem: Problem) -> bool:
    """Its pages, or only its place where that tells enough, were read again."""
    field = document.fields.get(name)
    if _looked_twice(document, name):
        return True
    if field is None or field.box is None or (problem.absent and isinstance(field.value, list)):
        return False
    box = field.box
    return all(any(item.places and item.saw(box) for item in page.passes) for page in pages_with(document, field))


def texts_of_passes(document: Document, field: str) -> Iterator[str]:
    """What each reading pass saw on a page of the document, but for what stands where its other fields were read.

    A line that belongs to the field and was not taken for it stands outside the field's place.
    """
    for page in document.pages:
        places = {name: field.box for name, field in document.fields.items() if field.page == page.number}
        own = places.pop(field, None)
        others = [box for box in places.values() if box is not None]
        for reading_pass in page.passes:
            yield "\n".join(
                line.text
                for line in reading_pass.lines
                if (own is not None and _within(line.box, own)) or not any(_within(line.box, box) for box in others)
            )


def _within(line: Box, place: Box) -> bool:
    across, down = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return place[0] <= across <= place[2] and place[1] <= down <= place[3]
