"""The service in processes of its own, killed at bad moments: nothing lost, nothing twice, nobody left behind."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from benchmarks.postgres import Postgres
from benchmarks.service_runs import (
    Service,
    account,
    killer,
    left_over,
    opened,
    put,
    settled,
    states,
    wait_until,
)  # fmt: skip
from docvet.errors import DocvetError, FormError, UsageError
from docvet.service import detail, publish
from docvet.service.forget import forget
from docvet.service.home import Home
from docvet.service.keeping import Keeping
from docvet.service.ledger import applications, open_ledger, reports, tables, versions
from docvet.service.post import Post
from docvet.service.retrying import retry
from docvet.service.running import Options, watch, work
from docvet.service.status import as_json, as_text, status
from docvet.service.worker import Worker
from docvet.words import LANGUAGES, words
from tests.service.test_watcher import NoJobs
from tests.shell import docvet

PATIENCE = 120.0
"""Seconds to wait for what takes a few on a machine with nothing else to do."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.fixture
def services() -> Iterator[list[Service]]:
    started: list[Service] = []
    yield started
    for service in started:
        service.end()


def run(services: list[Service], place: Path, **how: object) -> Service:
    service = Service(place / "inbox", place / "home", **how).start()  # type: ignore[arg-type]
    services.append(service)
    return service


def scanning(place: Path, database: str | None = None) -> bool:
    return states(place / "home", database)["scanning"] > 0


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_killed_at_every_level_it_loses_nothing_and_does_nothing_twice(
    kind: str, place: Path, services: list[Service], request: pytest.FixtureRequest
) -> None:
    database = request.getfixturevalue("server").database() if kind == "postgres" else None
    for number in range(4):
        put(place / "inbox" / "甲" / str(number), number)
    for what in ("parent", "worker", "group"):
        service = run(services, place, database=database)
        assert wait_until(lambda: scanning(place, database), PATIENCE, 0.05), service.log.read_text("utf-8")  # type: ignore[union-attr]
        family = service.kill(what)
        if what == "worker":
            time.sleep(1.0)  # it is noticed and replaced
            family = service.kill("group")
        assert left_over(family) == []
        put(place / "inbox" / "乙" / what, len(what))
    service = run(services, place, database=database)
    assert wait_until(settled(place / "home", 7, database), PATIENCE)
    assert status(Home(place / "home"), database).condition.workers == 2  # the dead are buried, and nobody else is
    code, seconds = service.stop()
    assert code == 0
    assert seconds < 30
    found = account(place / "home", place / "inbox", database)
    assert (found.done, found.failed) == (7, 0)
    assert found.is_clean, found


def test_workers_leave_with_the_process_they_were_forked_from_and_nobody_is_blamed(
    place: Path, services: list[Service]
) -> None:
    for number in range(3):
        put(place / "inbox" / "甲" / str(number), number)
    service = run(services, place)
    assert wait_until(lambda: scanning(place), PATIENCE, 0.05)
    workers = service.worker_processes()
    assert len(workers) == 2
    for server in service.fork_servers():
        server.kill()
    assert left_over(workers, PATIENCE) == []  # they look every two seconds, which takes longer on a busy machine
    assert wait_until(settled(place / "home", 3), PATIENCE)
    assert states(place / "home") == {"done": 3}
    with opened(place / "home") as ledger, ledger.read() as connection:
        query = sa.select(tables.attempts.c.fault, tables.attempts.c.counted).where(
            tables.attempts.c.fault.is_not(None)
        )
        assert {tuple(row) for row in connection.execute(query)} == {("service_killed", False)}
    assert service.stop()[0] == 0


def test_a_worker_claims_before_it_loads_what_reads_a_folder() -> None:
    code = (
        "import sys; import docvet.service.worker_modules;"
        "sys.exit(any(name in sys.modules for name in ('docvet.scanning', 'docvet.report.model', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_worker_whose_engine_cannot_start_makes_room_for_another(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine starts once in a process: a second call would return at once and leave a worker that never gets a job."""
    calls: list[str] = []

    class Broken:
        def start(self) -> None:
            calls.append("start")
            raise OSError

    def leave(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("docvet.service.worker.leave", leave)
    monkeypatch.setattr("docvet.service.worker._PAUSE", 0.0)
    worker = Worker(Post("w", "sqlite://", place / "inbox", place / "home"))
    with pytest.raises(SystemExit) as left:
        worker._start(Broken())  # type: ignore[arg-type]
    assert (left.value.code, calls) == (0, ["start"])


def test_the_reason_of_a_failure_quotes_nobody_s_number() -> None:
    wrong = FormError(zh="日期「11010119900307293X」应为日期", en="date 6222 0212 3456 7890 128 of 91440300MAX727476R")
    kept = detail.kept(wrong)
    assert detail.shown(kept, "zh") == "日期「**************293X」应为日期"
    assert detail.shown(kept, "en") == "date **** **** **** ***0 128 of 91440300MAX727476R"


def logged(program: str, code: int) -> dict[str, str]:
    """The one line that this program logs before it ends with this code; no line holds the ID number that it fails over."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "293X" not in done.stderr
    said: dict[str, str] = json.loads(done.stderr)
    return said


def test_what_nobody_catches_is_logged_without_its_words() -> None:
    program = (
        "import threading\nfrom docvet.service import log\nlog.set_up(verbose=True)\n"
        "def fail(): raise ValueError('11010119900307293X')\n"
        "each = threading.Thread(target=fail)\neach.start()\neach.join()\n"
    )
    said = logged(program, code=0)
    assert (said["event"], said["error"]) == ("internal", "ValueError")
    assert said["at"].startswith("ValueError in fail")


def test_a_worker_that_fails_leaves_without_a_word_of_the_error() -> None:
    program = (
        "from docvet.service import worker\nfrom docvet.service.post import Post\n"
        "def fail(post): raise ValueError('11010119900307293X')\n"
        "worker.Worker = fail\nworker.main(Post('w', 'sqlite://', 'inbox', 'home'))\n"
    )
    assert logged(program, code=1)["error"] == "ValueError"


def test_a_folder_that_takes_its_worker_down_fails_alone_and_can_be_tried_again(
    place: Path, services: list[Service], tmp_path: Path
) -> None:
    put(place / "inbox" / "甲" / "坏", 1, killing=True)
    for number in range(3):
        put(place / "inbox" / "甲" / str(number), number)
    service = run(services, place, workers=1, extra_path=killer(tmp_path / "site"))
    assert wait_until(settled(place / "home", 4), PATIENCE)
    assert states(place / "home") == {"done": 3, "failed": 1}
    told = json.loads(docvet("status", "--home", place / "home", "--format", "json").stdout)
    (failed,) = [row for row in told["applications"] if row["state"] == "failed"]
    assert failed["reason"] == "worker_died"
    with opened(place / "home") as ledger, ledger.read() as connection:
        deaths = connection.execute(
            sa.select(sa.func.count()).select_from(tables.attempts).where(tables.attempts.c.counted)
        ).scalar()
    assert deaths == 3
    assert service.stop()[0] == 0
    assert docvet("retry", failed["id"], "--home", place / "home").returncode == 0
    (place / "inbox" / "甲" / "坏" / "终止.pdf").rename(place / "kept")  # the folder changes meanwhile: a new version
    run(services, place, workers=1)
    assert wait_until(lambda: states(place / "home") == {"done": 4}, PATIENCE)
    with pytest.raises(UsageError):
        retry(Home(place / "home"), failed["id"])


def test_two_machines_on_one_postgres_and_one_of_them_dies(
    place: Path, services: list[Service], server: Postgres
) -> None:
    database = server.database()
    began, given = time.monotonic(), 0
    run(services, place, database=database, workers=1)
    assert wait_until(lambda: (place / "home" / "config").exists(), PATIENCE)
    second = run(services, place, database=database, workers=1, command="worker")

    def both() -> bool:
        nonlocal given
        while given < 6 + time.monotonic() - began:  # however late the second one is, there is work for it
            put(place / "inbox" / "甲" / str(given), given)
            given += 1
        with opened(place / "home", database, check=False) as ledger, ledger.read() as connection:
            rows = connection.execute(sa.select(tables.attempts.c.worker).where(tables.attempts.c.state == "running"))
            return len({worker for (worker,) in rows}) == 2

    assert wait_until(both, PATIENCE, 0.05)
    assert left_over(second.kill()) == []
    assert wait_until(settled(place / "home", given, database), PATIENCE)
    found = account(place / "home", place / "inbox", database)
    assert (found.done, found.is_clean) == (given, True), found


def test_postgres_restarted_in_the_middle_costs_nothing(place: Path, services: list[Service], server: Postgres) -> None:
    database = server.database()
    for number in range(5):
        put(place / "inbox" / "甲" / str(number), number)
    service = run(services, place, database=database)
    assert wait_until(lambda: scanning(place, database), PATIENCE, 0.05)
    server.restart(away=2.0)
    service.kill("worker")  # its work is given back while connections are being made anew
    assert wait_until(settled(place / "home", 5, database), PATIENCE)
    assert service.stop()[0] == 0
    found = account(place / "home", place / "inbox", database)
    assert (found.done, found.is_clean) == (5, True), found


def test_a_day_of_a_service(place: Path, services: list[Service]) -> None:
    """Reports, masking, write-back, a changed folder, a wrong form, refusals, forgetting, and the end."""
    home, inbox = place / "home", place / "inbox"
    put(inbox / "甲" / "女装", 1)
    put(inbox / "乙", 2)
    bad = put(inbox / "甲" / "错", 3)
    (bad / "application.yaml").write_text("catgory: 女装\n", encoding="utf-8")
    (bad / "decisions.yaml").write_text("not: a decision\n", encoding="utf-8")
    service = run(services, place, workers=1, arguments=("--settle", "0.5", "--rescan", "2", "--write-back"))
    assert wait_until(settled(home, 3), PATIENCE)
    told = json.loads(as_json(status(Home(home)), "zh"))
    by_name = {f"{row['client']}/{row['name']}": row for row in told["applications"]}
    assert by_name["甲/错"]["reason"] == "form"
    assert "catgory" in by_name["甲/错"]["reason_detail"]
    for lang in LANGUAGES:
        assert ("unknown key" in as_text(status(Home(home)), words(lang))) == (lang == "en")
    assert by_name["乙/default"]["state"] == "done"
    (folder,) = [path.parent for path in (home / "reports" / "甲" / "女装").rglob("report.json")]
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert (report["application"]["name"], report["application"]["path"]) == ("女装", str(inbox / "甲" / "女装"))
    assert (folder / "report.full.json").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700
    assert (inbox / "甲" / "女装" / "docvet-report.html").is_file()
    assert oct((home / "config").stat().st_mode & 0o777) == oct(0o600)

    second = docvet("watch", inbox, "--home", home)
    assert (second.returncode, "process" in second.stderr, second.stderr.count("\n")) == (2, True, 1)
    with pytest.raises(UsageError, match=r"inbox|收件箱"):
        forget(Home(home), "甲", "女装")

    (bad / "application.yaml").write_text("category: 女装\n", encoding="utf-8")
    assert wait_until(settled(home, 3), PATIENCE)
    assert wait_until(lambda: states(home) == {"done": 3}, PATIENCE)
    shutil.rmtree(inbox / "甲" / "女装")
    assert wait_until(lambda: states(home)["gone"] == 1, PATIENCE)
    assert service.stop()[0] == 0

    log = service.log.read_text("utf-8")  # type: ignore[union-attr]
    assert "女装" not in log
    assert "样本" not in log
    assert all(json.loads(line)["event"] for line in log.splitlines())
    assert docvet("forget", "甲", "女装", "--home", home).returncode == 0
    assert not (home / "reports" / "甲" / "女装").exists()
    assert (home / "reports" / "甲" / "错").exists()
    with opened(home) as ledger, ledger.read() as connection:
        trail = connection.execute(sa.select(tables.audit.c.action, tables.audit.c.client, tables.audit.c.detail)).all()
        left = connection.execute(sa.text("SELECT count(*) FROM workflow_status")).scalar()
    assert trail == [("forget", None, {})]
    assert left is not None


@pytest.mark.parametrize(
    ("where", "how", "word"),
    [
        ("inbox/home", {}, "inside|一个套着一个"),
        ("home", {"inbox": "none"}, "no folder|没有文件夹"),
        ("home", {"database": "mysql://u:secret@h/d"}, "postgresql://"),
        ("home", {"database": "postgresql://u:secret@127.0.0.1:1/d"}, "does not answer|没有应答"),
    ],
)
def test_what_cannot_be_started_says_so_in_one_sentence(
    place: Path, where: str, how: dict[str, str], word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with pytest.raises(DocvetError, match=word) as told:
        watch(Options(inbox=place / how.pop("inbox", "inbox"), home=Home(place / where), **how))  # type: ignore[arg-type]
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_ledger_in_a_file_serves_one_machine_only(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(place / "home")
    home.make()
    open_ledger(home.database()).close()
    home.write_config(home.database(), place / "inbox")
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with pytest.raises(UsageError, match="Postgres"):
        work(Options(inbox=place / "inbox", home=home))
    share = [
        SimpleNamespace(mountpoint="/", fstype="ext4", opts=""),
        SimpleNamespace(mountpoint=str(place), fstype="nfs4", opts=""),
    ]
    monkeypatch.setattr("psutil.disk_partitions", lambda **_: share)
    with pytest.raises(DocvetError, match="--database postgresql"):
        watch(Options(inbox=place / "inbox", home=home))


def test_old_reports_go_and_the_newest_of_each_application_stays(place: Path) -> None:
    home = Home(place / "home")
    home.make()
    ledger = open_ledger(home.database())
    jobs = NoJobs()
    for digest in ("d1", "d2", "d3"):
        with ledger.write() as connection:
            application = applications.meet(connection, "甲", "女装", "甲/女装")
            run = versions.settle(connection, jobs, application, digest, {"a": [1, 1, digest, 1]}, digest)
            assert run is not None
            folder = publish.folder_of("甲", "女装", digest, 1)
            (home.path / folder).mkdir(parents=True)
            reports.add(
                connection, run, folder=folder, attempt_id=1, verdict="clear", counts={}, findings=[],
            )  # fmt: skip
            connection.execute(
                tables.reports.update()
                .where(tables.reports.c.run_id == run)
                .values(written_at=time.time() - 40 * 86400)
            )
    assert Keeping(ledger, home, days=50).once() == 0
    assert Keeping(ledger, home, days=30).once() == 2
    assert Keeping(ledger, home, days=30).once() == 0
    assert [path.name for path in (home.reports / "甲" / "女装").iterdir()] == ["d3"]
    ledger.close()


def test_commands_say_where_no_service_has_been(place: Path) -> None:
    for command in (status, lambda home: retry(home, "x"), lambda home: forget(home, "x")):
        with pytest.raises(DocvetError, match="docvet watch"):
            command(Home(place / "nowhere"))  # type: ignore[operator]
    assert not (place / "nowhere").exists()


def test_contents_that_move_during_a_scan_are_read_anew(place: Path, services: list[Service]) -> None:
    """Thirty declarations keep a worker busy while one of them is replaced."""
    folder = put(place / "inbox" / "甲" / "女装", 1)
    whole = (folder / "承诺书.pdf").read_bytes()
    for number in range(30):
        (folder / f"{number}.pdf").write_bytes(whole + f"% {number}\n".encode())
    run(services, place, workers=1)
    assert wait_until(lambda: scanning(place), PATIENCE, 0.02)
    (folder / "29.pdf").write_bytes(whole + b"% another\n")
    assert wait_until(lambda: states(place / "home") == {"done": 1}, PATIENCE)
    with opened(place / "home") as ledger, ledger.read() as connection:
        reports = connection.execute(sa.select(tables.reports.c.version_id)).all()
        current = connection.execute(sa.select(tables.applications.c.version_id)).scalar()
    assert [version for (version,) in reports] == [current]
