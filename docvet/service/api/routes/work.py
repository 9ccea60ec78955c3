"""Work on an application: who does it, what the client was asked for, what the platform said."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from docvet.service.api import lookup
from docvet.service.api.access import TOKEN_PERSON, Reviewer, TheSite
from docvet.service.api.problems import Problem
from docvet.service.ledger import applications, audit, outcomes, people, requests
from docvet.values.clock import today_in_china

router = APIRouter(tags=["work"], prefix="/api/v1/applications/{identity}")


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Assignee(_Body):
    """Who works on it; null for nobody."""

    person: Annotated[str, Field(max_length=100)] | None


class OutcomeBody(_Body):
    """What the platform said of the submission."""

    result: Literal["passed", "rejected"]
    clause: Annotated[str, Field(max_length=60)] | None = None
    text: Annotated[str, Field(max_length=10_000)] | None = None
    date: datetime.date | None = None
    """The day of the answer; today in China where it is left out."""


class Request(_Body):
    """A request to the client, as it was sent."""

    text: Annotated[str, Field(min_length=1, max_length=50_000)]
    findings: Annotated[list[dict[str, Any]], Field(max_length=500)] = []
    """Those it covers, as the page needs them to see later which are done."""
    lang: Annotated[str, Field(max_length=8)] = "zh"
    note: Annotated[str, Field(max_length=10_000)] | None = None
    """For colleagues only."""


@router.post("/assignee")
def assign(site: TheSite, person: Reviewer, identity: str, body: Assignee) -> dict[str, Any]:
    """Give the application to somebody. Problem 422 for a name that is no reviewer's or owner's."""
    with site.ledger.write() as connection:
        lookup.application(connection, identity)
        if body.person is not None and body.person not in (TOKEN_PERSON, person.name):
            row = people.named(connection, body.person)
            if row is None or row["role"] == "viewer":
                raise Problem(422, "no_person", name=body.person)
        applications.assign(connection, identity, body.person)
        audit.add(connection, person.name, "assign", identity, to=body.person)
    return {"assignee": body.person}


@router.post("/outcomes", status_code=201)
def add_outcome(site: TheSite, person: Reviewer, identity: str, body: OutcomeBody) -> dict[str, Any]:
    """Write down what the platform said, beside the report that counts now."""
    day = body.date or today_in_china()
    if day > today_in_china():
        raise Problem(422, "future_date", date=day)
    with site.ledger.write() as connection:
        lookup.application(connection, identity)
        made = outcomes.add(
            connection, identity, result=body.result, answered_on=day.isoformat(), person=person.name,
            clause=body.clause, text=body.text,
        )  # fmt: skip
        applications.change(connection, identity)
        audit.add(connection, person.name, "outcome", identity, result=body.result, clause=body.clause)
    return {"outcome": made}


@router.post("/requests", status_code=201)
def add_request(site: TheSite, person: Reviewer, identity: str, body: Request) -> dict[str, Any]:
    """Write down what the client was asked for."""
    with site.ledger.write() as connection:
        lookup.application(connection, identity)
        made = requests.add(
            connection, identity, text=body.text, findings=body.findings, person=person.name, lang=body.lang,
            note=body.note,
        )  # fmt: skip
        applications.change(connection, identity)
        audit.add(connection, person.name, "request", identity, request=made, findings=len(body.findings))
    return {"request": made}
