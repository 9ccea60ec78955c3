"""Several reports as one table: who, which application, what was said, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docvet.report.model import Report
from docvet.report.view import View
from docvet.words import Lang, words


@dataclass(frozen=True, slots=True)
class Row:
    """One application."""

    client: str
    """The folder above it, as agencies keep their clients; empty where there is none."""
    application: str
    verdict: str
    """``clear``, ``review``, ``reject`` or ``error``."""
    verdict_short: str
    """In a word or two."""
    must: int
    confirm: int
    advice: int
    top_reason: str
    """The title of the reason that weighs most, empty where nothing was found."""
    first_step: str
    """What to do first."""


def rows(reports: Sequence[Report], lang: Lang) -> list[Row]:
    """One row a report, in their order."""
    return [_row(report, lang) for report in reports]


def _row(report: Report, lang: Lang) -> Row:
    view = View(report, lang)
    worst = next((group for group in view.groups.values() if group), [])
    top = worst[0] if worst else None
    steps = view.first_steps()
    return Row(
        client=Path(report.application.path).absolute().parent.name,
        application=report.application.name,
        verdict=report.verdict,
        verdict_short=view.say(f"verdict_short.{report.verdict}"),
        must=len(view.groups["must"]),
        confirm=len(view.groups["confirm"]),
        advice=len(view.groups["advice"]),
        top_reason=view.own(top.reason.title) if top and top.accepted is None else "",
        first_step=steps[0].fix if steps else "",
    )


def headings(lang: Lang, *names: str) -> list[str]:
    """The column titles for these attributes of :class:`Row`."""
    say = words(lang)
    return [say(f"summary.{name}") for name in names]
