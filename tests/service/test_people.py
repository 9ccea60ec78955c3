"""People over real HTTP: links that work once, passwords, passkeys, sessions that end, four eyes, and the commands."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import cbor2
import httpx
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

from docvet.cli import app
from docvet.errors import UsageError
from docvet.service.api import Site
from docvet.service.api.routes import passkeys, sign_in
from docvet.service.api.server import Web
from docvet.service.home import Home
from docvet.service.ledger import sessions
from docvet.service.people import invitations
from docvet.service.people.ration import Ration
from tests.service import web as helpers
from tests.service.web import CARD_NUMBER, Visitor, finish_run, nobody, one_application, signed_in, with_token


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("people")
    url = request.getfixturevalue("server").database() if request.param == "postgres" else f"sqlite:///{folder}/l.db"
    return helpers.make_site(folder, url, four_eyes=True)


@pytest.fixture(scope="module")
def owner(web: Web, site: Site) -> Visitor:
    return signed_in(web, site, "主管", "owner")


def test_a_sign_in_link_works_once_and_not_by_being_looked_at(web: Web, owner: Visitor) -> None:
    made = owner.post("/api/v1/people", {"name": "  张\u3000三 ", "role": "reviewer"}).json()
    assert made["name"] == "张 三"
    path = made["link"].removeprefix(web.url)
    first, second = nobody(web), nobody(web)
    assert first.get(path).status_code == 200
    assert first.get(path).status_code == 200
    assert first.post(path, headers={"Origin": "http://evil.example"}).status_code == 403
    assert first.post(path).status_code == 303
    cookie = next(iter(first.http.cookies.jar))
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"
    assert first.get("/api/v1/me").json()["role"] == "reviewer"
    assert second.post(path).status_code == 410
    assert second.get(path).status_code == 410


def test_a_name_that_cannot_be_one(owner: Visitor) -> None:
    for name in ("", "owner", "Docvet", "a\u202eb", "x" * 61):
        assert owner.post("/api/v1/people", {"name": name}).status_code == 422


def test_a_password_and_the_ration_of_tries(web: Web, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "_OF_NAME", Ration(2, 900.0))
    person = signed_in(web, site, "李四", "viewer")
    assert person.post("/api/v1/me/password", {"password": "short"}).status_code == 422
    assert person.post("/api/v1/me/password", {"password": "correct horse"}).status_code == 200
    assert person.post("/api/v1/me/password", {"password": "another horse", "current": "x"}).status_code == 403

    def sign_in_as(name: str, password: str) -> httpx.Response:
        return nobody(web)("POST", "/sign-in", data={"name": name, "password": password})

    assert sign_in_as("李四", "correct horse").status_code == 303
    assert sign_in_as("李四", "wrong").status_code == 401
    assert sign_in_as("没有", "wrong").status_code == 401
    assert sign_in_as("李四", "wrong").status_code == 401
    late = sign_in_as("李四", "correct horse")
    assert (late.status_code, late.json()["error"]) == (429, "too_many_tries")
    assert int(late.headers["retry-after"]) > 0


def test_sessions_can_be_seen_and_ended(web: Web, site: Site, owner: Visitor) -> None:
    person = signed_in(web, site, "王五", "viewer")
    other = signed_in(web, site, "王五", "viewer")
    listed = person.get("/api/v1/me/sessions").json()["sessions"]
    assert [row["this"] for row in listed].count(True) == 1
    theirs = next(row["session"] for row in owner.get("/api/v1/me/sessions").json()["sessions"])
    assert person("DELETE", f"/api/v1/me/sessions/{theirs}").status_code == 404
    for row in listed:
        if not row["this"]:
            assert person("DELETE", f"/api/v1/me/sessions/{row['session']}").status_code == 200
    assert other.get("/api/v1/me").status_code == 401
    identity = next(row["person"] for row in owner.get("/api/v1/people").json()["people"] if row["name"] == "王五")
    assert owner("DELETE", f"/api/v1/people/{identity}").status_code == 200
    assert person.get("/api/v1/me").status_code == 401
    trail = [line["action"] for line in owner.get("/api/v1/audit").json()["audit"]]
    assert trail[:2] == ["person_removed", "session_ended"]


def test_a_session_ends_when_nobody_comes(site: Site, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    person = signed_in(web, site, "赵六", "viewer")
    monkeypatch.setattr(sessions, "IDLE", -1.0)
    assert person.get("/api/v1/me").status_code == 401


def test_accepting_a_rejection_counts_once_a_second_person_agrees(web: Web, site: Site, owner: Visitor) -> None:
    application = one_application(site, "四眼公司")
    reviewer = signed_in(web, site, "审核员", "reviewer")
    path = f"/api/v1/applications/{application}"
    licence = next(file for file in reviewer.get(path).json()["versions"][0]["files"] if "执照" in file["path"])
    accept = {
        "action": "accept", "sha256": licence["sha256"], "pages": [1, 1], "kind": "business_license",
        "rule": "DV-LIC-010", "reason": "原件已核对",
    }  # fmt: skip
    made = reviewer.post(f"{path}/decisions", accept).json()
    assert (made["needs_second"], made["run"]) == (True, None)
    assert reviewer.get(path).json()["decisions"][0]["counts"] is False
    agree = {"action": "agree", "decision": made["decision"]}
    assert reviewer.post(f"{path}/decisions", agree).json()["error"] == "cannot_agree"
    assert with_token(web, site).post(f"{path}/decisions", agree).json()["error"] == "cannot_agree"
    agreed = owner.post(f"{path}/decisions", agree)
    assert (agreed.status_code, agreed.json()["run"]) == (201, 2)
    assert owner.post(f"{path}/decisions", agree).status_code == 409
    finish_run(site, application)
    seen = owner.get(path).json()["decisions"][0]
    assert (seen["counts"], seen["person"], seen["second_person"]) == (True, "审核员", "主管")


def test_confirmed_values_stand_encrypted_in_the_ledger(web: Web, site: Site, owner: Visitor) -> None:
    application = one_application(site, "密公司")
    path = f"/api/v1/applications/{application}"
    card = next(file for file in owner.get(path).json()["versions"][0]["files"] if "身份证" in file["path"])
    confirm = {
        "action": "confirm", "sha256": card["sha256"], "pages": [1, 1], "kind": "id_card", "field": "id_number",
        "value": CARD_NUMBER,
    }  # fmt: skip
    assert owner.post(f"{path}/decisions", confirm).status_code == 201
    assert owner.post(f"{path}/passwords", {"file": card["path"], "password": "pa55word"}).status_code == 202
    with site.ledger.read() as connection:
        for table in ("decisions", "passwords", "audit"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 - our own names
            assert CARD_NUMBER not in str(rows)
            assert "pa55word" not in str(rows)
    assert owner.get(path).json()["decisions"][0]["value"] == CARD_NUMBER
    viewer = signed_in(web, site, "看客", "viewer")
    assert CARD_NUMBER not in viewer.get(path).text


def test_work_on_an_application(web: Web, site: Site, owner: Visitor) -> None:
    application = one_application(site, "工公司")
    path = f"/api/v1/applications/{application}"
    assert owner.post(f"{path}/assignee", {"person": "没有"}).status_code == 422
    assert owner.post(f"{path}/assignee", {"person": "主管"}).status_code == 200
    assert owner.get("/api/v1/applications", params={"assignee": "主管"}).json()["total"] == 1
    assert owner.post(f"{path}/requests", {"text": f"请补交 {CARD_NUMBER}", "note": "内部"}).status_code == 201
    viewer = signed_in(web, site, "另一看客", "viewer")
    assert CARD_NUMBER in owner.get(path).text
    assert CARD_NUMBER not in viewer.get(path).text
    assert owner.post(f"{path}/outcomes", {"result": "passed", "date": "2999-01-01"}).status_code == 422
    assert owner.post(f"{path}/outcomes", {"result": "passed", "date": "2024-06-05"}).status_code == 201
    compared = owner.get("/api/v1/outcomes").json()
    assert compared["totals"]["accused"] == 1
    assert compared["by_rule"] == [{"rule": "DV-LIC-010", "name": "n", "rejected": 0, "passed": 1}]
    entered = owner.post(f"{path}/form", {"values": {"category": ["女装"]}}).json()
    assert entered["run"] == 2
    assert owner.get(f"{path}/form").json()["entered"]["category"]["person"] == "主管"
    assert owner.post(f"{path}/form", {"values": {"colour": "red"}}).json()["error"] == "no_form_key"
    assert owner.post("/api/v1/rescan", params={"client": "工公司"}).json()["started"] == 1
    ending = owner.get("/api/v1/expiring", params={"format": "csv"})
    assert ending.content.startswith(b"\xef\xbb\xbfends_on,")
    assert "工公司" in ending.text


class Authenticator:
    """A passkey in software: ES256, user verified, as a phone would."""

    def __init__(self, origin: str, name: str) -> None:
        self.origin, self.name = origin, name
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.identity = b"credential-of-the-test"
        self.count = 0

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(self.name.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        data = self._data(0x45) + bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + public
        return self._credential(
            clientDataJSON=self._client("webauthn.create", options["challenge"]),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}),
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        client, data = self._client("webauthn.get", options["challenge"]), self._data(0x05)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(clientDataJSON=client, authenticatorData=data, signature=signed)

    def _credential(self, **response: bytes) -> dict[str, Any]:
        identity = bytes_to_base64url(self.identity)
        encoded = {key: bytes_to_base64url(value) for key, value in response.items()}
        return {"id": identity, "rawId": identity, "type": "public-key", "response": encoded}


def test_a_passkey_signs_in(web: Web, site: Site) -> None:
    base = web.url.replace("127.0.0.1", "localhost")
    path = "/api/v1/me/passkeys"
    assert signed_in(web, site, "钱七", "viewer").post(f"{path}/options").json()["error"] == "passkeys_need_tls"
    with site.ledger.write() as connection:
        _, link = invitations.invite(connection, "钱七", "viewer", by="owner")
    http = httpx.Client(base_url=base)
    http.post(link)
    person = Visitor(http, http.get("/api/v1/me").json()["csrf"])
    key = Authenticator(base, "localhost")
    made = {"label": "手机", "credential": key.create(person.post(f"{path}/options").json())}
    assert person.post(path, made).status_code == 201
    assert person.post(path, made).json()["error"] == "passkey_refused"
    anew = Visitor(httpx.Client(base_url=base))
    answer = key.get(anew.post("/api/v1/sign-in/passkey/options").json())
    assert anew.post("/api/v1/sign-in/passkey", {"credential": answer}).status_code == 200
    assert anew.get("/api/v1/me").json()["name"] == "钱七"
    assert anew.post("/api/v1/sign-in/passkey", {"credential": answer}).status_code == 401
    forged = Authenticator(base, "localhost").get(anew.post("/api/v1/sign-in/passkey/options").json())
    assert anew.post("/api/v1/sign-in/passkey", {"credential": forged}).status_code == 401
    (kept,) = person.get(path).json()["passkeys"]
    assert person("DELETE", f"{path}/{kept['passkey']}").status_code == 200


def test_the_ration_of_challenges_for_passkeys(web: Web, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passkeys, "_GIVEN_TO_ADDRESS", Ration(2, 900.0))
    monkeypatch.setattr(passkeys, "_GIVEN_TO_PERSON", Ration(1, 900.0))
    base, path = web.url.replace("127.0.0.1", "localhost"), "/api/v1/sign-in/passkey/options"
    anybody = Visitor(httpx.Client(base_url=base))
    assert [anybody.post(path).status_code for _ in range(3)] == [200, 200, 429]
    with site.ledger.write() as connection:
        _, link = invitations.invite(connection, "孙八", "viewer", by="owner")
    http = httpx.Client(base_url=base)
    http.post(link)
    person = Visitor(http, http.get("/api/v1/me").json()["csrf"])
    assert person.post("/api/v1/me/passkeys/options").status_code == 200
    late = person.post("/api/v1/me/passkeys/options")
    assert (late.status_code, late.json()["error"]) == (429, "too_many_tries")
    assert int(late.headers["retry-after"]) > 0


def test_the_commands(site: Site, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    application = one_application(site, "命令公司", "一")
    home = Home(site.home)
    (home.path / "key").write_bytes(site.key)
    home.write_config(site.ledger.url, site.inbox)

    def run(*arguments: str) -> str:
        assert app([*arguments, "--home", str(site.home)], standalone_mode=False) == 0
        return capsys.readouterr().out

    link = run("people", "add", "命令人", "--role", "reviewer", "--public-url", web.url).strip()
    assert nobody(web).post(link.removeprefix(web.url)).status_code == 303
    assert "命令人" in run("people", "list")
    run("people", "remove", "命令人")
    assert "命令人" not in run("people", "list")
    shared = run("share", "命令公司").strip()
    assert nobody(web).get(shared).status_code == 200
    run("share", "命令公司", "--revoke")
    assert nobody(web).get(shared).status_code == 404
    with pytest.raises(UsageError, match="did you mean 命令公司"):
        run("share", "命令公")
    assert "命令公司/一" in run("expiring")
    assert run("expiring", "--format", "csv").startswith("\ufeffends_on,")
    assert "BEGIN:VEVENT" in run("expiring", "--format", "ics")
    run("outcome", application, "rejected", "--clause", "BR-204")
    with pytest.raises(UsageError):
        run("outcome", application, "lost")
    outcomes = json.loads(run("outcomes", "--format", "json"))
    assert {"client": "命令公司", "agreed": 1, "missed": 0, "accused": 0, "left_open": 0} in outcomes["by_client"]
    assert "命令公司" in run("outcomes")
