"""Finding work: the inbox is walked again and again, and what has come to rest becomes a version with its run.

The walk is the authority. Events of the file system only say where to look first; on shares they never come. Nothing is
judged by the wall clock, which may be set at any time: what counts is that two looks, ``settle`` seconds apart, saw the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.engine import RowMapping

from docvet.service import content
from docvet.service.inbox import InboxAway, Listing, Place, is_away, list_files, survey
from docvet.service.ledger import Ledger, applications, health, notices, runs, versions
from docvet.service.ledger.jobs import Jobs
from docvet.service.log import log

AWAY_NOTICE = 600.0
"""Seconds that the inbox is away before people hear of it."""
_BATCH = 200
_LINGERING = 600.0
"""Seconds that a temporary name may stand before it is shown as a problem."""


@dataclass(slots=True)
class _Moving:
    """An application that has not come to rest."""

    digest: str
    since: float
    hashes: str = ""
    """Its content as hashed once, where that must stay the same for another while."""
    stuck: bool = False
    """It has a problem that only somebody else can solve; whole walks look after it."""


@dataclass(slots=True)
class Walk:
    """What one look at the inbox came to."""

    applications: int = 0
    moving: int = 0
    started: int = 0
    """Runs."""
    gone: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0


@dataclass
class Watcher:
    """Looks at the inbox; every look writes what it finds into the ledger."""

    inbox: Path
    ledger: Ledger
    jobs: Jobs
    settle: float = 10.0
    clock: Callable[[], float] = time.monotonic
    _moving: dict[str, _Moving] = field(default_factory=dict)
    _missing: dict[str, float] = field(default_factory=dict)
    _newly: dict[str, tuple[Place, str | None]] = field(default_factory=dict)
    """Those that have begun to move, which the ledger is yet to hear of, with their ids where it knows them."""
    _identity: tuple[int, int] | None = None
    """Of the inbox when it last held something."""
    _away_since: float | None = None
    _away_told: bool = False

    @property
    def unsettled(self) -> Collection[str]:
        """Paths of applications that are worth another look soon."""
        return {*(path for path, moving in self._moving.items() if not moving.stuck), *self._missing}

    @property
    def is_away(self) -> bool:
        """The inbox was not there at the last look."""
        return self._away_since is not None

    def walk(self) -> Walk:
        """Look at the whole inbox.

        Raises:
            InboxAway: it is not there; nothing was changed.
            Away: the database is not there.
        """
        began, cpu = time.monotonic(), time.thread_time()
        seen = survey(self.inbox)
        with self.ledger.read() as connection:
            rows = {row["path"]: row for row in applications.known(connection)}
        self._check_emptied(seen.places, rows)
        walk = Walk(applications=len(seen.places))
        for place in seen.places.values():
            walk.started += self._look(place, rows.get(place.path))
            self._tell_moving(_BATCH)
        self._tell_moving()
        unread = set(seen.unread)
        for path, row in rows.items():
            if path not in seen.places and row["client"] not in unread:
                walk.gone += self._miss(row)
            elif row["client"] in unread:
                self._problem(row["id"], row, "unreadable", seen.problems[row["client"]][1])
        for path in self._moving.keys() - seen.places.keys():
            del self._moving[path]
        walk.moving = len(self._moving)
        walk.seconds, walk.cpu_seconds = time.monotonic() - began, time.thread_time() - cpu
        with self.ledger.write() as connection:
            health.set_inbox_problems(connection, seen.problems)
        self._back()
        return walk

    def look(self, paths: Collection[str]) -> int:
        """Look at these applications only, sooner than the next whole walk. Returns the number of runs started.

        Raises:
            InboxAway: the inbox is not there.
            Away: the database is not there.
        """
        seen = survey(self.inbox, {path.split("/")[0] for path in paths})
        with self.ledger.read() as connection:
            rows = {row["path"]: row for row in applications.known(connection) if row["path"] in paths}
        self._check_emptied(seen.places, rows)
        started = 0
        for path in paths:
            if path in seen.places:
                started += self._look(seen.places[path], rows.get(path))
            elif path in rows and rows[path]["client"] not in seen.unread:
                self._miss(rows[path])
            else:
                self._moving.pop(path, None)
        self._tell_moving()
        return started

    def tell_away(self, error: Exception) -> None:
        """The inbox is not there: say so, and after ten minutes to people."""
        now = self.clock()
        if self._away_since is None:
            self._away_since, self._away_told = now, False
            log.warning("inbox_away", reason=type(error).__name__)
        away = now - self._away_since
        with self.ledger.write() as connection:
            health.tell(connection, "inbox", "away", seconds=round(away), reason=str(error))
            if away >= AWAY_NOTICE and not self._away_told:
                notices.add(connection, "inbox_away", body={"minutes": round(away / 60)})
                self._away_told = True

    def _back(self) -> None:
        """The inbox is there."""
        told, self._away_told = self._away_told, False
        if self._away_since is not None:
            log.info("inbox_back", seconds=round(self.clock() - self._away_since))
        self._away_since = None
        with self.ledger.write() as connection:
            health.tell(connection, "inbox", "ok")
            if told:
                notices.add(connection, "inbox_back")

    def _check_emptied(self, places: Mapping[str, Place], rows: Mapping[str, RowMapping]) -> None:
        """An empty folder where applications used to be is a share that is not mounted, rather than all of them deleted."""
        seen = self.inbox.stat()
        if places:
            self._identity = seen.st_dev, seen.st_ino
        elif rows and (seen.st_dev, seen.st_ino) != self._identity:
            raise InboxAway(None, "it is empty: is the share mounted?")

    def _look(self, place: Place, row: RowMapping | None) -> int:
        """One application; 1 where a run was started, else 0."""
        try:
            listing = list_files(self.inbox, place)
        except FileNotFoundError:
            return 0  # moved away in this moment: the next walk tells
        self._missing.pop(place.path, None)
        if listing.problem:
            self._problem(None, row, listing.problem, listing.detail, place)
            return 0
        digest = listing.digest
        if row is not None and row["stat_digest"] == digest and not row["settling"] and not row["problem"]:
            self._moving.pop(place.path, None)
            return 0
        moving = self._moving.get(place.path)
        if moving is None or moving.digest != digest:
            moving = self._moving[place.path] = _Moving(digest, self.clock())
            if row is None or not row["settling"]:
                self._newly[place.path] = place, None if row is None else row["id"]
        if not listing.ready and not self._at_rest(place, listing, moving):
            return 0
        return self._settle(place, listing, moving, row)

    def _at_rest(self, place: Place, listing: Listing, moving: _Moving) -> bool:
        still = self.clock() - moving.since
        if listing.temporary:
            if still >= _LINGERING:
                self._problem(None, None, "temporary_file", listing.temporary, place)
            return False
        return still >= self.settle

    def _settle(self, place: Place, listing: Listing, moving: _Moving, row: RowMapping | None) -> int:
        """Hash what changed; a version where that is certain."""
        if not listing.files:
            self._problem(None, row, "empty", "", place)
            return 0
        folder = self.inbox / place.path
        known = self._known(row)
        try:
            unfinished = content.looks_unfinished(folder, listing, known)
            files = content.hashed(folder, listing, {} if moving.hashes else known)
            if list_files(self.inbox, place).digest != moving.digest:
                raise FileNotFoundError(place.path)  # it moves after all
        except FileNotFoundError:
            self._moving.pop(place.path, None)
            return 0
        except OSError as error:
            if is_away(error):
                raise InboxAway(error.errno, error.strerror) from error
            self._problem(None, row, "unreadable", (error.strerror or type(error).__name__).lower(), place)
            return 0
        digest = content.version(files)
        if unfinished and not listing.ready and moving.hashes != digest:
            moving.hashes, moving.since = digest, self.clock()
            return 0
        return self._write(place, digest, files, moving.digest)

    def _write(self, place: Place, digest: str, files: Mapping[str, Sequence[int | str]], stat_digest: str) -> int:
        with self.ledger.write() as connection:
            application = applications.meet(connection, place.client, place.name, place.path)
            run = versions.settle(connection, self.jobs, application, digest, files, stat_digest)
        self._moving.pop(place.path, None)
        self._newly.pop(place.path, None)
        if run is not None:
            log.info("version", application=application, version=digest[:16], run=run, files=len(files))
        return int(run is not None)

    def _known(self, row: RowMapping | None) -> Mapping[str, Any]:
        if row is None or row["version_id"] is None:
            return {}
        with self.ledger.read() as connection:
            files: Mapping[str, Any] = versions.one(connection, row["version_id"])["files"]
        return files

    def _tell_moving(self, most: int = 0) -> None:
        """Write down who has begun to move, many in one transaction: a first walk finds thousands."""
        if len(self._newly) <= most:
            return
        with self.ledger.write() as connection:
            for place, application in self._newly.values():
                if application is None:
                    applications.meet(connection, place.client, place.name, place.path)
                else:
                    applications.settling(connection, application)
        self._newly.clear()

    def _problem(
        self, application: str | None, row: RowMapping | None, problem: str, detail: str, place: Place | None = None
    ) -> None:
        """Why an application cannot go on, shown until it can; people hear of files that cannot be read."""
        if place is not None and (moving := self._moving.get(place.path)) is not None:
            moving.stuck, moving.since = problem != "temporary_file", self.clock()
        if row is not None and (row["problem"], row["problem_detail"] or "") == (problem, detail):
            return
        with self.ledger.write() as connection:
            if application is None:
                if row is None and place is not None:
                    application = applications.meet(connection, place.client, place.name, place.path)
                elif row is not None:
                    application = row["id"]
            if application is None:
                return
            if applications.set_problem(connection, application, problem, detail):
                log.warning("problem", application=application, problem=problem)
                if problem == "unreadable":
                    notices.add(connection, "unreadable", application)

    def _miss(self, row: RowMapping) -> int:
        """A folder that was there; gone once it is missing for good, at two looks some time apart."""
        now = self.clock()
        first = self._missing.setdefault(row["path"], now)
        if now - first < min(self.settle, 5.0) or first == now:
            return 0
        with self.ledger.write() as connection:
            applications.gone(connection, row["id"])
            runs.drop_waiting(connection, row["id"], "gone")
            applications.refresh(connection, row["id"])
        self._moving.pop(row["path"], None)
        self._missing.pop(row["path"], None)
        log.info("gone", application=row["id"])
        return 1
