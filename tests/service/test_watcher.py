"""The watcher on a real folder: what it takes, what it waits for, and what it shows where it cannot go on."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from docvet.service.inbox import InboxAway
from docvet.service.ledger import Ledger, applications, health, notices, open_ledger, runs, versions
from docvet.service.ledger.database import sqlite_url
from docvet.service.watcher import Watcher

SETTLE = 10.0


class NoJobs:
    """An engine that carries nothing."""

    def enqueue(self, _connection: Connection, job: str, attempt: int, **_how: float) -> None:
        """Nothing happens."""

    def withdraw(self, jobs: Sequence[str]) -> None:
        """Nothing happens."""


class Scene:
    """An inbox, a watcher and a clock that the test moves."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.ledger = open_ledger(sqlite_url(folder / "ledger.db"))
        self.now = 1000.0
        self.watcher = self.started()

    def started(self) -> Watcher:
        """As after a restart of the service."""
        return Watcher(self.inbox, self.ledger, NoJobs(), SETTLE, clock=lambda: self.now)

    def walk(self, seconds: float = 0.0) -> None:
        self.now += seconds
        self.watcher.walk()

    def settle(self) -> None:
        """Two looks, long enough apart."""
        self.walk()
        self.walk(SETTLE)

    def put(self, path: str, content: bytes = b"%PDF-1.4 one") -> Path:
        file = self.inbox / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return file

    def row(self, client: str, name: str) -> Any:
        with self.ledger.read() as connection:
            (row,) = applications.named(connection, client, name)
        return row

    def states(self) -> dict[str, str]:
        with self.ledger.read() as connection:
            return {f"{row['client']}/{row['name']}": row["state"] for row in applications.listing(connection)}

    def runs(self, client: str, name: str) -> list[str]:
        with self.ledger.read() as connection:
            return [run["state"] for run in runs.of_application(connection, self.row(client, name)["id"])]

    def problems(self) -> dict[str, str]:
        with self.ledger.read() as connection:
            return {row["path"]: row["problem"] for row in health.inbox_problem_list(connection)}


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    made.ledger.close()


@contextmanager
def opened_files(below: Path) -> Iterator[list[str]]:
    """The files below a folder that this process opens meanwhile, as the interpreter itself reports them."""
    seen: list[str] = []
    watching = True

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event == "open" and str(arguments[0]).startswith(str(below)):
            seen.append(str(arguments[0]))

    sys.addaudithook(hook)
    yield seen
    watching = False


def test_a_folder_is_taken_when_two_looks_far_enough_apart_see_the_same(scene: Scene) -> None:
    scene.put("甲/女装/执照.pdf")
    scene.walk()
    assert scene.states() == {"甲/女装": "settling"}
    scene.walk(SETTLE - 1)
    assert scene.states() == {"甲/女装": "settling"}
    scene.walk(1)
    assert scene.states() == {"甲/女装": "queued"}
    scene.walk(SETTLE)
    assert scene.runs("甲", "女装") == ["queued"]


def test_a_file_that_grows_is_waited_for(scene: Scene) -> None:
    file = scene.put("甲/女装/流水.pdf")
    for size in range(4):
        scene.walk(SETTLE - 1)
        file.write_bytes(b"x" * (size + 1) * 1000)
    assert scene.states() == {"甲/女装": "settling"}
    scene.settle()
    assert scene.states() == {"甲/女装": "queued"}


@pytest.mark.parametrize("name", ["流水.pdf.part", "流水.TMP", "流水.pdf.crdownload", "流水.filepart", "~$清单.xlsx"])
def test_a_temporary_name_is_waited_for_until_it_is_gone(scene: Scene, name: str) -> None:
    scene.put("甲/女装/执照.pdf")
    partial = scene.put(f"甲/女装/深处/{name}")
    scene.settle()
    assert scene.states() == {"甲/女装": "settling"}
    scene.walk(700)
    assert scene.row("甲", "女装")["problem"] == "temporary_file"
    partial.rename(partial.with_name("流水.pdf"))
    scene.settle()
    assert scene.states() == {"甲/女装": "queued"}
    assert scene.row("甲", "女装")["problem"] is None


def test_a_ready_file_takes_it_at_once_if_nothing_is_newer(scene: Scene) -> None:
    scene.put("甲/一/执照.pdf")
    scene.put("甲/一/.ready", b"")
    scene.put("甲/二/.ready", b"")
    late = scene.put("甲/二/执照.pdf")
    os.utime(late, ns=(late.stat().st_atime_ns, late.stat().st_mtime_ns + 10**9))
    scene.walk()
    assert scene.states() == {"甲/一": "queued", "甲/二": "settling"}


@pytest.mark.parametrize("sparse", [True, False])
def test_room_that_is_reserved_ahead_must_be_filled(scene: Scene, sparse: bool) -> None:
    """A copy has its whole size from the start, and its times stand still while it goes on."""
    size = 200_000
    file = scene.put("甲/女装/流水.pdf", b"" if sparse else b"\0" * size)
    with file.open("r+b") as stream:
        stream.truncate(size)
    for step in range(3):
        scene.settle()
        with file.open("r+b") as stream:
            stream.seek(step * 50_000)
            stream.write(os.urandom(50_000))
        assert scene.states() == {"甲/女装": "settling"}
    file.write_bytes(os.urandom(size))
    scene.settle()
    assert scene.states() == {"甲/女装": "queued"}


def test_a_file_that_ends_in_zeros_is_taken_a_little_later(scene: Scene) -> None:
    scene.put("甲/女装/扫描.tif", b"II*\0" + b"\0" * 50_000)
    scene.settle()
    assert scene.states() == {"甲/女装": "settling"}
    scene.walk(SETTLE)
    assert scene.states() == {"甲/女装": "queued"}


def test_clocks_that_are_wrong_change_nothing(scene: Scene) -> None:
    for number, year in enumerate((1980, 2090)):
        file = scene.put(f"甲/{number}/执照.pdf")
        os.utime(file, ((year - 1970) * 31_556_952,) * 2)
    scene.settle()
    assert set(scene.states().values()) == {"queued"}


def test_a_folder_moved_in_renamed_and_moved_to_another_client(scene: Scene, tmp_path: Path) -> None:
    outside = tmp_path / "女装"
    outside.mkdir()
    (outside / "执照.pdf").write_bytes(b"%PDF")
    (scene.inbox / "甲").mkdir()
    outside.rename(scene.inbox / "甲/女装")
    scene.settle()
    assert scene.states() == {"甲/女装": "queued"}
    (scene.inbox / "甲/女装").rename(scene.inbox / "甲/童装")
    scene.settle()
    assert scene.states() == {"甲/女装": "gone", "甲/童装": "queued"}
    assert scene.runs("甲", "女装") == ["discarded"]
    (scene.inbox / "乙").mkdir()
    (scene.inbox / "甲/童装").rename(scene.inbox / "乙/童装")
    scene.settle()
    assert scene.states() == {"甲/女装": "gone", "甲/童装": "gone", "乙/童装": "queued"}


def test_a_deleted_folder_that_comes_back_is_read_if_it_never_was(scene: Scene) -> None:
    scene.put("甲/女装/执照.pdf")
    scene.settle()
    (scene.inbox / "甲/女装").rename(scene.inbox.parent / "away")
    scene.settle()
    assert scene.states() == {"甲/女装": "gone"}
    (scene.inbox.parent / "away").rename(scene.inbox / "甲/女装")
    scene.settle()
    assert scene.states() == {"甲/女装": "queued"}
    assert scene.runs("甲", "女装") == ["queued", "discarded"]


def test_what_changed_while_the_service_was_down_is_found(scene: Scene) -> None:
    scene.put("甲/一/执照.pdf")
    scene.put("甲/二/执照.pdf")
    scene.settle()
    scene.put("甲/一/授权书.pdf")
    shutil.rmtree(scene.inbox / "甲/二")
    scene.put("甲/三/执照.pdf")
    scene.watcher = scene.started()
    scene.settle()
    assert scene.states() == {"甲/一": "queued", "甲/二": "gone", "甲/三": "queued"}
    assert scene.runs("甲", "一") == ["queued", "discarded"]


def test_touching_is_no_change_and_a_change_behind_the_same_size_and_time_is(scene: Scene) -> None:
    file = scene.put("甲/女装/执照.pdf", b"%PDF-1.4 one")
    scene.settle()
    os.utime(file, (1, 1))
    scene.settle()
    assert scene.runs("甲", "女装") == ["queued"]
    file.write_bytes(b"%PDF-1.4 two")
    os.utime(file, (1, 1))
    scene.settle()
    assert scene.runs("甲", "女装") == ["queued", "discarded"]


def test_an_unchanged_inbox_is_walked_without_reading_a_file(scene: Scene) -> None:
    for number in range(60):
        scene.put(f"客户{number % 6}/{number}/执照.pdf")
    scene.settle()
    with opened_files(scene.inbox) as seen:
        scene.walk(60)
    assert seen == []
    changed = scene.put("客户1/1/执照.pdf", b"%PDF-1.4 changed")
    scene.put("客户1/1/另.pdf")
    with opened_files(scene.inbox) as seen:
        scene.settle()
    assert {Path(path).parent for path in seen} == {changed.parent}


def test_only_changed_files_are_hashed(scene: Scene) -> None:
    old = scene.put("甲/女装/执照.pdf")
    scene.settle()
    new = scene.put("甲/女装/授权书.pdf")
    with opened_files(scene.inbox) as seen:
        scene.settle()
    assert (str(old) in seen, str(new) in seen) == (False, True)


def test_what_lies_wrongly_is_shown_with_its_reason(scene: Scene, tmp_path: Path) -> None:
    scene.put("散件.pdf")
    scene.put(".DS_Store")
    scene.put("@eaDir/x/y.pdf")
    scene.put("甲/女装/执照.pdf")
    scene.put("乙/散件.pdf")
    scene.put("丙/散件.pdf")
    scene.put("丙/default/执照.pdf")
    (scene.inbox / "丁/空").mkdir(parents=True)
    (scene.inbox / "甲/外面").symlink_to(tmp_path)
    (scene.inbox / os.fsdecode(b"\xff\xfe")).mkdir()
    scene.settle()
    assert scene.problems() == {
        "散件.pdf": "wrong_level",
        "丙": "loose_files",
        "甲/外面": "link",
        "\\xff\\xfe": "bad_name",
    }
    assert scene.states() == {
        "甲/女装": "queued", "乙/default": "queued", "丙/default": "queued", "丁/空": "settling",
    }  # fmt: skip
    assert scene.row("丁", "空")["problem"] == "empty"
    (scene.inbox / "散件.pdf").unlink()
    scene.put("丁/空/执照.pdf")
    scene.settle()
    assert "散件.pdf" not in scene.problems()
    assert (scene.row("丁", "空")["problem"], scene.row("丁", "空")["state"]) == (None, "queued")


def test_loose_files_are_an_application_without_the_folders_beside_them(scene: Scene) -> None:
    scene.put("甲/散件.pdf")
    scene.put("甲/女装/执照.pdf")
    scene.settle()
    with scene.ledger.read() as connection:
        version = versions.one(connection, scene.row("甲", "default")["version_id"])
    assert list(version["files"]) == ["散件.pdf"]


def test_files_that_speak_to_docvet_or_come_from_it_are_no_content_but_the_form_is(scene: Scene) -> None:
    scene.put("甲/女装/执照.pdf")
    scene.settle()
    for name in ("docvet-report.html", "decisions.yaml", "Thumbs.db", "x.downloading", ".~lock"):
        scene.put(f"甲/女装/{name}")
    scene.settle()
    assert scene.runs("甲", "女装") == ["queued"]
    scene.put("甲/女装/application.yaml", b"category: x\n")
    scene.settle()
    assert scene.runs("甲", "女装") == ["queued", "discarded"]


def test_an_inbox_that_is_away_makes_nothing_gone(scene: Scene) -> None:
    scene.put("甲/女装/执照.pdf")
    scene.settle()
    away = scene.inbox.with_name("away")
    scene.inbox.rename(away)
    for _ in range(3):
        with pytest.raises(InboxAway):
            scene.walk(300)
        scene.watcher.tell_away(OSError("gone"))
    scene.inbox.mkdir()  # the empty folder under a share that is not mounted
    for watcher in (scene.watcher, scene.started()):
        scene.watcher = watcher
        with pytest.raises(InboxAway):
            scene.walk(300)
        scene.watcher.tell_away(OSError("gone"))
    assert scene.states() == {"甲/女装": "queued"}
    scene.inbox.rmdir()
    away.rename(scene.inbox)
    scene.settle()
    assert scene.states() == {"甲/女装": "queued"}
    with scene.ledger.read() as connection:
        kinds = [notice["kind"] for notice in notices.unsent(connection, "x")]
    assert kinds == ["inbox_away"]


def test_all_applications_deleted_under_the_eyes_of_the_watcher_are_gone(scene: Scene) -> None:
    scene.put("甲/女装/执照.pdf")
    scene.settle()
    shutil.rmtree(scene.inbox / "甲")
    scene.settle()
    assert scene.states() == {"甲/女装": "gone"}


def test_what_cannot_be_read_is_shown_and_read_when_it_can(unprivileged: Path) -> None:
    scene = Scene(unprivileged)
    file = scene.put("甲/女装/执照.pdf")
    file.chmod(0)
    scene.put("乙/童装/执照.pdf")
    scene.settle()
    assert scene.row("甲", "女装")["problem"] == "unreadable"
    assert scene.row("甲", "女装")["state"] == "settling"
    (scene.inbox / "乙").chmod(0)
    scene.settle()
    assert scene.row("乙", "童装")["state"] == "queued"
    assert scene.problems() == {"乙": "unreadable"}
    file.chmod(0o600)
    (scene.inbox / "乙").chmod(0o700)
    scene.settle()
    scene.settle()
    assert scene.states() == {"甲/女装": "queued", "乙/童装": "queued"}
    assert scene.row("甲", "女装")["problem"] is None
    assert scene.row("乙", "童装")["problem"] is None
    assert scene.problems() == {}
    scene.ledger.close()


def test_a_read_only_inbox_works(unprivileged: Path) -> None:
    scene = Scene(unprivileged)
    file = scene.put("甲/女装/执照.pdf")
    for path in (file, file.parent, file.parent.parent, scene.inbox):
        path.chmod(0o555 if path.is_dir() else 0o444)
    scene.settle()
    assert scene.states() == {"甲/女装": "queued"}
    scene.ledger.close()


def test_a_look_in_between_sees_only_what_it_was_sent_for(scene: Scene) -> None:
    scene.put("甲/女装/执照.pdf")
    scene.put("乙/童装/执照.pdf")
    scene.watcher.look({"甲/女装"})
    assert scene.watcher.unsettled == {"甲/女装"}
    scene.now += SETTLE
    assert scene.watcher.look({"甲/女装"}) == 1
    assert scene.states() == {"甲/女装": "queued"}


def test_a_database_that_is_new_is_filled_by_one_walk(tmp_path: Path, ledger: Ledger) -> None:
    """On both databases, with eighty old folders."""
    inbox = tmp_path / "inbox"
    for number in range(80):
        (inbox / f"客户{number % 10}" / str(number)).mkdir(parents=True)
        (inbox / f"客户{number % 10}" / str(number) / "a.pdf").write_bytes(b"%PDF")
    now = [0.0]
    watcher = Watcher(inbox, ledger, NoJobs(), SETTLE, clock=lambda: now[0])
    watcher.walk()
    now[0] = SETTLE
    assert watcher.walk().started == 80
    assert watcher.walk().started == 0
