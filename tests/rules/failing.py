"""What it takes to say on which application a rule must speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docvet.models import Document, Field
from tests.rules import builders as b

Parts = Mapping[str, Sequence[Document]]


@dataclass
class Failing:
    """An application on which the rule must speak, and how."""

    rule: str
    severity: str
    parts: Callable[[], Parts]
    says: str = ""
    """Part of its Chinese message."""
    form: Mapping[str, Any] = field(default_factory=dict)
    today: date = b.TODAY

    def __str__(self) -> str:
        return f"{self.rule} {self.severity} {self.says}"


def own(**parts: Sequence[Document]) -> Callable[[], Parts]:
    return lambda: {**b.own_brand(), **parts}


def other(*letters: Document, **parts: Sequence[Document]) -> Callable[[], Parts]:
    return lambda: {**b.authorized(*letters), **parts}


def once(value: Any, **changes: Any) -> Field:
    """Read by one pass only."""
    return b.field(value, witnesses=frozenset(), **changes)
