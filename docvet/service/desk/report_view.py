"""A report as the case page shows it: plain trees for the template, places ready to be gone to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from docvet.decisions import NEVER_ACCEPTED
from docvet.models import Severity, Verdict
from docvet.report.model import Report, ReportDocument, ReportFinding
from docvet.report.naming import SURE
from docvet.report.view import View
from docvet.rules.vocabulary import fields_of_kind
from docvet.words import Lang

_GROUPS = ("internal", "must", "confirm", "advice", "accepted")
_ASKED = ("must",)
"""Groups whose problems a request to the client holds unless the clerk takes them out."""


def shown(report: Report, lang: Lang) -> dict[str, Any]:
    """Everything of the report that the page shows."""
    view = View(report, lang)
    return {
        "headline": view.verdict, "verdict": str(report.verdict), "about": list(view.about()),
        "badges": list(view.badges()), "problems": problems(view), "documents": [_document(view, item) for item in report.documents],
        "slots": [{"state": slot.state, "title": slot.title, "note": slot.note, "facts": slot.facts} for slot in view.slots()],
        "chain": _chain(view), "changed": view.comparison(),
        "gone": [(state, view.own(item.message)) for state, item in view.gone()],
        "not_checked": [
            (
                view.say(f"not_checked.{kind}_count", count=sum(len(rules) for _, rules in rows)),
                [(why, view.say("message.and").join(map(view.rule_title, rules))) for why, rules in rows],
            )
            for kind, rows in view.not_checked()
            if kind != "not_applicable"
        ],
    }  # fmt: skip


def problems(view: View) -> list[dict[str, Any]]:
    """What is wrong and what was accepted, group by group."""
    places = {id(finding): index for index, finding in enumerate(view.report.findings)}
    return [
        {**_finding(view, finding, places[id(finding)]), "number": problem.number, "group": group}
        for group in _GROUPS
        for problem in view.problems[group]
        for finding in problem.findings
    ]


def _finding(view: View, finding: ReportFinding, index: int) -> dict[str, Any]:
    documents = [view.documents[name] for name in finding.documents if name in view.documents]
    bound = next((document for document in documents if document.pages), None)
    spots = [
        {"document": item.document, "page": item.page or view.documents[item.document].page_range[0], "box": item.box,
         "text": view.place(item)}
        for item in finding.evidence if item.document in view.documents
    ]  # fmt: skip
    named = {spot["document"] for spot in spots}
    spots += [
        {"document": document.id, "page": document.page_range[0], "box": document.region, "text": view.document(document)}
        for document in documents if document.id not in named
    ]  # fmt: skip
    expected, found = view.facts(finding)
    return {
        "index": index, "rule": finding.rule, "severity": str(finding.severity), "message": view.own(finding.message),
        "fix": view.own(finding.fix), "expected": expected, "found": found,
        "subject": view.subject(finding), "places": spots, "accepted": view.acceptance(finding),
        "change": view.change(finding), "source": view.source(finding), "reason": view.reason(finding),
        "actor": view.actor(finding),
        "key": "|".join((finding.rule, *(f"{item.sha256[:12]}{item.page_range}" for item in documents), finding.slot or "")),
        "bound": _bound(bound) if bound is not None and finding.rule not in NEVER_ACCEPTED else None,
        "confirm": next(_confirmable(view, finding), None),
    }  # fmt: skip


def _confirmable(view: View, finding: ReportFinding) -> Iterator[dict[str, Any]]:
    """The values that the finding points at, which a person may read otherwise."""
    for item in finding.evidence:
        document = view.documents.get(item.document)
        if document is None or item.box is None:
            continue
        for name, field in document.fields.items():
            if (field.page, field.box, field.raw) == (item.page, item.box, item.quote) and isinstance(field.value, str):
                yield {"bound": _bound(document), "field": name, "title": view.field_name(name), "value": field.value}


def _bound(document: ReportDocument) -> str:
    return json.dumps({"sha256": document.sha256, "pages": list(document.page_range), "kind": document.kind})


def _document(view: View, document: ReportDocument) -> dict[str, Any]:
    first, last = document.page_range
    allowed = fields_of_kind(document.kind) if document.pages else frozenset()
    return {
        "id": document.id, "title": view.short(document), "path": document.path,
        "pages": list(range(first, last + 1)) if document.pages else [], "bound": _bound(document),
        "fields": [
            {
                "name": name, "title": view.field_name(name), "text": view.value(name, field.value),
                "value": field.value if isinstance(field.value, str) else "",
                "certainty": view.certainty(field.confidence) if field.confidence < SURE else "",
                "source": str(field.source), "page": field.page or first, "box": field.box,
                "can_confirm": name in allowed,
            }
            for name, field in document.fields.items()
        ],
        "missing": [(name, view.field_name(name)) for name in sorted(allowed - document.fields.keys())],
    }  # fmt: skip


def _chain(view: View) -> dict[str, Any] | None:
    chain = view.report.chain
    if chain is None or not chain.links:
        return None
    title = view.say("html.chain_holds" if chain.holds else "html.chain_open", mark=chain.mark)
    links = [
        {
            "giver": link.giver, "taker": link.taker, "state": link.state, "why": view.own(link.why),
            "document": link.document if link.document in view.documents else None,
            "text": view.documents[link.document].path if link.document in view.documents else view.say("html.no_paper"),
            "page": view.documents[link.document].page_range[0] if link.document in view.documents else None,
        }
        for link in chain.links
    ]  # fmt: skip
    return {"title": title, "links": links}


def is_asked(problem: dict[str, Any]) -> bool:
    """The clerk need not tick it."""
    return problem["group"] in _ASKED


def chosen(report: Report, points: Sequence[int]) -> Report:
    """The report with these findings alone, by index: what a request to the client is made of."""
    kept = tuple(report.findings[at] for at in dict.fromkeys(points) if 0 <= at < len(report.findings))
    verdict = Verdict.REJECT if any(item.severity == Severity.REJECT for item in kept) else Verdict.REVIEW
    return report.model_copy(update={"findings": kept, "verdict": verdict, "not_checked": (), "comparison": None})
