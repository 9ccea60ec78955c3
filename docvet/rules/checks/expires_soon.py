"""Documents that will be over soon."""

from __future__ import annotations

from pydantic import model_validator

from docvet.models import Document, Severity
from docvet.rules.arguments import Args, Days, Role, known_field
from docvet.rules.case import Case, day, evidence
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result


class ExpiresSoon(Args):
    """Which document, the field of its end, and how many days it should last beyond the submission."""

    paper: Role
    end: str
    days: Days

    @model_validator(mode="after")
    def _field_exists(self) -> ExpiresSoon:
        known_field(self.paper, self.end)
        return self


def run(case: Case, args: ExpiresSoon) -> Result:
    """A warning for each document with fewer days left; one that is over already is another rule's matter."""
    cast = case.cast(args.paper)
    if not cast.chosen:
        yield case.absent(args.paper)
    if any(_left(case, args, rival) is None for rival in cast.rivals):
        return
    for document in cast.chosen:
        left = _left(case, args, document)
        if left is not None and left >= 0:
            end = str(document.value(args.end))
            yield Problem(
                documents=(document.id,), evidence=evidence(document, args.end),
                values={"file": document.path, "date": end, "days": str(left)}, found=end,
                rests_on=((document.id, args.end),), at_most=Severity.WARN,
            )  # fmt: skip


def _left(case: Case, args: ExpiresSoon, document: Document) -> int | None:
    """Days left where they are too few; None where it lasts, or says nothing of an end."""
    until = day(document.fields.get(args.end))
    if until is None or (until - case.submission_date).days >= args.days:
        return None
    return (until - case.submission_date).days


CHECK = Check("expires_soon", ExpiresSoon, run, fills=frozenset({"file", "date", "days"}))
