"""The closed vocabulary of checks: one file each, holding a ``CHECK``.

A check looks at the case and yields a :class:`Problem` for everything that is wrong and an
:class:`Unjudged` for everything it could not look at; yielding nothing means that all is well. It
knows nothing of rules, severities and wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from docvet.errors import UsageError
from docvet.models import Evidence, Severity, Words
from docvet.plugins import Parts

if TYPE_CHECKING:
    from docvet.rules.case import Case

Value = str | Words
"""What fills a placeholder: the same in all languages, or one in each."""

FieldOf = tuple[str, str]
"""(id of a document, name of its field)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, before any rule has weighed it."""

    documents: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    """What fills the placeholders of the wording."""
    evidence: tuple[Evidence, ...] = ()
    expected: str = ""
    found: str = ""
    variant: str | None = None
    """The circumstance, where rules may have words of their own for it."""
    at_most: Severity = Severity.REJECT
    """The weight that this circumstance can carry."""
    rests_on: tuple[FieldOf, ...] = ()
    """The values whose reading must be beyond doubt for a rejection."""
    rests_on_kind: tuple[str, ...] = ()
    """The documents whose kind must have been recognised beyond doubt for a rejection."""
    absent: bool = False
    """It is wrong because something was *not seen* in the fields it rests on."""
    discounted: frozenset[str] = frozenset()
    """Witnesses that say nothing about what is wrong: whole years apart confirm a day, not a year."""
    better_papers: frozenset[str] = frozenset()
    """Kinds of paper of which one more would settle it: no rejection while an unread file could be such a paper."""
    topic: str = ""
    """What it is about where no document is (a slot), so that one rule can hide another's finding."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Something that the check could not look at."""

    kind: Literal["not_applicable", "input_missing", "unreadable"]
    because: Words
    wanted: tuple[FieldOf, ...] = ()
    """What would have to be read for it."""


Result = Iterator[Problem | Unjudged]


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
    """The roles it looks at beside those its arguments name: where no slot takes such a paper it can find nothing."""
    last: bool = False
    """It runs after all others and is told which fields they found unread."""


@lru_cache(maxsize=1)
def checks() -> Mapping[str, Check]:
    """All checks, by name: modules of this package and entry points ``docvet.checks``."""
    found: dict[str, Check] = {}
    for name, check in Parts(__name__, "CHECK", "docvet.checks"):
        if not isinstance(check, Check) or check.name != name:
            raise UsageError(f"docvet.checks {name!r} is no docvet.rules.checks.Check of that name")
        found[name] = check
    return found
