"""Parts that are found, not listed: modules of one of docvet's packages, and entry points of other packages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from docvet.errors import UsageError


@dataclass(frozen=True)
class Parts:
    """All parts of one sort; a part has the name of its module or entry point. Nothing is imported before it is asked for."""

    package: str
    """Where docvet's own are: one module each."""
    attribute: str
    """What holds the part in its module; an entry point names it itself."""
    group: str
    """The group of entry points, as ``docvet.checks``."""

    @cached_property
    def own(self) -> frozenset[str]:
        """The names of docvet's own."""
        path = importlib.import_module(self.package).__path__
        return frozenset(info.name for info in pkgutil.iter_modules(path))

    @property
    def others(self) -> dict[str, EntryPoint]:
        """Those of other packages that are installed now.

        Raises:
            UsageError: two parts have one name; nobody could tell which of them judged.
        """
        points: dict[str, EntryPoint] = {}
        for point in entry_points(group=self.group):
            first = points.get(point.name)
            if point.name in self.own or (first is not None and first.value != point.value):
                raise UsageError(
                    en=f"{_maker(point)} brings {self.group} {point.name!r}, but {_maker(first)} has one of that name",
                    zh=f"{_maker(point)} 提供的 {self.group} {point.name!r} 与 {_maker(first)} 的重名",
                )
            points[point.name] = point
        return points

    def names(self) -> list[str]:
        """The names of all, alphabetically."""
        return sorted({*self.own, *self.others})

    def get(self, name: str) -> Any:
        """The part of this name.

        Raises:
            KeyError: there is none.
            UsageError: it is another package's and cannot be imported.
        """
        if name in self.own:
            return getattr(importlib.import_module(f"{self.package}.{name}"), self.attribute)
        point = self.others[name]
        try:
            return point.load()
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise UsageError(
                en=f"{self.group} {name!r} of {_maker(point)} cannot be loaded: {reason}",
                zh=f"{_maker(point)} 的 {self.group} {name!r} 无法加载：{reason}",
            ) from error

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((name, self.get(name)) for name in self.names())


def _maker(point: EntryPoint | None) -> str:
    return "docvet" if point is None else point.dist.name if point.dist else point.value
