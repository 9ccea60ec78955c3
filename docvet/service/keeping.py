"""Old reports are deleted by themselves, and so is what an interrupted attempt left behind."""

from __future__ import annotations

import shutil
import threading
import time

from docvet.service import publish
from docvet.service.home import Home
from docvet.service.ledger import Away, Ledger, notices, reports
from docvet.service.log import log

_EVERY = 3600.0
_RETRY = 60.0
_DAY = 86400.0
_NOTICES_KEPT = 90 * _DAY


class Keeping:
    """Deletes reports that are older than a number of days; the newest of an application stays."""

    def __init__(self, ledger: Ledger, home: Home, days: int) -> None:
        self._ledger = ledger
        self._home = home
        self._days = days

    def run(self, stop: threading.Event) -> None:
        """Every hour until ``stop`` is set."""
        while not stop.is_set():
            try:
                self.once()
            except Away:
                stop.wait(_RETRY)
            else:
                stop.wait(_EVERY)

    def once(self) -> int:
        """Delete what is too old now. Returns how many reports that were."""
        with self._ledger.read() as connection:
            old = reports.outdated(connection, time.time() - self._days * _DAY)
        for row in old:
            publish.delete(self._home, row["folder"])
            with self._ledger.write() as connection:
                reports.mark_deleted(connection, row["id"])
        with self._ledger.write() as connection:
            notices.drop_old(connection, time.time() - _NOTICES_KEPT)
        if old:
            log.info("old_reports_deleted", reports=len(old))
        return len(old)


def clear_staging(home: Home, *, everything: bool) -> None:
    """Throw away what attempts of an earlier life were making; of others, who may be at work, what is a day old."""
    for left in home.staging.iterdir():
        if everything or time.time() - left.stat().st_mtime > _DAY:
            shutil.rmtree(left, ignore_errors=True)
