"""Agreements of joint operation that settle what is often quarrelled about."""

from __future__ import annotations

from collections.abc import Sequence

from docvet.models import Document, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence, join, listed, unread
from docvet.rules.checks import Check
from docvet.rules.facts import fact
from docvet.rules.model import Bilingual, Model, Text
from docvet.rules.problems import Problem, Result, Unjudged, Value
from docvet.rules.texts import full_text, mentions


class Clause(Model):
    """A point, and words of which one stands where it is settled."""

    title: Bilingual
    words: tuple[Text, ...]


class AgreementClauses(Args):
    """The points, and between which percentages of the turnover the partner's fee usually lies."""

    clauses: tuple[Clause, ...]
    fee_range: tuple[float, float]


def run(case: Case, args: AgreementClauses) -> Result:
    """One warning for the points that are not found, one for an unusual fee; an agreement may still be to come."""
    agreements = case.cast("agreements").chosen
    if not agreements:
        yield Problem(
            values={"file": "", "clauses": join([c.title.words for c in args.clauses]), "fee": "", "usual": _usual(args)},
            variant="none", at_most=Severity.INFO,
        )  # fmt: skip
        return
    text = "\n".join(full_text(agreement) for agreement in agreements)  # an appendix may settle the rest
    files = listed(agreement.path for agreement in agreements)
    if not text.strip():
        yield Unjudged("unreadable", {"zh": f"{files} 没有读出文字", "en": f"no text was read on {files}"})
        return
    lacking = [clause.title.words for clause in args.clauses if not mentions(text, clause.words)]
    if lacking:
        yield _problem(args, agreements, join(lacking), "", None)
    for agreement in agreements:
        if (fee := agreement.value("fee_percent")) is None:
            yield unread(agreement, "fee_percent", again=False)
        for percent in fee if isinstance(fee, list | tuple) else [fee] if fee is not None else []:
            if not args.fee_range[0] <= float(percent) <= args.fee_range[1]:
                yield _problem(args, [agreement], "", f"{float(percent):g}%", "fee")


def _usual(args: AgreementClauses) -> str:
    return f"{args.fee_range[0]:g}%–{args.fee_range[1]:g}%"


def _problem(
    args: AgreementClauses, documents: Sequence[Document], clauses: Value, fee: str, variant: str | None
) -> Problem:
    return Problem(
        documents=tuple(document.id for document in documents),
        evidence=tuple(item for document in documents for item in evidence(document, "fee_percent")) if fee else (),
        values={"file": listed(p.path for p in documents), "clauses": clauses, "fee": fee, "usual": _usual(args)},
        expected=_usual(args) if fee else "", found=fee or fact(clauses),
        rests_on=tuple((document.id, "fee_percent") for document in documents) if fee else (), variant=variant,
        at_most=Severity.WARN,
    )  # fmt: skip


CHECK = Check(
    "agreement_clauses", AgreementClauses, run, fills=frozenset({"file", "clauses", "fee", "usual"}),
    variants={"none": frozenset(), "fee": frozenset()},
)  # fmt: skip
