"""Letters that were signed when the mark was registered already."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, day, evidence, unread
from docvet.rules.chain_view import chain_or_why
from docvet.rules.checks import Check, Problem, Result, Unjudged


def run(case: Case, _args: NoArgs) -> Result:
    """A problem for each letter in play that is older than the registration; the same day is fine."""
    chain = chain_or_why(case)
    if isinstance(chain, Unjudged):
        yield chain
        return
    if not chain.letters:
        yield case.absent("letters")
        return
    registered = day(chain.certificate.fields.get("registered"))
    if registered is None:
        yield unread(chain.certificate, "registered")
        return
    for letter in chain.letters:
        field = "signed" if "signed" in letter.fields else "period_start"
        signed = day(letter.fields.get(field))
        if signed is None:
            yield unread(letter, "signed")
        elif signed < registered:
            yield Problem(
                documents=(chain.certificate.id, letter.id),
                evidence=(*evidence(chain.certificate, "registered"), *evidence(letter, field)),
                values={
                    "file": letter.path, "registered": registered.isoformat(), "signed": signed.isoformat(),
                    "grantor": str(letter.value("grantor") or "—"),
                },
                expected=f"≥ {registered.isoformat()}", found=signed.isoformat(),
                rests_on=((chain.certificate.id, "registered"), (letter.id, field)),
                # Where no date of signing stands, the beginning of the period only suggests it.
                variant=None if field == "signed" else "by_start",
                at_most=Severity.REJECT if field == "signed" else Severity.REVIEW,
            )  # fmt: skip


CHECK = Check(
    "registered_before", NoArgs, run, fills=frozenset({"file", "registered", "signed", "grantor"}),
    variants={"by_start": frozenset()},
)  # fmt: skip
