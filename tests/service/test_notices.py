"""Notices by real HTTP: gathered, once, and no channel that fails or hangs holds up another or the service."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from docvet.errors import UsageError
from docvet.service.api import Site
from docvet.service.ledger import Ledger, applications, health, notices, outbox
from docvet.service.ledger.database import sqlite_url
from docvet.service.notices.channels import Channel, given, in_file
from docvet.service.notices.message import compose
from docvet.service.notices.sender import Sender, try_out
from docvet.words import words
from tests.service import web as helpers

PAUSE = 1.5


class Webhook:
    """A channel that keeps what it was sent, and answers as told."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.answer = 200
        webhook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                webhook.bodies.append(json.loads(body))
                webhook.times.append(time.monotonic())
                self.send_response(webhook.answer)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def channel(self) -> Channel:
        return Channel(f"json://127.0.0.1:{self.server.server_port}/")

    @property
    def text(self) -> str:
        return "\n".join(body["message"] for body in self.bodies)


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()
    yield hook
    hook.server.shutdown()
    hook.server.server_close()


@pytest.fixture
def hanging() -> Iterator[Channel]:
    """A channel that takes the connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield Channel(f"json://127.0.0.1:{server.getsockname()[1]}/?rto=60")


def until(holds: Callable[[], bool], seconds: float = 40.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def verdict(ledger: Ledger, name: str, now: str, before: str | None = None, client: str = "甲公司") -> str:
    with ledger.write() as connection:
        identity = applications.meet(connection, client, name, f"{client}/{name}")
        body = {"verdict": now, "before": before, "counts": {now: 2}}
        notices.add(connection, "verdict", identity, body)
        return identity


@pytest.fixture
def running(ledger: Ledger, tmp_path: Path) -> Iterator[Callable[..., Sender]]:
    """Starts senders on a ledger that has caught up."""
    stop = threading.Event()
    threads = []

    def start(*channels: Channel) -> Sender:
        with ledger.write() as connection:
            health.remember(connection, "notices_catching_up", {"since": time.time(), "done": True})
            for channel in channels:
                health.remember(connection, f"channel {channel.key}", 0.0)
        sender = Sender(ledger, tmp_path, channels, link=lambda: "https://docvet.example", pause=PAUSE)
        threads.append(threading.Thread(target=sender.run, args=(stop,), daemon=True))
        threads[-1].start()
        return sender

    yield start
    stop.set()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


def test_what_happens_is_gathered_and_sent_once(
    ledger: Ledger, running: Callable[..., Sender], webhook: Webhook
) -> None:
    identity = verdict(ledger, "六月", "review")
    verdict(ledger, "六月", "reject", "review")
    verdict(ledger, "七月", "clear", "reject")
    verdict(ledger, "八月", "reject", "clear")
    verdict(ledger, "八月", "clear", "reject")
    running(webhook.channel)
    until(lambda: len(webhook.bodies) == 1)
    assert "甲公司/六月" in webhook.text
    assert f"https://docvet.example/applications/{identity}" in webhook.text
    assert "八月" not in webhook.text
    assert webhook.text.count("六月") == 1
    for name in ("九月", "十月"):
        verdict(ledger, name, "reject")
    until(lambda: "十月" in webhook.text)
    assert all(later - earlier > PAUSE * 0.8 for earlier, later in zip(webhook.times, webhook.times[1:], strict=False))
    with ledger.read() as connection:
        assert outbox.last_sent(connection, webhook.channel.key) is not None


def test_a_channel_that_hangs_or_is_wrong_holds_up_nobody(
    ledger: Ledger, running: Callable[..., Sender], webhook: Webhook, hanging: Channel
) -> None:
    running(hanging, Channel("json://127.0.0.1:1/"), webhook.channel)
    verdict(ledger, "六月", "reject")
    until(lambda: "六月" in webhook.text)
    until(lambda: _state(ledger) == "ok")


def _state(ledger: Ledger) -> str | None:
    with ledger.read() as connection:
        part = health.parts(connection).get("notices")
    return None if part is None else part["state"]


def test_what_was_not_taken_is_sent_again(ledger: Ledger, running: Callable[..., Sender], webhook: Webhook) -> None:
    webhook.answer = 500
    verdict(ledger, "六月", "reject")
    running(webhook.channel)
    until(lambda: len(webhook.bodies) >= 1)
    webhook.answer = 200
    until(lambda: len(webhook.bodies) >= 2)
    until(lambda: _is_sent(ledger, webhook.channel))


def _is_sent(ledger: Ledger, channel: Channel) -> bool:
    with ledger.read() as connection:
        return not notices.unsent(connection, channel.key) and outbox.last_sent(connection, channel.key) is not None


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = helpers.make_site(tmp_path / "site", sqlite_url(tmp_path / "site.db"))
    yield made
    made.ledger.close()


def test_the_first_start_over_many_old_folders_is_one_message(site: Site, webhook: Webhook) -> None:
    channel = webhook.channel
    with site.ledger.write() as connection:
        outbox.begin(connection)
        assert outbox.join(connection, channel.key) == 0.0
    old = [verdict(site.ledger, f"旧{number}", "reject" if number % 3 else "clear") for number in range(300)]
    with site.ledger.write() as connection:
        assert outbox.waiting(connection, channel.key) == []
        health.remember(connection, "walked_at", time.time())
    time.sleep(0.01)
    new = verdict(site.ledger, "新", "review")
    with site.ledger.write() as connection:
        assert [row["application_id"] for row in outbox.waiting(connection, channel.key)] == [new]
        for identity in old:
            applications.change(connection, identity, state="done")
        rows = outbox.waiting(connection, channel.key)
        assert len(rows) == 301
        assert not outbox.is_catching_up(connection)
    message = compose(rows, words("zh"))
    assert message is not None
    assert "301 份申请" in message[1]
    assert len(message[1].encode()) < 2048
    with site.ledger.write() as connection:
        assert outbox.join(connection, "another") > 0.0


def test_a_document_about_to_end_is_told_once(site: Site) -> None:
    identity = helpers.one_application(site)
    row = {
        "id": identity,
        "file": "a.pdf",
        "kind": "id_card",
        "field": "valid_to",
        "ends_on": "2030-01-01",
        "days_left": 9,
    }
    with site.ledger.write() as connection:
        assert outbox.note_endings(connection, [row, row]) == 1
        assert outbox.note_endings(connection, [row]) == 0
        (noticed,) = notices.unsent(connection, "x")
    message = compose([noticed], words("en"))
    assert message is not None
    assert "ID card" in message[1]
    assert "2030-01-01" in message[1]


def test_every_kind_of_notice_has_its_words() -> None:
    about = {"client": "a\u202eb", "application_id": "x"}
    rows = [
        {**about, "kind": "failed", "body": {"application": "n", "reason": "worker_died"}},
        {**about, "kind": "unreadable", "body": {"application": "n"}},
        {"kind": "inbox_away", "client": None, "application_id": None, "body": {"minutes": 12}},
        {"kind": "inbox_back", "client": None, "application_id": None, "body": {}},
    ]
    for lang in ("zh", "en"):
        message = compose(rows, words(lang), "https://d")
        assert message is not None
        assert len(message[1].splitlines()) == 4
        assert "\u202e" not in message[1]


def test_a_try_and_what_is_no_address(webhook: Webhook, hanging: Channel, tmp_path: Path) -> None:
    assert try_out([webhook.channel, hanging], seconds=3) == [True, False]
    with pytest.raises(UsageError) as raised:
        given(["json://localhost", "nonsense://s3cret"])
    assert "s3cret" not in str(raised.value)
    (tmp_path / "notify").write_text("# ours\njson://user:s3cret@localhost/\n\nwrong line\n", encoding="utf-8")
    (channel,), wrong = in_file(tmp_path)
    assert wrong == 1
    assert "s3cret" not in channel.shown + repr(channel)
