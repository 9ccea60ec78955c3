"""Passwords of people: Argon2 hashes, a least length, and the same time spent where there is no such person."""

from __future__ import annotations

import threading
from functools import cache

from pwdlib import PasswordHash

LEAST, MOST = 10, 200
"""Characters."""
_AT_ONCE = threading.Semaphore(2)
"""Each check takes 64 MB for a moment."""


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _hasher().hash(password)


def fits(password: str, digest: str | None) -> bool:
    """It is the password of this hash; without one, false after the same time."""
    with _AT_ONCE:
        fit = _hasher().verify(password[:MOST], digest or _nobodys())
    return fit and digest is not None


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody's")
