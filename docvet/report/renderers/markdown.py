"""Markdown, for tickets and wikis: the same order as on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docvet.report.grouping import ProblemGroup
from docvet.report.markup import escaped, table
from docvet.report.model import Report
from docvet.report.renderers import RenderOptions
from docvet.report.summary import headings, rows
from docvet.report.view import View

_MARKS = {"ok": "✓", "review": "?", "reject": "✕", "missing": "✕"}
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
    if view.notice:
        yield from (f"> {escaped(view.notice)}", "")
    yield from (escaped(" · ".join(view.about())) + "  ", escaped(view.counts) + "  ", escaped(view.basis), "")
    if slots := list(view.slots()):
        lines = [
            f"- {_MARKS[slot.state]} {escaped(' · '.join(filter(None, (slot.title, slot.note, slot.facts))))}"
            for slot in slots
        ]
        yield from (*lines, "")
    if title := view.first_title():
        yield from (
            f"## {title}",
            "",
            *(f"- [{step.number}] {escaped(step.fix)}" for step in view.first_steps()),
            "",
        )
    if changed := view.comparison():
        lines = [f"- {say(f'compare.{state}')}{escaped(view.own(item.message))}" for state, item in view.gone()]
        yield from (f"## {escaped(changed)}", "", *lines, "")
    for group, problems in view.problems.items():
        if problems:
            yield from (f"## {say(f'group.{group}')} ({len(problems)})", "")
        for problem in problems:
            yield from _problem(view, problem)
    if report.not_checked:
        yield from (f"## {say('not_checked.title')}", "")
        for kind, because in view.not_checked():
            count = sum(len(rules) for _, rules in because)
            yield f"- {escaped(say(f'not_checked.{kind}_count', count=count))}"
            for reason, rules in because:
                titles = say("message.and").join(map(view.rule_title, rules))
                yield f"  - {escaped(say('not_checked.row', reason=reason, rules=titles))}"
        yield ""
    yield from (f"## {say('limits.title')}", "", *(f"- {escaped(limit)}" for limit in view.limits()), "")
    notes = [
        *([say("codes")] if report.findings else []),
        *([] if options.show_personal_data else [say("masked")]),
        view.cost,
    ]
    yield from (*(f"{escaped(note)}  " for note in notes), "")


def _problem(view: View, problem: ProblemGroup) -> Iterator[str]:
    say, first = view.say, problem.first
    mark = say("compare.new") if view.change(first) == "new" else ""
    yield from (f"### {problem.number}. {mark}{escaped(view.own(first.message))}", "")
    for at, finding in enumerate(problem.findings):
        if at:
            yield f"- {escaped(view.own(finding.message))}"
        facts = [
            *((say("label.place"), place) for place in view.places(finding)),
            (say("label.expected"), view.expected(finding)),
            (say("label.found"), view.found(finding)),
        ]
        yield from (f"{'  ' if at else ''}- **{label}**: {escaped(text)}" for label, text in facts if text)
    facts = [
        (say("label.fix"), view.own(first.fix)),
        (say("label.reason"), view.reason(first)),
        (say("label.stage"), say("listing") if first.stage == "listing" else ""),
        (say("label.accepted"), view.acceptance(first)),
    ]
    yield from (f"- **{label}**: {escaped(text)}" for label, text in facts if text)
    yield ""
