"""The chain as checks and reports look at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docvet.models import ChainEdge, Document, Evidence, Finding, LocalizedText, Severity
from docvet.rules.applicant import of_kind
from docvet.rules.brand import OWNER_PROOFS, concerns
from docvet.rules.case import Case, evidence, unread
from docvet.rules.chain import Chain, Gap, Name, edges_of
from docvet.rules.problems import Unjudged
from docvet.values.names import Likeness, compare

LinkState = Literal["ok", "broken", "doubtful"]
LinkKind = Literal["own", "transfer", "letter"]

_MISSING: LocalizedText = {"zh": "缺少这一份授权书", "en": "this letter is missing"}
_OWN: LocalizedText = {"zh": "商标为申请主体自有", "en": "the mark is the applicant's own"}
_NOTHING: LocalizedText = {"zh": "", "en": ""}


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain, from the party that gives the right to the one that takes it."""

    giver: str
    taker: str
    kind: LinkKind
    document: str | None
    """The document that proves it; None where that is what is missing."""
    state: LinkState
    why: LocalizedText
    """What is wrong with it; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class ChainView:
    """The whole chain of one mark: its links in order, the broken ones marked."""

    certificate: str
    mark: str
    registrant: str
    applicant: str
    holds: bool
    links: tuple[Link, ...]


def view(case: Case, findings: Iterable[Finding]) -> ChainView | None:
    """The chain of a case that was judged, with what the findings say of each link; None without mark or applicant."""
    chain = case.chain
    if chain is None or chain.owner is None:
        return None
    registrant = str(chain.certificate.value("registrant") or chain.owner.text)
    links = tuple(_links(case, chain, registrant, list(findings)))
    return ChainView(
        certificate=chain.certificate.id,
        mark=str(chain.certificate.value("mark") or case.form.brand or ""),
        registrant=registrant,
        applicant=chain.applicant.text,
        holds=all(link.state == "ok" for link in links),
        links=links,
    )


def _links(case: Case, chain: Chain, registrant: str, findings: Sequence[Finding]) -> Iterator[Link]:
    yield from _transfers(case, chain, registrant, findings)
    if chain.own:
        state, why = _state(findings, chain.own_edge, near=bool(chain.joints))
        yield _link(chain.own_edge, "own", state, why if state != "ok" else _OWN)
        return
    gap = chain.gap
    if gap is None:
        yield from (_letter(chain, letter, level, findings) for level, letter in enumerate(chain.letters, 1))
        return
    loose = gap.level == 0 and gap.taker.text == chain.applicant.text  # letters that join nothing
    for level, letter in enumerate(chain.letters[: gap.level], 1):
        yield _letter(chain, letter, level, findings)
    yield _missing(gap, findings)
    if not loose:
        for level, letter in enumerate(chain.letters[gap.level :], gap.level + 1):
            yield _letter(chain, letter, level, findings)


def _transfers(case: Case, chain: Chain, registrant: str, findings: Sequence[Finding]) -> Iterator[Link]:
    """Assignments and changes that lead from the registrant to today's owner, in the order in which they join."""
    left = [proof for proof in of_kind(case.documents, *OWNER_PROOFS) if concerns(proof, chain.certificate)]
    name = registrant
    while True:
        proof = next(
            (p for p in left if p.value("party_to") and compare(str(p.value("party_from") or ""), name).same), None
        )
        if proof is None:
            return
        left.remove(proof)
        (edge,) = edges_of(proof)
        yield _link(replace(edge, giver=name), "transfer", *_state(findings, edge, near=False))
        name = edge.taker


def _letter(chain: Chain, letter: Document, level: int, findings: Sequence[Finding]) -> Link:
    near = any(joint.level in (level - 1, level) for joint in chain.joints)
    (edge,) = edges_of(letter)
    return _link(replace(edge, taker=_taker(chain, letter, level)), "letter", *_state(findings, edge, near=near))


def _taker(chain: Chain, letter: Document, level: int) -> str:
    """Of several whom the letter authorizes the one that the chain goes on with."""
    below = str(chain.letters[level].value("grantor") or "") if level < len(chain.letters) else chain.applicant.text
    grantees = [str(name) for name in letter.value("grantees") or ()]
    return next((name for name in grantees if compare(name, below).same), str(letter.value("grantee") or "?"))


def _missing(gap: Gap, findings: Sequence[Finding]) -> Link:
    """Broken, unless the rules only ask about it: a file that was not read may be the letter."""
    edge = ChainEdge(gap.giver.text, gap.taker.text, None)
    finding = next((finding for finding in findings if edge in finding.edges), None)
    doubtful = finding is not None and finding.severity is not Severity.REJECT
    return _link(edge, "letter", "doubtful" if doubtful else "broken", finding.message if finding else _MISSING)


def _state(findings: Sequence[Finding], edge: ChainEdge, *, near: bool) -> tuple[LinkState, LocalizedText]:
    """What the findings about this step make of it, and the worst one's message."""
    about = [
        finding
        for finding in findings
        if edge in finding.edges and finding.severity.rank <= Severity.REVIEW.rank and finding.accepted is None
    ]
    worst = min(about, key=lambda finding: finding.severity.rank, default=None)
    if worst is None:
        return ("doubtful" if near else "ok"), _NOTHING
    return ("broken" if worst.severity is Severity.REJECT else "doubtful"), worst.message


def _link(edge: ChainEdge, kind: LinkKind, state: LinkState, why: LocalizedText) -> Link:
    return Link(edge.giver, edge.taker, kind, edge.document, state, why)


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


def letters_or_why(case: Case) -> Chain | Unjudged:
    """The chain with its letters, or why there are none to judge."""
    chain = chain_or_why(case)
    return chain if isinstance(chain, Unjudged) or chain.letters else case.absent("letters")


def perhaps_own(case: Case, chain: Chain) -> bool:
    """The owner may be the applicant itself: the operator of an individual trader, or a name written otherwise.

    A trader and its operator are one person before the law.
    """
    if chain.owner is None:
        return False
    if chain.personal and case.is_trader:
        return True
    return compare(chain.owner.text, chain.applicant.text) is not Likeness.DIFFERENT


def documents_of(chain: Chain, *names: Name) -> tuple[str, ...]:
    """The certificate and the documents these names stand on."""
    ids = [chain.certificate.id, *(name.field[0] for name in names if name.field)]
    return tuple(dict.fromkeys(ids))


def evidence_of(case: Case, *names: Name) -> tuple[Evidence, ...]:
    """Where these names stand."""
    documents = {document.id: document for document in case.documents}
    return tuple(item for name in names if name.field for item in evidence(documents[name.field[0]], name.field[1]))
