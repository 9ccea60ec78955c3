"""Interrupts: the first ends the work in good order, however often and by whatever signal people ask."""

from __future__ import annotations

import os
import signal
import time
from types import FrameType

from docvet.errors import ExitCode

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""Ctrl-C; ``kill`` and ``timeout``."""
_PATIENCE = 5.0
"""Seconds for stopping the workers and writing what is finished; a signal after that ends the process at once."""


class Interrupts:
    """Turns the first signal into KeyboardInterrupt and keeps later ones from cutting the ending short.

    Workers follow a parent that is gone, so that the hard end leaves none behind either.
    """

    def __init__(self) -> None:
        self._first: float | None = None

    def install(self) -> None:
        """Take over the signals; one that the caller of the program had ignored (``nohup``, ``&``) stays so."""
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._take)

    def finish(self) -> None:
        """To be called last: what comes now can no longer change the end of an interrupted program."""
        if self._first is not None:
            for number in _SIGNALS:
                signal.signal(number, signal.SIG_IGN)

    def _take(self, _signal: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if self._first is None:
            self._first = now
            raise KeyboardInterrupt
        if now - self._first > _PATIENCE:
            os._exit(ExitCode.INTERRUPTED)
