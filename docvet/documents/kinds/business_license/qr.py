"""The text of a licence's QR code: an independent reading of code, name and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docvet.documents.confidence import ceiling
from docvet.documents.text.document import DocumentText
from docvet.models import Code, Field, Source
from docvet.values import codes
from docvet.values.licence_card import payload
from docvet.values.names import compare

_SURE = ceiling("licence_code")


def read_card(document: DocumentText, fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields with what the page's QR codes confirm, repair or add.

    A payload's code counts only with a good check digit. Print and payload that differ both stay
    visible: the printed value is kept, without the witness.
    """
    merged: dict[str, Field | None] = dict(fields)
    for page in document.pages:
        for code in page.codes:
            for name, value in payload(code.text).items():
                merged[name] = _merge(merged.get(name), name, value, code, page.number)
    return {name: field for name, field in merged.items() if field is not None}


def _merge(printed: Field | None, name: str, value: str, code: Code, page: int) -> Field | None:
    from_code = Field(value, value, _SURE, page, code.box, Source.QR, frozenset({"qr"}))
    if printed is None:
        # An old number in a payload is not on the document: there the credit code has replaced it.
        return None if name in ("registration_number", "established") else from_code
    if printed.value == value or (name in ("name", "representative") and compare(str(printed.value), value).same):
        return replace(printed, confidence=max(printed.confidence, _SURE), witnesses=printed.witnesses | {"qr"})
    if name == "credit_code" and not codes.is_credit_code(str(printed.value)):
        return replace(from_code, raw=f"{printed.raw} → {value}", box=printed.box)
    return printed
