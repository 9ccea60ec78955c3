"""Proofs that lead from the registrant on the certificate to today's owner."""

from __future__ import annotations

from collections.abc import Sequence

from docvet.models import Document, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.arguments import Args
from docvet.rules.brand import OWNER_PROOFS, concerns, names_mark
from docvet.rules.case import Case, evidence, kind_title, unread
from docvet.rules.chain import Chain, edges_of
from docvet.rules.chain_view import chain_or_why
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result, Unjudged
from docvet.rules.texts import full_text, mentions
from docvet.values.names import Likeness, compare


class OwnerProven(Args):
    """How a letter's grantor says that it is the mark's owner."""

    claims: tuple[str, ...]


def run(case: Case, args: OwnerProven) -> Result:
    """A question for a proof that does not join, and for a grantor who claims the mark without one."""
    chain = chain_or_why(case)
    if isinstance(chain, Unjudged):
        yield chain
        return
    registrant = chain.certificate.value("registrant")
    proofs = [proof for proof in of_kind(case.documents, *OWNER_PROOFS) if concerns(proof, chain.certificate)]
    for proof in proofs:
        former, heir = proof.value("party_from"), proof.value("party_to")
        if not heir:
            yield unread(proof, "party_to")
        elif not (former or compare(str(heir), str(registrant)).same):
            yield unread(proof, "party_from")
        elif not _joins(proof, str(registrant), [other for other in proofs if other is not proof]):
            yield Problem(
                documents=(chain.certificate.id, proof.id), evidence=evidence(proof, "party_from", "party_to"),
                values={"paper": kind_title(proof.kind), "file": proof.path, "registrant": str(registrant), "former": str(former),
                        "heir": str(heir)},
                expected=str(registrant), found=str(former), variant="unlinked", at_most=Severity.REVIEW,
                rests_on=((proof.id, "party_from"), (chain.certificate.id, "registrant")),
                edges=(*edges_of(proof), *((chain.own_edge,) if chain.own else ())),
            )  # fmt: skip
    if (letter := _claimed(chain, args)) is not None:
        grantor = str(letter.value("grantor"))
        yield Problem(
            documents=(chain.certificate.id, letter.id),
            evidence=(*evidence(chain.certificate, "registrant"), *evidence(letter, "grantor")),
            values={"paper": kind_title(letter.kind), "file": letter.path, "registrant": str(registrant), "former": "",
                    "heir": grantor},
            expected=str(registrant), found=grantor, at_most=Severity.REVIEW,
            rests_on=((letter.id, "grantor"), (chain.certificate.id, "registrant")), edges=edges_of(letter),
        )  # fmt: skip


def _joins(proof: Document, registrant: str, others: Sequence[Document]) -> bool:
    """It begins or ends with the registrant (a certificate is reissued in the new name), or with another proof's party."""
    own = [str(value) for name in ("party_from", "party_to") if (value := proof.value(name))]
    known = [registrant, *(str(v) for other in others for n in ("party_from", "party_to") if (v := other.value(n)))]
    return any(compare(name, other) is not Likeness.DIFFERENT for name in own for other in known)


def _claimed(chain: Chain, args: OwnerProven) -> Document | None:
    """The letter of a grantor who says the mark is its own, where only the step from the registrant to it is missing."""
    if chain.gap is None or chain.gap.level != 0 or chain.gap.taker.field is None:
        return None
    letter = next((item for item in chain.letters if item.id == chain.gap.taker.field[0]), None)
    if letter is None or not names_mark(letter, chain.certificate):
        return None
    text = full_text(letter)
    registrant = str(chain.certificate.value("registrant"))
    return letter if mentions(text, args.claims) and not mentions(text, [registrant]) else None


CHECK = Check(
    "owner_proven", OwnerProven, run, fills=frozenset({"paper", "file", "registrant", "former", "heir"}),
    variants={"unlinked": frozenset()},
)  # fmt: skip
