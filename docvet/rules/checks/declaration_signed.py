"""A declaration by the applicant: in its name, dated, sealed or signed."""

from __future__ import annotations

from collections.abc import Sequence

from docvet.models import Document, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, day, evidence, unread
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result, Unjudged
from docvet.rules.seals import Sealed, Thresholds, sealed_by
from docvet.values.names import Likeness, compare

_WELL_SEALED = frozenset({Sealed.YES, Sealed.DIGITAL})


class DeclarationSigned(Args):
    """How much of the company's name a seal must show, and below what a legible one is another's."""

    min_likeness: float
    max_strangers: float


def run(case: Case, args: DeclarationSigned) -> Result:
    """What is wrong with the declaration of which least is; a signature nobody saw is a question."""
    documents = case.cast("declarations").chosen
    if not documents:
        yield case.absent("declarations")
        return
    yield from min((list(_one(case, args, document)) for document in documents), key=_gravity)


def _gravity(results: Sequence[Problem | Unjudged]) -> tuple[int, int]:
    """The worst that is wrong, then how much: a stranger's flawless declaration is no better than the applicant's own."""
    ranks = [result.at_most.rank for result in results if isinstance(result, Problem)]
    return -min(ranks, default=Severity.INFO.rank), len(results)


def _one(case: Case, args: DeclarationSigned, document: Document) -> Result:
    licence = case.licence
    company = str(licence.value("name") or "") if licence else case.form.company or ""
    if not company:
        yield unread(licence, "name") if licence else case.absent("licence")
        return
    state = sealed_by(document, company, Thresholds(args.min_likeness, args.max_strangers))
    if document.value("company") or state is not Sealed.YES:  # the seal names the company as well
        yield from _named(licence, document, company)
    yield from _dated(case, document, company)
    if (stated := document.value("company")) and compare(str(stated), company) is Likeness.DIFFERENT:
        return  # whoever declares it seals it
    if state in _WELL_SEALED or document.value("signature") is True:
        return
    # Neither ink nor stamp where the whole document was looked at, and the place for a signature was seen to be empty.
    bare = state is Sealed.NONE and document.value("signature") is False
    yield _problem(
        document, company, "unsigned" if bare else state.value, Severity.REJECT if bare else Severity.REVIEW,
        ("seals", "signature") if bare else (), absent=True,
    )  # fmt: skip


def _named(licence: Document | None, document: Document, company: str) -> Result:
    stated = document.value("company")
    if not stated:
        yield unread(document, "company")
        return
    likeness = compare(str(stated), company)
    if not likeness.same:
        differs = likeness is Likeness.DIFFERENT
        yield _problem(
            document, company, "company" if differs else "near", Severity.REJECT if differs else Severity.REVIEW, ("company",),
            licence,
        )  # fmt: skip


def _dated(case: Case, document: Document, company: str) -> Result:
    signed = day(document.fields.get("signed"))
    if signed is None:
        yield _problem(document, company, "undated", Severity.REVIEW, ())
    elif signed > case.submission_date:
        yield _problem(document, company, "future", Severity.REJECT, ("signed",))


def _problem(
    document: Document, company: str, variant: str, at_most: Severity, fields: tuple[str, ...],
    licence: Document | None = None, *, absent: bool = False,
) -> Problem:  # fmt: skip
    whose = ((licence.id, "name"),) if licence is not None else ()
    found = str(document.value("company" if variant in ("company", "near") else "signed") or "—")
    return Problem(
        documents=(document.id, *(place[0] for place in whose)), evidence=evidence(document, *(fields or ("seals",))),
        values={"file": document.path, "company": company, "found": found}, expected=company, found=found, variant=variant,
        at_most=at_most, rests_on=(*((document.id, name) for name in fields), *whose), absent=absent,
        discounted=frozenset({"arithmetic"}), better_documents=frozenset({"compliance_declaration"}),
    )  # fmt: skip


CHECK = Check(
    "declaration_signed", DeclarationSigned, run, fills=frozenset({"file", "company", "found"}),
    variants={
        name: frozenset()
        for name in (*(s.value for s in Sealed if s not in _WELL_SEALED), "unsigned", "company", "near", "undated", "future")
    },
)  # fmt: skip
