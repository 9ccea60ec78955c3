"""Who asks, and whether they may: the owner's token, or the cookie of a person who has signed in.

@router.get("/…")
def answer(person: Viewer) -> …      # also Reviewer, Owner
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from docvet.service.api.problems import Problem
from docvet.service.api.site import Site
from docvet.service.ledger import sessions
from docvet.service.ledger.people import ROLES, Role
from docvet.service.people import tokens

TOKEN_PERSON = "owner"  # noqa: S105 - a name
"""As whom the audit trail names who came with the owner's token; nobody else has this name."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks."""

    name: str
    role: Role
    identity: int | None = None
    """Of the ledger; None for who came with the owner's token."""
    session: int | None = None
    csrf: str | None = None
    """What a page must send back with whatever it changes."""

    @property
    def sees_personal_data(self) -> bool:
        """Full values, pages and packs; others see masked data."""
        return self.may("reviewer")

    def may(self, role: Role) -> bool:
        """The person's role includes that role."""
        return ROLES.index(self.role) >= ROLES.index(role)


def site_of(request: Request) -> Site:
    """The service that is asked."""
    site = request.app.state.site
    assert isinstance(site, Site)  # noqa: S101 - for the type checker; the app sets it
    return site


TheSite = Annotated[Site, Depends(site_of)]


def cookie_name(site: Site) -> str:
    """Of the session's cookie; with https the browser binds it to this very host."""
    return "__Host-docvet" if site.secure else "docvet"


def csrf_of(site: Site, cookie: str) -> str:
    """What pages of this session send back; nobody else can know it."""
    return hmac.new(site.derived_key("csrf"), cookie.encode(), hashlib.sha256).hexdigest()


def who(request: Request, site: TheSite) -> Person:
    """Who asks. Problem 401 for nobody, 403 for a request that another site made the browser send."""
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        if scheme.lower() == "bearer" and tokens.is_owners(site.home, token.strip()):
            return Person(TOKEN_PERSON, "owner")
        raise Problem(401, "bad_token", headers={"WWW-Authenticate": "Bearer"})
    cookie = request.cookies.get(cookie_name(site))
    person = _signed_in(site, cookie) if cookie else None
    if person is None:
        raise Problem(401, "not_signed_in", headers={"WWW-Authenticate": "Bearer"})
    if request.method not in _SAFE:
        _check_source(request, str(person.csrf))
    return person


def _signed_in(site: Site, cookie: str) -> Person | None:
    with site.ledger.read() as connection:
        row = sessions.find(connection, tokens.digest(cookie))
    if row is None:
        return None
    if sessions.is_stale(row):
        with site.ledger.write() as connection:
            sessions.visit(connection, row["id"])
    return Person(row["name"], row["role"], row["person_id"], row["id"], csrf_of(site, cookie))


def _check_source(request: Request, csrf: str) -> None:
    check_origin(request)
    given = request.headers.get("x-csrf-token", "")
    if not hmac.compare_digest(given.encode(), csrf.encode()):
        raise Problem(403, "csrf")


def check_origin(request: Request) -> None:
    """The request was made by a page of this service, as far as the browser says. Problem 403 otherwise."""
    origin = request.headers.get("origin")
    other = origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    if other or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Problem(403, "csrf")


def is_reviewer(person: Annotated[Person, Depends(who)]) -> Person:
    """A reviewer or an owner. Problem 403 for others."""
    return _at_least("reviewer", person)


def is_owner(person: Annotated[Person, Depends(who)]) -> Person:
    """An owner. Problem 403 for others."""
    return _at_least("owner", person)


def _at_least(role: Role, person: Person) -> Person:
    if not person.may(role):
        raise Problem(403, "not_allowed")
    return person


Viewer = Annotated[Person, Depends(who)]
Reviewer = Annotated[Person, Depends(is_reviewer)]
Owner = Annotated[Person, Depends(is_owner)]
"""Whoever asks has at least this role."""
