"""People, for owners: add, change, remove, end their sessions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from docvet.service.api import views
from docvet.service.api.access import Owner, TheSite
from docvet.service.api.problems import Problem
from docvet.service.ledger import audit, people, sessions
from docvet.service.ledger.people import Role
from docvet.service.people import invitations

router = APIRouter(tags=["people"], prefix="/api/v1/people")


class NewPerson(BaseModel):
    """Somebody who may sign in; for one who may already, a new link and this role."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=200)]
    role: Role = "viewer"


@router.get("")
def listing(site: TheSite, _person: Owner) -> dict[str, Any]:
    """Everybody who may sign in."""
    with site.ledger.read() as connection:
        rows = people.listing(connection)
        open_sessions = {row["id"]: len(sessions.of_person(connection, row["id"])) for row in rows}
    return {
        "people": [
            {
                "person": row["id"], "name": row["name"], "role": row["role"], "added_by": row["added_by"],
                "added": views.moment(row["added_at"]), "seen": views.moment(row["seen_at"]),
                "sessions": open_sessions[row["id"]], "has_password": row["password"] is not None,
            }
            for row in rows
        ]
    }  # fmt: skip


@router.post("", status_code=201)
def add(site: TheSite, person: Owner, request: Request, body: NewPerson) -> dict[str, Any]:
    """Add a person. ``link`` signs in once and is shown nowhere else."""
    with site.ledger.write() as connection:
        name, path = invitations.invite(connection, body.name, body.role, by=person.name)
    return {"name": name, "role": body.role, "link": base_url(request) + path, "days": invitations.DAYS}


@router.delete("/{identity}")
def remove(site: TheSite, person: Owner, identity: int) -> dict[str, Any]:
    """Remove a person; all sessions end at once. What the person did stays in the trail."""
    with site.ledger.write() as connection:
        row = people.find(connection, identity)
        if row is None:
            raise Problem(404, "not_found")
        invitations.dismiss(connection, row["name"], by=person.name)
    return {"removed": row["name"]}


@router.delete("/{identity}/sessions")
def end_sessions(site: TheSite, person: Owner, identity: int) -> dict[str, Any]:
    """Sign a person out everywhere."""
    with site.ledger.write() as connection:
        row = people.find(connection, identity)
        if row is None:
            raise Problem(404, "not_found")
        sessions.end_all(connection, identity)
        audit.add(connection, person.name, "sessions_ended", name=row["name"])
    return {"ended": row["name"]}


def base_url(request: Request) -> str:
    """By what people reach the service: the scheme and the Host header, which has been checked."""
    scheme = "https" if request.app.state.site.secure else "http"
    return f"{scheme}://{request.headers['host']}"
