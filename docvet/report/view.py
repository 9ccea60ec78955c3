"""A report as people are told of it, in one language: what every format for people has in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docvet.documents.fields import field_type
from docvet.models import OPEN_ENDED, Severity
from docvet.report.model import Report, ReportDocument, ReportEvidence, ReportFinding, ReportNotChecked, ReportText
from docvet.rules.vocabulary import FIELD_TITLES, KIND_TITLES
from docvet.words import Lang, Words, words

GROUPS: Mapping[str, tuple[Severity, ...]] = {
    "internal": (Severity.ERROR,),
    "must": (Severity.REJECT,),
    "confirm": (Severity.REVIEW,),
    "advice": (Severity.WARN, Severity.INFO),
}
"""The groups in which findings are shown, in this order; what a person accepted stands apart, in ``accepted``."""
_FIRST = 3
"""How many things to do first the opening names."""
_QUOTE = 80
"""Characters of a quotation that are shown."""


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What to do first, with the number of the finding that asks for it."""

    number: int
    fix: str


class View:
    """One report in one language."""

    def __init__(self, report: Report, lang: Lang) -> None:
        self.report = report
        self.say: Words = words(lang)
        self.documents = {document.id: document for document in report.documents}

    def own(self, wording: Any) -> str:
        """A wording of the ruleset in the language of the view, else in English."""
        return str(getattr(wording, self.say.lang, wording.en))

    @cached_property
    def groups(self) -> dict[str, list[ReportFinding]]:
        """Group → its findings, those that take longest to fix in front; every group, also the empty ones."""
        findings = sorted(self.report.findings, key=_urgency)
        groups = {
            group: [item for item in findings if item.severity in severities and item.accepted is None]
            for group, severities in GROUPS.items()
        }
        return groups | {"accepted": [item for item in findings if item.accepted is not None]}

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(item): number for number, item in enumerate((f for g in self.groups.values() for f in g), start=1)}

    def number(self, finding: ReportFinding) -> int:
        """Its number in this report, counted from 1 through all groups."""
        return self._numbers[id(finding)]

    @property
    def verdict(self) -> str:
        """The verdict as a sentence."""
        return self.say(f"verdict.{self.report.verdict}", count=len(self.groups["must"]))

    @property
    def counts(self) -> str:
        """How many findings of each group, and how many rules stayed open."""
        still_open = sum(item.kind != "not_applicable" for item in self.report.not_checked)
        must, confirm, advice = (len(self.groups[group]) for group in ("must", "confirm", "advice"))
        return self.say("counts", must=must, confirm=confirm, advice=advice, open=still_open)

    @property
    def basis(self) -> str:
        """By whose rules."""
        ruleset = self.report.ruleset
        return self.say("basis", ruleset=f"{ruleset.id} {ruleset.version}")

    def about(self) -> Iterator[str]:
        """What is known of the application, piece by piece."""
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

    def first_title(self) -> str:
        """The heading over :meth:`first_steps`; empty where there is nothing to do."""
        if self.groups["must"]:
            return self.say("first.reject")
        if self.groups["internal"]:
            return self.say("first.error")
        return self.say("first.review") if self.groups["confirm"] else ""

    def first_steps(self) -> list[FirstStep]:
        """What to do first: the worst findings, those that take longest in front."""
        worst = self.groups["must"] or self.groups["internal"] or self.groups["confirm"]
        fixes: dict[ReportText, int] = {}  # by the wording in all languages, so that each language names the same
        for finding in worst:
            fixes.setdefault(finding.fix, self.number(finding))
        return [FirstStep(number, self.own(fix)) for fix, number in list(fixes.items())[:_FIRST]]

    def places(self, finding: ReportFinding) -> list[str]:
        """Where it stands: file, page and quotation, then the documents concerned without a place of their own."""
        places = [self.place(item) for item in finding.evidence if item.document in self.documents]
        others = self.documents.keys() - {item.document for item in finding.evidence}
        places += [self.document(self.documents[name]) for name in finding.documents if name in others]
        return list(dict.fromkeys(places))

    def place(self, item: ReportEvidence) -> str:
        """One place as text."""
        document = self.documents[item.document]
        parts = [document.path, self.say("place.page", page=item.page)] if item.page else [self.document(document)]
        if item.quote:
            quote = item.quote if len(item.quote) <= _QUOTE else item.quote[: _QUOTE - 1] + "…"
            parts.append(self.say("quote", text=quote))
        return " ".join(parts)

    def document(self, document: ReportDocument) -> str:
        """The path, with the page range where the file holds more than this paper."""
        first, last = document.page_range
        if first < 1 or last - first + 1 >= document.pages:
            return document.path
        return f"{document.path} {pages(first, last, self.say)}"

    def code(self, finding: ReportFinding) -> str:
        """The platform's code, or that none is public."""
        reason = finding.reason
        basis = reason.platform_code_basis if reason.platform_code else "not-documented"
        return self.say(f"code.{basis}", code=reason.platform_code)

    def reason(self, finding: ReportFinding) -> str:
        """The reason, the rule's number, the platform's code, the share of rejections."""
        reason = finding.reason
        share = [self.say("share", percent=f"{reason.share * 100:.3g}")] if reason.share is not None else []
        return " · ".join([self.own(reason.title), finding.rule, self.code(finding), *share])

    def source(self, finding: ReportFinding) -> str:
        """Where the rule comes from."""
        return self.own(finding.cited) if finding.cited else finding.source

    def acceptance(self, finding: ReportFinding) -> str:
        """Who answers for it, why and until when; empty where nobody does."""
        acceptance = finding.accepted
        if acceptance is None:
            return ""
        until = self.say("accepted_until", day=acceptance.until) if acceptance.until else ""
        return self.say("accepted_by", who=acceptance.by, day=acceptance.at, reason=acceptance.reason) + until

    def change(self, finding: ReportFinding) -> str:
        """``new`` or ``still_open`` where an earlier report was named, else empty."""
        comparison = self.report.comparison
        if comparison is None or finding.accepted is not None:
            return ""
        at = next(index for index, other in enumerate(self.report.findings) if other is finding)
        return "new" if at in comparison.new else "still_open"

    def comparison(self) -> str:
        """One sentence on what changed since the earlier report; empty where none was named."""
        comparison = self.report.comparison
        if comparison is None:
            return ""
        sentence = self.say(
            "compare.counts", day=comparison.submission_date, mended=len(comparison.mended),
            still_open=len(comparison.still_open), new=len(comparison.new),
        )  # fmt: skip
        if comparison.unjudged:
            sentence += self.say("compare.unjudged_count", count=len(comparison.unjudged))
        return sentence if comparison.same_rules else sentence + self.say("compare.other_rules")

    def gone(self) -> Iterator[tuple[str, ReportFinding]]:
        """The earlier findings that are here no more, each with ``mended`` or ``unjudged``."""
        if comparison := self.report.comparison:
            yield from (("mended", finding) for finding in comparison.mended)
            yield from (("unjudged", finding) for finding in comparison.unjudged)

    def kind(self, document: ReportDocument) -> str:
        """What the document is called."""
        return _title(KIND_TITLES, document.kind, self.say.lang)

    def field_name(self, name: str) -> str:
        """What a field is called."""
        return _title(FIELD_TITLES, name, self.say.lang)

    def value(self, name: str, value: Any) -> str:
        """The value of the field ``name`` as people write it."""
        if isinstance(value, list | tuple):
            return self.say("message.and").join(self.value(name, item) for item in value)
        choices = field_type(name).choices
        if isinstance(value, dict) and value.get("owner") in choices:
            owner = _title(choices, value["owner"], self.say.lang)
            return self.say("value.seal", owner=owner, text=value.get("text") or "?")
        if isinstance(value, bool) or value == OPEN_ENDED:
            return self.say(f"value.{str(value).lower()}")
        if isinstance(value, str) and value in choices:
            return _title(choices, value, self.say.lang)
        return str(value)

    def certainty(self, confidence: float) -> str:
        """How surely something was read."""
        return self.say("certainty", percent=f"{confidence * 100:.0f}")

    def not_checked(self) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
        """(why in general, (reason, rules)…) of the rules that were not judged; alike in each language.

        Those that do not apply are given without their reasons (one empty reason).
        """
        for kind in ("unreadable", "input_missing", "not_applicable"):
            rules: dict[str, list[str]] = {}  # by the reasons in all languages, so that each language shows the same
            shown: dict[str, str] = {}
            for item in self.report.not_checked:
                if item.kind == kind:
                    because = "" if kind == "not_applicable" else item.because
                    rules.setdefault(because, []).append(item.rule)
                    shown[because] = self.say("not_checked.and").join(self.reasons(item)) if because else ""
            if rules:
                yield (
                    self.say(f"not_checked.{kind}"),
                    [(shown[because], list(dict.fromkeys(ids))) for because, ids in rules.items()],
                )

    def reasons(self, item: ReportNotChecked) -> list[str]:
        """Why a rule was not judged; an older report has all reasons in one text."""
        return list(dict.fromkeys(self.own(reason) for reason in item.reasons)) or [item.because]

    def limits(self) -> list[str]:
        """What docvet cannot know."""
        return [self.say(f"limits.{limit}") for limit in ("registry", "platform", "genuine")]

    @property
    def cost(self) -> str:
        """What the scan read, and in what time."""
        stats = self.report.stats
        return self.say(
            "stats", files=stats.files, pages=stats.pages, ocr=stats.ocr_pages, seconds=f"{stats.seconds:.1f}",
            version=self.report.docvet,
        )  # fmt: skip


def pages(first: int, last: int, say: Words) -> str:
    """A page, or from which to which."""
    return say("place.page", page=first) if first == last else say("place.pages", first=first, last=last)


def _urgency(finding: ReportFinding) -> tuple[int, bool, int, float]:
    """Of one weight: what onboarding asks for, what takes longest to fix, what is rejected most often."""
    leads = ("weeks", "days", "minutes")
    reason = finding.reason
    return finding.severity.rank, finding.stage == "listing", leads.index(reason.lead), -(reason.share or 0.0)


def _title(titles: Mapping[str, Mapping[str, str]], name: str, lang: str) -> str:
    return titles[name].get(lang, titles[name]["en"]) if name in titles else name
