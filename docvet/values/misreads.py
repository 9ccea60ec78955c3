"""Characters that OCR takes for one another in codes, and the codes that may have stood there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

DIGIT_FOR = {
    "O": "0", "Q": "0", "D": "0", "U": "0", "I": "1", "L": "1", "l": "1", "J": "1",
    "Z": "2", "A": "4", "S": "5", "G": "6", "T": "7", "B": "8",
}  # fmt: skip
"""The digit a letter stands for where only digits may stand."""

CERTAIN_DIGIT_FOR = str.maketrans("OoQDIil|ZzSsB", "0000111122558")
"""For runs that are digits but for a stray letter."""

_GROUPS = ("0OQD", "1ILT", "2Z", "5S", "8B", "UVY", "MNHW", "G6", "KX", "EF")
_ALIKE: dict[str, str] = {}
for _group in _GROUPS:
    for _character in _group:
        _ALIKE[_character] = _ALIKE.get(_character, "") + _group.replace(_character, "")

Changes = tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A code after its likely misreads were put right."""

    value: str
    changed: Changes = ()
    """(position in ``value`` from 0, was, now); ``was`` is empty for a dropped character, ``now`` for one too many."""


def substituted(code: str, distance: int, legal: Callable[[int, str], bool]) -> Iterator[Repair]:
    """Every code that differs at exactly ``distance`` places by a usual confusion that ``legal(place, now)`` allows."""
    choices = [[c for c in _ALIKE.get(was, "") if legal(at, c)] for at, was in enumerate(code)]
    for places in combinations([at for at, options in enumerate(choices) if options], distance):
        for picks in product(*(choices[at] for at in places)):
            letters = list(code)
            for at, now in zip(places, picks, strict=True):
                letters[at] = now
            yield Repair("".join(letters), tuple((at, code[at], now) for at, now in zip(places, picks, strict=True)))


def with_one_doubled(code: str) -> Iterator[Repair]:
    """Every code in which one of two equal neighbours had been dropped (000 read as 00)."""
    for at, character in enumerate(code):
        if at == 0 or code[at - 1] != character:
            yield Repair(code[:at] + character + code[at:], ((at, "", character),))


def with_one_removed(code: str) -> Iterator[Repair]:
    """Every code without one of its characters."""
    for at, character in enumerate(code):
        if at == 0 or code[at - 1] != character:
            yield Repair(code[:at] + code[at + 1 :], ((at, character, ""),))
