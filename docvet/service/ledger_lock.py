"""One service watches for a ledger: also where a second one has another home, or another machine."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path
from uuid import uuid4

import psutil

from docvet.errors import DocvetError
from docvet.service.ledger import Away, Ledger, watching
from docvet.service.ledger.watching import Service
from docvet.service.log import log
from docvet.service.process import host, is_dead
from docvet.words import localized

SILENCE = 30.0
"""Seconds without a sign of life after which a service that cannot be looked at from here counts as gone."""
_SIGN_OF_LIFE = 8.0
_LOOK = 1.0
_ENDING, _GLANCE = 1.0, 0.1
"""Seconds in which a process of this machine that was killed just now may still be ending, and between two looks at it."""


class LedgerTaken(DocvetError):
    """Another service watches for this ledger."""


class Stopped(Exception):
    """Somebody wants the service to end before it has begun."""


class LedgerLock:
    """Held by the one service that watches for a ledger.

    One of this machine is known to be gone as soon as it has ended, and one that still is ending is waited for shortly;
    one of another machine or container must have been silent for :data:`SILENCE` seconds, which are waited for where it
    gives no sign of life meanwhile.

    Raises:
        LedgerTaken: another one is alive; says which.
        Stopped: ``stop`` was set while it was waited for.
    """

    def __init__(
        self, ledger: Ledger, home: Path, *, silence: float = SILENCE, stop: threading.Event | None = None
    ) -> None:
        self._ledger = ledger
        process = psutil.Process()
        with ledger.read() as connection:
            where = watching.place(connection)
        self._service = Service(
            uuid4().hex, host(), process.pid, process.create_time(), str(home.resolve()), where
        )  # fmt: skip
        self.lost: LedgerTaken | None = None
        """Why it no longer is held, although nobody released it."""
        self._take(silence, stop or threading.Event())

    def run(self, stop: threading.Event) -> None:
        """Give signs of life until ``stop`` is set; set it where another one has taken over from this one, which was silent."""
        while not stop.wait(_SIGN_OF_LIFE):
            with contextlib.suppress(Away):
                self._sign(stop)

    def _sign(self, stop: threading.Event) -> None:
        with self._ledger.write() as connection:
            other = watching.take(connection, self._service)
        if other is not None:
            log.error("ledger_taken")
            self.lost = _taken(other[0])
            stop.set()

    def release(self) -> None:
        """Watch no longer."""
        with contextlib.suppress(Away), self._ledger.write() as connection:
            watching.leave(connection, self._service)

    def _take(self, silence: float, stop: threading.Event) -> None:
        gone: str | None = None
        before: float | None = None
        ending = time.monotonic() + _ENDING
        while True:
            with self._ledger.write() as connection:
                held = watching.take(connection, self._service, instead_of=gone)
            if held is None:
                return
            other, silent = held
            if is_dead(other.pid, other.process_started_at, other.host) or silent > silence:
                gone = other.name
            elif other.host == host():
                if time.monotonic() > ending:
                    raise _taken(other)
                stop.wait(_GLANCE)
            elif before is not None and silent < before:
                raise _taken(other)
            else:
                before = silent
                stop.wait(_LOOK)
            if stop.is_set():
                raise Stopped


def _taken(other: Service) -> LedgerTaken:
    return LedgerTaken(**localized("service.ledger_taken", holder=other))
