"""People, links for clients, and one's own account."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from docvet.service.api.access import Owner, TheSite, Viewer
from docvet.service.api.routes.sign_in import may_have_passkeys
from docvet.service.desk.shell import render
from docvet.service.ledger import board, links, people, sessions
from docvet.service.ledger.people import ROLES

router = APIRouter(include_in_schema=False)


@router.get("/people")
def people_page(site: TheSite, person: Owner, request: Request) -> HTMLResponse:
    """Who may sign in, and which links were given to clients."""
    with site.ledger.read() as connection:
        rows = [
            row | {"sessions": len(sessions.of_person(connection, row["id"]))} for row in map(dict, people.listing(connection))
        ]  # fmt: skip
        context = {
            "rows": rows, "roles": ROLES, "shares": links.listing(connection), "clients": board.clients(connection)
        }  # fmt: skip
    return render(request, "people.html", context, person=person)


@router.get("/me")
def me_page(site: TheSite, person: Viewer, request: Request) -> HTMLResponse:
    """One's own password, passkeys and open sessions."""
    has_password, rows, passkeys = False, [], []
    if person.identity is not None:
        with site.ledger.read() as connection:
            row = people.find(connection, person.identity)
            has_password = row is not None and row["password"] is not None
            rows = list(sessions.of_person(connection, person.identity))
            passkeys = list(people.passkeys_of(connection, person.identity))
    context = {
        "has_password": has_password, "sessions": rows, "passkeys": passkeys, "may_have_passkeys": may_have_passkeys(request)
    }  # fmt: skip
    return render(request, "me.html", context, person=person)
