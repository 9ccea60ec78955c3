"""The API over real HTTP: who may do what, and that nothing can be had by guessing."""

from __future__ import annotations

import socket

import httpx
import pytest

from docvet.errors import FormError
from docvet.service import detail
from docvet.service.api import Site
from docvet.service.api.server import Web
from docvet.service.ledger import applications, runs
from tests.service.web import CARD, CARD_NUMBER, Visitor, add_files, finish_run


def test_list_and_one(visitors: dict[str, Visitor], application: str) -> None:
    listed = visitors["viewer"].get("/api/v1/applications", params={"client": "甲公司", "verdict": "reject"}).json()
    assert [row["id"] for row in listed["applications"]] == [application]
    assert listed["applications"][0]["counts"] == {"reject": 1}
    assert visitors["viewer"].get("/api/v1/applications", params={"client": "乙"}).json()["total"] == 0
    one = visitors["viewer"].get(f"/api/v1/applications/{application}").json()
    assert one["versions"][0]["version"] == one["version"]
    assert one["versions"][0]["runs"][0]["report"]["verdict"] == "reject"


def test_why_a_run_failed_is_said_in_the_readers_language(visitors: dict[str, Visitor], site: Site) -> None:
    identity = add_files(site, "丙", "错", {"a.pdf": b"%PDF"})
    with site.ledger.write() as connection:
        run = runs.of_application(connection, identity)[0]["id"]
        runs.fail(connection, run, "form", detail.kept(FormError(en="unknown key catgory", zh="不认识的键 catgory")))
    failed = visitors["viewer"].get(f"/api/v1/applications/{identity}").json()["versions"][0]["runs"][0]
    assert failed["reason_detail"] == {"zh": "不认识的键 catgory", "en": "unknown key catgory"}
    for path in ("/", f"/applications/{identity}"):
        page = visitors["viewer"].get(path, params={"lang": "en", "client": "丙"}).text
        assert "unknown key catgory" in page
        assert "不认识的键" not in page
    with site.ledger.write() as connection:
        applications.gone(connection, identity)


def test_a_viewer_gets_masked_reports_and_a_reviewer_whole_ones(visitors: dict[str, Visitor], application: str) -> None:
    path = f"/api/v1/applications/{application}/versions/current/report.json"
    assert CARD_NUMBER not in visitors["viewer"].get(path).text
    assert CARD_NUMBER in visitors["reviewer"].get(path).text
    page = visitors["viewer"].get(path.replace(".json", ".html"))
    assert page.status_code == 200
    assert "sandbox" in page.headers["content-security-policy"]


def test_a_decision_is_bound_and_starts_a_run(visitors: dict[str, Visitor], application: str, site: Site) -> None:
    one = visitors["reviewer"].get(f"/api/v1/applications/{application}").json()
    card = next(file for file in one["versions"][0]["files"] if file["path"] == CARD)
    about = {"sha256": card["sha256"], "pages": [1, 1], "kind": "id_card"}
    path = f"/api/v1/applications/{application}/decisions"
    confirm = {"action": "confirm", **about, "field": "name", "value": "样本甲"}
    made = visitors["reviewer"].post(path, confirm)
    assert (made.status_code, made.json()["run"]) == (201, 2)
    seen = visitors["reviewer"].get(f"/api/v1/applications/{application}").json()["decisions"][0]
    assert (seen["value"], seen["person"], seen["counts"]) == ("样本甲", "审核员", True)
    assert visitors["viewer"].get(f"/api/v1/applications/{application}").json()["decisions"][0]["value"] is None
    quicker = visitors["owner"].post(path, confirm | {"last_decision": 0})
    assert (quicker.status_code, quicker.json()["error"]) == (409, "quicker")
    replaced = visitors["reviewer"].post(path, confirm | {"sha256": "0" * 64})
    assert (replaced.status_code, replaced.json()["error"]) == (409, "replaced")
    accept = {"action": "accept", **about, "rule": "DV-LIC-010", "reason": "原件已核对"}
    accepted = visitors["reviewer"].post(path, accept).json()
    undone = visitors["owner"].post(path, {"action": "undo", "decision": accepted["decision"]})
    assert undone.status_code == 201
    assert visitors["owner"].post(path, {"action": "undo", "decision": accepted["decision"]}).status_code == 409
    finish_run(site, application)
    trail = visitors["owner"].get("/api/v1/audit", params={"application": application}).json()["audit"]
    assert [(line["action"], line["person"]) for line in trail] == [
        ("undo", "主管"), ("accept", "审核员"), ("confirm", "审核员")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"action": "accept", "rule": "DV-INTERNAL", "reason": "x"}, 422, "never_accepted"),
        ({"action": "accept", "rule": "DV-LIC-010", "reason": "  "}, 422, "no_reason"),
        ({"action": "accept", "rule": "DV-LIC-010", "reason": "x", "until": "2020-01-01"}, 422, "past_until"),
        ({"action": "accept", "rule": "DV-CHN-003", "reason": "x"}, 409, "no_such_finding"),
        ({"action": "confirm", "field": "credit_code", "value": "x"}, 422, "no_field"),
        ({"action": "confirm", "field": "birth_date", "value": "昨天"}, 422, "not_a_value"),
        ({"action": "forget"}, 422, "invalid"),
    ],
)
def test_a_decision_that_cannot_be(
    visitors: dict[str, Visitor], application: str, body: dict[str, str], status: int, error: str
) -> None:
    one = visitors["reviewer"].get(f"/api/v1/applications/{application}").json()
    card = next(file for file in one["versions"][0]["files"] if file["path"] == CARD)
    about = {"sha256": card["sha256"], "pages": [1, 1], "kind": "id_card"}
    answer = visitors["reviewer"].post(f"/api/v1/applications/{application}/decisions", about | body)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_what_is_not_there_and_what_is_no_id_look_alike(visitors: dict[str, Visitor], application: str) -> None:
    answers = [
        visitors["viewer"].get(f"/api/v1/applications/{name}")
        for name in ("aaaaaaaaaaaa", "..", "%2e%2e", application[:5])
    ]
    assert {answer.status_code for answer in answers} == {404}
    other = visitors["viewer"].get(f"/api/v1/applications/{application}/versions/{'0' * 64}/report.json")
    assert other.status_code == 404
    traversal = visitors["viewer"].get(f"/api/v1/applications/{application}/versions/..%2f..%2ftoken/report.json")
    assert traversal.status_code == 404


def test_a_request_to_another_name_is_refused(web: Web) -> None:
    answer = httpx.get(f"{web.url}/healthz", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["error"]) == (421, "other_host")


def test_every_answer_bears_the_headers(visitors: dict[str, Visitor]) -> None:
    for visitor, path in (
        (visitors["nobody"], "/api/v1/me"),
        (visitors["token"], "/"),
        (visitors["nobody"], "/sign-in"),
    ):
        headers = visitor.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "unsafe-inline" not in headers["content-security-policy"]


def test_a_body_beyond_its_bound_is_refused_also_without_a_length(
    visitors: dict[str, Visitor], application: str
) -> None:
    path = f"/api/v1/applications/{application}/requests"
    large = b'{"text": "' + b"x" * 1_100_000 + b'"}'
    json = {"Content-Type": "application/json"}
    assert visitors["reviewer"]("POST", path, content=large, headers=json).status_code == 413
    pieces = (large[start : start + 65536] for start in range(0, len(large), 65536))
    answer = visitors["reviewer"]("POST", path, content=pieces, headers=json)
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


def test_a_cookie_alone_changes_nothing(visitors: dict[str, Visitor], application: str) -> None:
    path = f"/api/v1/applications/{application}/rescan"
    http = visitors["reviewer"].http
    assert http.post(path).status_code == 403
    assert http.post(path, headers={"X-CSRF-Token": str(visitors["owner"].csrf)}).status_code == 403
    elsewhere = {"X-CSRF-Token": str(visitors["reviewer"].csrf), "Origin": "http://evil.example"}
    assert http.post(path, headers=elsewhere).status_code == 403
    assert visitors["reviewer"].post(path).status_code == 202


def test_a_wrong_token_is_nobody(web: Web, visitors: dict[str, Visitor]) -> None:
    for header in ("Bearer x", "Bearer", "Basic eDp5", "Bearer " + "é" * 3):
        answer = httpx.get(f"{web.url}/api/v1/me", headers={"Authorization": header.encode()})
        assert (answer.status_code, answer.json()["error"]) == (401, "bad_token")
    assert visitors["token"].get("/api/v1/me").json()["role"] == "owner"


def test_a_browser_without_a_session_is_led_to_the_sign_in(visitors: dict[str, Visitor]) -> None:
    answer = visitors["nobody"].get("/", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_the_port_in_use_is_one_sentence(site: Site) -> None:
    from docvet.errors import UsageError
    from docvet.service.listening import Listening

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=str(port)):
            Web(site, Listening("127.0.0.1", port)).start()


@pytest.mark.parametrize("listen", ["0.0.0.0:8750", "192.0.2.1:8750", "8750", "127.0.0.1", "127.0.0.1:99999"])
def test_an_address_that_needs_more(listen: str) -> None:
    from docvet.errors import UsageError
    from docvet.service.listening import Listening

    with pytest.raises(UsageError):
        Listening.parsed(listen)
    assert Listening.parsed("0.0.0.0:8750", proxy="docvet.example.com").is_secure
