"""What a scan and the service leave behind, after a normal end, an error and SIGKILL: nobody's data, no temporary file."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from benchmarks.service_runs import Service, killer, page, settled, states, wait_until
from tests.scenarios import leavings
from tests.shell import docvet

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0
CALLS = "connect,sendto,sendmsg,sendmmsg"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Folders of a run's own for everything: home, temporary files, cache."""
    for name in ("home", "tmp", "out"):
        (tmp_path / name).mkdir(mode=0o700)
    before = _shared()
    yield tmp_path
    assert _shared() <= before, "something was left in memory that processes share"


def surroundings(place: Path) -> dict[str, str]:
    return {
        "HOME": str(place / "home"), "TMPDIR": str(place / "tmp"), "DOCVET_CACHE_DIR": str(place / "cache"),
        "XDG_CACHE_HOME": str(place / "home" / "cache"), "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def _shared() -> set[str]:
    mine = os.geteuid()
    return {path.name for path in Path("/dev/shm").iterdir() if "docvet" in path.name and path.stat().st_uid == mine}  # noqa: S108


def test_what_a_scan_leaves(place: Path) -> None:
    folder = leavings.write(place / "application")
    outputs = [
        part
        for each in ("json", "html", "markdown", "message", "csv", "text")
        for part in ("--format", each, "--output", place / "out" / f"report.{each}")
    ]
    done = docvet("scan", folder, *outputs, "--verbose", "--jobs", 1, **surroundings(place))
    assert done.returncode in (1, 3), done.stderr
    report = json.loads((place / "out" / "report.json").read_text(encoding="utf-8"))
    read = {document["kind"]: document["fields"] for document in report["documents"]}
    assert read["id_card"]["id_number"]["value"].endswith(leavings.ID_NUMBER[-4:])
    assert read["basic_account_info"]["account_number"]["value"].endswith(leavings.ACCOUNT[-4:])
    assert leavings.clear(done.stdout + done.stderr) == []
    assert leavings.found([place / "out", place / "home", place / "tmp"]) == {}
    assert list((place / "tmp").iterdir()) == []
    assert leavings.open_to_others([place / "cache"]) == []
    assert docvet("cache", "clear", **surroundings(place)).returncode == 0
    assert not [path for path in (place / "cache").rglob("*") if path.is_file() and path.stat().st_size > 20]
    full = docvet("scan", folder, "--format", "json", "--show-personal-data", "--jobs", 1, **surroundings(place))
    assert leavings.ID_NUMBER in full.stdout, "without masks the same search finds it"
    assert leavings.clear(full.stdout)


def test_what_an_error_says(place: Path) -> None:
    """A process that dies while it reads, and a form that is wrong: neither message nor log names anybody."""
    folder = leavings.write(place / "application")
    (folder / "终止.pdf").write_bytes(page("本页使工作进程终止", leavings.ID_NUMBER, leavings.HOME))
    extra = {"PYTHONPATH": os.pathsep.join((str(killer(place / "site")), str(ROOT)))}
    died = docvet("scan", folder, "--verbose", "--jobs", 1, **surroundings(place) | extra)
    assert died.returncode != 0
    (folder / "application.yaml").write_text(f"company: [{leavings.COMPANY}]\nbrands: x\n", encoding="utf-8")
    wrong = docvet("scan", folder, **surroundings(place))
    assert wrong.returncode == 2
    assert leavings.clear(died.stdout + died.stderr + wrong.stdout + wrong.stderr) == []
    assert leavings.found([place / "home", place / "tmp", place / "out"]) == {}


def test_what_a_scan_leaves_that_is_killed(place: Path) -> None:
    folder = leavings.write(place / "application")
    command = [
        sys.executable,
        "-m",
        "docvet",
        "scan",
        folder,
        "--format",
        "html",
        "--output",
        place / "out" / "report.html",
        "--verbose",
    ]
    with (place / "log").open("wb") as log:
        running = subprocess.Popen(
            command, env=os.environ | surroundings(place), stdout=log, stderr=log, cwd=ROOT, start_new_session=True
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and running.poll() is None and not list((place / "cache").rglob("*.page")):
            time.sleep(0.02)
        with suppress(ProcessLookupError):  # it was quicker
            os.killpg(running.pid, signal.SIGKILL)
        running.wait(30)
    assert leavings.found([place / "out", place / "home", place / "tmp"]) == {}
    assert leavings.clear((place / "log").read_text(encoding="utf-8")) == []
    assert [path for path in (place / "tmp").rglob("*") if not path.is_dir()] == []
    assert leavings.open_to_others([place / "cache"]) == []


@pytest.fixture
def service(place: Path) -> Iterator[Service]:
    (place / "inbox").mkdir()
    trace = place / "trace.txt"
    made = Service(
        place / "inbox", place / "state", workers=1, environment=surroundings(place),
        arguments=("--settle", "0.5", "--rescan", "2", "--listen", "127.0.0.1:0"),
        web=True,
        watched=("strace", "-f", "-qq", "-yy", "-s", "256", "-e", f"trace={CALLS}", "-o", str(trace)),
    )  # fmt: skip
    yield made
    made.end()


def _quoter(folder: Path) -> None:
    """Beside a killer, a kind of document whose reader raises an error that quotes all of the page."""
    (folder / "shop_quoter-1.dist-info").mkdir()
    described = {"METADATA": "Metadata-Version: 2.1\nName: shop-quoter\nVersion: 1\n", "entry_points.txt": "[docvet.kinds]\nquoting_page = shop_quoter:KIND\n"}  # fmt: skip
    for name, text in described.items():
        (folder / "shop_quoter-1.dist-info" / name).write_text(text, encoding="utf-8")
    (folder / "shop_quoter.py").write_text(
        "from docvet.documents.kinds import Kind\n\n\n"
        "def extract(document):\n"
        "    raise ValueError(' '.join(line.text for _, line in document.lines))\n\n\n"
        'KIND = Kind(name="quoting_page", titles=("本页使读取出错",), signs=(("本页使读取出错", 2.0),), extract=extract,\n'
        '            fields=(), title={"zh": "出错", "en": "quoting page"})\n',
        encoding="utf-8",
    )


def test_what_the_service_leaves_of_runs_that_fail(place: Path) -> None:
    """A worker that dies over an application, an error that quotes a page, a form that is wrong: nothing of anybody's in
    log, ledger, temporary files, reasons and figures."""
    home, site = place / "state", killer(place / "site")
    _quoter(site)
    (place / "inbox").mkdir()
    service = Service(
        place / "inbox", home, workers=1, web=True,
        environment=surroundings(place) | {"PYTHONPATH": os.pathsep.join((str(site), str(ROOT)))},
        arguments=("--settle", "0.5", "--rescan", "2", "--listen", "127.0.0.1:0", "--verbose"),
    )  # fmt: skip
    quoted = (
        leavings.PERSON,
        f"公民身份号码 {leavings.ID_NUMBER}",
        f"住址 {leavings.HOME}",
        f"账号 {leavings.ACCOUNT}",
    )
    for client in ("甲", "乙", "丙"):
        folder = leavings.write(place / "inbox" / client / "六月")
        if client == "甲":
            (folder / "终止.pdf").write_bytes(page("本页使工作进程终止", *quoted))
        elif client == "乙":
            (folder / "出错.pdf").write_bytes(page("本页使读取出错", *quoted))
        else:
            wrong = (
                f"company: {leavings.COMPANY}\nsubmission_date: {leavings.ID_NUMBER}\ncategory: {leavings.ACCOUNT}\n"
            )
            (folder / "application.yaml").write_text(wrong, encoding="utf-8")
    try:
        service.start()
        log = service.log
        assert log is not None
        assert wait_until(settled(home, 3), PATIENCE), log.read_text("utf-8")
        assert states(home) == {"done": 1, "failed": 2}, log.read_text("utf-8")
        address = re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8"))
        assert address, log.read_text("utf-8")
        viewer = _viewer(address[0], home, place)
        listed = viewer.get("/api/v1/applications").json()["applications"]
        places = [f"{at}/applications/{each['id']}" for each in listed for at in ("", "/api/v1")]
        answers = [viewer.get(where) for where in ("/", "/metrics", "/healthz", "/audit", "/api/v1/audit", *places)]
        assert [answer.status_code for answer in answers] == [200] * len(answers)
        assert len(listed) == 3
        assert "DV-INTERNAL" in "".join(path.read_text("utf-8") for path in home.rglob("report.json"))
        assert leavings.clear("\n".join(answer.text for answer in answers)) == []
        assert leavings.clear(log.read_text("utf-8")) == []
        allowed = ("report.full.json",)
        assert leavings.found([home, place / "home", place / "tmp"], but=allowed) == {}
        service.kill("group")
    finally:
        service.end()
    assert leavings.found([home, place / "home", place / "tmp"], but=allowed) == {}
    left = [path for path in (place / "tmp").rglob("*") if not path.is_dir()]
    assert [path for path in left if path.suffix != ".lock" or path.stat().st_size] == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed (make system)")
def test_what_the_service_leaves_and_whom_it_reaches(place: Path, service: Service) -> None:
    home = place / "state"
    leavings.write(place / "inbox" / "甲" / "六月")
    service.start()
    assert wait_until(settled(home, 1), PATIENCE), service.log.read_text("utf-8")  # type: ignore[union-attr]
    assert states(home) == {"done": 1}
    seen = _walked(service, home, place)
    assert leavings.clear(seen) == []
    allowed = ("report.full.json",)
    assert leavings.found([home, place / "home", place / "tmp"], but=allowed) == {}
    assert leavings.clear(service.log.read_text("utf-8")) == []  # type: ignore[union-attr]
    assert leavings.open_to_others([home]) == []
    assert {path.stat().st_mode & 0o777 for path in home.rglob("report.full.json")} == {0o600}
    service.kill("group")
    assert leavings.found([home, place / "home", place / "tmp"], but=allowed) == {}
    left = [path for path in (place / "tmp").rglob("*") if not path.is_dir()]
    assert [path for path in left if path.suffix != ".lock" or path.stat().st_size] == [], "the next start clears locks"
    assert _outward((place / "trace.txt").read_text(encoding="utf-8", errors="replace")) == []
    shutil.rmtree(place / "inbox" / "甲")
    assert docvet("forget", "甲", "--home", home, **surroundings(place)).returncode == 0
    assert leavings.found([home, place / "cache"]) == {}
    assert not list((home / "reports").rglob("report*"))
    assert not list((place / "cache").rglob("*.page"))


def _walked(service: Service, home: Path, place: Path) -> str:
    """Everything that a viewer is shown, before and after a person confirmed a number: desk, API, report, health, metrics."""
    log = service.log.read_text("utf-8")  # type: ignore[union-attr]
    address = re.search(r"http://127\.0\.0\.1:\d+", log)
    assert address, log
    owner = httpx.Client(
        base_url=address[0], headers={"Authorization": f"Bearer {_secret(home / 'token')}"}, timeout=60
    )
    viewer = _viewer(address[0], home, place)
    (full,) = home.rglob("report.full.json")
    card = next(each for each in json.loads(full.read_text("utf-8"))["documents"] if each["kind"] == "id_card")
    assert card["fields"]["id_number"]["value"] == leavings.ID_NUMBER
    (one,) = owner.get("/api/v1/applications").json()["applications"]
    at = f"/api/v1/applications/{one['id']}"
    confirmed = owner.post(f"{at}/decisions", json={
        "action": "confirm", "sha256": card["sha256"], "pages": card["page_range"], "kind": "id_card", "field": "id_number", "value": leavings.ID_NUMBER,
    })  # fmt: skip
    assert confirmed.status_code == 201, confirmed.text
    assert wait_until(lambda: len(list(home.rglob("report.full.json"))) == 2, PATIENCE)
    version = full.parents[1].name
    shown = []
    for where in (
        "/",
        "/metrics",
        "/healthz",
        "/expiring",
        "/audit",
        "/api/v1/audit",
        at,
        f"/applications/{one['id']}",
        *(f"{at}/versions/{version}/report.{each}" for each in ("json", "html")),
    ):
        answer = viewer.get(where)
        assert answer.status_code == 200, (where, answer.text)
        shown.append(answer.text)
    assert "甲" in shown[0]
    return "\n".join(shown)


def _viewer(address: str, home: Path, place: Path) -> httpx.Client:
    added = docvet("people", "add", "看客", "--role", "viewer", "--home", home, **surroundings(place))
    viewer = httpx.Client(base_url=address, timeout=60)
    assert viewer.post(re.search(r"/sign-in/\S+", added.stdout)[0]).status_code == 303  # type: ignore[index]
    return viewer


def _secret(path: Path) -> str:
    return path.read_text(encoding="ascii").strip()


def _outward(trace: str) -> list[str]:
    """Connections and messages to anything but this machine itself."""
    own = ("AF_UNIX", "<UNIX", "127.0.0.1", '"::1"', "AF_NETLINK", "AF_UNSPEC")
    return [
        line
        for line in trace.splitlines()
        if re.search(r"\b(connect|send\w+)\(", line) and not any(mark in line for mark in own)
    ]
