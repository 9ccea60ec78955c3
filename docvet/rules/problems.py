"""What a check says of an application: problems, and what it could not look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from docvet.models import ChainEdge, Evidence, LocalizedText, Severity
from docvet.rules.facts import Fact

Value = str | LocalizedText
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
    expected: str | Fact = ""
    found: str | Fact = ""
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
    better_documents: frozenset[str] = frozenset()
    """Kinds of document of which one more would settle it: no rejection while an unread file could be such a document."""
    edges: tuple[ChainEdge, ...] = ()
    """The steps of the authorization chain that it breaks or puts in doubt."""
    topic: str = ""
    """What it is about where no document is (a slot), so that one rule can hide another's finding."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Something that the check could not look at."""

    kind: Literal["not_applicable", "input_missing", "unreadable"]
    because: LocalizedText
    wanted: tuple[FieldOf, ...] = ()
    """What would have to be read for it."""


Result = Iterator[Problem | Unjudged]
"""All that one check says."""
