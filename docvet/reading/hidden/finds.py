"""Things that are found, gathered by their kind."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from docvet.models import Hidden, HiddenKind

_NAMED, _NAME = 5, 80
"""Things that are named, and characters of a name."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


def plain(text: str) -> str:
    """A name in the file as one line of ordinary characters."""
    return _CONTROLS.sub(" ", text)[:_NAME].strip()


@dataclass(slots=True)
class _Found:
    """Things of one kind."""

    count: int = 0
    names: list[str] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)


class Finds:
    """Things by their kind."""

    def __init__(self) -> None:
        self._kinds: dict[HiddenKind, _Found] = defaultdict(_Found)

    def add(self, kind: HiddenKind, name: str = "", page: int | None = None) -> None:
        """One more."""
        seen = self._kinds[kind]
        seen.count += 1
        if name and name not in seen.names and len(seen.names) < _NAMED:
            seen.names.append(name)
        if page is not None:
            seen.pages.add(page)

    def hidden(self) -> list[Hidden]:
        """All of them."""
        return [
            Hidden(kind, seen.count, tuple(seen.names), tuple(sorted(seen.pages))) for kind, seen in self._kinds.items()
        ]
