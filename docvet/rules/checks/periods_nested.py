"""Periods that stay within those they come from."""

from __future__ import annotations

from datetime import date

from docvet.models import OPEN_ENDED, Document, LocalizedText, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.arguments import NoArgs
from docvet.rules.brand import concerns
from docvet.rules.case import Case, day, evidence
from docvet.rules.chain import edges_of
from docvet.rules.chain_view import letters_or_why
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result, Unjudged
from docvet.values.names import compare

_OPEN: LocalizedText = {"zh": "长期", "en": "open-ended"}


def run(case: Case, _args: NoArgs) -> Result:
    """A problem for each letter that reaches beyond the one above it, was signed before it, or outlasts the mark."""
    chain = letters_or_why(case)
    if isinstance(chain, Unjudged):
        yield chain
        return
    if chain.gap is None:
        renewals = [p for p in of_kind(case.documents, "trademark_renewal") if concerns(p, chain.certificate)]
        ends = [chain.certificate, *renewals]
        latest = max((until for document in ends if (until := day(document.fields.get("valid_to")))), default=None)
        if latest is not None:
            yield from _pair(chain.certificate, "valid_to", latest, chain.letters[0], "mark")
        yield from _before_transfer(case, chain.certificate, chain.letters[0])
    for upper, lower in zip(chain.letters, chain.letters[1:], strict=False):
        if (until := day(upper.fields.get("period_end"))) is not None and chain.gap is None:
            yield from _pair(upper, "period_end", until, lower, None)
        signed, before = day(lower.fields.get("signed")), day(upper.fields.get("signed"))
        if signed is not None and before is not None and signed < before and chain.gap is None:
            yield _problem(upper, "signed", before, lower, "signed", signed.isoformat(), "signed_before")
        start, begun = day(lower.fields.get("period_start")), day(upper.fields.get("period_start"))
        if start is not None and begun is not None and start < begun and chain.gap is None:
            yield _problem(upper, "period_start", begun, lower, "period_start", start.isoformat(), "starts_before")


def _before_transfer(case: Case, certificate: Document, letter: Document) -> Result:
    """Who took the mark over by assignment could not grant anything before."""
    signed, grantor = day(letter.fields.get("signed")), str(letter.value("grantor") or "")
    for proof in of_kind(case.documents, "trademark_assignment"):
        approved, heir = day(proof.fields.get("approved")), str(proof.value("party_to") or "")
        if signed is None or approved is None or not concerns(proof, certificate):
            continue
        if signed < approved and compare(heir, grantor).same:
            yield _problem(proof, "approved", approved, letter, "signed", signed.isoformat(), "before_transfer")


def _pair(upper: Document, field: str, until: date, lower: Document, variant: str | None) -> Result:
    value = lower.value("period_end")
    end = day(lower.fields.get("period_end"))
    if (end is not None and end > until) or value == OPEN_ENDED:
        yield _problem(upper, field, until, lower, "period_end", str(value), variant)


def _problem(
    upper: Document, field: str, limit: date, lower: Document, name: str, found: str, variant: str | None
) -> Problem:
    return Problem(
        documents=(upper.id, lower.id), evidence=(*evidence(upper, field), *evidence(lower, name)),
        values={
            "upper": upper.path, "lower": lower.path, "limit": limit.isoformat(),
            "date": _OPEN if found == OPEN_ENDED else found,
        },
        expected=limit.isoformat(), found=found, variant=variant, at_most=Severity.REVIEW,
        rests_on=((upper.id, field), (lower.id, name)), edges=edges_of(upper, lower),
    )  # fmt: skip


CHECK = Check(
    "periods_nested", NoArgs, run, papers=("letters",), fills=frozenset({"upper", "lower", "limit", "date"}),
    variants=dict.fromkeys(("mark", "starts_before", "signed_before", "before_transfer"), frozenset()),
)  # fmt: skip
