"""Find a category in a ruleset's map by what an applicant calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from docvet.models import LocalizedText
from docvet.rules.ruleset import Category, Ruleset
from docvet.values.text import simplified, squeezed

_LONG = 8
"""Letters of an English name from which one wrong letter is a slip; stools are no tools, wheels no heels."""


def find_category(ruleset: Ruleset, text: str) -> Category | None:
    """The category of this name: 女装, 连衣裙, women's clothing, 服饰/女装; None if the map has none.

    Of a path the most specific part that the map knows decides.
    """
    table = {
        spelling(word): category
        for category in ruleset.categories.values()
        for word in (*category.names.zh, *category.names.en)
    }
    parts = [part for part in re.split(r"[/>＞|→、，,]|\s-\s", text) if part.strip()]
    for part in [text, *reversed(parts)]:
        key = spelling(part)
        if key in table:
            return table[key]
        if not key.isascii():
            continue  # two Chinese characters of three are another thing: 童装 is not 女童装 by likeness alone
        for name, category in table.items():
            slip = len(key) >= _LONG and Levenshtein.distance(key, name, score_cutoff=1) <= 1
            if name.isascii() and (slip or _numbers(key) & _numbers(name)):
                return category
    return None


def called(asked: str, category: Category) -> LocalizedText:
    """As the applicant wrote it, with the map's name behind it where that is another: 连衣裙（女装）."""
    zh, en = category.words["zh"], category.words["en"]
    return {
        "zh": asked if spelling(zh) in spelling(asked) else f"{asked}（{zh}）",
        "en": asked if spelling(en) in spelling(asked) else f"{asked} ({en})",
    }


def nearest_categories(ruleset: Ruleset, name: str, count: int = 3) -> list[LocalizedText]:
    """The names of the categories that are spelled most like this, best first; in English with the Chinese one."""
    table: dict[str, LocalizedText] = {
        word: {"zh": category.words["zh"], "en": f"{category.words['en']} ({category.words['zh']})"}
        for category in ruleset.categories.values()
        for word in (*category.names.zh, *category.names.en)
    }
    hits = process.extract(name, table.keys(), scorer=fuzz.WRatio, limit=count * 3)
    return list({table[word]["zh"]: table[word] for word, _, _ in hits}.values())[:count]


def among(category: Category, names: Iterable[str]) -> bool:
    """One of these is the category's track, or one of its names."""
    own = {spelling(word) for word in (category.track, *category.names.zh, *category.names.en)}
    return any(spelling(name) in own for name in names)


@lru_cache(maxsize=5_000)
def spelling(word: str) -> str:
    """What names have in common that are written alike: spaces, case, script and hyphens aside."""
    return re.sub(r"[\s'’&·-]+", "", simplified(squeezed(word))).casefold()


def _numbers(word: str) -> set[str]:
    """An English word as it stands and in the singular, however its plural is made."""
    return {word, re.sub(r"(?<!s)s$", "", word), re.sub(r"(s|x|z|ch|sh)es$", r"\1", word), re.sub(r"ies$", "y", word)}
