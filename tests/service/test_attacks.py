"""What somebody would try against the web side, one line each; each is refused, and nothing of it shows."""

from __future__ import annotations

import socket
import string
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from docvet.report.model import Report
from docvet.service.api import Site
from docvet.service.api.server import Web
from tests.service import web as helpers
from tests.service.web import CARD_NUMBER, Visitor, add_files, finish_run, nobody

A = "/api/v1/applications/{id}"
V = A + "/versions/{version}"
SCRIPT = "<img src=x onerror=alert(1)>"
UP = ("../", "..%2f", "%2e%2e/", "..%5c", "%252e%252e%252f", "....//", "%c0%ae%c0%ae/")

Attack = tuple[str, str, str, dict[str, Any], set[int]]
GONE, REFUSED = {404, 405, 422}, {401, 403}

PATHS: list[Attack] = [
    *(("owner", "GET", f"/static/x/{up * 6}etc/passwd", {}, GONE) for up in UP),
    *(("owner", "GET", f"{A}/versions/{up * 6}etc/report.json", {}, GONE | {307}) for up in UP),
    *(("owner", "GET", f"{V}/pages/{up * 4}token/1.png", {}, GONE | {307}) for up in UP),
    *(("owner", "GET", f"/api/v1/applications/{identity}", {}, GONE) for identity in ("0", "-1", "1%20OR%201=1", "'", "%00", "9" * 400, "１", "*")),
    *(("owner", "GET", f"{V}/pages/d1/{page}.png", {}, GONE) for page in ("0", "-1", "999999999999999999999", "1;ls", "NaN")),
    ("owner", "GET", f"{V}/report.json?run=-1", {}, GONE),
    ("owner", "GET", "/api/v1/applications?page=99999999999999999999&client=%27%3B--", {}, {200, 422}),
    ("owner", "DELETE", f"/api/v1/clients/{'..%2f' * 4}etc", {}, GONE),
    ("owner", "DELETE", "/api/v1/clients/..", {}, GONE | {307}),
]  # fmt: skip

METHODS: list[Attack] = [
    ("owner", method, path, {}, {404, 405, 501})
    for method in ("TRACE", "CONNECT", "PUT", "PATCH", "PROPFIND")
    for path in ("/", A, f"{A}/decisions")
] + [("viewer", "POST", f"{A}/decisions", {"headers": {"X-HTTP-Method-Override": "GET"}, "json": {}}, REFUSED)]

FORGED: list[Attack] = [
    ("reviewer", "POST", f"{A}/rescan", {"headers": {"X-CSRF-Token": ""}}, {403}),
    ("reviewer", "POST", f"{A}/rescan", {"headers": {"X-CSRF-Token": "0" * 64}}, {403}),
    ("reviewer", "POST", f"{A}/rescan", {"headers": {"Origin": "https://evil.example"}}, {403}),
    ("reviewer", "POST", f"{A}/rescan", {"headers": {"Origin": "null"}}, {403}),
    ("reviewer", "POST", f"{A}/rescan", {"headers": {"Sec-Fetch-Site": "cross-site"}}, {403}),
    ("reviewer", "POST", f"{A}/rescan", {"headers": {"Sec-Fetch-Site": "same-site"}}, {403}),
    ("nobody", "POST", f"{A}/rescan", {"headers": {"Cookie": "docvet=x; __Host-docvet=y"}}, {401}),
    ("nobody", "GET", A, {"headers": {"Authorization": "Bearer "}}, {401}),
    ("nobody", "GET", A, {"headers": {"Authorization": "Basic b3duZXI6eA=="}}, {401}),
    ("nobody", "GET", f"{A}?token=owner", {}, {401}),
    ("viewer", "GET", A, {"headers": {"X-Forwarded-User": "owner", "X-Forwarded-For": "127.0.0.1"}}, {200}),
]
HOSTS: list[Attack] = [
    ("owner", "GET", "/api/v1/me", {"headers": {"Host": host}}, {400, 421})
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:8750", "127.0.0.1@evil.example", "", "localhost.evil")
]  # fmt: skip
BODIES: list[Attack] = [
    ("reviewer", "POST", f"{A}/decisions", {"content": b"x" * 1_000_001}, {413}),
    ("reviewer", "POST", f"{A}/decisions", {"content": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, {400, 422}),
    ("reviewer", "POST", f"{A}/decisions", {"content": b'{"a":' * 50_000, "headers": {"Content-Type": "application/json"}}, {400, 422}),
    ("reviewer", "POST", f"{A}/decisions", {"json": {"action": "undo", "decision": 10**30}}, {404, 409, 422}),
    ("reviewer", "POST", f"{A}/form", {"content": b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"}, {400, 415, 422}),
    ("reviewer", "POST", f"{A}/assignee", {"json": {"assignee": "x" * 100_000}}, {404, 422}),
]  # fmt: skip
OTHERS: list[Attack] = [
    ("viewer", method, path, {"json": {}}, {403})
    for method, path in (
        ("GET", f"{V}/pages/d1/1.png"), ("GET", f"{A}/pack"), ("POST", f"{A}/decisions"), ("POST", f"{A}/rescan"),
        ("POST", f"{A}/form"), ("POST", f"{A}/assignee"), ("POST", f"{A}/outcomes"), ("POST", "/api/v1/people"),
        ("DELETE", "/api/v1/people/1"), ("POST", "/api/v1/shares"), ("DELETE", "/api/v1/clients/甲"), ("GET", "/hand-in"), ("GET", "/people"),
    )
]  # fmt: skip
ATTACKS = [*PATHS, *METHODS, *FORGED, *HOSTS, *BODIES, *OTHERS]


@pytest.fixture(scope="module")
def application(site: Site) -> str:
    """One whose client, name and documents bear a script."""
    identity = add_files(site, f"甲{SCRIPT}", f"六月{SCRIPT}", {helpers.LICENCE: b"%PDF-1", helpers.CARD: b"card"})

    def change(report: Report) -> Report:
        tree = report.model_dump(mode="json")
        tree["documents"][0]["fields"]["name"] = {
            "value": SCRIPT,
            "raw": SCRIPT,
            "confidence": 1.0,
            "page": 1,
            "source": "text_layer",
        }
        tree["findings"][0]["message"] = {"zh": SCRIPT, "en": SCRIPT}
        return Report.model_validate(tree)

    finish_run(site, identity, change=change)
    return identity


@pytest.fixture(scope="module")
def version(visitors: dict[str, Visitor], application: str) -> str:
    text = visitors["owner"].get(A.format(id=application)).json()
    return str(text["versions"][0]["version"] if "version" in text["versions"][0] else text["versions"][0]["digest"])


@pytest.mark.parametrize(("who", "method", "path", "how", "statuses"), ATTACKS)
def test_an_attack_is_refused_and_shows_nothing(
    visitors: dict[str, Visitor], application: str, version: str, who: str, method: str, path: str, how: dict[str, Any], statuses: set[int],
) -> None:  # fmt: skip
    where = path.replace("{id}", application).replace("{version}", version)
    try:
        answer = visitors[who](method, where, **how)
    except (httpx.RemoteProtocolError, httpx.WriteError, httpx.LocalProtocolError):
        return  # the connection was closed, or no such request can be made
    assert answer.status_code in statuses, answer.text[:300]
    for secret in (CARD_NUMBER, "root:", "Traceback", "sqlalchemy", "/docvet/service"):
        assert secret not in answer.text


@pytest.mark.parametrize("who", ["viewer", "reviewer", "owner"])
def test_a_script_in_names_and_papers_is_text(
    visitors: dict[str, Visitor], application: str, version: str, who: str
) -> None:
    pages = [
        "/",
        f"/applications/{application}",
        "/audit",
        "/expiring",
        f"{V}/report.html".format(id=application, version=version),
    ]
    for where in pages:
        answer = visitors[who].get(where)
        assert answer.status_code == 200, (where, answer.text[:200])
        assert SCRIPT not in answer.text, where
        assert (
            "script-src" in answer.headers["content-security-policy"]
            or "default-src 'none'" in answer.headers["content-security-policy"]
        )
        assert "unsafe-inline" not in answer.headers["content-security-policy"].partition("style-src")[0]


def test_cookies_are_out_of_reach(web: Web, site: Site) -> None:
    visitor = helpers.signed_in(web, site, "饼干", "viewer")
    (cookie,) = visitor.http.cookies.jar
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"
    assert cookie.path == "/"
    assert len(str(cookie.value)) >= 32


@pytest.fixture
def link(visitors: dict[str, Visitor], application: str) -> Iterator[str]:
    client = visitors["owner"].get(A.format(id=application)).json()["client"]
    made = visitors["owner"].post("/api/v1/shares", {"client": client}).json()
    yield made["link"][made["link"].index("/share") :]
    visitors["owner"]("DELETE", f"/api/v1/shares/{made['share']}")


_LETTERS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
"""Of a signature, in the order of their values; of the last one's six bits two are not used."""


def test_a_share_link_that_was_edited_opens_nothing(web: Web, link: str, application: str) -> None:
    stranger = nobody(web)
    assert stranger.get(link).status_code == 200
    assert SCRIPT not in stranger.get(link).text
    head, _, signed = link.rpartition("/")
    for edited in (
        signed[:-1],
        signed[:-1] + ("a" if signed[-1] != "a" else "b"),
        signed[:-1] + _LETTERS[_LETTERS.index(signed[-1]) ^ 1],  # the same bytes
        signed + "a",
        signed.upper(),
        signed[::-1],
        "1",
        signed.partition(".")[0],
    ):
        assert stranger.get(f"{head}/{edited}").status_code in (404, 410), edited
    assert stranger.get(f"/calendar/{signed}.ics").status_code in (404, 410), "a link is of one kind"
    assert stranger.get(f"{link}/0/report.html").status_code in (404, 410, 422)
    assert stranger.get(A.format(id=application)).status_code == 401


def test_many_log_ins_are_rationed(web: Web) -> None:
    stranger = nobody(web)
    form = {"name": "看客", "password": "wrong wrong wrong"}
    statuses = [stranger("POST", "/sign-in", data=form, headers={"Origin": web.url}).status_code for _ in range(40)]
    assert 429 in statuses
    assert 303 not in statuses


def test_slow_bodies_hold_up_nobody(web: Web, visitors: dict[str, Visitor], application: str) -> None:
    host, port = web.url.removeprefix("http://").split(":")
    head = f"POST {A.format(id=application)}/form HTTP/1.1\r\nHost: {host}\r\nContent-Length: 900000\r\n\r\n{{".encode()
    slow = [socket.create_connection((host, int(port)), 10) for _ in range(60)]
    try:
        for each in slow:
            each.sendall(head)
        answers: list[int] = []
        asking = threading.Thread(target=lambda: answers.append(visitors["viewer"].get("/api/v1/me").status_code))
        asking.start()
        asking.join(60)
        assert answers == [200]
    finally:
        for each in slow:
            each.close()


def test_a_file_of_the_home_is_never_served(visitors: dict[str, Visitor], site: Site) -> None:
    for path in ("token", "key", "ledger.db", "config"):
        for where in (f"/{path}", f"/static/{path}", f"/home/{path}", f"/reports/{path}"):
            assert visitors["owner"].get(where, follow_redirects=True).status_code == 404
    assert Path(site.home, "token").is_file()
