"""A report as people read it, in one language: what every format for people has in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from docvet.models import OPEN_ENDED
from docvet.report.changes import Changes
from docvet.report.ends import ends
from docvet.report.grouping import ProblemGroup
from docvet.report.lines import FirstStep, SlotLine
from docvet.report.model import (
    Report,
    ReportDocument,
    ReportEvidence,
    ReportFinding,
    ReportNotChecked,
    ReportSlot,
    ReportText,
)
from docvet.words import Lang, Words

_HOLDERS = ("name", "registrant", "account_name", "company", "seller", "grantee", "holder", "applicant")
"""Fields that say whose a document is, the first that was read counts."""
_FIRST = 3
"""How many things to do first the opening names."""
_FILES = 2
"""So many files a line names; the others are counted."""
_QUOTE = 80
"""Characters of a quotation that are shown."""


class View(Changes):
    """One report in one language."""

    def __init__(self, report: Report, lang: Lang) -> None:
        super().__init__(report, lang)
        self.documents = {document.id: document for document in report.documents}

    def own(self, wording: Any) -> str:
        """A wording of the ruleset in the language of the view, else in English."""
        return str(getattr(wording, self.say.lang, wording.en))

    # --- problems -------------------------------------------------------------------------------

    def count(self, group: str) -> int:
        """How many problems the group has."""
        return len(self.problems[group])

    @property
    def open_rules(self) -> int:
        """How many rules could not be judged, for want of information or of a legible page."""
        return len({item.rule for item in self.report.not_checked if item.kind != "not_applicable"})

    @property
    def accepted_by(self) -> str:
        """Who accepted problems, by name; empty where nobody did."""
        names = (item.first.accepted.by for item in self.problems["accepted"] if item.first.accepted)
        return self.say("message.and").join(dict.fromkeys(names))

    # --- the opening ----------------------------------------------------------------------------

    @property
    def verdict(self) -> str:
        """The verdict as a sentence that says what to do, and who accepted how many problems."""
        count = self.count("accepted")
        return self._sentence + (self.say("accepted_count", count=count, who=self.accepted_by) if count else "")

    @property
    def verdict_for_client(self) -> str:
        """The same without names of those who decide."""
        count = self.count("accepted")
        return self._sentence + (self.say("accepted_only_count", count=count) if count else "")

    @property
    def _sentence(self) -> str:
        verdict = self.report.verdict.value
        counts = {group: self.count(group) for group in ("must", "confirm", "advice")}
        key = verdict
        if verdict == "review" and not counts["confirm"]:
            key = "review_open"
        elif verdict == "clear" and self.count("accepted"):
            key = "clear_accepted"
        elif verdict == "clear" and counts["advice"]:
            key = "clear_advice"
        return self.say(f"verdict.{key}", **counts, open=self.open_rules)

    @property
    def notice(self) -> str:
        """What has to be known before anything else counts: the category; empty where it is."""
        application = self.report.application
        if application.unknown_categories:
            return self.say(
                "notice.unknown_category", category=self.say("message.and").join(application.unknown_categories)
            )
        missing = any(item.kind == "input_missing" for item in self.report.not_checked)
        return "" if application.categories or not missing else self.say("notice.no_category")

    def badges(self) -> Iterator[tuple[str, str, int]]:
        """(group, its name, how many problems) of each group that has some; where none blocks, the verdict itself in front."""
        if not any(self.count(group) for group in ("must", "internal", "confirm")):
            yield self.report.verdict.value, self.say(f"verdict_short.{self.report.verdict}"), 0
        for group in ("must", "internal", "confirm", "advice", "accepted"):
            if self.count(group):
                yield group, self.say(f"badge.{group}"), self.count(group)

    @property
    def counts(self) -> str:
        """How many problems of each group, and how many rules stayed open; only what there is."""
        parts = [f"{name} {count}" if count else name for _, name, count in self.badges()]
        if self.open_rules:
            parts.append(self.say("badge.open", count=self.open_rules))
        if self.report.passed:
            parts.append(self.say("badge.passed", count=len(self.report.passed)))
        return " · ".join(parts)

    @property
    def basis(self) -> str:
        """By whose rules."""
        ruleset = self.report.ruleset
        title = self.own(ruleset.title) if ruleset.title else ruleset.id
        return self.say("basis", ruleset=f"{title} {ruleset.version}")

    @property
    def company(self) -> str:
        """Who applies: as the form says, else as the licence does; empty where neither was read."""
        held = {name for slot in self.report.slots for name in slot.documents}
        named = {
            str(document.fields["name"].value)
            for document in self.report.documents
            if document.kind == "business_license" and document.id in held and "name" in document.fields
        }
        return self.report.application.company or (named.pop() if len(named) == 1 else "")

    def about(self) -> Iterator[str]:
        """What is known of the application, piece by piece."""
        application = self.report.application
        yield application.name
        if self.company:
            yield self.company
        yield self.say(f"application.{application.mode}")
        if application.categories:
            yield self.say("application.category", value=self.say("message.and").join(application.categories))
        if application.brand:
            yield self.say("application.brand", value=application.brand)
        yield self.say("application.date", value=application.submission_date)

    def slots(self) -> Iterator[SlotLine]:
        """The documents that the form asks for, and what was found about each."""
        for slot in self.report.slots:
            own = (self.problem_of(self.report.findings[at]) for at in slot.findings)
            weighty = (item for item in dict.fromkeys(own) if item.group in ("must", "confirm", "internal"))
            problems = tuple(sorted(weighty, key=lambda item: item.number))
            yield SlotLine(
                slot.state, _capital(self.own(slot.title)), self._slot_note(slot), self._slot_facts(slot), problems
            )

    def _slot_note(self, slot: ReportSlot) -> str:
        if slot.state == "missing":
            return self.say("slot.missing")
        if not slot.documents:
            return self.say("slot.perhaps")
        return ""

    def _slot_facts(self, slot: ReportSlot) -> str:
        documents = [self.documents[name] for name in slot.documents if name in self.documents]
        if not documents:
            return ""
        files = list(dict.fromkeys(self._name(document) for document in documents))
        parts = [self.files(files)]
        holders = list(dict.fromkeys(filter(None, (_first(document, _HOLDERS) for document in documents))))
        parts += [self.files(holders)] if holders else []
        last_days = sorted(filter(None, (next(iter(ends(document).values()), "") for document in documents)))
        if last_days:
            end = last_days[0] if last_days[0] != OPEN_ENDED else ""
            parts.append(self.say("slot.until", day=end) if end else self.say("slot.open_ended"))
        return " · ".join(parts)

    def _name(self, document: ReportDocument) -> str:
        return PurePosixPath(document.path).name or document.path

    def files(self, names: list[str]) -> str:
        """So many names as fit a line, and how many more there are."""
        shown = self.say("message.and").join(names[:_FILES])
        left = len(names) - _FILES
        return shown if left <= 0 else self.say("and_more", names=shown, total=len(names))

    def first_title(self) -> str:
        """The heading over :meth:`first_steps`; empty where there is nothing to do."""
        for group, key in (("must", "reject"), ("internal", "error"), ("confirm", "review")):
            if self.problems[group]:
                return self.say(f"first.{key}")
        return ""

    def first_steps(self) -> list[FirstStep]:
        """What to do first: the worst problems, those that take longest in front."""
        worst = self.problems["must"] or self.problems["internal"] or self.problems["confirm"]
        fixes: dict[ReportText, list[ProblemGroup]] = {}  # by the wording in all languages, so that each names the same
        for item in worst:
            fixes.setdefault(item.first.fix, []).append(item)
        return [FirstStep(items[0], self._step(fix, items)) for fix, items in list(fixes.items())[:_FIRST]]

    def _step(self, fix: ReportText, items: list[ProblemGroup]) -> str:
        """The fix behind the files that it is about: "replace it" stands here without the problem that says what."""
        findings = [finding for item in items for finding in item.findings]
        about = [finding.documents[0] for finding in findings if len(finding.documents) == 1]
        names = [self._name(self.documents[name]) for name in about if name in self.documents]
        named = any(name in text for name in names for text in (fix.zh, fix.en))
        if named or len(names) < len(findings):
            return self.own(fix)
        return self.say("first.step", files=self.files(list(dict.fromkeys(names))), fix=self.own(fix))

    def more_steps(self) -> str:
        """How many of the worst problems :meth:`first_steps` leaves out; empty for none."""
        worst = self.problems["must"] or self.problems["internal"] or self.problems["confirm"]
        left = len({item.first.fix for item in worst}) - _FIRST
        return self.say("first.more", count=left) if left > 0 else ""

    # --- one problem ----------------------------------------------------------------------------

    def subject(self, finding: ReportFinding) -> str:
        """Which documents it is about: what they are and their files."""
        documents = [self.documents[name] for name in finding.documents if name in self.documents]
        if not documents:
            slot = next((slot for slot in self.report.slots if slot.name == finding.slot), None)
            return self.own(slot.title) if slot else ""
        pages = {item.document: item.page for item in finding.evidence if item.page}
        named = []
        for document in documents:
            text = (
                document.path
                if document.kind == "other" and not document.fields
                else self.say("subject", kind=self.kind(document), file=document.path)
            )
            page = pages.get(document.id)
            named.append(f"{text} {self.say('place.page', page=page)}" if page and document.pages > 1 else text)
        return self.files(list(dict.fromkeys(named)))

    def subjects(self, problem: ProblemGroup) -> str:
        """The same of all findings of a problem."""
        return self.files(list(dict.fromkeys(filter(None, map(self.subject, problem.findings)))))

    def short(self, document: ReportDocument) -> str:
        """What a document is called, with its file where the folder holds more of its kind."""
        alike = sum(other.kind == document.kind for other in self.report.documents)
        title = self.kind(document)
        if document.kind == "other" and not document.fields:
            return self._name(document)
        return title if alike == 1 else self.say("subject", kind=title, file=self._name(document))

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
        """The path, with the page range where the file holds more than this document."""
        first, last = document.page_range
        if first < 1 or last - first + 1 >= document.pages:
            return document.path
        return f"{document.path} {pages(first, last, self.say)}"

    def expected(self, finding: ReportFinding) -> str:
        """What the rule asks for, in words."""
        return self._fact(finding.expected_text, finding.expected)

    def found(self, finding: ReportFinding) -> str:
        """What was read, in words."""
        return self._fact(finding.found_text, finding.found)

    def facts(self, finding: ReportFinding) -> tuple[str, str]:
        """Expected and found; none where the message says already what there is of them."""
        if _said(finding, finding.expected_text, finding.expected) and _said(
            finding, finding.found_text, finding.found
        ):
            return "", ""
        return self.expected(finding), self.found(finding)

    def _fact(self, text: ReportText | None, plain: str) -> str:
        return self.own(text) if text else plain

    def actor(self, finding: ReportFinding) -> str:
        """Who has to act; empty where the ruleset does not say."""
        return self.own(finding.reason.actor) if finding.reason.actor else ""

    def code(self, finding: ReportFinding) -> str:
        """The platform's code, or that none is public."""
        reason = finding.reason
        basis = reason.platform_code_basis if reason.platform_code else "not-documented"
        return self.say(f"code.{basis}", code=reason.platform_code)

    def share(self, finding: ReportFinding) -> str:
        """Its reason's share of rejections; empty where no source states one."""
        share = finding.reason.share
        return self.say("share", percent=f"{share * 100:.3g}") if share is not None else ""

    def reason(self, finding: ReportFinding) -> str:
        """The reason, the rule's number, the platform's code, the share of rejections."""
        parts = [self.own(finding.reason.title), finding.rule, self.code(finding), self.share(finding)]
        return " · ".join(filter(None, parts))

    def source(self, finding: ReportFinding) -> str:
        """Where the rule comes from."""
        return self.own(finding.cited) if finding.cited else finding.source

    def acceptance(self, finding: ReportFinding) -> str:
        """Who answers for it, why and until when; empty where nobody does."""
        accepted = finding.accepted
        if accepted is None:
            return ""
        until = self.say("accepted_until", day=accepted.until) if accepted.until else ""
        return self.say("accepted_by", who=accepted.by, day=accepted.at, reason=accepted.reason) + until

    # --- documents and rules --------------------------------------------------------------------

    def rule_title(self, rule: str) -> str:
        """What a rule is called; its number where the report does not know."""
        known = self.report.rules.get(rule)
        return self.own(known.title) if known else rule

    def passed(self) -> list[str]:
        """The titles of the rules that found nothing."""
        return [self.rule_title(rule) for rule in self.report.passed]

    def not_checked(self) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
        """(``unreadable``, ``input_missing`` or ``not_applicable``, (reason, rules)…) of the rules that were not judged.

        The same rows in each language.
        """
        for kind in ("unreadable", "input_missing", "not_applicable"):
            rules: dict[str, list[str]] = {}  # by the reasons in all languages, so that each language shows the same
            shown: dict[str, str] = {}
            for item in self.report.not_checked:
                if item.kind == kind:
                    rules.setdefault(item.because, []).append(item.rule)
                    shown[item.because] = self.say("not_checked.and").join(self.reasons(item))
            if rules:
                yield kind, [(shown[because], list(dict.fromkeys(ids))) for because, ids in rules.items()]

    def reasons(self, item: ReportNotChecked) -> list[str]:
        """Why a rule was not judged; an older report has all reasons in one text."""
        return list(dict.fromkeys(self.own(reason) for reason in item.reasons)) or [item.because]

    def limits(self) -> list[str]:
        """What docvet cannot know."""
        return [self.say(f"limits.{limit}") for limit in ("registry", "platform", "genuine")]

    @property
    def cost(self) -> str:
        """When it was checked, what was read and in what time, by which version."""
        stats = self.report.stats
        text = self.say(
            "stats", files=stats.files, pages=stats.pages, ocr=stats.ocr_pages, seconds=f"{stats.seconds:.0f}",
            version=self.report.docvet,
        )  # fmt: skip
        return self.say("checked_at", time=self.checked_at) + " · " + text if self.checked_at else text

    @property
    def checked_at(self) -> str:
        """Day and minute of the check, by the clock in China; empty for reports that do not say."""
        return (self.report.stats.checked_at or "")[:16].replace("T", " ")


def pages(first: int, last: int, say: Words) -> str:
    """A page, or from which to which."""
    return say("place.page", page=first) if first == last else say("place.pages", first=first, last=last)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _said(finding: ReportFinding, text: ReportText | None, plain: str) -> bool:
    """The message says it, in one language at least: each language shows the same facts."""
    texts = (text.zh, text.en) if text else (plain, plain)
    told = (finding.message.zh, finding.message.en)
    return any(not each or _whole(each).search(message) for each, message in zip(texts, told, strict=True))


def _whole(text: str) -> re.Pattern[str]:
    """The text, not as a part of a longer number or word."""
    return re.compile(rf"(?<![0-9A-Za-z]){re.escape(text)}(?![0-9A-Za-z])")


def _first(document: ReportDocument, names: tuple[str, ...]) -> str:
    """The value of the first of these fields that was read."""
    return next((str(document.fields[name].value) for name in names if name in document.fields), "")
