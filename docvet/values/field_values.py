"""A field's value as a person writes it on one line, typed as the extraction would give it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from docvet.models import OPEN_ENDED
from docvet.values.codes import compact
from docvet.values.dates import find_dates
from docvet.values.field_types import FieldType, ValueType
from docvet.values.money import parse_amount

_MONEY = re.compile(r"(?:[¥￥$€£]|RMB|CNY|USD|US\$)?\s?[0-9][0-9,]*(?:\.[0-9]{1,2})?\s?万?[元圆]?", re.IGNORECASE)
_YES, _NO = ("yes", "true", "是", "有"), ("no", "false", "否", "无")


class NotAValue(ValueError):
    """The text cannot be this field's value; says what is allowed."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.texts = {"en": en, "zh": zh}


def parse(field: FieldType, text: str, page: int = 1) -> Any:
    """The value in ``text``; ``page`` is where a seal that a person saw stands.

    Dates become ISO strings or ``open-ended``, lists are split at commas, seals are written as their
    owner and, after a colon, their text (``company:深圳市…``).

    Raises:
        NotAValue: it does not fit the field.
    """
    text = text.strip()
    if not text:
        raise NotAValue(en="it cannot be empty", zh="不能为空")
    match field.type:
        case ValueType.SEALS:
            return [_seal(field, part, page) for part in _parts(text)]
        case ValueType.TEXTS:
            return _parts(text)
        case ValueType.CHOICES:
            return [_choice(field, part) for part in _parts(text)]
        case ValueType.CHOICE:
            return _choice(field, text)
        case ValueType.WHOLE_NUMBERS:
            return [_whole_number(part) for part in _parts(text)]
        case _:
            return _ONE.get(field.type, str)(text)


def fits(field: FieldType, value: Any) -> bool:
    """Whether a value is of the field's type."""
    match field.type:
        case ValueType.DATE:
            return isinstance(value, str) and (value == OPEN_ENDED or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)))
        case ValueType.CHOICE:
            return value in field.choices
        case ValueType.FLAG:
            return isinstance(value, bool)
        case ValueType.WHOLE_NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case ValueType.NUMBER:
            return isinstance(value, float)
        case ValueType.TEXTS:
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case ValueType.CHOICES:
            return isinstance(value, list) and all(item in field.choices for item in value)
        case ValueType.WHOLE_NUMBERS:
            return isinstance(value, list) and all(isinstance(item, int) for item in value)
        case ValueType.SEALS:
            return isinstance(value, list) and all(item["owner"] in field.choices for item in value)
        case _:
            return isinstance(value, str)


def _parts(text: str) -> list[str]:
    parts = [part for piece in re.split(r"[,，、;；]", text) if (part := piece.strip())]
    if not parts:
        raise NotAValue(en="it cannot be empty", zh="不能为空")
    return parts


def _choice(field: FieldType, text: str) -> str:
    if text not in field.choices:
        raise NotAValue(en=f"it is {' or '.join(field.choices)}", zh=f"应为 {' 或 '.join(field.choices)}")
    return text


def _date(text: str) -> str:
    if text in (OPEN_ENDED, "长期", "永久"):
        return OPEN_ENDED
    hits = find_dates(text)
    if len(hits) != 1 or hits[0].raw != text:
        raise NotAValue(en="it is a date, as 2024-06-01, or open-ended", zh="应为日期，如 2024-06-01，或 长期")
    return hits[0].value.isoformat()


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise NotAValue(en="it is a whole number, as 25", zh="应为整数，如 25")
    return int(text)


def _number(text: str) -> float:
    """12.5, 12.5% or an amount of money (¥1,234.50)."""
    if match := re.fullmatch(r"(\d{1,9}(?:\.\d{1,6})?)\s*[%％]?", text, re.ASCII):
        return float(match[1])
    if _MONEY.fullmatch(text) and (amount := parse_amount(text)):
        return float(amount.amount)
    raise NotAValue(en="it is a number, as 12.5", zh="应为数字，如 12.5")


def _flag(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise NotAValue(en="it is yes or no", zh="应为 是 或 否")


def _seal(field: FieldType, text: str, page: int) -> dict[str, Any]:
    owner, _, wording = text.replace("：", ":").partition(":")
    if owner not in field.choices:
        raise NotAValue(
            en=f"a seal is written as OWNER:TEXT, the owner being one of {', '.join(field.choices)}",
            zh=f"印章写作 所有者:文字，所有者为 {'、'.join(field.choices)} 之一，如 company:深圳市某某贸易有限公司",
        )
    return {"text": wording.strip(), "shape": "round", "owner": owner, "page": page, "box": None}


_ONE: Mapping[ValueType, Callable[[str], Any]] = {
    ValueType.DATE: _date, ValueType.CODE: compact, ValueType.FLAG: _flag, ValueType.WHOLE_NUMBER: _whole_number,
    ValueType.NUMBER: _number,
}  # fmt: skip
