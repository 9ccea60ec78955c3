"""Files in the slot that the form gives them."""

from __future__ import annotations

from collections import defaultdict

from docvet.models import Reading, Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, join, kind_title, not_applicable, troubles_of
from docvet.rules.checks import Check
from docvet.rules.facts import fact
from docvet.rules.problems import Problem, Result


def run(case: Case, _args: NoArgs) -> Result:
    """A problem for each file that is another document than its slot asks for, or the same in two slots."""
    if not case.form.documents:
        yield not_applicable("表单没有给文件指定栏位", "the form assigns no file to a slot")
        return
    same: defaultdict[str, dict[str, Reading]] = defaultdict(dict)
    for reading in case.readings:
        declared = case.form.kind_of(reading.file.path)
        if declared is None:
            continue
        known = [document for document in case.documents_of(reading) if document.kind != "other"]
        fits = [document for document in known if _alike(case, document.kind, declared)]
        if known and not fits:
            actual = join([kind_title(kind) for kind in dict.fromkeys(document.kind for document in known)])
            expected = kind_title(declared)
            yield Problem(
                documents=tuple(document.id for document in known),
                values={"file": reading.file.path, "found": actual, "expected": expected},
                expected=fact(expected), found=fact(actual), rests_on_kind=tuple(document.id for document in known),
            )  # fmt: skip
        elif not known and reading.file.sha256:
            same[reading.file.sha256][_slot(case, declared)] = reading
    for slots in same.values():
        if len(slots) > 1:
            paths = ", ".join(reading.file.path for reading in slots.values())
            documents = tuple(document.id for reading in slots.values() for document in case.documents_of(reading))
            # Several pages that were not recognised may hold the documents of both slots.
            whole = all(reading.page_count == 1 and not troubles_of(reading) for reading in slots.values())
            yield Problem(
                documents=documents, values={"file": paths, "found": "", "expected": ""}, found=paths, variant="twice",
                at_most=Severity.REJECT if whole else Severity.REVIEW,
            )  # fmt: skip


def _slot(case: Case, kind: str) -> str:
    return next((name for name, slot in case.ruleset.documents.items() if kind in slot.kinds), kind)


def _alike(case: Case, kind: str, declared: str) -> bool:
    return kind == declared or _slot(case, kind) == _slot(case, declared)


CHECK = Check("slot_kind", NoArgs, run, fills=frozenset({"file", "found", "expected"}), variants={"twice": frozenset()})
