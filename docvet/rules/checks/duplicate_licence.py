"""The duplicate (副本) of the licence, not the original."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, listed, unread
from docvet.rules.checks import Check
from docvet.rules.facts import Fact
from docvet.rules.problems import Problem, Result


def run(case: Case, _args: NoArgs) -> Result:
    """A warning where no copy of the licence is marked 副本."""
    cast = case.cast("licence")
    documents = (*cast.chosen, *cast.copies)
    if not documents:
        yield case.absent("licence")
        return
    marks = [document.value("duplicate") for document in documents]
    if any(mark is True for mark in marks):
        return
    if all(mark is None for mark in marks):
        yield unread(documents[0], "duplicate")
        return
    yield Problem(
        documents=tuple(document.id for document in documents), evidence=evidence(documents[0], "duplicate"),
        values={"file": listed(document.path for document in documents)}, expected=Fact("副本", "副本", "the duplicate (副本)"), found="",
        rests_on=tuple((document.id, "duplicate") for document in documents), at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check("duplicate_licence", NoArgs, run, fills=frozenset({"file"}))
