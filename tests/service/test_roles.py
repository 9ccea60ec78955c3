"""Every path with every role: who gets in, who is refused, and that no path was forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute

from docvet.service.api import Site, roles, routers
from docvet.service.api.server import Web
from tests.service.web import Visitor, signed_in

A = "/api/v1/applications/{id}"
ROLES_PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
OPEN, VIEWER, REVIEWER, OWNER = "nobody", "viewer", "reviewer", "owner"
RANKS = [OPEN, VIEWER, REVIEWER, OWNER]
TABLE = {
    ("GET", "/"): VIEWER,
    ("GET", "/applications/{identity}"): VIEWER,
    ("GET", "/applications/{identity}/request"): REVIEWER,
    ("GET", "/hand-in"): REVIEWER,
    ("GET", "/expiring"): VIEWER,
    ("GET", "/outcomes"): VIEWER,
    ("GET", "/audit"): VIEWER,
    ("GET", "/people"): OWNER,
    ("GET", "/me"): VIEWER,
    ("POST", "/end"): OWNER,
    ("GET", "/static/{digest}/{name:path}"): OPEN,
    ("GET", "/api"): VIEWER,
    ("GET", "/openapi.json"): VIEWER,
    ("GET", "/healthz"): OPEN,
    ("GET", "/metrics"): VIEWER,
    ("GET", "/sign-in"): OPEN,
    ("POST", "/sign-in"): OPEN,
    ("GET", "/sign-in/{secret}"): OPEN,
    ("POST", "/sign-in/{secret}"): OPEN,
    ("POST", "/sign-out"): VIEWER,
    ("POST", "/api/v1/sign-in/passkey/options"): OPEN,
    ("POST", "/api/v1/sign-in/passkey"): OPEN,
    ("GET", "/share/{signed}"): OPEN,
    ("GET", "/share/{signed}/{identity}/report.html"): OPEN,
    ("GET", "/calendar/{signed}.ics"): OPEN,
    ("GET", "/api/v1/me"): VIEWER,
    ("POST", "/api/v1/me/password"): VIEWER,
    ("GET", "/api/v1/me/sessions"): VIEWER,
    ("DELETE", "/api/v1/me/sessions/{session}"): VIEWER,
    ("GET", "/api/v1/me/passkeys"): VIEWER,
    ("POST", "/api/v1/me/passkeys/options"): VIEWER,
    ("POST", "/api/v1/me/passkeys"): VIEWER,
    ("DELETE", "/api/v1/me/passkeys/{passkey}"): VIEWER,
    ("GET", "/api/v1/applications"): VIEWER,
    ("POST", "/api/v1/applications"): REVIEWER,
    ("GET", "/api/v1/applications/{identity}"): VIEWER,
    ("GET", "/api/v1/applications/{identity}/versions/{version}/report.json"): VIEWER,
    ("GET", "/api/v1/applications/{identity}/versions/{version}/report.html"): VIEWER,
    ("GET", "/api/v1/applications/{identity}/versions/{version}/pages/{document}/{page}.png"): REVIEWER,
    ("GET", "/api/v1/applications/{identity}/versions/{version}/covered/{document}/{page}.png"): VIEWER,
    ("GET", "/share/{signed}/{identity}/pages/{document}/{page}.png"): OPEN,
    ("GET", "/api/v1/applications/{identity}/form"): VIEWER,
    ("POST", "/api/v1/applications/{identity}/form"): REVIEWER,
    ("POST", "/api/v1/applications/{identity}/passwords"): REVIEWER,
    ("POST", "/api/v1/applications/{identity}/rescan"): REVIEWER,
    ("POST", "/api/v1/rescan"): REVIEWER,
    ("GET", "/api/v1/applications/{identity}/pack"): REVIEWER,
    ("POST", "/api/v1/applications/{identity}/decisions"): REVIEWER,
    ("POST", "/api/v1/applications/{identity}/assignee"): REVIEWER,
    ("POST", "/api/v1/applications/{identity}/outcomes"): REVIEWER,
    ("POST", "/api/v1/applications/{identity}/requests"): REVIEWER,
    ("GET", "/api/v1/expiring"): VIEWER,
    ("GET", "/api/v1/outcomes"): VIEWER,
    ("GET", "/api/v1/audit"): VIEWER,
    ("GET", "/api/v1/events"): VIEWER,
    ("POST", "/api/v1/calendar"): REVIEWER,
    ("GET", "/api/v1/people"): OWNER,
    ("POST", "/api/v1/people"): OWNER,
    ("DELETE", "/api/v1/people/{identity}"): OWNER,
    ("DELETE", "/api/v1/people/{identity}/sessions"): OWNER,
    ("GET", "/api/v1/shares"): OWNER,
    ("POST", "/api/v1/shares"): OWNER,
    ("DELETE", "/api/v1/shares/{share}"): OWNER,
    ("DELETE", "/api/v1/clients/{client}"): OWNER,
}
"""(method, path) → the least role that gets in. What the API promises; one cell a role is tested."""
PACK, EVENTS = "/api/v1/applications/{identity}/pack", "/api/v1/events"


def test_the_table_holds_every_path() -> None:
    routes = [route for router in routers() for route in router.routes if isinstance(route, APIRoute)]
    assert {(method, route.path) for route in routes for method in route.methods} == set(TABLE)
    assert roles.table() == TABLE
    assert ROLES_PAGE.read_text(encoding="utf-8") == roles.page(), "write it anew: make docs"


@pytest.mark.parametrize("role", [*RANKS, "token"])
def test_each_role_on_each_path(visitors: dict[str, Visitor], application: str, role: str) -> None:
    wrong = {}
    for (method, path), least in TABLE.items():
        gets_in = role == "token" or RANKS.index(role) >= RANKS.index(least)
        if path == "/sign-out":
            continue  # has a test of its own
        answer = answer_to(visitors[role], method, asked(path, application))
        if (as_it_should := was_let_in(answer) if gets_in else was_refused(answer, role)) is not True:
            wrong[method, path] = (answer.status_code, answer.text[:100], as_it_should)
    assert wrong == {}


def answer_to(visitor: Visitor, method: str, path: str) -> httpx.Response:
    if path == EVENTS:  # has no end
        with visitor.http.stream(method, path) as stream:
            return stream if stream.is_success else httpx.Response(stream.status_code, json=json.loads(stream.read()))
    return visitor(method, path, json={} if method == "POST" else None)


def asked(path: str, application: str) -> str:
    if path == PACK:
        application = "999999"  # packing takes long; whoever gets in hears that there is none
    path = path.replace("{identity}", application if "applications/{identity}" in path else "999999")
    for name in ("secret", "signed", "session", "passkey", "share", "client", "document"):
        path = path.replace(f"{{{name}}}", "999999")
    return path.replace("{version}", "current").replace("{page}", "1")


def was_let_in(answer: httpx.Response) -> bool:
    is_json = answer.headers.get("content-type", "") == "application/json"
    error = answer.json().get("error") if is_json else None
    return answer.status_code < 500 and error not in {"not_signed_in", "bad_token", "not_allowed", "csrf"}


def was_refused(answer: httpx.Response, role: str) -> bool:
    expected = (401, "not_signed_in") if role == OPEN else (403, "not_allowed")
    return (answer.status_code, answer.json()["error"]) == expected


def test_signing_out_is_for_whoever_is_in_and_needs_the_page(
    web: Web, site: Site, visitors: dict[str, Visitor]
) -> None:
    assert visitors[OPEN].post("/sign-out").status_code == 401
    leaving = signed_in(web, site, "离开的人", "viewer")
    assert leaving.http.post("/sign-out").status_code == 403
    assert leaving.post("/sign-out").status_code == 303
    leaving.http.cookies.clear()
    assert leaving.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE", "OPTIONS", "DELETE"])
def test_other_methods_are_refused(visitors: dict[str, Visitor], application: str, method: str) -> None:
    assert visitors["token"](method, A.format(id=application)).status_code == 405
