"""The person who is signed in: who that is, the password, the open sessions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from docvet.service.api import views
from docvet.service.api.access import Person, TheSite, Viewer
from docvet.service.api.problems import Problem
from docvet.service.ledger import audit, people, sessions
from docvet.service.people import passwords

router = APIRouter(tags=["me"], prefix="/api/v1/me")


class NewPassword(BaseModel):
    """A new password; ``current`` where there is one already."""

    model_config = ConfigDict(extra="forbid")

    password: Annotated[str, Field(min_length=passwords.LEAST, max_length=passwords.MOST)]
    current: Annotated[str, Field(max_length=passwords.MOST)] | None = None


@router.get("")
def me(site: TheSite, person: Viewer) -> dict[str, Any]:
    """Who is signed in. ``csrf`` goes into the header ``X-CSRF-Token`` of every request that changes something."""
    row = None
    if person.identity is not None:
        with site.ledger.read() as connection:
            row = people.find(connection, person.identity)
    return {
        "name": person.name, "role": person.role, "csrf": person.csrf, "sees_personal_data": person.sees_personal_data,
        "has_password": row is not None and row["password"] is not None, "four_eyes": site.four_eyes,
    }  # fmt: skip


@router.post("/password")
def set_password(site: TheSite, person: Viewer, body: NewPassword) -> dict[str, Any]:
    """Set one's own password; other sessions of the person end."""
    identity = identity_of(person)
    with site.ledger.read() as connection:
        row = people.find(connection, identity)
    if row is not None and row["password"] is not None and not passwords.fits(body.current or "", row["password"]):
        raise Problem(403, "wrong_password")
    digest = passwords.hashed(body.password)
    with site.ledger.write() as connection:
        people.set_password(connection, identity, digest)
        sessions.end_all(connection, identity, but=person.session)
        audit.add(connection, person.name, "password_set")
    return {"has_password": True}


@router.get("/sessions")
def my_sessions(site: TheSite, person: Viewer) -> dict[str, Any]:
    """One's own open sessions."""
    with site.ledger.read() as connection:
        rows = sessions.of_person(connection, identity_of(person))
    return {
        "sessions": [
            {
                "session": row["id"], "browser": row["browser"], "started": views.moment(row["started_at"]),
                "seen": views.moment(row["seen_at"]), "this": row["id"] == person.session,
            }
            for row in rows
        ]
    }  # fmt: skip


@router.delete("/sessions/{session}")
def end_session(site: TheSite, person: Viewer, session: int) -> dict[str, Any]:
    """End one of one's own sessions."""
    with site.ledger.write() as connection:
        if not sessions.end(connection, session, person=identity_of(person)):
            raise Problem(404, "not_found")
        audit.add(connection, person.name, "session_ended")
    return {"ended": session}


def identity_of(person: Person) -> int:
    """The person's id. Problem 409 for whoever came with the owner's token."""
    if person.identity is None:
        raise Problem(409, "not_a_person")
    return person.identity
