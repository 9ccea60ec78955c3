"""What the HTML report shows, in both languages, with nothing left for the template to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docvet.report.model import Report, ReportDocument, ReportEvidence, ReportFinding
from docvet.report.pictures import Crop, Key
from docvet.report.view import View


@dataclass(frozen=True, slots=True)
class Pair:
    """The same text in both languages; equal ones are shown once."""

    zh: str
    en: str

    @property
    def same(self) -> bool:
        """There is nothing to switch."""
        return self.zh == self.en

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """Where a finding stands."""

    where: Pair
    crop: Crop | None
    alt: Pair


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding."""

    number: int
    mark: str
    """``new`` where an earlier report did not have it."""
    message: Pair
    places: list[ShownPlace]
    facts: list[tuple[str, Pair, Pair]]
    """(name of the fact, its label, its text)."""
    expected: str
    found: str
    fix: Pair


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as it was read."""

    name: Pair
    value: Pair
    certainty: Pair
    sure: bool
    page: Pair
    crop: Crop | None


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document and its fields."""

    title: Pair
    where: Pair
    fields: list[FieldRow]


@dataclass(frozen=True, slots=True)
class ShownLink:
    """One link of the chain."""

    giver: str
    taker: str
    state: str
    """``ok``, ``broken`` or ``doubtful``."""
    paper: Pair
    why: Pair


@dataclass(frozen=True, slots=True)
class Content:
    """One report."""

    name: str
    verdict: str
    headline: Pair
    about: list[Pair]
    counts: Pair
    basis: Pair
    first_title: Pair
    first_steps: list[tuple[int, Pair]]
    changed: Pair
    gone: list[tuple[str, Pair, Pair]]
    """(``mended`` or ``unjudged``, its label, the message of an earlier finding)."""
    chain_title: Pair
    chain: list[ShownLink]
    groups: list[tuple[str, Pair, list[ShownFinding]]]
    papers: list[ShownDocument]
    not_checked: list[tuple[Pair, list[tuple[str, Pair]]]]
    limits: list[Pair]
    notes: list[Pair] = field(default_factory=list)


_SURE = 0.9
"""From this certainty on a value is not marked as doubtful."""


def content(report: Report, crops: Mapping[Key, Crop], *, masked: bool) -> Content:
    """The report with its crops, which may be missing."""
    return _Maker(report, crops).made(masked=masked)


class _Maker:
    def __init__(self, report: Report, crops: Mapping[Key, Crop]) -> None:
        self.report = report
        self.crops = crops
        self.zh, self.en = View(report, "zh"), View(report, "en")

    def both(self, text: Callable[[View], str]) -> Pair:
        return Pair(text(self.zh), text(self.en))

    def say(self, key: str, **values: object) -> Pair:
        return self.both(lambda view: view.say(key, **values))

    def made(self, *, masked: bool) -> Content:
        report = self.report
        steps = zip(self.zh.first_steps(), self.en.first_steps(), strict=True)
        notes = [self.say("codes")] if report.findings else []
        notes += [self.say("masked")] if masked else []
        return Content(
            name=report.application.name,
            verdict=report.verdict,
            headline=self.both(lambda view: view.verdict),
            about=[Pair(*pair) for pair in zip(self.zh.about(), self.en.about(), strict=True)],
            counts=self.both(lambda view: view.counts),
            basis=self.both(lambda view: view.basis),
            first_title=self.both(View.first_title),
            first_steps=[(zh.number, Pair(zh.fix, en.fix)) for zh, en in steps],
            changed=self.both(View.comparison),
            gone=[(state, self.say(f"compare.{state}"), self._own(item.message)) for state, item in self.zh.gone()],
            chain_title=self._chain_title(),
            chain=list(self._chain()),
            groups=[
                (group, self.say(f"group.{group}"), [self._item(finding) for finding in findings])
                for group, findings in self.zh.groups.items()
                if findings
            ],
            papers=[self._document(document) for document in report.documents],
            not_checked=list(self._not_checked()),
            limits=[Pair(*pair) for pair in zip(self.zh.limits(), self.en.limits(), strict=True)],
            notes=[*notes, self.both(lambda view: view.cost)],
        )

    def _own(self, wording: Any) -> Pair:
        return Pair(wording.zh, wording.en)

    def _item(self, finding: ReportFinding) -> ShownFinding:
        listing = self.say("listing") if finding.stage == "listing" else Pair("", "")
        facts = {
            "rule": Pair(finding.rule, finding.rule),
            "code": self.both(lambda view: view.code(finding)),
            "reason": self._own(finding.reason.title),
            "lead": self.say(f"lead.{finding.reason.lead}"),
            "source": self.both(lambda view: view.source(finding)),
            "stage": listing,
            "accepted": self.both(lambda view: view.acceptance(finding)),
        }
        return ShownFinding(
            number=self.zh.number(finding),
            mark="new" if self.zh.change(finding) == "new" else "",
            message=self._own(finding.message),
            places=list(self._places(finding)),
            facts=[(name, self.say(f"fact.{name}"), text) for name, text in facts.items() if text],
            expected=finding.expected,
            found=finding.found,
            fix=self._own(finding.fix),
        )

    def _places(self, finding: ReportFinding) -> Iterator[ShownPlace]:
        shown: set[str] = set()
        for item in finding.evidence:
            if item.document in self.zh.documents:
                shown.add(item.document)
                yield self._place(item)
        for name in finding.documents:
            document = self.zh.documents.get(name)
            if document is not None and name not in shown:
                yield ShownPlace(self.both(lambda view, document=document: view.document(document)), None, Pair("", ""))  # type: ignore[misc]

    def _place(self, item: ReportEvidence) -> ShownPlace:
        crop = self.crops.get((item.document, item.page, item.box)) if item.page and item.box else None
        document = self.zh.documents[item.document]
        alt = self.say("html.alt", file=document.path, page=item.page or 1, quote=item.quote)
        return ShownPlace(self.both(lambda view: view.place(item)), crop, alt)

    def _document(self, document: ReportDocument) -> ShownDocument:
        rows = []
        for name, read in document.fields.items():
            crop = self.crops.get((document.id, read.page, read.box)) if read.page and read.box else None
            title = self.both(lambda view, key=name: view.field_name(key))  # type: ignore[misc]
            certain = self.both(lambda view, part=read.confidence: view.certainty(part))  # type: ignore[misc]
            sure = read.confidence >= _SURE
            value = self.both(lambda view, key=name, part=read.value: view.value(key, part))  # type: ignore[misc]
            page = self.say("place.page", page=read.page) if read.page else Pair("", "")
            rows.append(FieldRow(title, value, certain, sure, page, crop))
        return ShownDocument(
            self.both(lambda view: view.kind(document)), self.both(lambda view: view.document(document)), rows
        )  # fmt: skip

    def _chain_title(self) -> Pair:
        chain = self.report.chain
        if chain is None or not chain.links:
            return Pair("", "")
        return (
            self.say("html.chain_holds", mark=chain.mark)
            if chain.holds
            else self.say("html.chain_open", mark=chain.mark)
        )

    def _chain(self) -> Iterator[ShownLink]:
        chain = self.report.chain
        for link in chain.links if chain else ():
            document = self.zh.documents.get(link.document or "")
            text = self.say("html.no_paper") if document is None else Pair(document.path, document.path)
            yield ShownLink(link.giver, link.taker, link.state, text, self._own(link.why))

    def _not_checked(self) -> Iterator[tuple[Pair, list[tuple[str, Pair]]]]:
        for (why_zh, zh), (why_en, en) in zip(self.zh.not_checked(), self.en.not_checked(), strict=True):
            pairs = [(", ".join(ids), Pair(one, other)) for (one, ids), (other, _) in zip(zh, en, strict=True)]
            yield Pair(why_zh, why_en), pairs
