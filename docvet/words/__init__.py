"""docvet's own interface words, one catalogue a language; what rules say stands in the rulesets.

A further language is one more file here; what rulesets do not say in it is shown in English.

The catalogues are TOML since every start of the program reads one, and that is the quickest to load.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeGuard

_FOLDER = Path(__file__).parent
_FIRST = ("zh", "en")
Lang = str
"""The name of a catalogue."""
LANGUAGES: tuple[Lang, ...] = tuple(
    sorted((path.stem for path in _FOLDER.glob("*.toml")), key=lambda name: (name not in _FIRST, name != "zh", name))
)
"""Chinese, English, then the others."""


class _Count(int):
    """A number that brings its noun in the singular or plural."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return f"{int(self)} {one if self == 1 else many}" if bar else format(int(self), spec)


class Words:
    """The words of one language, by dotted key (``verdict.clear``)."""

    def __init__(self, lang: Lang, texts: Mapping[str, str]) -> None:
        self.lang = lang
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The text of this key with its placeholders filled; KeyError for an unknown key.

        ``{count:file|files}`` is a number with the word that fits it.
        """
        counts = {name: _Count(value) for name, value in values.items() if _is_whole(value)}
        return self._texts[key].format(**{**values, **counts})

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)


def _is_whole(value: object) -> TypeGuard[int | float]:
    return type(value) is int or (isinstance(value, float) and value.is_integer())


@lru_cache
def words(lang: Lang) -> Words:
    """The catalogue of a language."""
    tree = tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    return Words(lang, dict(_flat(tree)))


def localized(key: str, **values: object) -> dict[Lang, str]:
    """The text of this key in every language; a value may itself be given by language."""
    return {lang: words(lang)(key, **{name: _in(lang, value) for name, value in values.items()}) for lang in LANGUAGES}


def did_you_mean(name: str, allowed: Iterable[str], cutoff: float = 0.6) -> dict[Lang, str]:
    """``, did you mean X?`` in every language, to be put behind a name that does not exist; empty where nothing is near."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(allowed), n=1, cutoff=cutoff)
    return localized("error.hint", name=close[0]) if close else dict.fromkeys(LANGUAGES, "")


def _in(lang: Lang, value: object) -> object:
    return value.get(lang, value["en"]) if isinstance(value, Mapping) else value


def default_language(environment: Mapping[str, str] | None = None) -> Lang:
    """The locale's language if there is a catalogue of it, else ``en``: LC_ALL, then LANG, then what the system says."""
    environment = os.environ if environment is None else environment
    name = environment.get("LC_ALL") or environment.get("LANG") or locale.getlocale()[0] or ""
    name = name.lower().replace("chinese", "zh")
    return next((lang for lang in LANGUAGES if name.startswith(lang)), "en")


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
