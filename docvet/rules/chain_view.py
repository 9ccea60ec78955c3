"""What checks of the chain have in common."""

from __future__ import annotations

from docvet.models import Evidence
from docvet.rules.applicant import of_kind
from docvet.rules.case import Case, evidence, unread
from docvet.rules.chain import Chain, Name
from docvet.rules.checks import Unjudged


def chain_or_why(case: Case) -> Chain | Unjudged:
    """The chain, or why there is none to judge."""
    chain = case.chain
    if chain is None:
        if not of_kind(case.documents, "trademark_certificate"):
            return case.absent("certificate")
        if case.licence is not None:
            return unread(case.licence, "name")
        return case.absent("licence")
    if chain.unread:
        words = {"zh": "授权链上有名称没有读出", "en": "a name of the chain could not be read"}
        return Unjudged("unreadable", words, chain.unread)
    return chain


def documents_of(chain: Chain, *names: Name) -> tuple[str, ...]:
    """The certificate and the papers these names stand on."""
    ids = [chain.certificate.id, *(name.field[0] for name in names if name.field)]
    return tuple(dict.fromkeys(ids))


def evidence_of(case: Case, *names: Name) -> tuple[Evidence, ...]:
    """Where these names stand."""
    papers = {document.id: document for document in case.documents}
    return tuple(item for name in names if name.field for item in evidence(papers[name.field[0]], name.field[1]))
