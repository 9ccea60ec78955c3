"""The payloads of the QR codes on licences.

Families seen on real licences: the national register's ``uniscid=<code>``, provincial links with an
opaque id (nothing to read), and plain-text cards ``统一社会信用代码:…;名称:…`` with ``:``/``：`` and
``;``/``；``/``，``/newline/``|`` between.
"""

from __future__ import annotations

import re

from docvet.values import codes, dates
from docvet.values.text import simplified, squeezed

_CARD_LABELS = {
    "credit_code": r"统一社会信用代码",
    "registration_number": r"注册号",
    "name": r"(?:企业|商户)?名称",
    "established": r"成立日期|登记日期|登记时间|注册日期",
    "representative": r"法定代表人(?:姓名)?|经营者|负责人|投资人",
}


def payload(text: str) -> dict[str, str]:
    """Field name → value as the payload states them; empty for an opaque link."""
    flat = simplified(squeezed(text.replace("\n", ";")))
    pairs: dict[str, str] = {}
    for name, label in _CARD_LABELS.items():
        match = re.search(rf"(?:^|[;,|\s])(?:{label})[:=]([^;|]+?)(?=[;,|]|$)", flat)
        if match and match.group(1):
            pairs[name] = match.group(1)
    run = re.search(r"(?:uniscid=|统一社会信用代码[:=])([0-9A-Z]{18})(?![0-9A-Z])", flat, re.IGNORECASE)
    code = run.group(1).upper() if run else pairs.get("credit_code", "")
    pairs.pop("credit_code", None)
    if codes.is_credit_code(code):
        pairs["credit_code"] = code
    if "registration_number" in pairs and not codes.is_registration_number(pairs["registration_number"]):
        del pairs["registration_number"]
    if day := dates.parse_date(pairs.pop("established", "")):
        pairs["established"] = day.isoformat()
    return pairs
