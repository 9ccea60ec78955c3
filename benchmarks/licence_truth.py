"""What a person typed off a licence, field by field against what was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from docvet.documents.calibration import doubted_fields, evidence_of
from docvet.models import OPEN_ENDED, Document
from docvet.values import dates, money
from docvet.values.text import simplified, squeezed

FIELDS = (
    "kind",
    "credit_code",
    "registration_number",
    "name",
    "established",
    "term",
    "registered_capital",
    "entity_type",
    "scope",
)
_SCOPE_ALIKE = 95.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One field of one picture."""

    file: str
    field: str
    outcome: str
    """``right``, ``wrong`` or ``missing``."""
    truth: str
    read: str
    confidence: float
    evidence: str = ""
    """Its class, see :mod:`docvet.documents.calibration`; empty for what was not read."""


def judge(truth: Mapping[str, Any], document: Document | None, raw: Document | None) -> list[Judged]:
    """Every field that the truth states, compared with what was read; ``raw`` is the document before calibration."""
    file = str(truth["file"])
    kind = document.kind if document else "none"
    judged = [Judged(file, "kind", "right" if kind == "business_license" else "wrong", "business_license", kind, 1.0)]
    for name, stated in _stated(truth).items():
        read, confidence = _read(document, name)
        outcome = "missing" if not read else "right" if _equal(name, stated, read) else "wrong"
        evidence = _evidence(raw, name) if raw and read else ""
        judged.append(Judged(file, name, outcome, stated, read, confidence, evidence))
    return judged


def _stated(truth: Mapping[str, Any]) -> dict[str, str]:
    stated: dict[str, str] = {}
    code = truth.get("credit_code_or_reg_no")
    if code and "gt_code_suspect" not in truth.get("tags", ()):
        stated["credit_code" if len(code) == 18 else "registration_number"] = code
    renamed = {"company_type": "entity_type"}
    for name in ("name", "established", "term", "registered_capital", "company_type", "scope"):
        if truth.get(name):
            stated[renamed.get(name, name)] = str(truth[name])
    return stated


def _read(document: Document | None, name: str) -> tuple[str, float]:
    """The value and its confidence; of the two days of a term the lower one."""
    if document is None:
        return "", 0.0
    if name == "term":
        ends = [document.fields.get("term_start"), document.fields.get("term_end")]
        seen = [field for field in ends if field is not None]
        return "/".join(str(field.value) if field else "" for field in ends) if seen else "", min(
            (field.confidence for field in seen), default=0.0
        )
    field = document.fields.get(name)
    return (str(field.value), field.confidence) if field else ("", 0.0)


def _evidence(document: Document, name: str) -> str:
    names = ("term_end", "term_start") if name == "term" else (name,)
    known = next(each for each in names if each in document.fields)
    return evidence_of(known, document.fields[known], known in doubted_fields(document.doubts))


def _equal(name: str, stated: str, read: str) -> bool:
    if name in ("credit_code", "registration_number"):
        return stated == read
    if name == "established":
        day = dates.parse_date(stated)
        return day is not None and day.isoformat() == read
    if name == "term":
        return _period(stated) == tuple(read.split("/"))
    if name == "registered_capital":
        one, other = money.parse_capital(stated), money.parse_capital(read)
        return one is not None and one == other
    if name == "scope":
        return fuzz.ratio(_letters(stated), _letters(read)) >= _SCOPE_ALIKE
    return _letters(stated) == _letters(read)


def _letters(text: str) -> str:
    """Characters that carry meaning: punctuation and brackets of a long text are read as they may."""
    return re.sub(r"[^\w]", "", simplified(squeezed(text))).upper().replace("圆", "元")


def _period(text: str) -> tuple[str, str]:
    period = dates.parse_period(text)
    end = period.end if period.end is None or isinstance(period.end, str) else period.end.isoformat()
    return (period.start.isoformat() if period.start else "", end or OPEN_ENDED)
