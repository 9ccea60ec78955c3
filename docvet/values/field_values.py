"""A field's value as a person writes it on one line, typed as the extraction would give it."""

from __future__ import annotations

import re
from typing import Any

from docvet.models import OPEN_ENDED
from docvet.values.codes import compact
from docvet.values.dates import find_dates

_DATES = frozenset(
    {"established", "term_start", "term_end", "issued", "birth_date", "valid_from", "valid_to", "registered", "applied",
     "approved", "period_start", "period_end", "signed", "date"}
)  # fmt: skip
_TEXT_LISTS = frozenset(
    {"sides", "registration_numbers", "months", "texts", "sku_codes", "barcodes", "watermarks", "columns"}
)
_NUMBER_LISTS = frozenset({"nice_classes", "balance_breaks"})
_NUMBERS = frozenset({"rows", "pages_stated", "width", "height"})
_DECIMALS = frozenset({"fee_percent", "sharpness"})
_CHOICES = {"sublicense": ("allowed", "forbidden")}
_FLAGS = frozenset({"duplicate", "signature"})
_CODES = frozenset({"credit_code", "id_number", "account_number", "registration_number"})
_OWNERS = ("registrar", "company", "grantor", "bank", "unknown")
_YES, _NO = ("yes", "true", "是", "有"), ("no", "false", "否", "无")


class NotAValue(ValueError):
    """The text cannot be this field's value; its text says what is allowed, in Chinese and English."""


def parse_value(name: str, text: str, page: int = 1) -> Any:
    """The value of the field ``name`` in ``text``; ``page`` is where a seal that a person saw stands.

    Dates become ISO strings or ``open-ended``, lists are split at commas, seals are written as their
    owner and, after a colon, their text (``company:深圳市…``).

    Raises:
        NotAValue: it does not fit the field.
    """
    text = text.strip()
    if not text:
        raise NotAValue("不能为空 / it cannot be empty")
    if name in _DATES:
        return _date(text)
    if name == "seals":
        return [_seal(part, page) for part in _parts(text)]
    if name in _NUMBER_LISTS:
        return [_number(part) for part in _parts(text)]
    if name in _TEXT_LISTS:
        return _parts(text)
    if name in _NUMBERS:
        return _number(text)
    if name in _DECIMALS:
        return _decimal(text)
    if name in _CHOICES and text not in _CHOICES[name]:
        raise NotAValue(f"应为 {' 或 '.join(_CHOICES[name])} / it is {' or '.join(_CHOICES[name])}")
    if name in _FLAGS:
        return _flag(text)
    return compact(text) if name in _CODES else text


def _parts(text: str) -> list[str]:
    return [part for piece in re.split(r"[,，、;；]", text) if (part := piece.strip())]


def _date(text: str) -> str:
    if text in (OPEN_ENDED, "长期", "永久"):
        return OPEN_ENDED
    hits = find_dates(text)
    if len(hits) != 1 or hits[0].raw != text:
        raise NotAValue("应为日期，如 2024-06-01，或 长期 / it is a date, as 2024-06-01, or open-ended")
    return hits[0].value.isoformat()


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise NotAValue("应为整数，如 25 / it is a whole number, as 25")
    return int(text)


def _decimal(text: str) -> float:
    if not (match := re.fullmatch(r"(\d{1,9}(?:\.\d{1,6})?)\s*[%％]?", text, re.ASCII)):
        raise NotAValue("应为数字，如 12.5 / it is a number, as 12.5")
    return float(match[1])


def _flag(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise NotAValue("应为 是 或 否 / it is yes or no")


def _seal(text: str, page: int) -> dict[str, Any]:
    owner, _, wording = text.replace("：", ":").partition(":")
    if owner not in _OWNERS:
        raise NotAValue(
            f"印章写作 所有者:文字，所有者为 {'、'.join(_OWNERS)} 之一，如 company:深圳市某某贸易有限公司 / "
            f"a seal is written as OWNER:TEXT, the owner being one of {', '.join(_OWNERS)}"
        )
    return {"text": wording.strip(), "shape": "round", "owner": owner, "page": page, "box": None}
