"""Reached from other machines: with TLS of its own, or behind a proxy that ends it; and a back-up that can be restored."""

from __future__ import annotations

import datetime
import ipaddress
import shutil
import sqlite3
import ssl
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from docvet.errors import UsageError
from docvet.service.api.server import Web
from docvet.service.cipher import Cipher
from docvet.service.home import Home
from docvet.service.ledger import decisions, open_ledger
from docvet.service.ledger.database import sqlite_url
from docvet.service.listening import Listening
from docvet.service.people import invitations
from tests.service import web as helpers


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for docvet.example and 127.0.0.1, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "docvet.example")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("docvet.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"


def test_tls_of_its_own(certificate: tuple[Path, Path], tmp_path: Path) -> None:
    site = helpers.make_site(tmp_path, sqlite_url(tmp_path / "ledger.db"))
    listening = Listening.parsed("0.0.0.0:0", certificate=certificate[0], key=certificate[1])
    assert listening.names == ("127.0.0.1", "docvet.example")
    web = Web(site, listening)
    web.start()
    try:
        trusted = ssl.create_default_context(cafile=str(certificate[0]))
        with httpx.Client(base_url=web.url, verify=trusted) as http:
            assert http.get("/healthz", headers={"Host": "docvet.example"}).status_code == 200
            assert http.get("/healthz", headers={"Host": "other.example"}).status_code == 421
            with site.ledger.write() as connection:
                _, link = invitations.invite(connection, "张三", "viewer", by="owner")
            answer = http.post(link)
            assert answer.headers["set-cookie"].startswith("__Host-docvet=")
            assert "Secure" in answer.headers["set-cookie"]
            assert "max-age" in answer.headers["strict-transport-security"]
            assert http.get("/api/v1/me").json()["name"] == "张三"
    finally:
        web.stop()
        site.ledger.close()


def test_a_certificate_and_another_key(certificate: tuple[Path, Path], tmp_path: Path) -> None:
    site = helpers.make_site(tmp_path, sqlite_url(tmp_path / "ledger.db"))
    other = tmp_path / "other.pem"
    other.write_text("no key")
    with pytest.raises(UsageError, match="certificate"):
        Web(site, Listening.parsed("127.0.0.1:0", certificate=certificate[0], key=other)).start()
    with pytest.raises(UsageError, match="together"):
        Listening.parsed("127.0.0.1:0", certificate=certificate[0])
    site.ledger.close()


def test_behind_a_proxy(tmp_path: Path) -> None:
    site = helpers.make_site(tmp_path, sqlite_url(tmp_path / "ledger.db"))
    with helpers.serving(site, proxy="docvet.example") as web, httpx.Client(base_url=web.url) as http:
        named = {"Host": "docvet.example"}
        plain = http.get("/sign-in", headers=named)
        assert (plain.status_code, plain.json()["error"]) == (403, "proxy_without_tls")
        assert http.get("/sign-in", headers={**named, "X-Forwarded-Proto": "https"}).status_code == 200
        assert http.get("/healthz", headers=named).status_code == 200


def test_a_back_up_taken_while_it_runs_can_be_restored(tmp_path: Path) -> None:
    site = helpers.make_site(tmp_path / "old", sqlite_url(tmp_path / "old" / "home" / "ledger.db"))
    (site.home / "key").write_bytes(site.key)
    home = Home(site.home)
    home.write_config(site.ledger.url, site.inbox)
    application = helpers.one_application(site)
    entry = {"file": "a", "field": "name", "value": "样本乙"}
    with site.ledger.write() as connection:
        decisions.add(connection, site.cipher, application, "confirm", entry, person="张三")
    back_up = tmp_path / "back-up"
    back_up.mkdir()
    with sqlite3.connect(site.home / "ledger.db") as source, sqlite3.connect(back_up / "ledger.db") as copy:
        source.backup(copy)
    for name in ("key", "token", "config"):
        shutil.copy2(site.home / name, back_up / name)
    shutil.copytree(site.home / "reports", back_up / "reports")
    with site.ledger.write() as connection:
        decisions.undo(connection, 1, "later")
    site.ledger.close()
    shutil.rmtree(site.home)
    shutil.copytree(back_up, site.home)
    ledger = open_ledger(home.known_database())
    with ledger.read() as connection:
        (row,) = decisions.of_application(connection, application)
        assert row["undone_at"] is None
        assert Cipher((site.home / "key").read_bytes()).show(row["secret"]) == "样本乙"
    assert list((site.home / "reports").rglob("report.json"))
    ledger.close()
