"""What the seals on a document say about its signer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from docvet.models import Document
from docvet.values.names import seal_likeness, seal_strays

_SPECIAL = re.compile(r"合同|财务|发票|业务|部$|部门|专用")
_BRANCH = re.compile(r"分公司|分厂|分店")
_COMPANY = re.compile(r"[\u3400-\u9fff]{4,}(?:公司|厂|商行|商店|经营部)")


_TRADE_NAME = 2
"""Characters of the shortest trade name: so many must stand there in place of the signer's."""
_HALF = 2 / 3
"""Width or height of a seal cut in two, as a part of the other: whole ones are taken for round from four fifths on."""


class Sealed(StrEnum):
    """How surely a document bears the seal of its signer, best first."""

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
    """None was found, but the document was not seen whole."""
    NONE = "none"
    """The document was seen whole, and bears none."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much of the signer's name a seal must show to be its own, and below what a legible one is another's."""

    mine: float
    strange: float


def sealed_by(document: Document, signer: str, thresholds: Thresholds) -> Sealed:
    """Whether the document bears the signer's seal."""
    field = document.fields.get("seals")
    states = [_one(document, seal, signer, thresholds) for seal in (field.value if field else ())]
    if Sealed.YES in states:
        return Sealed.YES
    if document.reading.signed:
        return Sealed.DIGITAL
    if _grey(document):
        return Sealed.GREY
    for state in (Sealed.SPECIAL, Sealed.UNREADABLE, Sealed.OTHER):
        if state in states:
            return state
    if field is None or not field.whole:
        return Sealed.NOT_SEEN
    if document.kind == "business_license" and not any(seal.get("owner") == "registrar" for seal in field.value):
        # Every licence bears the registrar's seal: where even that was not found, the search failed.
        return Sealed.NOT_SEEN
    return Sealed.NONE


def _one(document: Document, seal: dict[str, object], signer: str, thresholds: Thresholds) -> Sealed | None:
    """What one seal is; None for the registrar's and the bank's, which say nothing of the signer."""
    text = str(seal.get("text") or "")
    likeness = seal_likeness(text, signer)
    if likeness >= thresholds.mine:
        if bool(_BRANCH.search(text)) != bool(_BRANCH.search(signer)):
            return Sealed.OTHER if _BRANCH.search(text) else Sealed.UNREADABLE
        special = _SPECIAL.search(text)
        if (special and special[0] not in signer) or seal.get("shape") != "round":
            return Sealed.SPECIAL
        return Sealed.UNREADABLE if _cut(document, seal) else Sealed.YES
    if seal.get("owner") in ("registrar", "bank"):
        return None
    another = seal_strays(text, signer) >= _TRADE_NAME and _COMPANY.search(text + text)
    return Sealed.OTHER if likeness < thresholds.strange and another else Sealed.UNREADABLE


def _cut(document: Document, seal: dict[str, object]) -> bool:
    """Half of a round seal, as one set across the joint of two sheets (骑缝章) leaves on each: that one does not sign."""
    box, page = seal.get("box"), next((page for page in document.pages if page.number == seal.get("page")), None)
    if not isinstance(box, (list, tuple)) or page is None:
        return False
    left, top, right, bottom = box
    wide, high = (right - left) * page.width, (bottom - top) * page.height
    return bool(min(wide, high) < _HALF * max(wide, high))


def _grey(document: Document) -> bool:
    pictures = [page.picture for page in document.pages if page.picture is not None]
    return bool(pictures) and not any(picture.coloured for picture in pictures)


def best(states: Sequence[Sealed]) -> Sealed:
    """The best of several copies."""
    return min(states, key=list(Sealed).index)
