"""Secrets that open the service: the owner's token in the home, and what stands in cookies and links."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

FILE = "token"


def new() -> str:
    """A secret that nobody can guess (256 bits), fit for a URL."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is written down of a secret: its sha256. Without a salt, since it cannot be guessed anyway."""
    return hashlib.sha256(secret.encode()).hexdigest()


def owners(home: Path) -> str:
    """The owner's token, which is made the first time (0600)."""
    path = home / FILE
    if not path.exists():
        part = home / f".{FILE}-{secrets.token_hex(4)}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(new() + "\n")
        try:
            path.hardlink_to(part)  # whole, and only if nobody was quicker
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="ascii").strip()


def is_owners(home: Path, token: str) -> bool:
    """The token is the owner's, compared in constant time; the file is read each time, so that a new one counts at once."""
    try:
        own = (home / FILE).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return bool(own) and hmac.compare_digest(digest(own), digest(token))
