"""Handing in over real HTTP: an application appears whole or not at all, and nowhere but in the inbox."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import httpx
import pytest

from docvet.service.api import Bounds, Site
from docvet.service.api.server import Web
from docvet.service.hand_in.names import BadName, folder_name, relative_path
from docvet.service.hand_in.staging import begin, recover
from docvet.service.ledger import applications, forms
from docvet.service.ledger.database import sqlite_url
from docvet.service.people import tokens
from tests.service import web as helpers
from tests.service.web import Visitor, with_token

BOUNDS = Bounds(upload=400_000, file=300_000, files=5)
PATH = "/api/v1/applications"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("hand-in")
    return helpers.make_site(folder, sqlite_url(folder / "ledger.db"), bounds=BOUNDS)


@pytest.fixture
def owner(web: Web, site: Site) -> Visitor:
    return with_token(web, site)


def send(owner: Visitor, files: dict[str, bytes], **fields: str) -> httpx.Response:
    return owner("POST", PATH, data=fields, files=[("files", (path, content)) for path, content in files.items()])


def held(site: Site, client: str, name: str) -> dict[str, bytes]:
    folder = site.inbox / client / name
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".~") for part in path.relative_to(folder).parts)
    }


def left_over(site: Site) -> list[str]:
    return [path.name for path in site.inbox.iterdir() if path.name.startswith(".")]


def test_a_folder_lands_whole_with_its_form(owner: Visitor, site: Site) -> None:
    files = {"执照.pdf": b"%PDF", "信/授权书.pdf": b"letter", ".DS_Store": b"junk", "decisions.yaml": b"confirmed: []"}
    answer = send(owner, files, client="甲公司", name="六月", category="女装", targets="ID").json()
    assert answer["files"] == 2
    assert sorted(answer["ignored"]) == [".DS_Store", "decisions.yaml"]
    assert held(site, "甲公司", "六月") == {"执照.pdf": b"%PDF", "信/授权书.pdf": b"letter", ".ready": b""}
    with site.ledger.read() as connection:
        assert forms.flags(connection, answer["id"]) == {"category": "女装", "targets": "ID"}
        assert applications.one(connection, answer["id"])["path"] == "甲公司/六月"
    newest = max(path.stat().st_ctime_ns for path in (site.inbox / "甲公司" / "六月").rglob("*.pdf"))
    assert (site.inbox / "甲公司" / "六月" / ".ready").stat().st_mtime_ns >= newest
    assert left_over(site) == []


def test_the_same_again_adds_and_with_replace_stands_alone(owner: Visitor, site: Site) -> None:
    first = send(owner, {"a.pdf": b"1", "b.pdf": b"2", "c": b"plain"}, client="乙", name="x").json()
    again = send(owner, {"a.pdf": b"new", "c/d.pdf": b"3"}, client="乙", name="x").json()
    assert first["id"] == again["id"]
    assert held(site, "乙", "x") == {"a.pdf": b"new", "b.pdf": b"2", "c/d.pdf": b"3", ".ready": b""}
    send(owner, {"e.pdf": b"4"}, client="乙", name="x", replace="yes")
    assert held(site, "乙", "x") == {"e.pdf": b"4", ".ready": b""}
    aside = {path.read_bytes() for path in (site.inbox / "乙" / "x").glob(".~replaced-*/**/*") if path.is_file()}
    assert aside == {b"1", b"new", b"2", b"3", b"plain"}
    assert left_over(site) == []


@pytest.mark.parametrize(
    ("files", "fields", "status", "error"),
    [
        ({"../x.pdf": b"1"}, {}, 400, "bad_path"),
        ({"a/../../x.pdf": b"1"}, {}, 400, "bad_path"),
        ({"/etc/x.pdf": b"1"}, {}, 400, "bad_path"),
        ({"C:/x.pdf": b"1"}, {}, 400, "bad_path"),
        ({"x.pdf": b"1"}, {"client": "../丙"}, 400, "bad_folder_name"),
        ({"x.pdf": b"1"}, {"client": ".丙"}, 400, "bad_folder_name"),
        ({"x.pdf": b"1"}, {"name": "丙.part"}, 400, "bad_folder_name"),
        ({"x.pdf": b"1", "X.PDF": b"2"}, {}, 400, "same_path"),
        ({"x": b"1", "x/y": b"2"}, {}, 400, "same_path"),
        ({}, {}, 400, "no_files"),
        ({".DS_Store": b"1"}, {}, 400, "no_files"),
        ({f"{n}.pdf": b"1" for n in range(6)}, {}, 413, "too_many_files"),
        ({"x.pdf": b"1" * 300_001}, {}, 413, "file_too_large"),
        ({"x.pdf": b"1" * 250_000, "y.pdf": b"1" * 250_000}, {}, 413, "too_large"),
        ({"x.pdf": b"1"}, {"colour": "red"}, 422, "no_form_key"),
        ({"x.pdf": b"1"}, {"mode": "popp"}, 422, "unfit"),
        ({"x.pdf": b"1"}, {"joint": "{"}, 422, "invalid"),
    ],
)
def test_what_cannot_be_taken_leaves_nothing(
    owner: Visitor, site: Site, files: dict[str, bytes], fields: dict[str, str], status: int, error: str
) -> None:
    answer = send(owner, files or {"": b""}, **{"client": "丙", "name": "x", **fields})
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert not (site.inbox / "丙").exists()
    assert left_over(site) == []


def test_a_body_that_is_no_upload(owner: Visitor, site: Site) -> None:
    assert owner.post(PATH, {"client": "丙"}).json()["error"] == "not_multipart"
    assert (
        owner("POST", PATH, content=b"x", headers={"Content-Type": "multipart/form-data; boundary=b"}).status_code
        == 400
    )
    assert left_over(site) == []


def test_a_connection_lost_in_the_middle_leaves_nothing(web: Web, site: Site) -> None:
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {tokens.owners(site.home)}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="client"\r\n\r\n丁\r\n'
        '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n'
        '--b\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\nhalf of'
    )
    port = int(web.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head.encode())
        deadline = time.monotonic() + 10
        while not left_over(site) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert left_over(site)
    while left_over(site) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert left_over(site) == []
    assert not (site.inbox / "丁").exists()


def test_links_in_the_inbox_lead_nowhere(owner: Visitor, site: Site, tmp_path: Path) -> None:
    (site.inbox / "戊").symlink_to(tmp_path)
    assert send(owner, {"a.pdf": b"1"}, client="戊", name="x").json()["error"] == "elsewhere"
    send(owner, {"a.pdf": b"1"}, client="己", name="x")
    (site.inbox / "己" / "x" / "sub").symlink_to(tmp_path)
    assert send(owner, {"sub/b.pdf": b"2"}, client="己", name="x").status_code == 201
    assert list(tmp_path.iterdir()) == []
    assert (site.inbox / "己" / "x" / "sub" / "b.pdf").read_bytes() == b"2"


def test_a_start_finishes_what_a_power_cut_left(tmp_path: Path) -> None:
    target = tmp_path / "庚" / "x"
    target.mkdir(parents=True)
    (target / "old.pdf").write_bytes(b"old")
    half, lost = begin(tmp_path), begin(tmp_path)
    with half.file("a.pdf") as stream:
        stream.write(b"1")
    with lost.file("b.pdf") as stream:
        stream.write(b"2")
    journal = {"client": "庚", "name": "x", "paths": ["a.pdf", "moved.pdf"], "replace": True, "aside": ".~replaced-1"}
    (half.folder / "commit.json").write_text(json.dumps(journal))
    (target / half.folder.name).touch()
    (target / "moved.pdf").write_bytes(b"moved before the cut")
    recover(tmp_path)
    assert sorted(path.name for path in target.iterdir()) == [".ready", ".~replaced-1", "a.pdf", "moved.pdf"]
    assert [path.name for path in tmp_path.iterdir()] == ["庚"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("a\\b.pdf", "a/b.pdf"),
        ("./a//b.pdf", "a/b.pdf"),
        ('x<y>:"|?*.pdf', "x_y______.pdf"),
        ("con.pdf", "_con.pdf"),
        ("执照\u202efdp.exe", "执照fdp.exe"),
        ("name. . ", "name"),
        ("e\u0301.pdf", "é.pdf"),
        ("长" * 100 + ".pdf", "长" * 65 + ".pdf"),
    ],
)
def test_names_made_safe(given: str, path: str) -> None:
    assert relative_path(given) == path


@pytest.mark.parametrize("given", ["", "..", ".", "a/b", ".hidden", "\u200b", "~$x", "a" + "/.." * 2])
def test_names_that_cannot_be_a_folder(given: str) -> None:
    with pytest.raises(BadName):
        folder_name(given)
