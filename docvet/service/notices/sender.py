"""Sending: each channel has a thread of its own, so that one which hangs holds up nobody, least of all a run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from docvet.service.ledger import Away, Ledger, health, notices, outbox
from docvet.service.log import log
from docvet.service.notices.channels import Channel, in_file
from docvet.service.notices.message import compose
from docvet.service.overviews import endings
from docvet.words import default_language, words

PAUSE = 60.0
"""Seconds between two messages to a channel."""
_LOOK = 2.0
_REREAD = 30.0
"""Seconds between two looks at ``HOME/notify``, and signs of life."""
_ENDINGS = 3600.0
_LONGEST_WAIT = 3600.0
_GIVEN_UP_AFTER = 86400.0
ENDING_DAYS = 30


class Sender:
    """Takes notices from the outbox to the channels."""

    def __init__(
        self,
        ledger: Ledger,
        home: Path,
        given: Sequence[Channel] = (),
        *,
        link: Callable[[], str | None] = lambda: None,
        ending_days: int = ENDING_DAYS,
        pause: float = PAUSE,
    ) -> None:
        self._ledger = ledger
        self._home = home
        self._given = list(given)
        self._link = link
        self._ending_days = ending_days
        self._pause = pause
        self._threads: dict[str, tuple[threading.Thread, threading.Event]] = {}
        self._failing: set[str] = set()

    def run(self, stop: threading.Event) -> None:
        """Until ``stop`` is set. Channels that hang are left to themselves then."""
        self._patiently(stop, outbox.begin)
        next_endings = 0.0
        while not stop.is_set():
            channels, bad_lines = self._channels()
            self._keep(channels)
            self._tell(len(channels), bad_lines)
            if channels and time.monotonic() >= next_endings:
                next_endings = time.monotonic() + _ENDINGS
                self._note_endings()
            stop.wait(_REREAD)
        for _, ends in self._threads.values():
            ends.set()

    def _patiently(self, stop: threading.Event, action: Callable[..., object]) -> None:
        while not stop.is_set():
            try:
                with self._ledger.write() as connection:
                    action(connection)
            except Away:
                stop.wait(_LOOK)
            else:
                return

    def _channels(self) -> tuple[list[Channel], int]:
        listed, bad_lines = in_file(self._home)
        return list(dict.fromkeys([*self._given, *listed])), bad_lines

    def _keep(self, channels: Sequence[Channel]) -> None:
        """A thread for each channel; those that are not listed any more end."""
        wanted = {channel.key: channel for channel in channels}
        for key in [key for key, (thread, _) in self._threads.items() if key not in wanted or not thread.is_alive()]:
            self._threads.pop(key)[1].set()
            self._failing.discard(key)
        for key in wanted.keys() - self._threads.keys():
            ends = threading.Event()
            thread = threading.Thread(target=self._serve, args=(wanted[key], ends), name="notices", daemon=True)
            self._threads[key] = (thread, ends)
            thread.start()

    def _tell(self, channels: int, bad_lines: int) -> None:
        try:
            with self._ledger.write() as connection:
                health.tell(
                    connection, "notices", "ok", channels=channels, failing=len(self._failing), bad_lines=bad_lines
                )
        except Away:
            log.warning("database_away")

    def _note_endings(self) -> None:
        try:
            with self._ledger.write() as connection:
                soon = [row for row in endings.rows(connection, self._ending_days) if row["days_left"] >= 0]
                outbox.note_endings(connection, soon)
        except Away:
            log.warning("database_away")

    def _serve(self, channel: Channel, ends: threading.Event) -> None:
        while not ends.is_set():
            try:
                wait = self._once(channel)
            except Away:
                wait = _LOOK
            except Exception as error:  # whatever a channel does, the others and the service go on
                log.warning("notice_failed", channel=channel.key, error=type(error).__name__)
                wait = self._pause
            ends.wait(wait)

    def _once(self, channel: Channel) -> float:
        """Send what waits, if anything may be sent now. Returns the seconds until the next look."""
        with self._ledger.write() as connection:
            last = outbox.last_sent(connection, channel.key)
            rows = outbox.waiting(connection, channel.key)
        if last is not None and (wait := last + self._pause - time.time()) > 0:
            return min(wait, self._pause)  # a clock that was set back must not silence it for long
        if not rows:
            return _LOOK
        message = compose(rows, words(default_language()), self._link())
        sent = message is None or self._sent(channel, *message)
        with self._ledger.write() as connection:
            for row in rows:
                tried = outbox.tries(connection, row["id"], channel.key)
                if sent:
                    notices.record(connection, row["id"], channel.key, "sent")
                elif time.time() - row["created_at"] > _GIVEN_UP_AFTER:
                    notices.record(connection, row["id"], channel.key, "given_up", fault="not_taken")
                else:
                    wait = min(self._pause * 2**tried, _LONGEST_WAIT)
                    notices.record(connection, row["id"], channel.key, "waiting", fault="not_taken", wait=wait)
        (self._failing.discard if sent else self._failing.add)(channel.key)
        return self._pause

    def _sent(self, channel: Channel, title: str, body: str) -> bool:
        try:
            taken = channel.send(title, body)
        except Exception as error:
            log.warning("notice_failed", channel=channel.key, error=type(error).__name__)
            return False
        if not taken:
            log.warning("notice_not_taken", channel=channel.key)
        return taken


def try_out(channels: Sequence[Channel], *, seconds: float = 30.0) -> list[bool]:
    """Send a try to each channel, all at once; false for those that do not take it in time."""
    say = words(default_language())
    results = [False] * len(channels)

    def send(number: int, channel: Channel) -> None:
        try:
            results[number] = channel.send(say("notices.try_title"), say("notices.try_body"))
        except Exception as error:
            log.debug("notice_failed", error=type(error).__name__)

    threads = [
        threading.Thread(target=send, args=(number, channel), daemon=True) for number, channel in enumerate(channels)
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return list(results)
