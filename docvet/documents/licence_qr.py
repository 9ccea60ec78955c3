"""What a licence's QR code says: an independent reading of code, name and dates.

Families seen on real licences: the national register's ``uniscid=<code>``, provincial links with an
opaque id (nothing to read), and plain-text cards ``统一社会信用代码:…;名称:…`` with ``:``/``：`` and
``;``/``；``/``，``/newline/``|`` between.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from docvet.documents.paper import Paper
from docvet.models import Code, Field, Source
from docvet.values import codes, dates
from docvet.values.names import compare
from docvet.values.text import simplified, squeezed

_CARD_LABELS = {
    "credit_code": r"统一社会信用代码",
    "registration_number": r"注册号",
    "name": r"(?:企业|商户)?名称",
    "established": r"成立日期|登记日期|登记时间|注册日期",
    "representative": r"法定代表人(?:姓名)?|经营者|负责人|投资人",
}
_SURE = 0.99


def read_card(paper: Paper, fields: Mapping[str, Field]) -> dict[str, Field]:
    """The fields with what the sheet's QR codes confirm, repair or add.

    A payload's code counts only with a good check digit. Print and payload that differ both stay
    visible: the printed value is kept, without the witness.
    """
    merged: dict[str, Field | None] = dict(fields)
    for sheet in paper.sheets:
        for code in sheet.codes:
            for name, value in payload(code.text).items():
                merged[name] = _merge(merged.get(name), name, value, code, sheet.number)
    return {name: field for name, field in merged.items() if field is not None}


def payload(text: str) -> dict[str, str]:
    """Field name → value as the payload states them; empty for an opaque link."""
    flat = simplified(squeezed(text.replace("\n", ";")))
    found: dict[str, str] = {}
    for name, label in _CARD_LABELS.items():
        match = re.search(rf"(?:^|[;,|\s])(?:{label})[:=]([^;|]+?)(?=[;,|]|$)", flat)
        if match and match.group(1):
            found[name] = match.group(1)
    run = re.search(r"(?:uniscid=|统一社会信用代码[:=])([0-9A-Z]{18})(?![0-9A-Z])", flat, re.IGNORECASE)
    code = run.group(1).upper() if run else found.get("credit_code", "")
    found.pop("credit_code", None)
    if codes.is_credit_code(code):
        found["credit_code"] = code
    if "registration_number" in found and not codes.is_registration_number(found["registration_number"]):
        del found["registration_number"]
    if day := dates.parse_date(found.pop("established", "")):
        found["established"] = day.isoformat()
    return found


def _merge(printed: Field | None, name: str, value: str, code: Code, page: int) -> Field | None:
    from_code = Field(value, value, _SURE, page, code.box, Source.QR, frozenset({"qr"}))
    if printed is None:
        # An old number in a payload is not on the paper: there the credit code has replaced it.
        return None if name in ("registration_number", "established") else from_code
    if printed.value == value or (name in ("name", "representative") and compare(str(printed.value), value).same):
        return replace(printed, confidence=max(printed.confidence, _SURE), witnesses=printed.witnesses | {"qr"})
    if name == "credit_code" and not codes.is_credit_code(str(printed.value)):
        return replace(from_code, raw=printed.raw, box=printed.box)
    return printed
