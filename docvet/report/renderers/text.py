"""The report for a terminal: the verdict, what to do first, the findings in groups, what stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len, set_cell_size

from docvet.models import Verdict
from docvet.report.model import Report, ReportDocument, ReportFinding
from docvet.report.renderers import RenderOptions
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
_LABELS = ("place", "expected", "found", "fix", "reason", "stage", "accepted")


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """One out a report, one after the other; before several a table of them all."""
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
    """One report being written on a out."""

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
        for group, findings in self.view.groups.items():
            self._group(group, findings)
        self._documents()
        self._not_checked()
        self._closing()
        return self.out.text()

    def _opening(self) -> None:
        self.out.write(self.view.verdict, _VERDICT_STYLES[self.report.verdict])
        self.out.write(" · ".join(self.view.about()))
        self.out.write(self.view.counts)
        self.out.write(self.view.basis, "dim")

    def _first(self) -> None:
        if not (title := self.view.first_title()):
            return
        self.out.gap()
        self.out.write(title, "bold")
        for step in self.view.first_steps():
            self.out.write(step.fix, indent=2, first=f"[{step.number}] ")

    def _comparison(self) -> None:
        if self.report.comparison is None:
            return
        self.out.gap()
        self.out.write(self.view.comparison(), "bold")
        for state, finding in self.view.gone():
            style = "green" if state == "mended" else "yellow"
            self.out.write(f"{self.say(f'compare.{state}')} {self.view.own(finding.message)}", style, indent=2)

    def _group(self, group: str, findings: Sequence[ReportFinding]) -> None:
        if not findings:
            return
        self.out.gap()
        self.out.write(f"{self.say(f'group.{group}')} ({len(findings)})", _STYLES[group])
        for advice, alike in groupby(findings, self._advice):
            self.out.gap()
            block = list(alike)
            for finding in block:
                self._finding(finding, advice if finding is block[-1] else {})

    def _advice(self, finding: ReportFinding) -> dict[str, str]:
        """What findings of one rule may share; it is said once, below the last of them."""
        return {
            "fix": self.view.own(finding.fix),
            "reason": self.view.reason(finding),
            "stage": self.say("listing") if finding.stage == "listing" else "",
            "accepted": self.view.acceptance(finding),
        }

    def _finding(self, finding: ReportFinding, advice: Mapping[str, str]) -> None:
        head = f"[{self.view.number(finding)}] "
        mark = self.say("compare.new") + " " if self.view.change(finding) == "new" else ""
        self.out.write(mark + self.view.own(finding.message), "bold", first=head)
        rows = {
            "place": self.view.places(finding),
            "expected": [finding.expected],
            "found": [finding.found],
        } | {label: [text] for label, text in advice.items()}
        width = max(cell_len(self.say(f"label.{label}")) for label in _LABELS) + 2
        for label, texts in rows.items():
            for number, text in enumerate(filter(None, texts)):
                name = "" if number else self.say(f"label.{label}")
                self.out.row(name, text, width, indent=cell_len(head))

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
            certain = self.view.certainty(field.confidence)
            text = f"{self.view.field_name(name)}: {self.view.value(name, field.value)} ({certain}, {field.source})"
            self.out.write(text, "dim", indent=6)

    def _not_checked(self) -> None:
        if not self.report.not_checked:
            return
        self.out.gap()
        count = self.say("not_checked.rules", count=len(self.report.not_checked))
        self.out.write(f"{self.say('not_checked.title')} ({count})", "bold")
        for why, because in self.view.not_checked():
            self.out.write(why, indent=2)
            for reason, rules in because:
                joined = ", ".join(rules)
                self.out.write(f"{joined}: {reason}" if reason else joined, "dim", indent=4)

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
