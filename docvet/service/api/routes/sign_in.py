"""Signing in and out: by the one-time link, or by name and password."""

from __future__ import annotations

import contextlib
import ipaddress
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup
from sqlalchemy.engine import Connection

from docvet.service.api import plain
from docvet.service.api.access import Person, TheSite, Viewer, check_origin, cookie_name
from docvet.service.api.looks import language
from docvet.service.api.problems import Problem
from docvet.service.api.sentences import sentence
from docvet.service.api.site import Site
from docvet.service.ledger import applications, audit, people, sessions
from docvet.service.people import passwords, tokens
from docvet.service.people.ration import Ration
from docvet.words import words

router = APIRouter(tags=["sign-in"])
_LONGEST = sessions.LONGEST
_FIELDS = Markup(
    '<form method="post" action="/sign-in"><p><label><span class="name">{name}</span><input name="name" '
    'autocomplete="username webauthn" required></label></p><p><label><span class="name">{password}</span><input '
    'name="password" type="password" autocomplete="current-password" required></label></p>'
    '<p><button class="main">{button}</button></p></form>'
)
_PASSKEY = Markup(
    '<script src="/static/now/passkeys.js" defer></script>'
    '<p class="or"><button type="button" data-passkey="sign-in" data-lost="{lost}" data-no="{no}">{button}</button></p>'
    '<p class="bad" id="passkey-told" role="alert" hidden></p>'
)
_OF_NAME, _OF_ADDRESS = Ration(8, 900.0), Ration(40, 900.0)
"""Failures in a quarter of an hour."""


@router.get("/sign-in")
def form(request: Request) -> Response:
    """The page to sign in with name and password, or with a passkey where there can be any."""
    return _form(request)


def _form(request: Request, problem: str | None = None, status: int = 200) -> Response:
    lang = language(request)
    say = words(lang)
    parts: list[str | Markup] = [sentence(lang, "how_to_sign_in")]
    if problem is not None:
        parts.append(Markup('<p class="bad" role="alert">{}</p>').format(sentence(lang, problem)))
    parts.append(_FIELDS.format(name=say("desk.name"), password=say("desk.password"), button=say("desk.sign_in")))
    if may_have_passkeys(request):
        parts.append(
            _PASSKEY.format(button=say("desk.sign_in_passkey"), lost=say("desk.lost"), no=say("desk.no_passkey"))
        )
    return plain.page(request, say("desk.sign_in"), *parts, status=status)


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
            ration.count(key)
        return _form(request, "wrong_password", 401)
    _OF_NAME.clear(name.strip().lower())
    answer = RedirectResponse("/", 303)
    with site.ledger.write() as connection:
        open_session(connection, site, request, answer, row["id"], row["name"], "password")
    return answer


@router.get("/sign-in/{secret}")
def by_link_page(site: TheSite, request: Request, secret: str) -> Response:
    """What a sign-in link shows: a button, since chat programs open links before people do."""
    with site.ledger.read() as connection:
        row = people.link(connection, tokens.digest(secret))
    if row is None:
        return _used(request)
    say = words(language(request))
    button = Markup('<form method="post" id="sign-in"><p><button class="main">{}</button></p></form>')
    return plain.page(
        request, say("desk.welcome", name=row["name"]), say("desk.link_how"), button.format(say("desk.sign_in"))
    )


@router.post("/sign-in/{secret}")
def by_link(site: TheSite, request: Request, secret: str) -> Response:
    """Sign in with a link, once."""
    check_origin(request)
    with site.ledger.write() as connection:
        # One person's own docvet begins with what there is to do at first.
        first = "/hand-in" if site.end is not None and not applications.any_yet(connection) else "/"
        answer = RedirectResponse(first, 303)
        row = people.use_link(connection, tokens.digest(secret))
        if row is None:
            return _used(request)
        open_session(connection, site, request, answer, row["id"], row["name"], "link")
    return answer


def _used(request: Request) -> Response:
    lang = language(request)
    return plain.page(request, words(lang)("desk.sorry"), sentence(lang, "link_used"), status=410)


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


def may_have_passkeys(request: Request) -> bool:
    """Browsers make passkeys for a name, with TLS or on this very machine."""
    name = request.url.hostname or ""
    return name == "localhost" or bool(request.app.state.site.secure and not _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def address(site: Site, request: Request) -> str:
    """Where a request comes from, as far as it can be known."""
    forwarded = request.headers.get("x-forwarded-for", "")
    if site.behind_proxy and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return request.client.host if request.client else ""
