"""The home of a service: its folders and private files, and who is at home."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docvet.errors import DocvetError, UsageError
from docvet.service.cipher import Cipher, new_key
from docvet.words import default_language, words

_LEDGER = "ledger.db"
ENVIRONMENT = "DOCVET_DATABASE"


say = words(default_language())


class HomeError(DocvetError):
    """The home cannot be used: not writable, inside the inbox, or taken by another service."""


@dataclass(frozen=True, slots=True)
class Home:
    """A folder that belongs to the service; everything in it is for its user alone."""

    path: Path

    @property
    def config(self) -> Path:
        """Where the database's URL stands, so that the other commands need the home alone."""
        return self.path / "config"

    @property
    def reports(self) -> Path:
        """``<client>/<application>/<version>/<run>/``."""
        return self.path / "reports"

    @property
    def staging(self) -> Path:
        """Folders that are being written or read for a moment."""
        return self.path / "staging"

    def make(self) -> None:
        """Create it with its key and the owner's token, where they are missing.

        Raises:
            HomeError: it cannot be written.
        """
        try:
            for folder in (self.path, self.reports, self.staging):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.chmod(0o700)
            _write_once(self.path / "key", new_key())
            _write_once(self.path / "token", secrets.token_urlsafe(32).encode() + b"\n")
        except OSError as error:
            raise HomeError(say("service.home_unusable", home=self.path, reason=error.strerror)) from None

    def cipher(self) -> Cipher:
        """What encrypts personal values in the ledger. HomeError where the key is missing or none."""
        try:
            return Cipher((self.path / "key").read_bytes())
        except (OSError, ValueError):
            raise HomeError(say("service.no_key", home=self.path)) from None

    def token(self) -> str:
        """The owner's token. HomeError where it is missing."""
        try:
            return (self.path / "token").read_text(encoding="utf-8").strip()
        except OSError:
            raise HomeError(say("service.not_a_home", home=self.path)) from None

    def settings(self) -> dict[str, Any]:
        """What ``config`` says; empty where there is none. HomeError where it cannot be read."""
        try:
            return tomllib.loads(self.config.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise HomeError(say("service.bad_config", path=self.config, reason=error)) from None

    def database(self, given: str | None = None) -> str:
        """The database's URL: as given, else by ``DOCVET_DATABASE``, else by ``config``, else a file in the home."""
        from docvet.service.ledger.database import sqlite_url

        url = given or os.environ.get(ENVIRONMENT) or self.settings().get("database")
        return str(url) if url else sqlite_url(self.path.resolve() / _LEDGER)

    def known_database(self, given: str | None = None) -> str:
        """As :meth:`database`, for commands that need a service to have been here. HomeError where none has."""
        if not self.config.is_file() and not given and not os.environ.get(ENVIRONMENT):
            raise HomeError(say("service.not_a_home", home=self.path))
        return self.database(given)

    def write_config(self, database: str, inbox: Path) -> None:
        """Remember where the ledger and the inbox are."""
        lines = [f"{key} = {_quoted(value)}\n" for key, value in (("database", database), ("inbox", str(inbox)))]
        replace(self.config, "".join(lines).encode(), mode=0o600)

    def inbox(self) -> Path | None:
        """Where the inbox of the service is, if one has been here."""
        named = self.settings().get("inbox")
        return Path(named) if named else None


class Lock:
    """Held by the one service of a home; the system gives it up when its process dies.

    Raises:
        HomeError: another service is at home; says which.
    """

    def __init__(self, home: Home) -> None:
        path = home.path / "lock"
        self._stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
        try:
            lock_file(self._stream.fileno())
        except OSError:
            self._stream.seek(0)
            holder = self._stream.read().strip() or "?"
            self._stream.close()
            raise HomeError(say("service.home_taken", home=home.path, holder=holder)) from None
        self._stream.seek(0)
        self._stream.truncate()
        self._stream.write(f"{socket.gethostname()}, process {os.getpid()}\n")
        self._stream.flush()

    def release(self) -> None:
        """Leave the home."""
        self._stream.close()


def check_apart(home: Path, inbox: Path) -> None:
    """HomeError where one lies inside the other: reports would be taken for applications."""
    real_home, real_inbox = home.resolve(), inbox.resolve()
    if real_home.is_relative_to(real_inbox) or real_inbox.is_relative_to(real_home):
        raise HomeError(say("service.home_inside", home=home, inbox=inbox))


def check_inbox(inbox: Path) -> None:
    """UsageError where the inbox is not there or no folder, when a service starts."""
    if not inbox.is_dir():
        raise UsageError(say("service.no_inbox", inbox=inbox))


def replace(path: Path, content: bytes, *, mode: int) -> None:
    """Write a file whole or not at all, and durably."""
    beside = path.with_name(f".~{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make sure that names in a folder survive a power cut, on systems where that can be asked for."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def lock_file(descriptor: int) -> None:
    """Lock an open file for this process; the system gives it up when the process ends. OSError where another one holds it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _write_once(path: Path, content: bytes) -> None:
    if not path.exists():
        replace(path, content, mode=0o600)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
