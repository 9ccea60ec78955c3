"""Several reports as one table: which client, which application, what came out, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docvet.models import Verdict
from docvet.report.grouping import ProblemGroup
from docvet.report.model import Report
from docvet.report.view import View
from docvet.words import Lang, words

_TOP_GROUPS = ("must", "internal", "confirm", "advice")


@dataclass(frozen=True, slots=True)
class Row:
    """One application."""

    client: str
    """The folder above it where these differ, as agencies keep their clients; else its own name."""
    application: str
    company: str
    brand: str
    verdict: str
    """``clear``, ``review``, ``reject`` or ``error``."""
    verdict_short: str
    """In a word or two."""
    must: int
    confirm: int
    advice: int
    accepted: int
    open: int
    """Rules that could not be judged."""
    top_reason: str
    """The title of the reason that weighs most, empty where nothing was found."""
    reasons: str
    """The titles of all reasons of what must be fixed or reviewed."""
    first_step: str
    """What to do first."""
    checked_at: str


def rows(reports: Sequence[Report], lang: Lang) -> list[Row]:
    """One row a report, in their order."""
    parents = [Path(report.application.path).absolute().parent for report in reports]
    several = len(set(parents)) > 1
    return [
        _row(report, lang, parent.name if several else report.application.name)
        for report, parent in zip(reports, parents, strict=True)
    ]


def _row(report: Report, lang: Lang, client: str) -> Row:
    view = View(report, lang)
    worst = [item for group in _TOP_GROUPS for item in view.problems[group]]
    steps = view.first_steps()
    weighty = [item for item in worst if item.group != "advice"]
    return Row(
        client=client,
        application=report.application.name,
        company=view.company,
        brand=report.application.brand or "",
        verdict=report.verdict,
        verdict_short=view.say(f"verdict_short.{report.verdict}"),
        must=view.count("must"),
        confirm=view.count("confirm"),
        advice=view.count("advice"),
        accepted=view.count("accepted"),
        open=view.open_rules,
        top_reason=_top(view, worst, weighty),
        reasons=view.say("message.or").join(dict.fromkeys(view.own(item.first.reason.title) for item in weighty)),
        first_step=steps[0].fix if steps else view.notice,
        checked_at=view.checked_at,
    )


def _top(view: View, worst: Sequence[ProblemGroup], weighty: Sequence[ProblemGroup]) -> str:
    """The reason that weighs most; where nothing but advice was found, what could not be checked weighs more."""
    if not weighty and view.open_rules and view.report.verdict != Verdict.CLEAR:
        return view.say("badge.open", count=view.open_rules)
    if view.report.verdict == Verdict.CLEAR:
        return ""
    return view.own(worst[0].first.reason.title) if worst else ""


def headings(lang: Lang, *names: str) -> list[str]:
    """The column titles for these attributes of :class:`Row`."""
    say = words(lang)
    return [say(f"summary.{name}") for name in names]
