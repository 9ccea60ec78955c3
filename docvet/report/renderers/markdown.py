"""Markdown, for tickets and wikis: the same order as on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docvet.report.markup import escaped, table
from docvet.report.model import Report, ReportFinding
from docvet.report.renderers import RenderOptions
from docvet.report.summary import headings, rows
from docvet.report.view import View

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
    cells = [[escaped(str(getattr(row, name))) for name in _SUMMARY] for row in rows(reports, options.lang)]
    yield from table([escaped(heading) for heading in headings(options.lang, *_SUMMARY)], cells)
    yield ""


def _report(report: Report, options: RenderOptions) -> Iterator[str]:
    view = View(report, options.lang)
    say = view.say
    yield from (f"# {escaped(report.application.name)}", "", f"**{escaped(view.verdict)}**", "")
    yield from (escaped(" · ".join(view.about())) + "  ", escaped(view.counts) + "  ", escaped(view.basis), "")
    if title := view.first_title():
        yield from (
            f"## {title}",
            "",
            *(f"{at}. {escaped(step.fix)}" for at, step in enumerate(view.first_steps(), 1)),
            "",
        )
    if changed := view.comparison():
        lines = [f"- {say(f'compare.{state}')} {escaped(view.own(item.message))}" for state, item in view.gone()]
        yield from (f"## {escaped(changed)}", "", *lines, "")
    for group, findings in view.groups.items():
        if findings:
            yield from (f"## {say(f'group.{group}')} ({len(findings)})", "")
        for finding in findings:
            yield from _finding(view, finding)
    if report.not_checked:
        yield from (f"## {say('not_checked.title')}", "")
        for why, because in view.not_checked():
            yield from (
                f"- {escaped(why)}",
                *(f"  - {', '.join(ids)} {escaped(reason)}".rstrip() for reason, ids in because),
            )
        yield ""
    yield from (f"## {say('limits.title')}", "", *(f"- {escaped(limit)}" for limit in view.limits()), "")
    notes = [
        *([say("codes")] if report.findings else []),
        *([] if options.show_personal_data else [say("masked")]),
        view.cost,
    ]
    yield from (*(f"{escaped(note)}  " for note in notes), "")


def _finding(view: View, finding: ReportFinding) -> Iterator[str]:
    say = view.say
    mark = say("compare.new") + " " if view.change(finding) == "new" else ""
    yield from (f"### {view.number(finding)}. {mark}{escaped(view.own(finding.message))}", "")
    facts = [
        *((say("label.place"), place) for place in view.places(finding)),
        (say("label.expected"), finding.expected),
        (say("label.found"), finding.found),
        (say("label.fix"), view.own(finding.fix)),
        (say("label.reason"), view.reason(finding)),
        (say("label.stage"), say("listing") if finding.stage == "listing" else ""),
        (say("label.accepted"), view.acceptance(finding)),
    ]
    yield from (f"- **{label}**: {escaped(text)}" for label, text in facts if text)
    yield ""
