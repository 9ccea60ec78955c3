"""Pages that were read before: plain files, one an entry, so that a folder costs only what changed in it.

An entry lies under the hash of its file and is named by a key of everything its content depends on; what is wrong, old or
damaged is simply not there. Entries hold what is printed on people's documents: they are private to the user and expire.
Several processes, and machines on one folder, may use it at once: entries are written aside and renamed, nothing is locked.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import logging
import os
import time
import uuid
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

FOLDER_VARIABLE = "DOCVET_CACHE_DIR"
FORMAT = 1
"""Of folder and entries; a later docvet may raise it."""
DAYS = 30
"""Age at which an entry expires."""
MOST_BYTES = 500_000_000
"""Size of all entries, about 100,000 pages; the oldest go first."""
_SHRUNK = 0.8
"""Part of that to which a full cache is brought down."""
_TIDIED_EVERY = 86_400.0
_LEFTOVER = 3600.0
"""Seconds after which what an interrupted write left is no longer being written."""
_DIGEST = 32
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

T = TypeVar("T")
_log = logging.getLogger(__name__)


class CacheProblem(StrEnum):
    """Why the cache is not used, or no longer written."""

    FULL = "full"
    UNWRITABLE = "unwritable"
    NOT_PRIVATE = "not_private"
    """Others may read or change it, and that could not be taken from them (a share may know no owners)."""
    OTHER_USER = "other_user"
    LATER = "later"
    """Written by a later docvet."""


@dataclass(frozen=True, slots=True)
class Info:
    """What a cache holds."""

    entries: int
    bytes: int
    oldest: float | None
    """Seconds since 1970 when the oldest entry was written."""


def default_folder() -> Path:
    """Where pages are kept: ``DOCVET_CACHE_DIR``, else the user's own folder for such things on this system."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("docvet", appauthor=False))


class PageCache:
    """Entries by the SHA-256 of their file and a key; nothing here raises because of what the folder is like.

    ``problem`` says what kept it from being used, if anything did; reading then goes on without it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()
        self.problem: CacheProblem | None = None
        self._usable: bool | None = None
        self._writable = True
        self._written = 0

    def get(self, sha256: str, key: str, kind: type[T]) -> T | None:
        """The entry, if there is a sound one of this type that has not expired."""
        if not self._ready():
            return None
        path = self._path(sha256, key)
        try:
            if time.time() - path.stat().st_mtime > DAYS * 86_400:
                path.unlink()
                return None
            sealed = path.read_bytes()
        except OSError:
            return None
        try:
            return _unsealed(sealed, kind)
        except (ValueError, msgspec.MsgspecError, zlib.error):
            with contextlib.suppress(OSError):
                path.unlink()
            return None

    def put(self, sha256: str, key: str, value: Any) -> None:
        """Keep a value; the first failure ends writing for this object."""
        if not self._ready() or not self._writable:
            return
        try:
            sealed = _sealed(value)
        except (TypeError, ValueError, msgspec.MsgspecError):  # what another package's engine put into a page
            return
        try:
            self._write(self._path(sha256, key), sealed)
            self._written += len(sealed)
            self._tidy_now_and_then()
        except OSError as error:
            self._writable = False
            self._note(CacheProblem.FULL if error.errno in _FULL else CacheProblem.UNWRITABLE)

    def forget(self, hashes: Iterable[str]) -> int:
        """Delete all entries of the files with these SHA-256; how many there were.

        Raises:
            OSError: an entry could not be deleted.
        """
        gone = 0
        for sha256 in hashes:
            for path in self._pages.joinpath(sha256[:2]).glob(f"{_plain(sha256)}-*"):
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def clear(self) -> int:
        """Delete every entry; how many there were. Files that are not docvet's own stay.

        Raises:
            OSError: an entry could not be deleted.
        """
        gone = 0
        for path in self._files():
            path.unlink(missing_ok=True)
            gone += path.suffix == ".page"
        return gone

    def info(self) -> Info:
        """What it holds; also finds out whether it can be used at all."""
        self._ready()
        sizes, times = [], []
        for path in self._files():
            with contextlib.suppress(OSError):
                about = path.stat()
                sizes.append(about.st_size)
                times.append(about.st_mtime)
        return Info(len(sizes), sum(sizes), min(times, default=None))

    @property
    def _pages(self) -> Path:
        return self.folder / "pages"

    def _path(self, sha256: str, key: str) -> Path:
        return self._pages / sha256[:2] / f"{_plain(sha256)}-{key}.page"

    def _files(self) -> Iterator[Path]:
        for pattern in ("[0-9a-f][0-9a-f]/*.page", "[0-9a-f][0-9a-f]/.*.part"):
            yield from self._pages.glob(pattern)

    def _ready(self) -> bool:
        """Whether entries may be taken from the folder, which is made if there is none."""
        if self._usable is None:
            try:
                problem = self._unfit()
            except OSError as error:
                problem = CacheProblem.FULL if error.errno in _FULL else CacheProblem.UNWRITABLE
            self._usable = problem is None
            if problem is not None:
                self._note(problem)
        return self._usable

    def _unfit(self) -> CacheProblem | None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix":
            about = self.folder.stat()
            if about.st_uid != os.geteuid():
                return CacheProblem.OTHER_USER
            if about.st_mode & 0o077:
                with contextlib.suppress(OSError):
                    self.folder.chmod(0o700)
                if self.folder.stat().st_mode & 0o077:
                    return CacheProblem.NOT_PRIVATE
        mark = self.folder / "format"
        try:
            written = int(mark.read_text(encoding="ascii").split()[0])
        except FileNotFoundError:
            self._write(mark, f"{FORMAT}\n".encode())
            return None
        except (ValueError, IndexError):
            return CacheProblem.LATER  # no docvet until now wrote such a mark
        return CacheProblem.LATER if written > FORMAT else None

    def _write(self, path: Path, content: bytes) -> None:
        """Write a private file aside and rename it, so that nobody sees half of it."""
        for folder in (self._pages, path.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        part = path.parent / f".{uuid.uuid4().hex}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise

    def _tidy_now_and_then(self) -> None:
        mark = self.folder / "tidied"
        try:
            due = time.time() - mark.stat().st_mtime > _TIDIED_EVERY
        except FileNotFoundError:
            self._write(mark, b"")
            return
        if due or self._written > MOST_BYTES / 10:
            self._written = 0
            os.utime(mark)
            self.tidy()

    def tidy(self) -> None:
        """Delete what expired, what interrupted writes left, and the oldest of what is too much."""
        now = time.time()
        kept: list[tuple[float, int, Path]] = []
        for path in self._files():
            with contextlib.suppress(OSError):
                about = path.stat()
                age = now - about.st_mtime
                if age > (DAYS * 86_400 if path.suffix == ".page" else _LEFTOVER):
                    path.unlink()
                elif path.suffix == ".page":
                    kept.append((about.st_mtime, about.st_size, path))
        size = sum(each[1] for each in kept)
        if size <= MOST_BYTES:
            return
        for _, each, path in sorted(kept):
            with contextlib.suppress(OSError):
                path.unlink()
            size -= each
            if size <= _SHRUNK * MOST_BYTES:
                return

    def _note(self, problem: CacheProblem) -> None:
        if self.problem is None:
            self.problem = problem
            _log.warning("pages are read without the cache %s: %s", self.folder, problem.value)


def _plain(sha256: str) -> str:
    """The hash, which becomes part of a path.

    Raises:
        ValueError: it is none.
    """
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256 in hexadecimal: {sha256!r}")
    return sha256


def _sealed(value: Any) -> bytes:
    packed = zlib.compress(msgspec.msgpack.encode(value, enc_hook=_simple), 6)
    return hashlib.sha256(packed).digest() + packed


def _unsealed(sealed: bytes, kind: type[T]) -> T:
    digest, packed = sealed[:_DIGEST], sealed[_DIGEST:]
    if hashlib.sha256(packed).digest() != digest:
        raise ValueError("damaged")
    value: T = _decoder(kind).decode(zlib.decompress(packed))  # type: ignore[arg-type]
    return value


@lru_cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=lambda wanted, value: wanted(value))


def _simple(value: Any) -> Any:
    """A path as text; a number of numpy's as one of Python's."""
    return os.fspath(value) if isinstance(value, os.PathLike) else value.item()
