"""The report for a terminal: the verdict, what to do first, the findings in groups, what stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.cells import cell_len

from docvet.models import Severity, Verdict
from docvet.report.model import Report, ReportDocument, ReportEvidence, ReportFinding
from docvet.report.renderers import RenderOptions
from docvet.report.sheet import Sheet
from docvet.rules.vocabulary import FIELD_TITLES, KIND_TITLES
from docvet.words import Words, words

_GROUPS: Mapping[str, tuple[Severity, ...]] = {
    "internal": (Severity.ERROR,),
    "must": (Severity.REJECT,),
    "confirm": (Severity.REVIEW,),
    "advice": (Severity.WARN, Severity.INFO),
}
_STYLES = {"internal": "bold magenta", "must": "bold red", "confirm": "bold yellow", "advice": "bold cyan"}
_VERDICT_STYLES = {
    Verdict.CLEAR: "bold green",
    Verdict.REVIEW: "bold yellow",
    Verdict.REJECT: "bold red",
    Verdict.ERROR: "bold magenta",
}
_FIRST = 3
"""How many things to do first the opening names."""
_QUOTE = 80
_LABELS = ("place", "expected", "found", "fix", "reason", "stage")


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """One sheet a report, one after the other."""
    return "\n".join(_Page(report, options).text() for report in reports)


class _Page:
    """One report being written on a sheet."""

    def __init__(self, report: Report, options: RenderOptions) -> None:
        self.report = report
        self.options = options
        self.say: Words = words(options.lang)
        self.sheet = Sheet(options.width, options.colour)
        self.documents = {document.id: document for document in report.documents}
        self.groups = {
            group: [finding for finding in report.findings if finding.severity in severities]
            for group, severities in _GROUPS.items()
        }
        self.numbers = {id(f): n for n, f in enumerate((f for g in self.groups.values() for f in g), start=1)}

    def text(self) -> str:
        self._opening()
        self._first()
        for group, findings in self.groups.items():
            self._group(group, findings)
        self._documents()
        self._not_checked()
        self._closing()
        return self.sheet.text()

    def _own(self, wording: Any) -> str:
        """A wording in the language of the page."""
        return str(getattr(wording, self.options.lang))

    def _opening(self) -> None:
        report, say = self.report, self.say
        count = len(self.groups["must"])
        self.sheet.write(say(f"verdict.{report.verdict}", count=count), _VERDICT_STYLES[report.verdict])
        self.sheet.write(" · ".join(self._about()))
        still_open = sum(item.kind != "not_applicable" for item in report.not_checked)
        confirm, advice = len(self.groups["confirm"]), len(self.groups["advice"])
        self.sheet.write(say("counts", must=count, confirm=confirm, advice=advice, open=still_open))
        self.sheet.write(say("basis", ruleset=f"{report.ruleset.id} {report.ruleset.version}"), "dim")

    def _about(self) -> Iterable[str]:
        application = self.report.application
        yield application.name
        if application.company:
            yield application.company
        yield self.say("application.mode", value=application.mode.upper())
        if application.categories:
            yield self.say("application.category", value=", ".join(application.categories))
        if application.brand:
            yield self.say("application.brand", value=application.brand)
        yield self.say("application.date", value=application.submission_date)

    def _first(self) -> None:
        """What to do first: the worst findings, those of the commonest documented reasons in front."""
        worst = self.groups["must"] or self.groups["internal"] or self.groups["confirm"]
        if not worst:
            return
        kind = "reject" if self.groups["must"] else "error" if self.groups["internal"] else "review"
        self.sheet.gap()
        self.sheet.write(self.say(f"first.{kind}"), "bold")
        fixes: dict[str, int] = {}
        for finding in sorted(worst, key=lambda item: -(item.reason.share or 0.0)):
            fixes.setdefault(self._own(finding.fix), self.numbers[id(finding)])
        for fix, number in list(fixes.items())[:_FIRST]:
            self.sheet.write(fix, indent=2, first=f"[{number}] ")

    def _group(self, group: str, findings: Sequence[ReportFinding]) -> None:
        if not findings:
            return
        self.sheet.gap()
        self.sheet.write(f"{self.say(f'group.{group}')} ({len(findings)})", _STYLES[group])
        for advice, alike in groupby(findings, self._advice):
            self.sheet.gap()
            block = list(alike)
            for finding in block:
                self._finding(finding, advice if finding is block[-1] else {})

    def _advice(self, finding: ReportFinding) -> dict[str, str]:
        """What findings of one rule may share; it is said once, below the last of them."""
        return {
            "fix": self._own(finding.fix),
            "reason": self._reason(finding),
            "stage": self.say("listing") if finding.stage == "listing" else "",
        }

    def _finding(self, finding: ReportFinding, advice: Mapping[str, str]) -> None:
        head = f"[{self.numbers[id(finding)]}] "
        self.sheet.write(self._own(finding.message), "bold", first=head)
        rows = {
            "place": self._places(finding),
            "expected": [finding.expected],
            "found": [finding.found],
        } | {label: [text] for label, text in advice.items()}
        width = max(cell_len(self.say(f"label.{label}")) for label in _LABELS) + 2
        for label, texts in rows.items():
            for number, text in enumerate(filter(None, texts)):
                name = "" if number else self.say(f"label.{label}")
                self.sheet.row(name, text, width, indent=cell_len(head))

    def _places(self, finding: ReportFinding) -> list[str]:
        places = [self._place(item) for item in finding.evidence if item.document in self.documents]
        others = self.documents.keys() - {item.document for item in finding.evidence}
        places += [self._paper(self.documents[name]) for name in finding.documents if name in others]
        return list(dict.fromkeys(places))

    def _place(self, item: ReportEvidence) -> str:
        document = self.documents[item.document]
        parts = [document.path, self.say("place.page", page=item.page)] if item.page else [self._paper(document)]
        if item.quote:
            quote = item.quote if len(item.quote) <= _QUOTE else item.quote[: _QUOTE - 1] + "…"
            parts.append(self.say("quote", text=quote))
        return " ".join(parts)

    def _paper(self, document: ReportDocument) -> str:
        """The path, with the page range where the file holds more than this paper."""
        first, last = document.page_range
        if first < 1 or last - first + 1 >= document.pages:
            return document.path
        one = first == last
        place = self.say("place.page", page=first) if one else self.say("place.pages", first=first, last=last)
        return f"{document.path} {place}"

    def _reason(self, finding: ReportFinding) -> str:
        reason = finding.reason
        basis = reason.platform_code_basis if reason.platform_code else "not-documented"
        code = self.say(f"code.{basis}", code=reason.platform_code)
        share = [self.say("share", percent=f"{reason.share * 100:.3g}")] if reason.share is not None else []
        return " · ".join([self._own(reason.title), finding.rule, code, *share])

    def _documents(self) -> None:
        if not self.report.documents:
            return
        self.sheet.gap()
        self.sheet.write(f"{self.say('documents')} ({len(self.report.documents)})", "bold")
        names = [_title(KIND_TITLES, document.kind, self.options.lang) for document in self.report.documents]
        width = min(max(map(cell_len, names)) + 2, self.options.width // 2)
        for name, document in zip(names, self.report.documents, strict=True):
            self.sheet.row(name, self._paper(document), width, indent=2)
            if self.options.verbose:
                self._fields(document)

    def _fields(self, document: ReportDocument) -> None:
        for name, field in document.fields.items():
            title = _title(FIELD_TITLES, name, self.options.lang)
            certain = self.say("certainty", percent=f"{field.confidence * 100:.0f}")
            self.sheet.write(f"{title}: {_plain(field.value)} ({certain}, {field.source})", "dim", indent=6)

    def _not_checked(self) -> None:
        if not self.report.not_checked:
            return
        self.sheet.gap()
        count = self.say("not_checked.rules", count=len(self.report.not_checked))
        self.sheet.write(f"{self.say('not_checked.title')} ({count})", "bold")
        for kind in ("unreadable", "input_missing", "not_applicable"):
            because: dict[str, list[str]] = {}
            for item in self.report.not_checked:
                if item.kind == kind:
                    why = "" if kind == "not_applicable" else _in_language(item.because, self.options.lang)
                    because.setdefault(why, []).append(item.rule)
            if because:
                self.sheet.write(self.say(f"not_checked.{kind}"), indent=2)
            for why, rules in because.items():
                joined = ", ".join(dict.fromkeys(rules))
                self.sheet.write(f"{joined}: {why}" if why else joined, "dim", indent=4)

    def _closing(self) -> None:
        report, say = self.report, self.say
        self.sheet.gap()
        self.sheet.write(say("limits.title"), "bold")
        for limit in ("registry", "platform", "genuine"):
            self.sheet.write(say(f"limits.{limit}"), indent=2, first="- ")
        self.sheet.gap()
        if report.findings:
            self.sheet.write(say("codes"), "dim")
        if not self.options.show_personal_data:
            self.sheet.write(say("masked"), "dim")
        stats = report.stats
        seconds = f"{stats.seconds:.1f}"
        line = say(
            "stats", files=stats.files, pages=stats.pages, ocr=stats.ocr_pages, seconds=seconds, version=report.docvet
        )
        self.sheet.write(line, "dim")


def _title(titles: Mapping[str, Mapping[str, str]], name: str, lang: str) -> str:
    return titles[name][lang] if name in titles else name


def _in_language(text: str, lang: str) -> str:
    """The half in this language of a reason that is written as Chinese, a slash, English; else all of it."""
    zh, slash, en = text.partition(" / ")
    return (zh if lang == "zh" else en) if slash and " / " not in en else text


def _plain(value: Any) -> str:
    """A field's value as people write it."""
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    if isinstance(value, dict):
        return " ".join(f"{key}={_plain(item)}" for key, item in value.items() if key not in {"box", "page"})
    return str(value)
