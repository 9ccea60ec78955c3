"""Whether a field was read right: dates and codes to the letter, long texts by likeness, lists by their members."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

from rapidfuzz import fuzz

from docvet.models import Field
from docvet.values import money
from docvet.values.text import simplified, squeezed

_MARKS = re.compile(r"[^\w]")
Outcome = Literal["right", "wrong", "missing"]
SURE = 0.9
"""From this confidence on a value may carry a rejection."""
_ALIKE = 95.0
_LONG = {"scope", "goods", "address", "registrant_address", "product"}
_PARTLY = {"territory", "channels"}
"""A letter says in a clause what a word of it says too."""
_ANYWHERE = {"texts", "watermarks"}
"""Lists of which the drawn text is only a part."""
_OURS = {"company", "grantor"}
"""Owners of seals that matter: a seal taken for one of them lets an unsealed paper pass."""


def outcome(name: str, stated: Any, read: Field | None) -> Outcome:
    """One field of one paper."""
    if read is None:
        return "missing"
    value = read.value
    if name == "seals":
        return _seals(set(stated), {seal["owner"] for seal in value})
    if name in _ANYWHERE:
        return "right" if all(any(letters(part) in letters(text) for text in value) for part in stated) else "missing"
    if isinstance(stated, list):
        return _members({str(part) for part in stated}, {str(part) for part in value})
    return "right" if _equal(name, stated, value) else "wrong"


def letters(text: str) -> str:
    """The characters that carry meaning: punctuation, brackets and spaces are read as they may."""
    return _MARKS.sub("", simplified(squeezed(text))).upper().replace("圆", "元")


def _seals(stated: set[str], read: set[str]) -> Outcome:
    if (read - stated) & _OURS:
        return "wrong"
    return "right" if stated <= read else "missing"


def _members(stated: set[str], read: Iterable[str]) -> Outcome:
    """Nothing but the stated ones, and all of them; a part of them is missing, a stranger wrong."""
    seen = set(read)
    return "right" if seen == stated else "missing" if seen < stated else "wrong"


def _equal(name: str, stated: Any, read: Any) -> bool:
    if isinstance(stated, bool) or isinstance(read, bool):
        return bool(stated == read)
    if isinstance(stated, int | float):
        return abs(float(stated) - float(read)) < 0.005
    if name == "registered_capital":
        one, other = money.parse_capital(str(stated)), money.parse_capital(str(read))
        return one is not None and one == other
    if name in _PARTLY:
        return letters(str(read)) in letters(str(stated))
    if name in _LONG:
        return fuzz.ratio(letters(str(stated)), letters(str(read))) >= _ALIKE
    return letters(str(stated)) == letters(str(read))
