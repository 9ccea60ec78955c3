"""Markdown, for tickets and wikis: the same order as on the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docvet.report.model import Report, ReportFinding
from docvet.report.renderers import RenderOptions
from docvet.report.summary import headings, rows
from docvet.report.view import View
from docvet.report.visible import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&]|(?<=\d)[.)](?=\s)|^[+-])")
_SUMMARY = ("client", "application", "verdict_short", "must", "confirm", "advice", "top_reason")


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """A document; of several reports with a table of them all in front."""
    parts: list[str] = []
    if options.several or len(reports) != 1:
        parts += _summary(reports, options)
    for report in reports:
        parts += _report(report, options)
    return "\n".join(parts).rstrip("\n") + "\n"


def _summary(reports: Sequence[Report], options: RenderOptions) -> Iterator[str]:
    yield _row(headings(options.lang, *_SUMMARY))
    yield _row(["---"] * len(_SUMMARY), escape=False)
    for row in rows(reports, options.lang):
        yield _row([str(getattr(row, name)) for name in _SUMMARY])
    yield ""


def _row(cells: Sequence[str], *, escape: bool = True) -> str:
    return "| " + " | ".join(_safe(cell) if escape else cell for cell in cells) + " |"


def _report(report: Report, options: RenderOptions) -> Iterator[str]:
    view = View(report, options.lang)
    say = view.say
    yield from (f"# {_safe(report.application.name)}", "", f"**{_safe(view.verdict)}**", "")
    yield from (_safe(" · ".join(view.about())) + "  ", _safe(view.counts) + "  ", _safe(view.basis), "")
    if title := view.first_title():
        yield from (
            f"## {title}",
            "",
            *(f"{at}. {_safe(step.fix)}" for at, step in enumerate(view.first_steps(), 1)),
            "",
        )
    if changed := view.comparison():
        mended = report.comparison.mended if report.comparison else ()
        lines = [f"- {say('compare.mended')} {_safe(view.own(item.message))}" for item in mended]
        yield from (f"## {_safe(changed)}", "", *lines, "")
    for group, findings in view.groups.items():
        if findings:
            yield from (f"## {say(f'group.{group}')} ({len(findings)})", "")
        for finding in findings:
            yield from _finding(view, finding)
    if report.not_checked:
        yield from (f"## {say('not_checked.title')}", "")
        for why, because in view.not_checked():
            yield from (
                f"- {_safe(why)}",
                *(f"  - {', '.join(ids)} {_safe(reason)}".rstrip() for reason, ids in because.items()),
            )
        yield ""
    yield from (f"## {say('limits.title')}", "", *(f"- {_safe(limit)}" for limit in view.limits()), "")
    notes = [
        *([say("codes")] if report.findings else []),
        *([] if options.show_personal_data else [say("masked")]),
        view.cost,
    ]
    yield from (*(f"{_safe(note)}  " for note in notes), "")


def _finding(view: View, finding: ReportFinding) -> Iterator[str]:
    say = view.say
    yield from (f"### {view.number(finding)}. {_safe(view.own(finding.message))}", "")
    facts = [
        *((say("label.place"), place) for place in view.places(finding)),
        (say("label.expected"), finding.expected),
        (say("label.found"), finding.found),
        (say("label.fix"), view.own(finding.fix)),
        (say("label.reason"), view.reason(finding)),
        (say("label.stage"), say("listing") if finding.stage == "listing" else ""),
        (say("label.accepted"), view.acceptance(finding)),
    ]
    yield from (f"- **{label}**: {_safe(text)}" for label, text in facts if text)
    yield ""


def _safe(text: str) -> str:
    """One line in which nothing from the papers is taken for markup."""
    return _MARKUP.sub(r"\\\1", visible(text))
