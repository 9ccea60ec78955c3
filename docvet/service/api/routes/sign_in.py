"""Signing in and out: by the one-time link, or by name and password."""

from __future__ import annotations

import contextlib
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from sqlalchemy.engine import Connection

from docvet.service.api import plain
from docvet.service.api.access import Person, TheSite, Viewer, check_origin, cookie_name
from docvet.service.api.problems import Problem
from docvet.service.api.site import Site
from docvet.service.ledger import audit, people, sessions
from docvet.service.people import passwords, tokens
from docvet.service.people.ration import Ration

router = APIRouter(tags=["sign-in"])
OPEN_PATHS = ("/sign-in", "/sign-in/{secret}")
_LONGEST = sessions.LONGEST
_OF_NAME, _OF_ADDRESS = Ration(8, 900.0), Ration(40, 900.0)
"""Failures in a quarter of an hour."""


@router.get("/sign-in")
def form() -> Response:
    """The page to sign in with name and password."""
    fields = Markup(
        '<form method="post" action="/sign-in"><p><label>姓名 Name <input name="name" autocomplete="username" required>'
        '</label></p><p><label>密码 Password <input name="password" type="password" autocomplete="current-password" '
        'required></label></p><p><button class="main">登录 Sign in</button></p></form>'
    )  # fmt: skip
    return plain.page("docvet", *plain.both("how_to_sign_in"), fields)


@router.post("/sign-in")
def by_password(
    site: TheSite,
    request: Request,
    name: Annotated[str, Form(max_length=100)],
    password: Annotated[str, Form(max_length=passwords.MOST)],
) -> Response:
    """Sign in. 401 for a wrong name or password, which are told apart by nothing; 429 after too many."""
    check_origin(request)
    keys = ((_OF_NAME, name.strip().lower()), (_OF_ADDRESS, address(site, request)))
    if wait := max(ration.wait(key) for ration, key in keys):
        raise Problem(429, "too_many_tries", minutes=-(-wait // 60), headers={"Retry-After": str(wait)})
    with site.ledger.read() as connection:
        row = people.named(connection, name.strip())
    if not passwords.fits(password, row["password"] if row else None) or row is None:
        for ration, key in keys:
            ration.fail(key)
        return plain.page(
            "docvet", *plain.both("wrong_password"), Markup('<p><a href="/sign-in">↩</a></p>'), status=401
        )
    _OF_NAME.clear(name.strip().lower())
    answer = RedirectResponse("/", 303)
    with site.ledger.write() as connection:
        open_session(connection, site, request, answer, row["id"], row["name"], "password")
    return answer


@router.get("/sign-in/{secret}")
def by_link_page(site: TheSite, secret: str) -> Response:
    """What a sign-in link shows: a button, since chat programs open links before people do."""
    with site.ledger.read() as connection:
        row = people.link(connection, tokens.digest(secret))
    if row is None:
        return plain.page("docvet", *plain.both("link_used"), status=410)
    button = Markup('<form method="post" id="sign-in"><p><button class="main">{}</button></p></form>').format(
        f"登录 Sign in: {row['name']}"
    )
    return plain.page("docvet", button)


@router.post("/sign-in/{secret}")
def by_link(site: TheSite, request: Request, secret: str) -> Response:
    """Sign in with a link, once."""
    check_origin(request)
    answer = RedirectResponse("/", 303)
    with site.ledger.write() as connection:
        row = people.use_link(connection, tokens.digest(secret))
        if row is None:
            return plain.page("docvet", *plain.both("link_used"), status=410)
        open_session(connection, site, request, answer, row["id"], row["name"], "link")
    return answer


@router.post("/sign-out")
def sign_out(site: TheSite, person: Viewer) -> Response:
    """End this session."""
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(cookie_name(site), path="/", secure=site.secure, httponly=True, samesite="lax")
    _end(site, person)
    return answer


def _end(site: Site, person: Person) -> None:
    if person.session is None:
        return
    with site.ledger.write() as connection:
        sessions.end(connection, person.session)
        audit.add(connection, person.name, "signed_out")


def open_session(
    connection: Connection, site: Site, request: Request, answer: Response, person: int, name: str, how: str
) -> None:
    """Start a session in the answer's cookie; the one that the browser had before ends."""
    with contextlib.suppress(KeyError):
        before = sessions.find(connection, tokens.digest(request.cookies[cookie_name(site)]))
        if before is not None:
            sessions.end(connection, before["id"])
    cookie = tokens.new()
    sessions.start(connection, person, tokens.digest(cookie), request.headers.get("user-agent", ""))
    audit.add(connection, name, "signed_in", how=how)
    answer.set_cookie(
        cookie_name(site), cookie, max_age=int(_LONGEST), path="/", secure=site.secure, httponly=True, samesite="lax"
    )


def address(site: Site, request: Request) -> str:
    """Where a request comes from, as far as it can be known."""
    forwarded = request.headers.get("x-forwarded-for", "")
    if site.behind_proxy and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return request.client.host if request.client else ""
