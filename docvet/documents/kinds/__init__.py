"""One module a kind of paper; each holds a ``KIND``. Adding a kind is adding a file here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from docvet.documents.paper import Paper
from docvet.models import Field

Needed = tuple[str, ...] | Callable[[Mapping[str, Field]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What docvet knows of one kind of paper."""

    name: str
    """As in the report: ``business_license`` …"""
    titles: tuple[str, ...]
    """Regular expressions; one that matches a whole row (squeezed, simplified) is its title."""
    signs: tuple[tuple[str, float], ...]
    """(regular expression over the page's squeezed text, weight): labels that speak for it.
    A page is of the kind with the highest sum; a title counts 3, below 2 nothing is recognised."""
    extract: Callable[[Paper], Mapping[str, Field]]
    """Its fields, from one reading pass. Absent fields are left out; it never raises on odd text."""
    needed: Needed = ()
    """Fields that rules rest on: one that is missing or doubtful makes docvet look again. A function
    where they depend on what was read (one side of an ID card has no number)."""
    against: tuple[tuple[str, float], ...] = ()
    """Like ``signs``, but speaking against it."""
    file_names: str = ""
    """What files of it are often called (a regular expression): a hint, never proof."""
    signer: tuple[str, str] | None = None
    """Whose seal it should bear: (owner as in the field ``seals``, the field with that owner's name)."""
    follows: bool = False
    """Pages without a title of their own may continue it (a letter of three pages)."""

    def needs(self, fields: Mapping[str, Field]) -> tuple[str, ...]:
        """The needed fields of a paper on which these were read."""
        return self.needed(fields) if callable(self.needed) else self.needed


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """All kinds, by name: those of this package, in alphabetical order."""
    found: dict[str, Kind] = {}
    for info in pkgutil.iter_modules(__path__):
        kind: Kind = importlib.import_module(f"{__name__}.{info.name}").KIND
        found[kind.name] = kind
    return found
