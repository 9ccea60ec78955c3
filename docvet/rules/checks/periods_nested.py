"""Periods that stay within those they come from."""

from __future__ import annotations

from datetime import date

from docvet.models import OPEN_ENDED, Document, LocalizedText, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.arguments import NoArgs
from docvet.rules.brand import concerns
from docvet.rules.case import Case, day, evidence, missing, unread
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
    if chain.gap is not None:
        yield missing("授权链不完整", "the chain is broken")
        return
    yield from _within_mark(case, chain.certificate, chain.letters[0])
    yield from _before_transfer(case, chain.certificate, chain.letters[0])
    for upper, lower in zip(chain.letters, chain.letters[1:], strict=False):
        yield from _within(upper, "period_end", day(upper.fields.get("period_end")), lower, None)
        signed, before = day(lower.fields.get("signed")), day(upper.fields.get("signed"))
        if signed is None or before is None:
            yield unread(lower if signed is None else upper, "signed", again=False)
        elif signed < before:
            yield _problem(upper, "signed", before, lower, "signed", signed.isoformat(), "signed_before")
        start, begun = day(lower.fields.get("period_start")), day(upper.fields.get("period_start"))
        if start is not None and begun is not None and start < begun:
            yield _problem(upper, "period_start", begun, lower, "period_start", start.isoformat(), "starts_before")


def _within_mark(case: Case, certificate: Document, letter: Document) -> Result:
    renewals = [proof for proof in of_kind(case.documents, "trademark_renewal") if concerns(proof, certificate)]
    ends = [until for document in (certificate, *renewals) if (until := day(document.fields.get("valid_to")))]
    yield from _within(certificate, "valid_to", max(ends, default=None), letter, "mark")


def _before_transfer(case: Case, certificate: Document, letter: Document) -> Result:
    """Who took the mark over by assignment could not grant anything before."""
    grantor = str(letter.value("grantor") or "")
    for proof in of_kind(case.documents, "trademark_assignment"):
        approved, heir = day(proof.fields.get("approved")), str(proof.value("party_to") or "")
        if not concerns(proof, certificate) or (heir and not compare(heir, grantor).same):
            continue
        signed = day(letter.fields.get("signed"))
        if signed is None or approved is None or not heir:
            lacking = [name for name in ("approved", "party_to") if not proof.value(name)]
            yield unread(proof, *lacking, again=False) if lacking else unread(letter, "signed", again=False)
        elif signed < approved:
            yield _problem(proof, "approved", approved, letter, "signed", signed.isoformat(), "before_transfer")


def _within(upper: Document, field: str, until: date | None, lower: Document, variant: str | None) -> Result:
    """Whether the lower letter ends no later; what never ends reaches beyond every last day."""
    end, value = day(lower.fields.get("period_end")), lower.value("period_end")
    if upper.value(field) == OPEN_ENDED:
        return
    if until is None or (end is None and value != OPEN_ENDED):
        yield unread(upper, field, again=False) if until is None else unread(lower, "period_end", again=False)
    elif end is None or end > until:
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
