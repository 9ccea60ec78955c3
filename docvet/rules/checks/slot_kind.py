"""Files that are another document than their slot asks for, as the form says or as they look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docvet.documents.classify import name_hint
from docvet.documents.other_documents import FIELD as OTHER_FIELD
from docvet.models import Reading, Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import (
    Case,
    document_title,
    either,
    evidence,
    join,
    kind_title,
    listed,
    not_applicable,
    other_document,
    troubles_of,
)
from docvet.rules.checks import Check
from docvet.rules.facts import fact
from docvet.rules.problems import Problem, Result


def run(case: Case, _args: NoArgs) -> Result:
    """A problem for each file that is another document than its slot asks for, or the same in two slots."""
    mistaken = list(_mistaken(case))
    yield from mistaken
    if not case.form.documents:
        if not mistaken:
            yield not_applicable(
                "表单没有给文件指定栏位，也没有文件看来放错",
                "the form assigns no file to a slot, and none looks misplaced",
            )
        return
    same: defaultdict[str, dict[str, Reading]] = defaultdict(dict)
    for reading in case.readings:
        declared = case.form.kind_of(reading.file.path)
        if declared is None:
            continue
        known = [
            document
            for document in case.documents_of(reading)
            if document.kind != "other" or other_document(document) is not None
        ]
        fits = [document for document in known if _alike(case, document.kind, declared)]
        if known and not fits:
            titles = {title["zh"]: title for title in map(document_title, known)}
            actual, expected = join(list(titles.values())), kind_title(declared)
            perhaps = any((one := other_document(document)) and not one.settles for document in known)
            yield Problem(
                documents=tuple(document.id for document in known),
                values={"file": reading.file.path, "found": actual, "expected": expected},
                expected=fact(expected), found=fact(actual), rests_on_kind=tuple(document.id for document in known),
                at_most=Severity.REVIEW if perhaps else Severity.REJECT,
            )  # fmt: skip
        elif not known and reading.file.sha256:
            same[reading.file.sha256][_slot(case, declared)] = reading
    for slots in same.values():
        if len(slots) > 1:
            paths = listed(reading.file.path for reading in slots.values())
            documents = tuple(document.id for reading in slots.values() for document in case.documents_of(reading))
            # Several pages that were not recognised may hold the documents of both slots.
            whole = all(reading.page_count == 1 and not troubles_of(reading) for reading in slots.values())
            yield Problem(
                documents=documents, values={"file": paths, "found": "", "expected": ""}, found=fact(paths), variant="twice",
                at_most=Severity.REJECT if whole else Severity.REVIEW,
            )  # fmt: skip


def _mistaken(case: Case) -> Iterator[Problem]:
    """Documents that no slot takes, where they stand in for one that is missing."""
    for document in case.documents:
        known = other_document(document)
        if known is None or case.form.kind_of(document.path) is not None:
            continue
        missing = {n: slot for n, slot in case.open_slots.items() if set(known.taken_for) & set(slot.kinds)}
        hint = name_hint(document.path)
        meant = {name: slot for name, slot in missing.items() if hint in slot.kinds} or missing
        if not meant:
            continue
        expected = either([slot.title.words for slot in meant.values()])
        yield Problem(
            documents=(document.id,), evidence=evidence(document, OTHER_FIELD),
            values={"file": document.path, "found": known.title, "expected": expected},
            expected=fact(expected), found=fact(known.title), variant=known.circumstance,
            topic=next(iter(meant)) if len(meant) == 1 else "", rests_on_kind=(document.id,),
            at_most=Severity.REJECT if known.settles else Severity.REVIEW,
        )  # fmt: skip


def _slot(case: Case, kind: str) -> str:
    return next((name for name, slot in case.ruleset.documents.items() if kind in slot.kinds), kind)


def _alike(case: Case, kind: str, declared: str) -> bool:
    return kind == declared or _slot(case, kind) == _slot(case, declared)


CHECK = Check(
    "slot_kind",
    NoArgs,
    run,
    fills=frozenset({"file", "found", "expected"}),
    variants={"twice": frozenset(), "mistaken": frozenset(), "abroad": frozenset(), "page": frozenset()},
)
