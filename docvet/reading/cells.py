"""What a cell of a spreadsheet shows: dates, numbers, and number formats that write letters or zeros before a number."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(General)|([0#?]+)|([.,%])|(.)', re.IGNORECASE)
_SECTIONS = 4
"""Of a format: for numbers above and below zero, for zero, and for text."""
_LEAST_ZEROS = 2
"""Zeros before the point from which a format pads numbers as codes are padded."""


def shown(value: Any, number_format: str = "General") -> str:
    """The text of a cell, near enough: dates in ISO form, numbers with at most the 15 digits that Excel keeps.

    Formats that only set the digits of an amount are left aside; one that writes more (``"LU-2024-"000``), writes
    something else (``"2024"``) or nothing (``;;;``) is followed.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return plain(value) if (text := _formatted(value, number_format)) is None else text
    if isinstance(value, str) and _hides_text(number_format):
        return ""
    return str(value).strip()


def misleads(value: Any, number_format: str) -> bool:
    """Whether the format of a date writes figures that are none of the date's."""
    if not isinstance(value, (datetime, date, time)):
        return False
    literals = (quoted or escaped for quoted, escaped, *_ in _TOKEN.findall(_sections(number_format)[0]))
    return any(character.isdigit() for literal in literals for character in literal)


def plain(value: float) -> str:
    """A number without a format."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def tells(number_format: str) -> bool:
    """Whether the format writes letters, or zeros before a number, or hides it: then what shows is not the number."""
    return (
        any(_formatted(value, number_format) is not None for value in (1, -1, 0))
        or _hides_text(number_format)
        or misleads(date.min, number_format)
    )


def _hides_text(number_format: str) -> bool:
    parts = _sections(number_format)
    return len(parts) == _SECTIONS and not parts[-1].strip()


def _formatted(value: float, number_format: str) -> str | None:
    """The number as the format shows it; None for formats that only set digits, and for dates and fractions."""
    parts = _sections(number_format)
    section = parts[0]
    if value < 0 and len(parts) > 1:
        section, value = parts[1], -value
    elif value == 0 and len(parts) > 2:
        section = parts[2]
    tokens = _TOKEN.findall(section)
    literals = "".join(quoted or escaped or other for quoted, escaped, _, _, _, _, other in tokens)
    digits = [digits for *_, digits, _, _ in tokens if digits]
    general = any(name for _, _, _, name, *_ in tokens)
    odd = [other for *_, other in tokens if other and (other.isalpha() or other in "/:@")]
    whole = section.split(".")[0].count("0") if not literals.strip() else 0
    padded = len(digits) == 1 and whole >= _LEAST_ZEROS
    if len(parts) > 1 and not section:
        return ""
    if not digits and not odd and not general and any(map(str.isalnum, literals)):
        return ("-" if value < 0 else "") + literals.strip()
    if odd or not digits or not (any(map(str.isalnum, literals)) or padded):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None
    if any(point == "." for *_, point, _ in tokens) or "%" in section:
        return None
    return _filled(tokens, f"{abs(round(value))}", sign="-" if value < 0 else "")


def _sections(number_format: str) -> list[str]:
    """The parts for positive and negative numbers, zero and text."""
    parts, quoted = [""], False
    for at, character in enumerate(number_format):
        quoted ^= character == '"'
        if character == ";" and not quoted and number_format[at - 1 : at] != "\\":
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _filled(tokens: list[tuple[str, ...]], digits: str, sign: str) -> str:
    """Literals as they stand, the digits from the right into their places, what is left over into the first."""
    places = [token[4] for token in tokens if token[4]]
    filled: list[str] = []
    for place in reversed(places[1:]):
        head, digits = digits[: -len(place)], digits[-len(place) :]
        filled.append(digits.rjust(len(place), "0"))
        digits = head
    filled.append(digits.rjust(places[0].count("0"), "0"))
    filled.reverse()
    text = ""
    for quoted, escaped, _, _, place, mark, other in tokens:
        text += filled.pop(0) if place else quoted or escaped or (other if mark != "," else "")
    return (sign + text).strip()
