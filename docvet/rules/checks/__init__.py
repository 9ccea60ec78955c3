"""The closed vocabulary of checks: one file each, holding a ``CHECK``.

A check looks at the case and yields a :class:`~docvet.rules.problems.Problem` for everything that is wrong and an
:class:`~docvet.rules.problems.Unjudged` for everything it could not look at; yielding nothing means that all is well. It
knows nothing of rules, severities and wording.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from docvet.errors import UsageError
from docvet.plugins import Parts
from docvet.rules.case import Case
from docvet.rules.problems import Result


@dataclass(frozen=True, slots=True)
class Check:
    """A check as rules name it."""

    name: str
    args: type[BaseModel]
    """Its arguments, as a rule's ``with`` gives them."""
    run: Callable[[Case, Any], Result]
    fills: frozenset[str]
    """Placeholders that every one of its problems fills."""
    variants: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The circumstances it tells apart, each with the further placeholders it fills."""
    papers: tuple[str, ...] = ()
    """The roles it looks at beside those its arguments name: where no slot takes such a document it can find nothing."""
    last: bool = False
    """It runs after all others and is told which fields they known unread."""


@lru_cache(maxsize=1)
def checks() -> Mapping[str, Check]:
    """All checks, by name: modules of this package and entry points ``docvet.checks``."""
    known: dict[str, Check] = {}
    for name, check in Parts(__name__, "CHECK", "docvet.checks"):
        if not isinstance(check, Check) or check.name != name:
            raise UsageError(f"docvet.checks {name!r} is no docvet.rules.checks.Check of that name")
        known[name] = check
    return known
