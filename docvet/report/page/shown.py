"""The shapes that the template of the HTML report is filled with."""

from __future__ import annotations

from dataclasses import dataclass, field

from docvet.report.pictures import Crop, Key


@dataclass(frozen=True, slots=True)
class Pair:
    """The same text in both languages; equal ones are shown once."""

    zh: str
    en: str

    @property
    def same(self) -> bool:
        """There is nothing to switch."""
        return self.zh == self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A picture of where a finding stands."""

    key: Key
    where: Pair
    crop: Crop
    alt: Pair


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding of a problem."""

    message: Pair
    expected: Pair
    found: Pair


@dataclass(frozen=True, slots=True)
class Card:
    """One problem."""

    number: int
    new: bool
    """An earlier report did not have it."""
    documents: list[str]
    """Ids, for the filter."""
    subject: Pair
    entries: list[ShownFinding]
    more: Pair
    """How many entries are folded."""
    crops: list[ShownPlace]
    more_crops: Pair
    fix: Pair
    basis: list[tuple[Pair, Pair]]
    """(label, text) of what is folded behind the basis."""
    answers: list[Pair]
    """Who accepted it, and why."""
    commands: list[tuple[Pair, Pair]]
    """(what it does, the line to type) where a person can settle it."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as it was read."""

    name: Pair
    value: Pair
    certainty: Pair
    sure: bool
    page: Pair
    crop: Crop | None


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document and its fields."""

    title: Pair
    where: Pair
    fields: list[FieldRow]


@dataclass(frozen=True, slots=True)
class ShownLink:
    """One link of the chain."""

    giver: str
    taker: str
    state: str
    """``ok``, ``broken`` or ``doubtful``."""
    document: Pair
    why: Pair


@dataclass(frozen=True, slots=True)
class ShownSlot:
    """A document that the platform's form asks for."""

    state: str
    """``ok``, ``review``, ``reject`` or ``missing``."""
    title: Pair
    note: Pair
    facts: Pair
    refs: list[tuple[str, int]]
    """(group, number) of the problems about it."""


@dataclass(frozen=True, slots=True)
class Content:
    """One report."""

    name: str
    verdict: str
    headline: Pair
    notice: Pair
    """What is missing before the verdict is complete; mostly empty."""
    about: list[Pair]
    badges: list[tuple[str, Pair, int]]
    slots: list[ShownSlot]
    first_steps: list[tuple[str, int, Pair]]
    """(group, number, what to do) of the problems that block most."""
    more_steps: Pair
    changed: Pair
    gone: list[tuple[str, Pair, Pair]]
    """(``mended`` or ``unjudged``, its label, the message of an earlier finding)."""
    chain_title: Pair
    chain: list[ShownLink]
    filters: list[tuple[str, Pair, int]]
    groups: list[tuple[str, Pair, list[Card]]]
    documents: list[ShownDocument]
    passed_title: Pair
    passed: list[Pair]
    not_checked: list[tuple[str, Pair, list[tuple[Pair, Pair]]]]
    """(kind, title, (rules, reason)…)."""
    limits: list[Pair]
    notes: list[Pair] = field(default_factory=list)
