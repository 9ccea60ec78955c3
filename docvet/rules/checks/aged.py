"""Documents that must have been issued for a while."""

from __future__ import annotations

from datetime import timedelta

from docvet.models import Severity
from docvet.rules.arguments import Args, Days, Ref, split
from docvet.rules.case import Case, day, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.facts import not_after
from docvet.rules.problems import Problem, Result


class Aged(Args):
    """The date of issue, and how many days before the submission it should lie."""

    issued: Ref
    days: Days


def run(case: Case, args: Aged) -> Result:
    """A warning for a document that is younger; one that comes of age on the day of submission is not."""
    role, name = split(args.issued)
    cast = case.cast(role)
    if not cast.chosen:
        yield case.absent(role)
    for document in cast.chosen:
        issued = day(document.fields.get(name))
        if issued is None:
            yield unread(document, name)
            continue
        age = (case.submission_date - issued).days
        if age < args.days:
            ready = issued + timedelta(days=args.days)
            yield Problem(
                documents=(document.id,), evidence=evidence(document, name),
                values={"file": document.path, "issued": issued.isoformat(), "age": str(age), "ready": ready.isoformat()},
                expected=not_after(case.submission_date - timedelta(days=args.days)), found=issued.isoformat(),
                variant="future" if age < 0 else None, rests_on=((document.id, name),),
                at_most=Severity.REVIEW if age < 0 else Severity.WARN,
            )  # fmt: skip


CHECK = Check("aged", Aged, run, fills=frozenset({"file", "issued", "age", "ready"}), variants={"future": frozenset()})
