"""Whose seal is it: decided by its text and by the names on the same document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import fmean

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Kind
from docvet.documents.places import outlined
from docvet.models import Box, Field, Page, Seal
from docvet.values.names import seal_likeness
from docvet.values.text import simplified, squeezed

_NO_SEAL = ceiling("no_seal")

_OFFICE = re.compile(
    r"监督|工商|行政.{0,2}理|行政.{0,2}批|管理局|审批局|登记|管.{0,2}局|商标局|知识产权|[区县市州]\w{0,10}局$|分局$|年度?验|年检"
)
"""Registrars and other offices, a character of their names misread; no company's name ends so."""
_BANK = re.compile(r"银行|信用社|支行")
_LIKE = 0.8
"""How much of a name a rim must show; what that may weigh is for the rules to say."""


def seals_field(kind: Kind, pages: Sequence[Page], fields: Mapping[str, Field], source: str) -> Field | None:
    """The ``seals`` field of a kind that is sealed; None for other kinds and where no page shows colour.

    ``whole`` says that every page was looked at in colour, and that no seal and no red ink stayed unexplained.
    """
    if kind.signer is None:
        return None
    looked = [page for page in pages if (page.picture is not None and page.picture.coloured) or page.seals]
    if not looked:
        return None
    owner, name = kind.signer
    signer = str(fields[name].value) if name in fields else ""
    entries = []
    for page in looked:
        for seal in page.seals:
            if not seal.text and _printed(kind, seal.box):
                continue
            entries.append(
                {
                    "text": seal.text,
                    "shape": seal.shape,
                    "owner": _owner(seal, owner, signer),
                    "page": page.number,
                    "box": outlined(seal.box),
                }
            )
    confidence = fmean(seal.confidence for page in looked for seal in page.seals) if entries else _NO_SEAL
    unclear = [box for page in looked for box in page.stray_ink if not _printed(kind, box)]
    whole = len(looked) == len(pages) and not unclear and all(entry["owner"] != "unknown" for entry in entries)
    first = looked[0]
    return Field(
        value=entries, raw="; ".join(str(entry["text"]) for entry in entries), confidence=round(confidence, 4),
        page=first.number, box=None, source=source, whole=whole,
    )  # fmt: skip


def _owner(seal: Seal, role: str, signer: str) -> str:
    text = _chinese(seal.text)
    # A chop may bear its company's name in English along the rim and in Chinese within.
    if signer and seal_likeness(text if _chinese(signer) else _latin(seal.text), signer) >= _LIKE:
        return role
    if not text:
        return "unknown"
    if _BANK.search(text):
        return "bank"
    if _OFFICE.search(text):
        return "registrar"
    return "unknown"


def _chinese(text: str) -> str:
    return "".join(re.findall(r"[\u3400-\u9fff]", simplified(squeezed(text))))


def _latin(text: str) -> str:
    return " ".join(re.findall(r"[A-Za-z][A-Za-z.,&'-]*", text))


def _printed(kind: Kind, box: Box) -> bool:
    """Red that the form itself bears there."""
    return kind.printed_red is not None and kind.printed_red(box)
