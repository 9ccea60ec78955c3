"""Licences from before the unified social credit code."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result
from docvet.values.codes import is_registration_number


def run(case: Case, _args: NoArgs) -> Result:
    """A warning where the licence has the old registration number and no credit code."""
    licence = case.licence
    if licence is None:
        yield case.absent("licence")
        return
    if licence.value("credit_code"):
        return
    number = licence.value("registration_number")
    if not number:
        yield unread(licence, "credit_code")
        return
    sound = is_registration_number(str(number))
    yield Problem(
        documents=(licence.id,), evidence=evidence(licence, "registration_number"),
        values={"file": licence.path, "number": str(number), "length": str(len(str(number)))}, found=str(number),
        rests_on=((licence.id, "registration_number"),), variant=None if sound else "unsound",
        at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check(
    "old_number", NoArgs, run, fills=frozenset({"file", "number", "length"}), variants={"unsound": frozenset()}
)
