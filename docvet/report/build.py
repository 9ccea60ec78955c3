"""Documents and a judgement in, the report out: same input, same bytes (but for ``stats``)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pydantic_core import to_jsonable_python

from docvet.models import WHOLE_PAGE, Acceptance, Box, Document, Evidence, Field, Finding, Judgement, NotChecked
from docvet.report.model import ApplicationInfo, Report, ReportStats, RulesetInfo
from docvet.report.slots import slots as filled
from docvet.rules.chain_view import ChainView, Link
from docvet.rules.ruleset import Rule
from docvet.rules.slots_view import SlotView
from docvet.version import VERSION

_DECIMALS = 4


def build(
    application: ApplicationInfo,
    ruleset: RulesetInfo,
    documents: Sequence[Document],
    judgement: Judgement,
    stats: ReportStats,
    chain: ChainView | None = None,
    slots: Sequence[SlotView] = (),
    rules: Sequence[Rule] = (),
) -> Report:
    """The report on one application.

    Documents keep the order they come in; findings are sorted by severity, rule and document.
    """
    place = {document.id: number for number, document in enumerate(documents)}
    findings = sorted(judgement.findings, key=lambda finding: _order(finding, place))
    missed = sorted(judgement.not_checked, key=lambda item: (item.rule, item.kind, _because(item)))
    names = {slot.name for slot in slots}
    return Report.model_validate(
        {
            "docvet": VERSION,
            "ruleset": ruleset.model_dump(),
            "application": application.model_dump(),
            "verdict": judgement.verdict,
            "documents": [_document(document) for document in documents],
            "findings": [_finding(finding, names) for finding in findings],
            "not_checked": [_not_checked(item) for item in missed],
            "slots": list(filled(slots, findings)),
            "passed": judgement.passed,
            "rules": {rule.id: {"title": rule.title.words} for rule in rules},
            "chain": _chain(chain),
            "stats": stats.model_dump() | {"seconds": round(stats.seconds, 2)},
        }
    )


def _order(finding: Finding, place: dict[str, int]) -> tuple[Any, ...]:
    spots = tuple(place.get(name, len(place)) for name in finding.documents)
    seen = tuple((place.get(e.document, len(place)), e.page or 0, e.box or (), e.quote) for e in finding.evidence)
    words = (finding.message["zh"], finding.message["en"], finding.expected, finding.found)
    return finding.severity.rank, finding.rule, spots, seen, words


def _document(document: Document) -> dict[str, Any]:
    file = document.reading.file
    return {
        "id": document.id,
        "path": file.path,
        "page_range": document.page_range,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "media_type": file.media_type,
        "pages": document.reading.page_count,
        "kind": document.kind,
        "kind_confidence": _fraction(document.kind_confidence),
        "fields": {name: _field(document.fields[name]) for name in sorted(document.fields)},
        "region": None if document.region == WHOLE_PAGE else _box(document.place),
        "turned": _turned(document),
    }


def _turned(document: Document) -> tuple[int, ...]:
    by_number = {page.number: page.turned for page in document.reading.pages}
    first, last = document.page_range
    return tuple(by_number.get(number, 0) for number in range(max(first, 1), last + 1))


def _field(field: Field) -> dict[str, Any]:
    return {
        "value": _rounded(to_jsonable_python(field.value)),
        "raw": field.raw,
        "confidence": _fraction(field.confidence),
        "page": field.page or None,
        "box": _box(field.box),
        "source": field.source,
    }


def _finding(finding: Finding, slots: Collection[str]) -> dict[str, Any]:
    reason = finding.reason
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "stage": finding.stage,
        "reason": {
            "id": reason.id,
            "title": dict(reason.title),
            "platform_code": reason.platform_code,
            "platform_code_basis": reason.platform_code_basis,
            "share": reason.share,
            "lead": reason.lead,
            "actor": dict(reason.actor) if reason.actor else None,
        },
        "message": dict(finding.message),
        "fix": dict(finding.fix),
        "documents": finding.documents,
        "evidence": [_evidence(item) for item in finding.evidence],
        "expected": finding.expected,
        "found": finding.found,
        "expected_text": dict(finding.expected_text) if finding.expected_text else None,
        "found_text": dict(finding.found_text) if finding.found_text else None,
        "source": finding.source["zh"],
        "cited": dict(finding.source),
        "accepted": _acceptance(finding.accepted),
        "slot": finding.topic if finding.topic in slots else None,
    }


def _acceptance(acceptance: Acceptance | None) -> dict[str, Any] | None:
    if acceptance is None:
        return None
    until = acceptance.until.isoformat() if acceptance.until else None
    return {"by": acceptance.by, "reason": acceptance.reason, "at": acceptance.at.isoformat(), "until": until}


def _evidence(item: Evidence) -> dict[str, Any]:
    return {"document": item.document, "page": item.page or None, "box": _box(item.box), "quote": item.quote}


def _not_checked(item: NotChecked) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "kind": item.kind,
        "because": _because(item),
        "reasons": [dict(reason) for reason in item.because],
    }


def _because(item: NotChecked) -> str:
    return " / ".join(
        sep.join(dict.fromkeys(reason[lang] for reason in item.because)) for lang, sep in (("zh", "；"), ("en", "; "))
    )


def _chain(chain: ChainView | None) -> dict[str, Any] | None:
    if chain is None:
        return None
    return {
        "certificate": chain.certificate,
        "mark": chain.mark,
        "registrant": chain.registrant,
        "applicant": chain.applicant,
        "holds": chain.holds,
        "links": [_link(link) for link in chain.links],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "giver": link.giver,
        "taker": link.taker,
        "kind": link.kind,
        "document": link.document,
        "state": link.state,
        "why": dict(link.why),
    }


def _box(box: Box | None) -> tuple[float, ...] | None:
    return None if box is None else tuple(round(float(edge), _DECIMALS) for edge in box)


def _fraction(number: float) -> float:
    """Engines overshoot 1.0 by a rounding error now and then."""
    return round(min(max(float(number), 0.0), 1.0), _DECIMALS)


def _rounded(value: Any) -> Any:
    """Floats inside a value (boxes of seals, sharpness) to a fixed number of decimals."""
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value
