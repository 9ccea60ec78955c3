"""How often somebody may try to sign in and fail, or ask for what is kept for a while: so often in so long, for each key."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque

_MOST_KEYS = 10_000


class Ration:
    """Tries within a span of time, for each key. It lives as long as the process, by a clock that nobody can set."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> int:
        """Seconds until one more try is allowed; 0 for now."""
        with self._lock:
            times = self._recent(key)
            if len(times) < self._most:
                return 0
            return max(1, round(times[0] + self._seconds - time.monotonic()))

    def count(self, key: str) -> None:
        """One more try that counts."""
        with self._lock:
            times = self._recent(key)
            times.append(time.monotonic())
            self._tries[key] = times
            self._tries.move_to_end(key)
            if len(self._tries) > _MOST_KEYS:
                self._tries.popitem(last=False)

    def clear(self, key: str) -> None:
        """A try has succeeded."""
        with self._lock:
            self._tries.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        times = self._tries.get(key, deque())
        while times and times[0] < time.monotonic() - self._seconds:
            times.popleft()
        return times
