"""Documents that bear the seal, or where that is enough the signature, of their signer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from docvet.models import Document, Severity
from docvet.rules.applicant import Cast, of_kind
from docvet.rules.arguments import Args
from docvet.rules.brand import same_letter
from docvet.rules.case import Case, evidence, missing, not_applicable, unread
from docvet.rules.chain import edges_of
from docvet.rules.checks import Check
from docvet.rules.facts import all_of
from docvet.rules.problems import Problem, Result, Unjudged
from docvet.rules.seals import Sealed, Thresholds, best, sealed_by
from docvet.rules.unnamed import is_unnamed
from docvet.values.names import Likeness, compare, is_company, is_person
from docvet.values.text import simplified

_OVERSEAS = re.compile(r"香港|澳[门門]|[台臺][湾灣]")

_TRADITIONAL = 2
"""Characters of a name in the traditional script; a single one is a misreading, or in use on the mainland (乾)."""


class SealOf(Args):
    """The licence by its company, each letter by its grantor, or only the owner's letter of a longer chain."""

    paper: Literal["licence", "letters", "first_letter"]
    min_likeness: float
    """How much of the signer's name a seal must show."""
    max_strangers: float
    """A legible company seal that shows less of it is somebody else's."""


def run(case: Case, args: SealOf) -> Result:
    """A problem for each document without it. Not found is a question, unless its place was seen whole and is empty."""
    thresholds = Thresholds(args.min_likeness, args.max_strangers)
    for item in _documents(case, args):
        if isinstance(item, Unjudged):
            yield item
            continue
        document, copies, at_most = item
        field = "name" if args.paper == "licence" else "grantor"
        signer = document.value(field)
        if not signer:
            yield unread(document, field)
            continue
        signer = str(signer)
        if args.paper != "licence" and (is_person(signer) or not _chinese_company(signer)):
            yield from _signed(case, document, signer, at_most, thresholds)
            continue
        state = best([sealed_by(copy, signer, thresholds) for copy in (document, *copies)])
        if state is not Sealed.YES:
            hard = state is Sealed.NONE and not is_unnamed(document)  # a trader without a name need not have a seal
            yield _problem(document, signer, state.value, Severity.REJECT if hard else Severity.REVIEW, at_most)


def _documents(case: Case, args: SealOf) -> Iterator[tuple[Document, tuple[Document, ...], Severity] | Unjudged]:
    cast = case.cast("licence" if args.paper == "licence" else "letters")
    if not cast.chosen and not cast.others:
        yield case.absent("licence" if args.paper == "licence" else "letters")
    if args.paper == "first_letter":
        if case.chain is None or not cast.chosen:
            yield missing("没有可以核对的授权链", "there is no chain to look at")
        elif case.chain.gap is not None and case.chain.gap.level == 0:
            yield missing("缺少商标注册人出具的授权书", "the letter of the mark's owner is missing")
        elif len(cast.chosen) < 2:
            yield not_applicable("只有一级授权", "there is one letter only")
        else:
            yield cast.chosen[0], _copies(cast, cast.chosen[0]), Severity.REJECT
        return
    for document in cast.chosen:
        yield document, _copies(cast, document), Severity.REJECT
    if args.paper == "letters":
        for document in cast.others:
            yield document, (), Severity.INFO


def _copies(cast: Cast, document: Document) -> tuple[Document, ...]:
    """Further copies of this very document: one may be the draft, the other its sealed scan."""
    return tuple(copy for copy in cast.copies if document.kind != "authorization_letter" or same_letter(copy, document))


def _chinese_company(name: str) -> bool:
    """Of the mainland, where companies have registered seals: those of Hong Kong, Macao and Taiwan sign."""
    han = any("\u4e00" <= character <= "\u9fff" for character in name)
    traditional = sum(one != other for one, other in zip(name, simplified(name), strict=False))
    return is_company(name) and han and not _OVERSEAS.search(name) and traditional < _TRADITIONAL


def _signed(case: Case, document: Document, signer: str, at_most: Severity, thresholds: Thresholds) -> Result:
    """People and companies of other places sign; a person's identity is shown by the ID card."""
    signature = document.value("signature")
    seals = document.fields.get("seals")
    if not signature and not (seals is not None and seals.value):
        yield _problem(document, signer, "unsigned", Severity.REVIEW, at_most)
    elif not signature and sealed_by(document, signer, thresholds) is Sealed.OTHER:
        yield _problem(document, signer, "other", Severity.REVIEW, at_most)
    elif is_person(signer):
        cards = (str(card.value("name")) for card in of_kind(case.documents, "id_card") if card.value("name"))
        if not any(compare(signer, name) in (Likeness.EQUAL, Likeness.NORMALISED) for name in cards):
            yield _problem(document, signer, "person", Severity.REVIEW, at_most)


def _problem(document: Document, signer: str, variant: str, own: Severity, at_most: Severity) -> Problem:
    seals = document.fields.get("seals")
    found = all_of(str(seal["text"]) for seal in (seals.value if seals else ()) if seal.get("text"))
    return Problem(
        documents=(document.id,), evidence=evidence(document, "seals"),
        values={"file": document.path, "signer": signer, "found": found.words if found.plain else "—"}, expected=signer, found=found,
        variant=variant, at_most=max(own, at_most, key=lambda item: item.rank), absent=True,
        rests_on=((document.id, "seals"),) if own is Severity.REJECT else (), better_documents=frozenset({document.kind}),
        edges=edges_of(document),
    )  # fmt: skip


CHECK = Check(
    "seal_of", SealOf, run, fills=frozenset({"file", "signer", "found"}),
    variants={name: frozenset() for name in (*(state.value for state in Sealed if state is not Sealed.YES), "unsigned", "person")},
)  # fmt: skip
