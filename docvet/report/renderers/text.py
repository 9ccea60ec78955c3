"""The report for a terminal: the verdict, what to do first, the findings in groups, what stays open."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from docvet.models import Verdict
from docvet.report.grouping import ProblemGroup
from docvet.report.model import Report, ReportDocument
from docvet.report.renderers import RenderOptions
from docvet.report.settling import commands
from docvet.report.styled_text import StyledText
from docvet.report.summary import headings, rows
from docvet.report.view import View
from docvet.report.wrap import pad
from docvet.visible import visible
from docvet.words import words

_STYLES = {
    "internal": "bold magenta", "must": "bold red", "confirm": "bold yellow", "advice": "bold cyan", "accepted": "bold",
}  # fmt: skip
_VERDICT_STYLES = {
    Verdict.CLEAR: "bold green",
    Verdict.REVIEW: "bold yellow",
    Verdict.REJECT: "bold red",
    Verdict.ERROR: "bold magenta",
}
_SUMMARY = ("client", "application", "verdict_short", "must", "confirm", "top_reason")
_WIDEST = 28
"""Terminal cells of a column of the summary."""
_LABELS = ("place", "expected", "found", "fix", "reason", "stage", "accepted", "misread", "fine")
_MARKS = {"ok": "✓ ", "review": "? ", "reject": "✕ ", "missing": "✕ "}
_SLOT_STYLES = {"ok": "green", "review": "yellow", "reject": "red", "missing": "bold red"}
_ALIKE = 4
"""So many alike findings are shown; with ``--verbose`` all are."""


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """One report after the other; before several a table of them all."""
    pages = [_Page(report, options).text() for report in reports]
    if options.several or len(reports) > 1:
        pages.insert(0, _summary(reports, options))
    return "\n".join(pages)


def _summary(reports: Sequence[Report], options: RenderOptions) -> str:
    say = words(options.lang)
    out = StyledText(options.width, options.colour)
    out.write(say("summary.title"), "bold")
    table = [headings(options.lang, *_SUMMARY)]
    table += [[visible(str(getattr(row, name))) for name in _SUMMARY] for row in rows(reports, options.lang)]
    widths = [min(max(cell_len(line[column]) for line in table), _WIDEST) + 2 for column in range(len(_SUMMARY))]
    for line in table:
        cells = (
            pad(set_cell_size(cell, min(cell_len(cell), _WIDEST)), width)
            for cell, width in zip(line, widths, strict=True)
        )
        out.write("".join(cells).rstrip(), "dim" if line is table[0] else "")
    return out.text()


class _Page:
    """One report being written."""

    def __init__(self, report: Report, options: RenderOptions) -> None:
        self.report = report
        self.options = options
        self.view = View(report, options.lang)
        self.say = self.view.say
        self.out = StyledText(options.width, options.colour)

    def text(self) -> str:
        self._opening()
        self._first()
        self._comparison()
        for group, problems in self.view.problems.items():
            self._group(group, problems)
        self._documents()
        self._not_checked()
        self._closing()
        return self.out.text()

    def _opening(self) -> None:
        self._verdict()
        self.out.write(" · ".join(self.view.about()))
        self.out.write(self.view.counts)
        self.out.write(self.view.basis, "dim")
        if self.view.notice:
            self.out.gap()
            self.out.write(self.view.notice, "bold yellow", first="! ")
        self.out.gap()
        for slot in self.view.slots():
            numbers = "".join(f" [{item.number}]" for item in slot.problems)
            title = slot.title + (f"  {slot.note}" if slot.note else "") + numbers
            self.out.write(title, _SLOT_STYLES[slot.state], indent=2, first=_MARKS[slot.state])
            if slot.facts:
                self.out.write(slot.facts, "dim", indent=4)

    def _verdict(self) -> None:
        self.out.write(self.view.verdict, _VERDICT_STYLES[self.report.verdict])

    def _first(self) -> None:
        if not (title := self.view.first_title()):
            return
        self.out.gap()
        self.out.write(title, "bold")
        for step in self.view.first_steps():
            self.out.write(step.fix, indent=2, first=f"[{step.number}] ")
        if more := self.view.more_steps():
            self.out.write(more, "dim", indent=2)

    def _comparison(self) -> None:
        if self.report.comparison is None:
            return
        self.out.gap()
        self.out.write(self.view.comparison(), "bold")
        for state, finding in self.view.gone():
            style = "green" if state == "mended" else "yellow"
            self.out.write(f"{self.say(f'compare.{state}')}{self.view.own(finding.message)}", style, indent=2)

    def _group(self, group: str, problems: Sequence[ProblemGroup]) -> None:
        if not problems:
            return
        self.out.gap()
        self.out.write(f"{self.say(f'group.{group}')} ({len(problems)})", _STYLES[group])
        for problem in problems:
            self.out.gap()
            self._problem(problem)

    def _problem(self, problem: ProblemGroup) -> None:
        head = f"[{problem.number}] "
        shown = problem.findings if self.options.verbose else problem.findings[:_ALIKE]
        for at, finding in enumerate(shown):
            mark = self.say("compare.new") if self.view.change(finding) == "new" else ""
            self.out.write(mark + self.view.own(finding.message), "bold", first=" " * cell_len(head) if at else head)
            expected, found = self.view.facts(finding)
            self._rows(
                cell_len(head),
                place=self.view.places(finding),
                expected=[expected],
                found=[found],
            )
        if left := len(problem.findings) - len(shown):
            self.out.write(self.say("and_so_many_more", count=left), "dim", indent=cell_len(head))
        first = problem.first
        self._rows(
            cell_len(head),
            fix=[self.view.own(first.fix)],
            reason=[self.view.reason(first)],
            stage=[self.say("listing") if first.stage == "listing" else ""],
            accepted=[self.view.acceptance(first)],
        )
        for ready in commands(self.view, problem):
            self.out.whole(self.say(f"label.{ready.way}"), ready.line, self._width(), indent=cell_len(head))

    def _rows(self, indent: int, **rows: list[str]) -> None:
        """Labelled rows, as wide as the widest label of all."""
        width = self._width()
        for label, texts in rows.items():
            for number, text in enumerate(filter(None, texts)):
                self.out.row("" if number else self.say(f"label.{label}"), text, width, indent=indent)

    def _width(self) -> int:
        return max(cell_len(self.say(f"label.{label}")) for label in _LABELS) + 2

    def _documents(self) -> None:
        if not self.report.documents:
            return
        self.out.gap()
        self.out.write(f"{self.say('documents')} ({len(self.report.documents)})", "bold")
        names = [self.view.kind(document) for document in self.report.documents]
        width = min(max(map(cell_len, names)) + 2, self.options.width // 2)
        for name, document in zip(names, self.report.documents, strict=True):
            self.out.row(name, self.view.document(document), width, indent=2)
            if self.options.verbose:
                self._fields(document)

    def _fields(self, document: ReportDocument) -> None:
        for name, field in document.fields.items():
            certain = f"{self.view.certainty(field.confidence)} {field.confidence * 100:.0f}%"
            text = f"{self.view.field_name(name)}: {self.view.value(name, field.value)} ({certain}, {field.source})"
            self.out.write(text, "dim", indent=6)

    def _not_checked(self) -> None:
        """What was not seen, with the reasons; what does not apply is only counted unless all is asked for."""
        rows = list(self.view.not_checked())
        if not rows:
            return
        self.out.gap()
        self.out.write(self.say("not_checked.title"), "bold")
        for kind, because in rows:
            count = sum(len(rules) for _, rules in because)
            self.out.write(self.say(f"not_checked.{kind}_count", count=count), indent=2)
            if kind == "not_applicable" and not self.options.verbose:
                continue
            for reason, rules in because:
                titles = self.say("message.and").join(map(self.view.rule_title, rules))
                self.out.write(self.say("not_checked.row", reason=reason, rules=titles), "dim", indent=4)

    def _closing(self) -> None:
        self.out.gap()
        self.out.write(self.say("limits.title"), "bold")
        for limit in self.view.limits():
            self.out.write(limit, indent=2, first="- ")
        self.out.gap()
        if self.report.findings:
            self.out.write(self.say("codes"), "dim")
        if not self.options.show_personal_data:
            self.out.write(self.say("masked"), "dim")
        self.out.write(self.view.cost, "dim")
        self.out.gap()
        self._verdict()
