"""One attempt, from its claim to what becomes of it: a report, a passing fault, or a reason why there can be none."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from docvet.errors import DocvetError, FormError, RulesetError
from docvet.service import detail
from docvet.service.delivery import Changed, Stopped, deliver
from docvet.service.home import Home
from docvet.service.inbox import is_away
from docvet.service.ledger import Ledger, applications, attempts, notices, runs, work
from docvet.service.ledger.attempts import HEARTBEAT, Claim
from docvet.service.ledger.database import Away
from docvet.service.log import log
from docvet.service.process import leave

if TYPE_CHECKING:
    from docvet.reading.pool import Readers
    from docvet.service.engine import Engine
    from docvet.service.post import Post

MOST_SECONDS = 3600.0
"""How long one attempt may take at all."""
EXIT_STUCK = 70
"""Exit code of a worker whose attempt took longer than that."""
_PATIENCE = 600.0
"""Seconds that a worker waits for a database that is away before it lets its lease run out."""
_DISK_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_LONGEST_DELAY = 60.0


class Errand:
    """Does attempts for a worker."""

    def __init__(
        self, post: Post, ledger: Ledger, engine: Engine, readers: Readers, stopping: threading.Event,
        made_ready: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """``made_ready`` returns once everything is loaded that examines a folder."""
        self._post = post
        self._home = Home(post.home)
        self._ledger = ledger
        self._engine = engine
        self._readers = readers
        self._stopping = stopping
        self._made_ready = made_ready

    def run(self, attempt: int) -> None:
        """Claim the attempt and see it through; nothing that happens leaves as an exception."""
        began = time.monotonic()
        try:
            claim = self._ledger.patiently(
                lambda connection: work.claim(connection, attempt, self._post.worker), seconds=_PATIENCE
            )
            if claim is None:
                return
            with Heartbeat(self._ledger, claim):
                became = self._try(claim)
        except Away:
            log.warning("database_away", attempt=attempt)
            return
        seconds = round(time.monotonic() - began, 2)
        log.info("attempt", attempt=attempt, run=claim.run, became=became, seconds=seconds)

    def _try(self, claim: Claim) -> str:
        try:
            self._made_ready()
            deliver(self._ledger, self._home, self._post, claim, self._readers, self._stopping)
        except Changed:
            self._held(claim, lambda connection: _discard(connection, claim))
            return "discarded"
        except Stopped:
            return self._give_back(claim, "stopped")
        except FileNotFoundError:
            return self._give_back(claim, "folder_missing", wait=True)
        except OSError as error:
            return self._give_back(claim, _fault(error), wait=True)
        except DocvetError as error:
            reason = _reason(error)
            said = detail.kept(error)
            self._held(claim, lambda connection: _fail(connection, claim, reason, said))
            return reason
        except Away:
            return self._give_back(claim, "database_away", wait=True)
        except Exception as error:  # a fault of docvet's own: as if the worker had died of it
            log.error("internal", run=claim.run, error=type(error).__name__)
            return self._give_back(claim, "internal", detail=type(error).__name__, counted=True)
        return "done"

    def _give_back(
        self, claim: Claim, fault: str, *, detail: str = "", counted: bool = False, wait: bool = False
    ) -> str:
        def give_back(connection: Connection) -> None:
            earlier = sum(row["fault"] == fault for row in attempts.of_run(connection, claim.run))
            delay = min(2.0 ** min(earlier, 10), _LONGEST_DELAY) if wait else 0.0
            work.give_back(
                connection, self._engine, claim.attempt, fault=fault, detail=detail, counted=counted, delay=delay,
                fence=claim.fence,
            )  # fmt: skip
            tell_failure(connection, claim.run)

        self._ledger.patiently(give_back, seconds=_PATIENCE)
        return fault

    def _held(self, claim: Claim, change: Callable[[Connection], None]) -> None:
        """Change the run if it still is ours."""

        def if_held(connection: Connection) -> None:
            if attempts.holds(connection, claim):
                change(connection)

        self._ledger.patiently(if_held, seconds=_PATIENCE)


class Heartbeat:
    """Renews a claim as long as the context lasts, and ends the process where that takes far too long."""

    def __init__(self, ledger: Ledger, claim: Claim) -> None:
        self._ledger = ledger
        self._claim = claim
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()

    def _beat(self) -> None:
        began = time.monotonic()
        while not self._over.wait(HEARTBEAT):
            if time.monotonic() - began > MOST_SECONDS:
                leave(EXIT_STUCK)
            try:
                with self._ledger.write() as connection:
                    if not attempts.renew(connection, self._claim):
                        return
            except Away:
                continue


def tell_failure(connection: Connection, run: int) -> None:
    """A notice, where the run has failed."""
    row = runs.one(connection, run)
    if row["state"] == "failed":
        notices.add(connection, "failed", row["application_id"], {"reason": row["reason"]})
        log.warning("failed", run=run, reason=row["reason"])


def _fail(connection: Connection, claim: Claim, reason: str, detail: str) -> None:
    work.fail(connection, claim, reason, detail)
    tell_failure(connection, claim.run)


def _discard(connection: Connection, claim: Claim) -> None:
    """The next look reads the folder anew, even if all its times are what they were."""
    work.discard(connection, claim, "changed")
    applications.change(connection, runs.one(connection, claim.run)["application_id"], stat_digest=None)


def _reason(error: DocvetError) -> str:
    if isinstance(error, FormError):
        return "form"
    return "ruleset" if isinstance(error, RulesetError) else "unusable"


def _fault(error: OSError) -> str:
    if error.errno in _DISK_FULL:
        return "disk_full"
    return "share_away" if is_away(error) else "unreadable"
