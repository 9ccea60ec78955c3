"""What the seals on a paper say about its signer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from rapidfuzz import fuzz

from docvet.models import Document
from docvet.values.names import compare, normal

_SPECIAL = re.compile(r"合同|财务|发票|业务|部$|部门|专用")


class Sealed(StrEnum):
    """How surely a paper bears the seal of its signer, best first."""

    YES = "yes"
    DIGITAL = "digital"
    """A digital signature of the PDF stands for it."""
    SPECIAL = "special"
    """A seal of the signer, but one for contracts, invoices or accounts."""
    UNREADABLE = "unreadable"
    """A seal whose text cannot be told."""
    OTHER = "other"
    """A legible seal of somebody else."""
    GREY = "grey"
    """No colour: seal ink cannot be told."""
    NOT_SEEN = "not_seen"
    """None was found, but the paper was not seen whole."""
    NONE = "none"
    """The paper was seen whole, and bears none."""


def sealed_by(paper: Document, signer: str, owner: str, min_likeness: float) -> Sealed:
    """Whether the paper bears the signer's seal; ``owner`` is the word of its ``seals`` for the signer."""
    field = paper.fields.get("seals")
    states = [_one(seal, signer, owner, min_likeness) for seal in (field.value if field else ())]
    if Sealed.YES in states:
        return Sealed.YES
    if paper.reading.signed:
        return Sealed.DIGITAL
    for state in (Sealed.SPECIAL, Sealed.UNREADABLE, Sealed.OTHER):
        if state in states:
            return state
    if _grey(paper):
        return Sealed.GREY
    if field is None or not field.whole:
        return Sealed.NOT_SEEN
    if paper.kind == "business_license" and not any(seal.get("owner") == "registrar" for seal in field.value):
        # Every licence bears the registrar's seal: where even that was not found, the search failed.
        return Sealed.NOT_SEEN
    return Sealed.NONE


def _one(seal: dict[str, object], signer: str, owner: str, min_likeness: float) -> Sealed | None:
    """What one seal is; None for the registrar's and the bank's, which say nothing of the signer."""
    text = str(seal.get("text") or "")
    mine = seal.get("owner") == owner
    if not mine and text:
        mine = compare(text, signer).same or fuzz.partial_ratio(normal(signer), normal(text)) >= min_likeness * 100
    if mine:
        return (
            Sealed.SPECIAL if _SPECIAL.search(text.replace(signer, "")) or seal.get("shape") == "oval" else Sealed.YES
        )
    if seal.get("owner") in ("registrar", "bank"):
        return None
    return Sealed.OTHER if text and seal.get("owner") in ("company", "grantor") else Sealed.UNREADABLE


def _grey(paper: Document) -> bool:
    pictures = [page.picture for page in paper.pages if page.picture is not None]
    return bool(pictures) and not any(picture.coloured for picture in pictures)


def best(states: Sequence[Sealed]) -> Sealed:
    """The best of several copies."""
    return min(states, key=list(Sealed).index)
