"""A service's web side on a real port, over a real ledger with one application that has been read."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import Connection

from docvet.models import Severity, Verdict
from docvet.report.mask import masked
from docvet.report.model import (
    ApplicationInfo,
    Report,
    ReportDocument,
    ReportEvidence,
    ReportField,
    ReportFinding,
    ReportReason,
    ReportStats,
    ReportText,
    RulesetInfo,
)
from docvet.service.api import Bounds, Site
from docvet.service.api.server import Web
from docvet.service.cipher import new_key
from docvet.service.ledger import applications, attempts, open_ledger, reports, runs, versions, work
from docvet.service.ledger.people import Role
from docvet.service.listening import Listening
from docvet.service.people import invitations, tokens

CARD_NUMBER = "11010119900307293X"
LICENCE = "执照.pdf"
CARD = "身份证.png"


class NoJobs:
    """An engine that only notes what it was asked."""

    def __init__(self) -> None:
        self.queued: list[str] = []

    def enqueue(self, _connection: Connection, job: str, _attempt: int, **_how: float) -> None:
        self.queued.append(job)

    def withdraw(self, jobs: Sequence[str]) -> None:
        pass


def make_site(folder: Path, url: str, **how: Any) -> Site:
    home, inbox = folder / "home", folder / "inbox"
    home.mkdir(parents=True)
    inbox.mkdir()
    tokens.owners(home)
    bounds = how.pop("bounds", Bounds())
    return Site(ledger=open_ledger(url), jobs=NoJobs(), key=new_key(), home=home, inbox=inbox, bounds=bounds, **how)


@contextlib.contextmanager
def serving(site: Site, **listening: Any) -> Iterator[Web]:
    web = Web(site, Listening("127.0.0.1", 0, **listening))
    web.start()
    try:
        yield web
    finally:
        web.stop()
        site.ledger.close()


def add_files(site: Site, client: str, name: str, contents: dict[str, bytes]) -> str:
    """Put the files into the inbox and settle them, as the walk does. Returns the application's id."""
    folder = site.inbox / client / name
    files: dict[str, list[int | str]] = {}
    for path, content in contents.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        files[path] = [len(content), place.stat().st_mtime_ns, hashlib.sha256(content).hexdigest()]
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
    with site.ledger.write() as connection:
        identity = applications.meet(connection, client, name, f"{client}/{name}")
        versions.settle(connection, site.jobs, identity, digest, files, digest)
    return identity


def finish_run(
    site: Site,
    identity: str,
    *,
    verdict: Verdict = Verdict.REJECT,
    turned: int = 0,
    change: Callable[[Report], Report] = lambda report: report,
) -> Report:
    """Give the waiting run its report, as a worker does."""
    with site.ledger.write() as connection:
        run = next(row for row in runs.of_application(connection, identity) if row["state"] == "queued")
        attempt = attempts.of_run(connection, run["id"])[-1]["id"]
        claim = work.claim(connection, attempt, "w1")
        assert claim is not None
        version = versions.one(connection, run["version_id"])
        report = change(report_on(site, version["files"], verdict, turned))
        row = applications.one(connection, identity)
        folder = f"reports/{row['client']}/{row['name']}/{version['digest']}/{run['number']}"
        place = site.home / folder
        place.mkdir(parents=True)
        (place / "report.full.json").write_text(report.model_dump_json(), encoding="utf-8")
        (place / "report.json").write_text(masked(report).model_dump_json(), encoding="utf-8")
        (place / "report.html").write_text(f"<!doctype html><p>{masked(report).verdict}", encoding="utf-8")
        reports.add(
            connection, run["id"], attempt_id=attempt, folder=folder, verdict=str(report.verdict),
            counts={"reject": 1}, company="甲公司",
            findings=[{"rule": "DV-LIC-010", "name": "n", "severity": "reject", "stage": "onboarding", "accepted": False,
                       "title": {"zh": "印章", "en": "seal"}}],
            ends=[{"file": LICENCE, "kind": "business_license", "field": "term_end", "ends_on": "2020-01-31"}],
        )  # fmt: skip
        assert attempts.holds(connection, claim)
        work.finish(connection, claim)
    return report


def report_on(site: Site, files: dict[str, Any], verdict: Verdict, turned: int) -> Report:
    def document(identity: str, path: str, kind: str, **fields: str) -> ReportDocument:
        return ReportDocument(
            id=identity, path=path, page_range=(1, 1), sha256=files[path][2], bytes=files[path][0],
            media_type="image/png", pages=1, kind=kind, kind_confidence=1.0, turned=(turned,),
            fields={key: ReportField(value=value, raw=value, confidence=1.0, page=1, source="text_layer")
                    for key, value in fields.items()},
        )  # fmt: skip

    documents = (
        document("d1", LICENCE, "business_license", credit_code="91440300MA5TEST01X"),
        document("d2", CARD, "id_card", id_number=CARD_NUMBER, name="样本人"),
    )
    both = ReportText(zh="x", en="x")
    finding = ReportFinding(
        rule="DV-LIC-010", name="n", severity=Severity.REJECT, stage="onboarding",
        reason=ReportReason(
            id="DV-R-LIC", title=both, platform_code=None, platform_code_basis="not-documented", share=None
        ),
        message=both, fix=both, documents=("d1", "d2"), evidence=(ReportEvidence(document="d1", page=1),), expected="",
        found=CARD_NUMBER, source="s",
    )  # fmt: skip
    return Report(
        docvet="0", ruleset=RulesetInfo(id="r", version="1", digest="sha256:0"),
        application=ApplicationInfo(name="a", path=str(site.inbox), mode="pop", submission_date="2024-06-01"),
        verdict=verdict, documents=documents, findings=(finding,), not_checked=(),
        stats=ReportStats(files=2, pages=2, ocr_pages=0, cached_pages=0, seconds=0.1),
    )  # fmt: skip


def one_application(site: Site, client: str = "甲公司", name: str = "六月") -> str:
    identity = add_files(site, client, name, {LICENCE: b"%PDF-licence of " + client.encode(), CARD: b"card"})
    finish_run(site, identity)
    return identity


@dataclass
class Visitor:
    """Somebody with a browser or a token."""

    http: httpx.Client
    csrf: str | None = None

    def __call__(self, method: str, path: str, **how: Any) -> httpx.Response:
        headers = {"X-CSRF-Token": self.csrf} if self.csrf else {}
        return self.http.request(method, path, headers=headers | how.pop("headers", {}), **how)

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self("GET", path, **how)

    def post(self, path: str, json: Any = None, **how: Any) -> httpx.Response:
        return self("POST", path, json=json, **how)


def with_token(web: Web, site: Site) -> Visitor:
    token = tokens.owners(site.home)
    return Visitor(httpx.Client(base_url=web.url, headers={"Authorization": f"Bearer {token}"}))


def signed_in(web: Web, site: Site, name: str, role: Role) -> Visitor:
    """A new person who has just used the sign-in link."""
    with site.ledger.write() as connection:
        _, path = invitations.invite(connection, name, role, by="owner")
    http = httpx.Client(base_url=web.url)
    assert http.post(path).status_code == 303
    return Visitor(http, http.get("/api/v1/me").json()["csrf"])


def nobody(web: Web) -> Visitor:
    return Visitor(httpx.Client(base_url=web.url))


def everybody(web: Web, site: Site) -> dict[str, Visitor]:
    return {
        "nobody": nobody(web),
        "viewer": signed_in(web, site, "看客", "viewer"),
        "reviewer": signed_in(web, site, "审核员", "reviewer"),
        "owner": signed_in(web, site, "主管", "owner"),
        "token": with_token(web, site),
    }
