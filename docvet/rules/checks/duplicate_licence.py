"""The duplicate (副本) of the licence, not the original."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result


def run(case: Case, _args: NoArgs) -> Result:
    """A warning where no copy of the licence is marked 副本."""
    cast = case.cast("licence")
    papers = (*cast.chosen, *cast.copies)
    if not papers:
        yield case.absent("licence")
        return
    marks = [paper.value("duplicate") for paper in papers]
    if any(mark is True for mark in marks):
        return
    if all(mark is None for mark in marks):
        yield unread(papers[0], "duplicate")
        return
    yield Problem(
        documents=tuple(paper.id for paper in papers), evidence=evidence(papers[0], "duplicate"),
        values={"file": ", ".join(paper.path for paper in papers)}, expected="副本", found="",
        rests_on=tuple((paper.id, "duplicate") for paper in papers), at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check("duplicate_licence", NoArgs, run, fills=frozenset({"file"}))
