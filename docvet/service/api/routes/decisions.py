"""What people decide: a value confirmed, a finding accepted, either taken back; each starts a run."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.engine import Connection, RowMapping

from docvet.decisions import NEVER_ACCEPTED
from docvet.documents.fields import NotAValue, parse_value
from docvet.report.model import Report, ReportDocument, ReportFinding
from docvet.rules.vocabulary import fields_of_kind
from docvet.service.api import lookup, views
from docvet.service.api.access import TOKEN_PERSON, Person, Reviewer, TheSite
from docvet.service.api.problems import Problem
from docvet.service.api.site import Site
from docvet.service.ledger import applications, audit, decisions, reports, runs
from docvet.values.clock import today_in_china

router = APIRouter(tags=["decisions"])

Line = Annotated[str, Field(min_length=1, max_length=2000)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[int, Field(ge=1, le=1_000_000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _AboutDocument(_Body):
    sha256: Sha256
    pages: tuple[Number, Number]
    """First and last page of the document within its file."""
    kind: Annotated[str, Field(max_length=40)]
    last_decision: Annotated[int, Field(ge=0)] | None = None
    """The latest decision that the person knows of; one that came later on the same matter is answered with 409."""


class Confirm(_AboutDocument):
    """A person read this value off the document."""

    action: Literal["confirm"]
    field: Annotated[str, Field(max_length=40)]
    value: Line


class Accept(_AboutDocument):
    """A person answers for the findings of a rule about the document."""

    action: Literal["accept"]
    rule: Annotated[str, Field(max_length=60)]
    reason: Line
    until: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    """The last day on which it counts."""


class Undo(_Body):
    """Take a decision back."""

    action: Literal["undo"]
    decision: Number


class Agree(_Body):
    """A second person agrees to a decision that needs one."""

    action: Literal["agree"]
    decision: Number


Decision = Annotated[Confirm | Accept | Undo | Agree, Body(discriminator="action")]


@router.post("/api/v1/applications/{identity}/decisions", status_code=201)
def decide(site: TheSite, person: Reviewer, identity: str, decision: Decision) -> dict[str, Any]:
    """Write a decision down. ``run`` is that of the run that it starts; null while it waits for a second person."""
    if isinstance(decision, Undo | Agree):
        return _on_earlier(site, person, identity, decision)
    with site.ledger.read() as connection:
        row = lookup.application(connection, identity)
        newest = reports.newest(connection, row["version_id"]) if row["version_id"] is not None else None
    if newest is None:
        raise Problem(409, "no_report_yet")
    report = lookup.read_report(site, newest)
    document = _document(report, decision)
    if isinstance(decision, Confirm):
        entry, needs_second = _confirmed(decision, document, person), False
    else:
        entry, reject = _accepted(decision, report, document, person)
        needs_second = reject and site.four_eyes
    with site.ledger.write() as connection:
        _still_there(connection, identity, decision.sha256)
        _nobody_was_quicker(connection, identity, entry, decision.last_decision)
        kind: decisions.Kind = decision.action
        made = decisions.add(
            connection, site.cipher, identity, kind, entry, person=person.name, needs_second=needs_second
        )
        matter = {"field": decision.field} if isinstance(decision, Confirm) else {"rule": decision.rule}
        audit.add(connection, person.name, decision.action, identity, decision=made, file=document.path, **matter)
        applications.change(connection, identity)  # others who look at it see that it waits for one of them
        run = None if needs_second else _run(connection, site, identity, person)
    return {"decision": made, "needs_second": needs_second, "run": run}


def _on_earlier(site: Site, person: Person, identity: str, decision: Undo | Agree) -> dict[str, Any]:
    with site.ledger.write() as connection:
        lookup.application(connection, identity)
        row = decisions.find(connection, decision.decision)
        if row is None or row["application_id"] != identity:
            raise Problem(404, "not_found")
        if isinstance(decision, Agree):
            if person.name == TOKEN_PERSON or not decisions.agree(connection, row["id"], person.name):
                raise Problem(409, "cannot_agree", person=row["person"])
        elif not decisions.undo(connection, row["id"], person.name):
            raise Problem(409, "undone_before", person=row["undone_by"])
        audit.add(connection, person.name, decision.action, identity, decision=row["id"])
        counted = not row["needs_second"] or row["second_person"] is not None or isinstance(decision, Agree)
        run = _run(connection, site, identity, person) if counted else None
    return {"decision": row["id"], "needs_second": row["needs_second"] and not counted, "run": run}


def _run(connection: Connection, site: Site, identity: str, person: Person) -> int | None:
    run = runs.again(connection, site.jobs, identity, cause="decision", person=person.name)
    return None if run is None else int(runs.one(connection, run)["number"])


def _document(report: Report, decision: Confirm | Accept) -> ReportDocument:
    for document in report.documents:
        if (document.sha256, document.page_range, document.kind) == (decision.sha256, decision.pages, decision.kind):
            if document.pages == 0:
                raise Problem(422, "unread_file", file=document.path)
            return document
    raise Problem(409, "replaced")


def _bound(document: ReportDocument) -> dict[str, Any]:
    return {"sha256": document.sha256, "pages": list(document.page_range), "kind": document.kind}


def _confirmed(decision: Confirm, document: ReportDocument, person: Person) -> dict[str, Any]:
    if decision.field not in fields_of_kind(document.kind):
        raise Problem(422, "no_field", field=decision.field, allowed=", ".join(sorted(fields_of_kind(document.kind))))
    value = decision.value.strip()
    try:
        parse_value(decision.field, value, document.page_range[0])
    except NotAValue as error:
        raise Problem(422, "not_a_value", field=decision.field, why=error) from None
    return _entry(document, person) | {"field": decision.field, "value": value}


def _accepted(
    decision: Accept, report: Report, document: ReportDocument, person: Person
) -> tuple[dict[str, Any], bool]:
    """The entry, and whether one of the findings rejects."""
    if decision.rule in NEVER_ACCEPTED:
        raise Problem(422, "never_accepted", rule=decision.rule)
    if not decision.reason.strip():
        raise Problem(422, "no_reason")
    if decision.until is not None and decision.until < today_in_china().isoformat():
        raise Problem(422, "past_until", until=decision.until)
    own = [item for item in report.findings if item.rule == decision.rule and document.id in item.documents]
    if not own:
        raise Problem(409, "no_such_finding", rule=decision.rule)
    entry = _entry(document, person) | {
        "rule": decision.rule, "reason": decision.reason.strip(), "beside": _beside(report, own, document)
    }  # fmt: skip
    if decision.until is not None:
        entry["until"] = decision.until
    return entry, any(item.severity == "reject" for item in own)


def _beside(report: Report, findings: list[ReportFinding], document: ReportDocument) -> list[dict[str, Any]]:
    others = {name for finding in findings for name in finding.documents} - {document.id}
    return [_bound(item) for item in report.documents if item.id in others]


def _entry(document: ReportDocument, person: Person) -> dict[str, Any]:
    at = today_in_china().isoformat()
    return _bound(document) | {"file": document.path, "by": person.name, "at": at}


def _still_there(connection: Connection, identity: str, sha256: str) -> None:
    """The file may have been replaced since the report, also while the person decided."""
    row = lookup.application(connection, identity)
    files = lookup.version(connection, identity, "current")["files"]
    if row["gone_at"] is not None or not any(entry[2] == sha256 for entry in files.values()):
        raise Problem(409, "replaced")


def _nobody_was_quicker(connection: Connection, identity: str, entry: dict[str, Any], known: int | None) -> None:
    if known is None:
        return
    for row in decisions.of_application(connection, identity):
        if row["id"] > known and _same_matter(row, entry) and row["undone_at"] is None:
            raise Problem(409, "quicker", person=row["person"], at=views.moment(row["made_at"]))


def _same_matter(row: RowMapping, entry: dict[str, Any]) -> bool:
    keys = ("sha256", "pages", "kind", "field", "rule")
    return all(row["entry"].get(key) == entry.get(key) for key in keys)
