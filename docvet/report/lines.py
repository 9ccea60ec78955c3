"""Lines of a report's opening: what to do first, and the documents that are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from docvet.report.grouping import ProblemGroup


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What to do first, and the problem that asks for it."""

    problem: ProblemGroup
    fix: str

    @property
    def number(self) -> int:
        """The problem's number."""
        return self.problem.number


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A document that the platform's form asks for."""

    state: str
    """``ok``, ``review``, ``reject`` or ``missing``."""
    title: str
    note: str
    """What of it is missing, or that not everybody needs it; mostly empty."""
    facts: str
    """File, holder and end date."""
    problems: tuple[ProblemGroup, ...]
    """What was found about it, without advice."""
