"""A running service: its parts, each in a thread of its own, from the start to a stop in good order."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from docvet.errors import UsageError
from docvet.service.engine import Engine, prepare
from docvet.service.home import Home, Lock, check_apart, check_inbox
from docvet.service.inbox import InboxAway
from docvet.service.keeping import Keeping, clear_staging
from docvet.service.ledger import Away, Ledger, health, open_ledger
from docvet.service.ledger_lock import LedgerLock, Stopped
from docvet.service.log import log
from docvet.service.post import Post
from docvet.service.supervisor import Supervisor
from docvet.service.watcher import Walk, Watcher
from docvet.words import localized

SETTLE, RESCAN = 10.0, 30.0
_SOON = 1.0
"""Seconds between two looks at what has not come to rest."""
_SHARE_OF_TIME = 10
"""Whole walks take at most a tenth of the time, however large the inbox."""
_AWAY_PAUSE = 5.0
_SIGN_OF_LIFE = 10.0
_PART_PAUSE = 5.0
_END_SECONDS = 28.0


@dataclass(frozen=True, slots=True)
class Options:
    """What ``docvet watch`` was asked for."""

    inbox: Path
    home: Home
    database: str | None = None
    workers: int = 1
    settle: float = SETTLE
    rescan: float = RESCAN
    ruleset: str | None = None
    write_back: bool = False
    keep_days: int | None = None
    events: bool = True
    """Listen to the file system as well; whole walks find everything without it."""
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Something that runs until the event is set; where it raises, it is started again."""

    name: str
    run: Callable[[threading.Event], None]


@dataclass(frozen=True, slots=True)
class Service:
    """What the parts of a service share."""

    options: Options
    home: Home
    ledger: Ledger
    engine: Engine


def watch(
    options: Options,
    further: Callable[[Service], Sequence[Part]] = lambda _: (),
    *,
    refuse: Callable[[], None] = lambda: None,
) -> None:
    """Run the service until SIGTERM or SIGINT; ``further`` makes its other parts, as the API and the notices.

    ``refuse`` raises what would keep those from starting, before anybody works.

    Raises:
        DocvetError: it cannot start: home or ledger are taken, the home is inside the inbox or unusable, there is no
            inbox, the database cannot be used; or another service has taken the ledger from it meanwhile.
    """
    stop = _on_signals()
    check_inbox(options.inbox)
    check_apart(options.home.path, options.inbox)
    options.home.make()
    lock = Lock(options.home)
    try:
        url = options.home.database(options.database)
        with contextlib.closing(open_ledger(url)) as ledger, contextlib.suppress(Stopped):
            only_one = LedgerLock(ledger, options.home.path, stop=stop)
            try:
                refuse()
                prepare(ledger)
                clear_staging(options.home, everything=ledger.is_sqlite)
                options.home.write_config(url, options.inbox.resolve())
                service = Service(options, options.home, ledger, Engine(ledger))
                parts = [Part("lock", only_one.run), _workers(service), Part("watcher", Watching(service).run)]
                if options.keep_days is not None:
                    parts.append(Part("keeping", Keeping(ledger, options.home, options.keep_days).run))
                run_parts(parts, service, stop, further)
            finally:
                only_one.release()
            if only_one.lost is not None:
                raise only_one.lost
    finally:
        lock.release()


def work(options: Options) -> None:
    """More workers for a service whose watcher runs elsewhere, until SIGTERM or SIGINT.

    Raises:
        DocvetError: the database cannot be used or is a file, inbox or home are not there.
    """
    stop = _on_signals()
    check_inbox(options.inbox)
    options.home.token()
    ledger = open_ledger(options.home.known_database(options.database), migrate=False)
    if ledger.is_sqlite:
        ledger.close()
        raise UsageError(**localized("service.worker_on_sqlite"))
    service = Service(options, options.home, ledger, Engine(ledger))
    run_parts([_workers(service)], service, stop)
    ledger.close()


def run_parts(
    parts: Sequence[Part],
    service: Service,
    stop: threading.Event,
    further: Callable[[Service], Sequence[Part]] = lambda _: (),
) -> None:
    """Run parts until the event is set, then wait until each has ended; ``further`` makes more while those are at work.

    What it raises ends all of them and leaves.
    """
    threads = [_started(part, service, stop) for part in parts]
    log.info("started", parts=[part.name for part in parts])
    try:
        service.engine.load()  # half a second, while the first workers are starting
        more = further(service)  # the web side takes a second or two to load: nobody's work waits for that
        threads += [_started(part, service, stop) for part in more]
        while not stop.wait(1.0):  # a wait without end would not hear signals on Windows
            pass
    finally:
        stop.set()
        log.info("stopping")
        deadline = time.monotonic() + _END_SECONDS
        for thread in threads:
            thread.join(max(0.1, deadline - time.monotonic()))
        log.info("stopped")


def _started(part: Part, service: Service, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=_keep_running, args=(part, service, stop), name=part.name, daemon=True)
    thread.start()
    return thread


def _keep_running(part: Part, service: Service, stop: threading.Event) -> None:
    _tell(service.ledger, part.name, "ok")
    while not stop.is_set():
        try:
            part.run(stop)
        except Exception as error:  # one part's fault must not end the others
            log.error("part_failed", name=part.name, error=type(error).__name__, exc_info=error)
            _tell(service.ledger, part.name, "failed", error=type(error).__name__)
            stop.wait(_PART_PAUSE)
    _tell(service.ledger, part.name, "stopped")


def _tell(ledger: Ledger, name: str, state: str, **detail: object) -> None:
    with contextlib.suppress(Away), ledger.write() as connection:
        health.tell(connection, name, state, **detail)


def _workers(service: Service) -> Part:
    options = service.options
    post = Post(
        worker="", database=service.ledger.url, inbox=options.inbox.resolve(), home=service.home.path.resolve(),
        ruleset=options.ruleset, write_back=options.write_back, verbose=options.verbose,
    )  # fmt: skip
    return Part("workers", Supervisor(service.ledger, service.engine, post, options.workers).run)


def _on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set; the second signal changes nothing, the end takes seconds."""
    stop = threading.Event()

    def take(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, take)
    return stop


class Watching:
    """The watcher's day: whole walks, and looks in between at what moves or what events name."""

    def __init__(self, service: Service) -> None:
        options = service.options
        self._options = options
        self._ledger = service.ledger
        self._watcher = Watcher(options.inbox.resolve(), service.ledger, service.engine, options.settle)
        self._hinted: set[str] = set()
        self._hint = threading.Event()
        self._detail: dict[str, object] = {}
        self._next_sign = 0.0

    def run(self, stop: threading.Event) -> None:
        """Until ``stop`` is set."""
        if self._options.events:
            threading.Thread(target=self._listen, args=(stop,), name="events", daemon=True).start()
        next_walk = time.monotonic()
        while not stop.is_set():
            try:
                if time.monotonic() >= next_walk:
                    walk = self._watcher.walk()
                    next_walk = time.monotonic() + max(self._options.rescan, _SHARE_OF_TIME * walk.seconds)
                    self._walked(walk)
                else:
                    self._look()
            except InboxAway as error:
                with contextlib.suppress(Away):
                    self._watcher.tell_away(error)
                next_walk = time.monotonic() + _AWAY_PAUSE
            except Away:
                log.warning("database_away")
                stop.wait(_SOON)
            self._sign()
            self._pause(stop, min(next_walk, time.monotonic() + _SIGN_OF_LIFE))

    def _walked(self, walk: Walk) -> None:
        self._detail = {
            "seconds": round(walk.seconds, 3), "cpu_seconds": round(walk.cpu_seconds, 3),
            "applications": walk.applications, "moving": walk.moving,
        }  # fmt: skip
        with self._ledger.write() as connection:
            health.remember(connection, "walked_at", time.time())
        self._next_sign = 0.0

    def _sign(self) -> None:
        """A sign of life; the inbox's, too, as it was at the last look."""
        if time.monotonic() < self._next_sign:
            return
        self._next_sign = time.monotonic() + _SIGN_OF_LIFE
        _tell(self._ledger, "watcher", "ok", **self._detail)
        if not self._watcher.is_away:
            _tell(self._ledger, "inbox", "ok")

    def _look(self) -> None:
        hinted, self._hinted = self._hinted, set()
        paths = {*self._watcher.unsettled, *hinted}
        if paths and not self._watcher.is_away:
            self._watcher.look(paths)

    def _pause(self, stop: threading.Event, next_walk: float) -> None:
        """Until something is to be done: a walk, another look at what moves, or an event."""
        left = max(0.0, next_walk - time.monotonic())
        soon = min(_SOON, self._options.settle / 2 + 0.05) if self._watcher.unsettled else _SOON
        end = time.monotonic() + (min(left, soon) if self._watcher.unsettled else left)
        while not stop.is_set() and (left := end - time.monotonic()) > 0:
            if self._hint.wait(min(left, 0.5)):
                self._hint.clear()
                stop.wait(0.1)  # more of them will follow at once
                return

    def _listen(self, stop: threading.Event) -> None:
        """Events only say where to look; without them everything is found a little later."""
        try:
            from watchfiles import watch as changes

            for batch in changes(
                self._options.inbox, stop_event=stop, ignore_permission_denied=True, watch_filter=None, debounce=300,
                step=50, raise_interrupt=False,
            ):  # fmt: skip
                self._hinted |= _applications(self._options.inbox, [path for _, path in batch])
                self._hint.set()
        except Exception as error:  # no events on this disk, or too many folders for the system's limit
            log.warning("no_events", error=type(error).__name__)


def _applications(inbox: Path, paths: Collection[str]) -> set[str]:
    """The applications that these paths may belong to."""
    root = inbox.resolve()
    seen: set[str] = set()
    for path in map(Path, paths):
        if path.is_relative_to(root) and (parts := path.relative_to(root).parts):
            seen |= {parts[0], "/".join(parts[:2])}
    return seen
