"""An unbroken chain from the owner of the mark to the applicant."""

from __future__ import annotations

from typing import Literal

from docvet.models import ChainEdge, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.arguments import Args
from docvet.rules.brand import OWNER_PROOFS, concerns
from docvet.rules.case import Case, listed
from docvet.rules.chain import Chain, Gap, Name, NameJoint, circle, edges_of
from docvet.rules.chain_view import chain_or_why, documents_of, evidence_of, perhaps_own
from docvet.rules.checks import Check
from docvet.rules.problems import Problem, Result, Unjudged, Value
from docvet.rules.renames import renames
from docvet.rules.texts import full_text, mentions
from docvet.rules.wording import difference
from docvet.values.names import Likeness, compare

_OWNER_PROOFS = (*OWNER_PROOFS, "name_change_notice")
"""Documents by which the owner, or the next party, goes by another name."""


class ChainComplete(Args):
    """Which end of the chain: at the owner, between two letters, at the applicant."""

    where: Literal["start", "middle", "end"]


def run(case: Case, args: ChainComplete) -> Result:
    """The first missing letter, if it is missing here; and names here that only nearly agree."""
    chain = chain_or_why(case)
    if isinstance(chain, Unjudged):
        yield chain
        return
    for joint in chain.joints:
        if joint.where == args.where:
            yield _near(case, chain, joint)
    if chain.gap is not None and _place(case, chain.gap) == args.where:
        yield _missing(case, chain, chain.gap)
    if args.where == "middle" and not chain.own and (looped := circle(case.cast("letters").chosen)):
        ids = tuple(letter.id for letter in looped)
        names = " → ".join(str(letter.value("grantor")) for letter in looped)
        yield Problem(
            documents=ids, values={**_values(chain, chain.owner or chain.applicant, chain.applicant, 0), "circle": names},
            found=names, variant="circle", at_most=Severity.REVIEW, edges=edges_of(*looped),
        )  # fmt: skip


def _place(case: Case, gap: Gap) -> str:
    """Where the gap belongs: a missing last letter is the chain's matter if the last grantee is plainly an intermediary."""
    if gap.where == "end" and gap.giver.field is not None:
        letter = next(document for document in case.documents if document.id == gap.giver.field[0])
        documents = [str(p.value("name")) for p in of_kind(case.documents, "business_license") if p.value("name")]
        documents += [str(p.value("seller")) for p in of_kind(case.documents, "sales_voucher") if p.value("seller")]
        if letter.value("sublicense") == "allowed" or any(compare(gap.giver.text, name).same for name in documents):
            return "start"
    return gap.where


def _values(chain: Chain, giver: Name, taker: Name, level: int) -> dict[str, Value]:
    owner = chain.owner.text if chain.owner else ""
    return {
        "owner": owner,
        "giver": giver.text,
        "taker": taker.text,
        "applicant": chain.applicant.text,
        "level": str(level),
    }


def _missing(case: Case, chain: Chain, gap: Gap) -> Problem:
    values = _values(chain, gap.giver, gap.taker, gap.level)
    variant, at_most = None, Severity.REJECT
    if chain.personal and gap.where == "start" and compare(gap.taker.text, chain.applicant.text).same:
        variant = "personal_trader" if case.is_trader else "personal"
    elif stray := _stray(case, chain, gap):
        values["files"], variant = listed(stray), "off_chain"
    if perhaps_own(case, chain):
        at_most = Severity.REVIEW
    if gap.where == "end" and _stands_on(case, gap.giver, chain.applicant):
        variant, at_most = "named", Severity.REVIEW
    perhaps = [reading.file.path for reading in case.could_be("authorization_letter", *_OWNER_PROOFS)]
    if perhaps := [*perhaps, *_proofs_in_part(case, chain)]:
        values["files"] = listed(perhaps)
        variant, at_most = ("maybe" if variant in (None, "off_chain") else variant), Severity.REVIEW
    return Problem(
        documents=documents_of(chain, gap.giver, gap.taker), values=values, evidence=evidence_of(case, gap.giver, gap.taker),
        expected=f"{gap.giver.text} → {gap.taker.text}", found="", variant=variant, at_most=at_most, rests_on=gap.rests_on,
        edges=(ChainEdge(gap.giver.text, gap.taker.text, None),),
    )  # fmt: skip


def _stray(case: Case, chain: Chain, gap: Gap) -> list[str]:
    """Letters that are there and lead nowhere, where none is in the chain: it is not that no letter was handed in."""
    return [] if chain.letters or gap.where != "start" else [letter.path for letter in case.cast("letters").others]


def _proofs_in_part(case: Case, chain: Chain) -> list[str]:
    """Proofs of another owner or name whose parties were not both read: they may lead on to the letters."""
    proofs = [proof for proof in of_kind(case.documents, *OWNER_PROOFS) if concerns(proof, chain.certificate)]
    notices = of_kind(case.documents, "name_change_notice")
    return [
        *(proof.path for proof in proofs if not (proof.value("party_from") and proof.value("party_to"))),
        *(notice.path for notice in notices if not (notice.value("name_from") and notice.value("name_to"))),
    ]


def _stands_on(case: Case, grantee: Name, applicant: Name) -> bool:
    """The applicant's full name stands on the letter to another: it may well be one of several whom it authorizes."""
    if grantee.field is None:
        return False
    letter = next(document for document in case.documents if document.id == grantee.field[0])
    return mentions(full_text(letter), [applicant.text])


def _near(case: Case, chain: Chain, joint: NameJoint) -> Problem:
    fields = tuple(name.field for name in (joint.above, joint.below) if name.field)
    read_on = [document for document in case.documents if document.id in {field[0] for field in fields}]
    return Problem(
        documents=tuple(dict.fromkeys(field[0] for field in fields)) or (chain.certificate.id,),
        values={**_values(chain, joint.above, joint.below, joint.level),
                "difference": difference(joint.above.text, joint.below.text, renames(case.documents))},
        expected=joint.above.text, found=joint.below.text,
        variant="near_own" if chain.own else "affiliate" if _is_affiliate(joint) else "near", at_most=Severity.REVIEW, rests_on=fields,
        edges=(chain.own_edge,) if chain.own else edges_of(*read_on),
    )  # fmt: skip


def _is_affiliate(joint: NameJoint) -> bool:
    return joint.above.affiliates and compare(joint.above.text, joint.below.text) is Likeness.DIFFERENT


CHECK = Check(
    "chain_complete", ChainComplete, run, papers=("certificate",), fills=frozenset({"owner", "giver", "taker", "applicant", "level"}),
    variants={
        "personal": frozenset(), "personal_trader": frozenset(), "near": frozenset({"difference"}), "near_own": frozenset({"difference"}),
        "affiliate": frozenset({"difference"}), "named": frozenset(), "maybe": frozenset({"files"}), "off_chain": frozenset({"files"}), "circle": frozenset({"circle"}),
    },
)  # fmt: skip
