"""What the rules say of them: findings and the judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from docvet.models.pages import Box


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place on a document that a finding points at."""

    document: str
    page: int | None = None
    box: Box | None = None
    quote: str = ""


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    REJECT = "reject"
    REVIEW = "review"
    WARN = "warn"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Verdict(StrEnum):
    """What a report says of a folder."""

    CLEAR = "clear"
    REVIEW = "review"
    REJECT = "reject"
    ERROR = "error"


LocalizedText = Mapping[str, str]
"""The same sentence in each language: ``{"zh": …, "en": …}``."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the platform rejects: docvet's own id, and the platform's code where one is documented."""

    id: str
    title: LocalizedText
    platform_code: str | None
    platform_code_basis: str
    """``documented``, ``inferred`` or ``not-documented``."""
    share: float | None
    """Share of all rejections, where the source states one (0.412)."""
    lead: str = "days"
    """How long fixing usually takes: ``weeks``, ``days`` or ``minutes``."""
    actor: LocalizedText | None = None
    """Who has to act, where the ruleset says so."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person's answer for a finding."""

    by: str
    reason: str
    at: date
    until: date | None = None
    """The last day on which it counts."""


@dataclass(frozen=True, slots=True)
class ChainEdge:
    """A step of an authorization chain: who gives the right to whom, and the id of the document that proves it."""

    giver: str
    taker: str
    document: str | None
    """None where that document is what is missing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A failed rule, at one place."""

    rule: str
    name: str
    severity: Severity
    stage: str
    reason: Reason
    message: LocalizedText
    fix: LocalizedText
    documents: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    expected: str
    found: str
    source: LocalizedText
    """Where the rule comes from."""
    accepted: Acceptance | None = None
    """Set where a person answers for it; it no longer counts then."""
    edges: tuple[ChainEdge, ...] = ()
    """The steps of the chain that do not hold, or are in doubt, because of it; the report shows them as its chain."""
    expected_text: LocalizedText | None = None
    """``expected`` as people read it, where that differs from what programs read."""
    found_text: LocalizedText | None = None
    topic: str = ""
    """The slot it is about, where it is about no document."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule that could not be judged, and why."""

    rule: str
    kind: str
    """``not_applicable``, ``input_missing`` or ``unreadable``."""
    because: tuple[LocalizedText, ...]
    """Every reason, in each language."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of an application."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]
    passed: tuple[str, ...] = ()
    """Ids of the rules that were judged and found nothing, in the ruleset's order."""
