"""Find a category in a ruleset's map by what an applicant calls it."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from docvet.rules.ruleset import Category, Ruleset
from docvet.values.text import simplified, squeezed

_CLOSE = 86.0
"""Percent of likeness at which a name counts as the same (a plural, a spelling)."""


def find_category(ruleset: Ruleset, name: str) -> Category | None:
    """The category of this name: 女装, 连衣裙, women's clothing, 服饰/女装; None if the map has none.

    Of a path the most specific part that the map knows decides.
    """
    table = {
        _key(word): category for category in ruleset.categories for word in (*category.names.zh, *category.names.en)
    }
    parts = [part for part in re.split(r"[/>＞|→、，,]|\s-\s", name) if part.strip()]
    for part in [name, *reversed(parts)]:
        key = _key(part)
        if key in table:
            return table[key]
        close = process.extractOne(key, table.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        # Two Chinese characters of three are another thing: 童装 is not 女童装 by likeness alone.
        if close and key.isascii():
            return table[close[0]]
    return None


def nearest_categories(ruleset: Ruleset, name: str, count: int = 3) -> list[str]:
    """The shown names of the categories that are spelled most like this, best first."""
    table = {
        word: category.names.zh[0]
        for category in ruleset.categories
        for word in (*category.names.zh, *category.names.en)
    }
    hits = process.extract(name, table.keys(), scorer=fuzz.WRatio, limit=count * 3)
    return list(dict.fromkeys(table[word] for word, _, _ in hits))[:count]


def _key(word: str) -> str:
    return re.sub(r"[\s'’&·-]+", "", simplified(squeezed(word))).casefold()
