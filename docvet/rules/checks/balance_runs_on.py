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
    for document in cast.chosen:
        if "balance_breaks" not in document.fields:  # a statement need not have balances: nothing to look at again
            why = {
                "zh": f"{document.path} 没有可以核对的余额",
                "en": f"there are no balances to compare on {document.path}",
            }
            yield Unjudged("unreadable", why)
            continue
        rows = [str(row) for row in document.value("balance_breaks") or ()]
        if rows:
            shown = ", ".join(rows[:_SHOWN]) + (" …" if len(rows) > _SHOWN else "")
            yield Problem(
                documents=(document.id,), evidence=evidence(document, "balance_breaks"),
                values={"file": document.path, "rows": shown, "count": str(len(rows))}, found=shown,
                rests_on=((document.id, "balance_breaks"),), at_most=Severity.REVIEW,
            )  # fmt: skip


CHECK = Check("balance_runs_on", NoArgs, run, fills=frozenset({"file", "rows", "count"}))
