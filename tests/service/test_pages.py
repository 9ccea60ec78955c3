"""Pictures of pages, the packed upload and events, for whoever may have them."""

from __future__ import annotations

import io
import json
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from docvet.service import pictures
from docvet.service.api import Site
from docvet.service.api.server import Web
from docvet.service.ledger import applications, links
from docvet.service.pictures import Pictures
from tests.service import web as helpers
from tests.service.web import (
    CARD,
    LICENCE,
    Visitor,
    add_files,
    finish_run,
    nobody,
    one_application,
    signed_in,
    with_token,
)


@pytest.fixture(scope="module")
def reviewer(web: Web, site: Site) -> Visitor:
    return signed_in(web, site, "审核员", "reviewer")


def drawn() -> bytes:
    """A page 40 wide and 80 high, red at its top, as it was stored lying on its side."""
    upright = np.full((80, 40, 3), 255, np.uint8)
    upright[:20] = (0, 0, 255)
    return bytes(cv2.imencode(".png", cv2.rotate(upright, cv2.ROTATE_90_COUNTERCLOCKWISE))[1])


@pytest.fixture(scope="module")
def application(site: Site) -> str:
    identity = add_files(site, "甲公司", "六月", {LICENCE: drawn(), CARD: b"no picture at all"})
    finish_run(site, identity, turned=90)
    return identity


def path_of(application: str, document: str, page: int = 1) -> str:
    return f"/api/v1/applications/{application}/versions/current/pages/{document}/{page}.png"


def test_a_page_stands_upright_and_is_kept(reviewer: Visitor, application: str, site: Site) -> None:
    first = reviewer.get(path_of(application, "d1"))
    assert first.headers["content-type"] == "image/png"
    picture = cv2.imdecode(np.frombuffer(first.content, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (80, 40, 3)
    assert picture[5, 20].tolist() == [0, 0, 255]
    (kept,) = [path for path in (site.home / "pages").rglob("*") if path.is_file()]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "甲公司" not in str(kept.relative_to(site.home))
    kept.write_bytes(first.content + b"kept")
    assert reviewer.get(path_of(application, "d1")).content.endswith(b"kept")
    assert reviewer.get(path_of(application, "d1"), params={"size": "small"}).content == first.content


def test_a_page_that_cannot_be_shown(reviewer: Visitor, application: str, site: Site) -> None:
    assert reviewer.get(path_of(application, "d2")).json()["error"] == "no_picture"
    for document, page in (("d1", 2), ("d9", 1), ("..%2f", 1)):
        assert reviewer.get(path_of(application, document, page)).status_code == 404
    other = add_files(site, "乙公司", "六月", {LICENCE: b"first", CARD: b"x"})
    finish_run(site, other)
    (site.inbox / "乙公司" / "六月" / LICENCE).write_bytes(b"other")
    gone = reviewer.get(path_of(other, "d1"))
    assert (gone.status_code, gone.json()["error"]) == (410, "replaced")


def test_a_link_in_the_folder_shows_nothing_of_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(drawn())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret.png")
    digest = __import__("hashlib").sha256(drawn()).hexdigest()
    with pytest.raises(pictures.Replaced):
        Pictures(tmp_path).of(
            tmp_path / "in", "link.png", sha256=digest, media_type="image/png", page=1, turned=0, size="small"
        )
    assert [path for path in (tmp_path / "pages").rglob("*") if path.is_file()] == []


def test_pictures_expire(tmp_path: Path) -> None:
    kept = tmp_path / "pages" / "aa" / ("a" * 64) / "1-0-small.png"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"png")
    pictures.expire(tmp_path, days=1)
    assert kept.exists()
    pictures.expire(tmp_path, days=0)
    assert not kept.parent.exists()


def test_the_pack_is_one_archive(reviewer: Visitor, site: Site) -> None:
    application = add_files(site, "丙公司", "包", {"sku.csv": "商家编码,商品\nA-1,连衣裙\n".encode()})
    answer = reviewer.get(f"/api/v1/applications/{application}/pack", timeout=120)
    assert answer.headers["x-docvet-complete"] == "no"
    assert "%E4%B8%99" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "包/manifest.json" in archive.namelist()
        manifest = json.loads(archive.read("包/manifest.json"))
    assert manifest["schema"] == "docvet/pack-1"
    deadline = time.monotonic() + 10
    while list((site.home / "staging").iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list((site.home / "staging").iterdir()) == []


def test_events_tell_of_a_change(web: Web, site: Site, application: str) -> None:
    for visitor in (signed_in(web, site, "看客", "viewer"), with_token(web, site)):
        heard: list[dict[str, Any]] = []
        with visitor.http.stream("GET", "/api/v1/events", timeout=30) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = stream.iter_lines()
            assert next(lines).startswith("retry")
            change = threading.Timer(0.2, _assign, (site, application, visitor.http.base_url.host))
            change.start()
            for line in lines:
                if line.startswith("data: "):
                    heard.append(json.loads(line.removeprefix("data: ")))
                    if heard[-1].get("assignee") == visitor.http.base_url.host:
                        break
        assert heard[-1]["id"] == application
        with site.ledger.write() as connection:
            applications.assign(connection, application, None)


def _assign(site: Site, application: str, to: str) -> None:
    with site.ledger.write() as connection:
        applications.assign(connection, application, to)


def test_a_share_link_shows_one_client_masked_until_it_is_revoked(web: Web, site: Site) -> None:
    mine, other = one_application(site, "丁公司"), one_application(site, "戊公司")
    owner, anybody = signed_in(web, site, "主管", "owner"), nobody(web)
    made = owner.post("/api/v1/shares", {"client": "丁公司", "days": 1}).json()
    path = made["link"].removeprefix(web.url)
    page = anybody.get(path)
    assert page.status_code == 200
    assert "丁公司" in page.text
    assert "戊公司" not in page.text
    assert helpers.CARD_NUMBER not in page.text
    assert anybody.get(f"{path}/{mine}/report.html").status_code == 200
    assert anybody.get(f"{path}/{other}/report.html").status_code == 404
    assert anybody.get(path[:-1] + ("A" if path[-1] != "A" else "B")).status_code == 404
    calendar = owner.post("/api/v1/calendar").json()["link"].removeprefix(web.url)
    assert anybody.get(calendar.replace("/calendar/", "/share/").removesuffix(".ics")).status_code == 404
    assert "BEGIN:VEVENT" in anybody.get(calendar).text
    assert owner("DELETE", f"/api/v1/shares/{made['share']}").status_code == 200
    assert anybody.get(path).status_code == 404
    assert owner.post("/api/v1/shares", {"client": "没有", "days": 1}).status_code == 404


def test_a_share_link_expires(web: Web, site: Site) -> None:
    one_application(site, "己公司")
    from docvet.service.people import signing

    with site.ledger.write() as connection:
        made = links.add(connection, "client", client="己公司", days=-0.001, by="x")
    assert nobody(web).get(signing.path(site.derived_key("links"), "client", made)).status_code == 404
