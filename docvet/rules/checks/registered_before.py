"""Letters that were signed when the mark was registered already."""

from __future__ import annotations

from datetime import date

from docvet.models import Document, Severity
from docvet.rules.arguments import NoArgs
from docvet.rules.case import Case, day, evidence, join, unread
from docvet.rules.chain import edges_of
from docvet.rules.chain_view import letters_or_why
from docvet.rules.checks import Check
from docvet.rules.facts import all_of, not_before
from docvet.rules.problems import Problem, Result, Unjudged
from docvet.values.dates import parse_period


def run(case: Case, _args: NoArgs) -> Result:
    """One problem for all letters in play that are older than the registration; the same day is fine."""
    chain = letters_or_why(case)
    if isinstance(chain, Unjudged):
        yield chain
        return
    registered = day(chain.certificate.fields.get("registered"))
    if registered is None:
        yield unread(chain.certificate, "registered")
        return
    early: dict[str, list[Document]] = {"signed": [], "period_start": []}
    for letter in chain.letters:
        # Where no date of signing stands, the beginning of the period only suggests it.
        field = "signed" if "signed" in letter.fields else "period_start"
        signed = day(letter.fields.get(field))
        if signed is None:
            yield unread(letter, "signed")
        elif signed < registered:
            early[field].append(letter)
    for field, letters in early.items():
        if letters:
            yield _problem(chain.certificate, registered, letters, field)


def _problem(certificate: Document, registered: date, letters: list[Document], field: str) -> Problem:
    # A renewed certificate prints a term that begins long after the registration.
    from_term = parse_period(certificate.fields["registered"].raw).end is not None
    dates = [str(letter.value(field)) for letter in letters]
    grantors = list(dict.fromkeys(str(letter.value("grantor") or "—") for letter in letters))
    return Problem(
        documents=(certificate.id, *(letter.id for letter in letters)),
        evidence=(
            *evidence(certificate, "registered"),
            *(item for letter in letters for item in evidence(letter, field)),
        ),
        values={
            "file": join([{"zh": letter.path, "en": letter.path} for letter in letters]),
            "registered": registered.isoformat(),
            "signed": join([{"zh": date, "en": date} for date in dates]),
            "grantor": join([{"zh": f"「{name}」", "en": name} for name in grantors]),
        },
        expected=not_before(registered),
        found=all_of(dates),
        rests_on=((certificate.id, "registered"), *((letter.id, field) for letter in letters)),
        variant="by_term" if from_term else None if field == "signed" else "by_start",
        at_most=Severity.REJECT if field == "signed" and not from_term else Severity.REVIEW,
        discounted=frozenset({"arithmetic"}),
        better_documents=frozenset({"authorization_letter"}),
        edges=edges_of(*letters),
    )


CHECK = Check(
    "registered_before", NoArgs, run, papers=("certificate", "letters"), fills=frozenset({"file", "registered", "signed", "grantor"}),
    variants={"by_start": frozenset(), "by_term": frozenset()},
)  # fmt: skip
