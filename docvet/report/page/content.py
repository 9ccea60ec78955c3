"""What the HTML report shows, in both languages, with nothing left for the template to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from docvet.report.grouping import ProblemGroup
from docvet.report.model import Report, ReportDocument, ReportEvidence, ReportFinding
from docvet.report.naming import SURE
from docvet.report.page.shown import (
    Card,
    Content,
    FieldRow,
    Pair,
    ShownDocument,
    ShownFinding,
    ShownLink,
    ShownPlace,
    ShownSlot,
)
from docvet.report.pictures import Crop, Key
from docvet.report.settling import commands
from docvet.report.view import View

_NOTHING = Pair("", "")
_MOST_FILTERS = 12
"""So many documents can be chosen from; a folder of photos would fill the screen with them."""
_SHOWN_ENTRIES, _SHOWN_CROPS = 3, 2
"""What of a problem is seen at once; the rest is folded."""


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

    def all(self, texts: Callable[[View], Any]) -> Iterator[Pair]:
        """As :meth:`both` for what is a series of texts, equally long in both languages."""
        for zh, en in zip(texts(self.zh), texts(self.en), strict=True):
            yield Pair(zh, en)

    def say(self, key: str, **values: object) -> Pair:
        return self.both(lambda view: view.say(key, **values))

    def made(self, *, masked: bool) -> Content:
        zh, report = self.zh, self.report
        steps = zip(zh.first_steps(), self.en.first_steps(), strict=True)
        notes = [self.both(lambda view: view.basis)]
        notes += [self.say("codes")] if report.findings else []
        notes += [self.say("masked")] if masked else []
        return Content(
            name=report.application.name,
            verdict=report.verdict,
            headline=self.both(lambda view: view.verdict),
            notice=self.both(lambda view: view.notice),
            about=list(self.all(View.about)),
            badges=[
                (group, Pair(one, other), count)
                for (group, one, count), (_, other, _) in zip(zh.badges(), self.en.badges(), strict=True)
            ],
            slots=list(self._slots()),
            first_steps=[(one.problem.group, one.number, Pair(one.fix, other.fix)) for one, other in steps],
            more_steps=self.both(View.more_steps),
            changed=self.both(View.comparison),
            gone=[(state, self.say(f"compare.{state}"), self._own(item.message)) for state, item in zh.gone()],
            chain_title=self._chain_title(),
            chain=list(self._chain()),
            filters=list(self._filters()),
            groups=[
                (group, self.say(f"group.{group}"), [self._card(item) for item in problems])
                for group, problems in zh.problems.items()
                if problems
            ],
            documents=[self._document(document) for document in report.documents],
            passed_title=self.say("passed.title", count=len(report.passed)),
            passed=list(self.all(View.passed)),
            not_checked=list(self._not_checked()),
            limits=list(self.all(View.limits)),
            notes=[*notes, self.both(lambda view: view.cost)],
        )

    def _own(self, wording: Any) -> Pair:
        return Pair(wording.zh, wording.en)

    def _slots(self) -> Iterator[ShownSlot]:
        for zh, en in zip(self.zh.slots(), self.en.slots(), strict=True):
            refs = [(item.group, item.number) for item in zh.problems]
            yield ShownSlot(zh.state, Pair(zh.title, en.title), Pair(zh.note, en.note), Pair(zh.facts, en.facts), refs)

    def _filters(self) -> Iterator[tuple[str, Pair, int]]:
        """(value, label, how many problems): everything, each group, each document that has problems."""
        yield "all", self.say("html.all"), 0
        groups = [(group, problems) for group, problems in self.zh.problems.items() if problems]
        if len(groups) > 1:
            for group, problems in groups:
                yield group, self.say(f"badge.{group}"), len(problems)
        everything = [item for _, problems in groups for item in problems]
        counted = {
            name: sum(any(name in finding.documents for finding in item.findings) for item in everything)
            for name in self.zh.documents
        }
        busy = [(name, count) for name, count in counted.items() if count]
        if 1 < len(busy) <= _MOST_FILTERS:
            for name, count in busy:
                yield name, self._chip(self.zh.documents[name]), count

    def _chip(self, document: ReportDocument) -> Pair:
        """A document in a filter: what it is, or its file's name where there are more of its kind."""
        alike = sum(other.kind == document.kind for other in self.report.documents)
        return self.both(lambda view: view.short(document) if alike == 1 else PurePosixPath(document.path).name)

    def _card(self, item: ProblemGroup) -> Card:
        first = item.first
        entries = [self._entry(finding) for finding in item.findings]
        crops = {place.key: place for finding in item.findings for place in self._crops(finding)}
        documents = dict.fromkeys(name for finding in item.findings for name in finding.documents)
        answers = [self.both(lambda view: view.acceptance(first))] if first.accepted else []
        lines = zip(commands(self.zh, item), commands(self.en, item), strict=True)
        return Card(
            number=item.number,
            new=any(self.zh.change(finding) == "new" for finding in item.findings),
            documents=list(documents),
            subject=self.both(lambda view: view.subjects(item)),
            entries=entries,
            more=self.say("and_so_many_more", count=len(entries) - _SHOWN_ENTRIES),
            crops=list(crops.values()),
            more_crops=self.say("and_so_many_more", count=len(crops) - _SHOWN_CROPS),
            fix=self._own(first.fix),
            basis=list(self._basis(first)),
            answers=answers,
            commands=[(Pair(zh.note, en.note), Pair(zh.line, en.line)) for zh, en in lines],
        )

    def _entry(self, finding: ReportFinding) -> ShownFinding:
        return ShownFinding(
            message=self._own(finding.message),
            expected=self.both(lambda view: view.facts(finding)[0]),
            found=self.both(lambda view: view.facts(finding)[1]),
        )

    def _basis(self, finding: ReportFinding) -> Iterator[tuple[Pair, Pair]]:
        facts = {
            "rule": self.both(lambda view: f"{view.rule_title(finding.rule)} · {finding.rule}"),
            "reason": self.both(lambda view: " · ".join(filter(None, [view.own(finding.reason.title), view.share(finding)]))),
            "code": self.both(lambda view: view.code(finding)),
            "lead": self.say(f"lead.{finding.reason.lead}"),
            "stage": self.say("listing") if finding.stage == "listing" else _NOTHING,
            "place": self.both(lambda view: view.say("message.or").join(view.places(finding))),
            "source": self.both(lambda view: view.source(finding)),
        }  # fmt: skip
        yield from ((self.say(f"fact.{name}"), text) for name, text in facts.items() if text)

    def _crops(self, finding: ReportFinding) -> Iterator[ShownPlace]:
        for item in finding.evidence:
            if item.document in self.zh.documents and item.page and item.box:
                key = (item.document, item.page, item.box)
                if crop := self.crops.get(key):
                    yield self._place(item, key, crop)

    def _place(self, item: ReportEvidence, key: Key, crop: Crop) -> ShownPlace:
        document = self.zh.documents[item.document]
        alt = self.say("html.alt", file=document.path, page=item.page or 1, quote=item.quote)
        return ShownPlace(key, self.both(lambda view: view.place(item)), crop, alt)

    def _document(self, document: ReportDocument) -> ShownDocument:
        rows = []
        for name, read in document.fields.items():
            crop = self.crops.get((document.id, read.page, read.box)) if read.page and read.box else None
            title = self.both(lambda view, key=name: view.field_name(key))  # type: ignore[misc]
            certain = self.both(lambda view, part=read.confidence: view.certainty(part))  # type: ignore[misc]
            sure = read.confidence >= SURE
            value = self.both(lambda view, key=name, part=read.value: view.value(key, part))  # type: ignore[misc]
            page = self.say("place.page", page=read.page) if read.page else _NOTHING
            rows.append(FieldRow(title, value, certain, sure, page, crop))
        return ShownDocument(
            self.both(lambda view: view.kind(document)), self.both(lambda view: view.document(document)), rows
        )  # fmt: skip

    def _chain_title(self) -> Pair:
        chain = self.report.chain
        if chain is None or not chain.links:
            return _NOTHING
        key = "html.chain_holds" if chain.holds else "html.chain_open"
        return self.say(key, mark=chain.mark)

    def _chain(self) -> Iterator[ShownLink]:
        chain = self.report.chain
        for link in chain.links if chain else ():
            document = self.zh.documents.get(link.document or "")
            text = self.say("html.no_paper") if document is None else Pair(document.path, document.path)
            yield ShownLink(link.giver, link.taker, link.state, text, self._own(link.why))

    def _not_checked(self) -> Iterator[tuple[str, Pair, list[tuple[Pair, Pair]]]]:
        for (kind, zh), (_, en) in zip(self.zh.not_checked(), self.en.not_checked(), strict=True):
            rows = []
            for (why_zh, rules), (why_en, _) in zip(zh, en, strict=True):
                names = self.both(lambda view, ids=rules: view.say("message.and").join(map(view.rule_title, ids)))  # type: ignore[misc]
                rows.append((names, Pair(why_zh, why_en)))
            count = sum(len(rules) for _, rules in zh)
            yield kind, self.say(f"not_checked.{kind}_count", count=count), rows
