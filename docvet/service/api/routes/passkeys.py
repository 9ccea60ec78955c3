"""Passkeys: made by whoever is signed in, and signing in with one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from docvet.service.api import views
from docvet.service.api.access import TheSite, Viewer, check_origin
from docvet.service.api.problems import Problem
from docvet.service.api.routes.me import identity_of
from docvet.service.api.routes.people import base_url
from docvet.service.api.routes.sign_in import address, may_have_passkeys, open_session
from docvet.service.ledger import audit, people
from docvet.service.people import passkeys
from docvet.service.people.passkeys import Challenges, Place, Refused
from docvet.service.people.ration import Ration

router = APIRouter(tags=["passkeys"])
_CHALLENGES = Challenges()
_OF_ADDRESS = Ration(40, 900.0)
"""Failures in a quarter of an hour."""
_GIVEN_TO_ADDRESS, _GIVEN_TO_PERSON = Ration(100, 900.0), Ration(40, 900.0)
"""Challenges in a quarter of an hour: who asked for any number would push out those of others."""


class NewPasskey(BaseModel):
    """What the browser's ``navigator.credentials.create`` gave."""

    model_config = ConfigDict(extra="forbid")

    label: Annotated[str, Field(min_length=1, max_length=60)]
    credential: dict[str, Any]


class Answer(BaseModel):
    """What the browser's ``navigator.credentials.get`` gave."""

    model_config = ConfigDict(extra="forbid")

    credential: dict[str, Any]


@router.get("/api/v1/me/passkeys")
def listing(site: TheSite, person: Viewer) -> dict[str, Any]:
    """One's own passkeys."""
    with site.ledger.read() as connection:
        rows = people.passkeys_of(connection, identity_of(person))
    return {
        "passkeys": [
            {"passkey": row["id"], "label": row["label"], "added": views.moment(row["added_at"]),
             "used": views.moment(row["used_at"])}
            for row in rows
        ]
    }  # fmt: skip


@router.post("/api/v1/me/passkeys/options")
def options(site: TheSite, person: Viewer, request: Request) -> dict[str, Any]:
    """What the browser needs to make one; 429 after too many."""
    identity = identity_of(person)
    place = _place(request)
    _take(_GIVEN_TO_PERSON, str(identity))
    with site.ledger.read() as connection:
        known = [row["credential"] for row in people.passkeys_of(connection, identity)]
    return passkeys.registration(place, _CHALLENGES, identity, person.name, known)


@router.post("/api/v1/me/passkeys", status_code=201)
def add(site: TheSite, person: Viewer, request: Request, body: NewPasskey) -> dict[str, Any]:
    """Keep it."""
    try:
        with site.ledger.write() as connection:
            passkeys.register(
                connection, _place(request), _CHALLENGES, identity_of(person), body.credential, body.label
            )
            audit.add(connection, person.name, "passkey_added", label=body.label)
    except Refused:
        raise Problem(422, "passkey_refused") from None
    return {"label": body.label}


@router.delete("/api/v1/me/passkeys/{passkey}")
def remove(site: TheSite, person: Viewer, passkey: int) -> dict[str, Any]:
    """Take one away."""
    with site.ledger.write() as connection:
        if not people.remove_passkey(connection, identity_of(person), passkey):
            raise Problem(404, "not_found")
        audit.add(connection, person.name, "passkey_removed")
    return {"removed": passkey}


@router.post("/api/v1/sign-in/passkey/options")
def sign_in_options(site: TheSite, request: Request) -> dict[str, Any]:
    """What the browser needs to sign in with one; 429 after too many."""
    check_origin(request)
    place = _place(request)
    _take(_GIVEN_TO_ADDRESS, address(site, request))
    return passkeys.authentication(place, _CHALLENGES)


@router.post("/api/v1/sign-in/passkey")
def sign_in(site: TheSite, request: Request, body: Answer) -> Response:
    """Sign in; the answer sets the cookie."""
    check_origin(request)
    where = address(site, request)
    _allow(_OF_ADDRESS, where)
    answer = JSONResponse({"next": "/"})
    try:
        with site.ledger.write() as connection:
            person = passkeys.authenticate(connection, _place(request), _CHALLENGES, body.credential)
            open_session(connection, site, request, answer, person["id"], person["name"], "passkey")
    except Refused:
        _OF_ADDRESS.count(where)
        raise Problem(401, "passkey_refused") from None
    return answer


def _allow(ration: Ration, key: str) -> None:
    if wait := ration.wait(key):
        raise Problem(429, "too_many_tries", minutes=-(-wait // 60), headers={"Retry-After": str(wait)})


def _take(ration: Ration, key: str) -> None:
    _allow(ration, key)
    ration.count(key)


def _place(request: Request) -> Place:
    if not may_have_passkeys(request):
        raise Problem(409, "passkeys_need_tls")
    return Place(request.url.hostname or "", base_url(request))
