"""Statements on which each balance follows from the one before it."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result, Unjudged

_SHOWN = 5
"""Rows that are named."""


def run(case: Case, _args: NoArgs) -> Result:
    """A question for each statement with a break: a row left out, a change, or a misreading."""
    cast = case.cast("statements")
    if not cast.chosen:
        yield case.absent("statements")
    for paper in cast.chosen:
        if "balance_breaks" not in paper.fields:  # a statement need not have balances: nothing to look at again
            said = {"zh": f"{paper.path} 没有可以核对的余额", "en": f"there are no balances to compare on {paper.path}"}
            yield Unjudged("unreadable", said)
            continue
        rows = [str(row) for row in paper.value("balance_breaks") or ()]
        if rows:
            shown = ", ".join(rows[:_SHOWN]) + (" …" if len(rows) > _SHOWN else "")
            yield Problem(
                documents=(paper.id,), evidence=evidence(paper, "balance_breaks"),
                values={"file": paper.path, "rows": shown, "count": str(len(rows))}, found=shown,
                rests_on=((paper.id, "balance_breaks"),), at_most=Severity.REVIEW,
            )  # fmt: skip


CHECK = Check("balance_runs_on", NoArgs, run, fills=frozenset({"file", "rows", "count"}))
