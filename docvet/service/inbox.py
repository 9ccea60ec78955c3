"""What lies in the inbox, by names, sizes and times alone: no content is read for it.

A walk over thousands of unchanged folders comes by here every time, so these loops are plain and handle strings.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Collection
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache
from pathlib import Path

from docvet.intake import JUNK, OWN, printable

READY = ".ready"
DEFAULT = "default"
"""The application of files that lie directly in a client's folder."""
_TEMPORARY = ("*.part", "*.tmp", "*.crdownload", "*.filepart", "~$*")
_FORMS = ("application.yaml", "application.yml")
"""Of docvet's own files the ones that belong to the content."""
_AWAY = frozenset(
    getattr(errno, name)
    for name in ("EIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ETIMEDOUT", "ENODEV", "ENXIO", "ESHUTDOWN")
    if hasattr(errno, name)
)
"""What a share says that is not there."""


@dataclass(frozen=True, slots=True)
class Stat:
    """A file as the disk knows it."""

    size: int
    modified: int
    """ns"""
    changed: int
    """ns; of the entry itself, which no program can set back."""
    reserved: bool
    """Fewer bytes are on the disk than its size says: a copy that is not over, or a sparse file."""


@dataclass(slots=True)
class Listing:
    """The files of one application."""

    files: dict[str, Stat] = field(default_factory=dict)
    """By path relative to the folder, as the disk spells it."""
    temporary: str = ""
    """The name of a file that somebody is still writing."""
    ready: bool = False
    """A file ``.ready`` says that everything is there, and nothing is newer."""
    problem: str = ""
    detail: str = ""

    @property
    def digest(self) -> str:
        """The same as long as no name, size or time has changed."""
        lines = [f"{path}\0{s.size}\0{s.modified}\0{s.changed}" for path, s in sorted(self.files.items())]
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an application lies in the inbox."""

    client: str
    name: str
    path: str
    """Relative to the inbox."""
    loose: bool = False
    """Its files lie directly in the client's folder; subfolders there are other applications."""


@dataclass(slots=True)
class Survey:
    """The applications there are, and what is amiss above their level."""

    places: dict[str, Place] = field(default_factory=dict)
    """By path."""
    problems: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Path → problem and detail."""
    unread: list[str] = field(default_factory=list)
    """Clients whose folder could not be listed: of theirs nothing is known."""


class InboxAway(OSError):
    """The inbox, or the share it lies on, is not there now."""


def survey(inbox: Path, only: Collection[str] | None = None) -> Survey:
    """Every application of the inbox, or those of some clients, without looking into them.

    Raises:
        InboxAway: the inbox cannot be listed.
    """
    seen = Survey()
    try:
        with os.scandir(inbox) as listing:
            clients = sorted(
                (entry for entry in listing if only is None or entry.name in only), key=lambda entry: entry.name
            )
    except OSError as error:
        raise InboxAway(error.errno, error.strerror or str(error)) from error
    for entry in clients:
        if _is_junk(entry.name):
            continue
        name = printable(entry.name)
        if name != entry.name:
            seen.problems[name] = ("bad_name", "")
        elif entry.is_symlink():
            seen.problems[name] = ("link", "")
        elif entry.is_dir(follow_symlinks=False):
            _survey_client(entry.path, name, seen)
        else:
            seen.problems[name] = ("wrong_level", "")
    return seen


def _survey_client(folder: str, client: str, seen: Survey) -> None:
    loose = False
    try:
        with os.scandir(folder) as listing:
            for entry in listing:
                name = printable(entry.name)
                path = f"{client}/{name}"
                if _is_ignored(entry.name):
                    continue
                if entry.is_symlink():
                    seen.problems[path] = ("link", "")
                elif not entry.is_dir(follow_symlinks=False):
                    loose = True
                elif name != entry.name:
                    seen.problems[path] = ("bad_name", "")
                else:
                    seen.places[path] = Place(client, name, path)
    except OSError as error:
        if is_away(error):
            raise InboxAway(error.errno, error.strerror) from error
        seen.problems[client] = ("unreadable", _why(error))
        seen.unread.append(client)
        return
    if loose and f"{client}/{DEFAULT}" in seen.places:
        seen.problems[client] = ("loose_files", "")
    elif loose:
        seen.places[client] = Place(client, DEFAULT, client, loose=True)


def list_files(inbox: Path, place: Place) -> Listing:
    """The files of an application at any depth, links not followed.

    What cannot be listed is its ``problem``.

    Raises:
        InboxAway: the share is not there.
        FileNotFoundError: the folder is no longer there.
    """
    listing = Listing()
    root = os.path.join(inbox, place.path)  # noqa: PTH118 - thousands of times a walk
    marker: Stat | None = None
    folders = [(root, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name == READY and not prefix:
                        marker = _stat(entry)
                    else:
                        _take(entry, prefix, listing, folders, deep=not place.loose)
        except OSError as error:
            if is_away(error):
                raise InboxAway(error.errno, error.strerror) from error
            if folder == root and isinstance(error, FileNotFoundError | NotADirectoryError):
                raise FileNotFoundError(error.errno, error.strerror) from error
            if not isinstance(error, FileNotFoundError):
                listing.problem, listing.detail = "unreadable", f"{printable(prefix) or '.'}: {_why(error)}"
    if marker is not None:
        newest = max((max(s.modified, s.changed) for s in listing.files.values()), default=0)
        listing.ready = max(marker.modified, marker.changed) >= newest
    return listing


def _take(
    entry: os.DirEntry[str], prefix: str, listing: Listing, folders: list[tuple[str, str]], *, deep: bool
) -> None:
    name = entry.name
    if _temporary().match(name):
        listing.temporary = listing.temporary or prefix + name
        return
    if _is_ignored(name) if not prefix else _is_junk(name):
        return
    if entry.is_dir(follow_symlinks=False):
        if deep:
            folders.append((entry.path, f"{prefix}{name}/"))
    elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
        listing.files[prefix + name] = _stat(entry)


def _stat(entry: os.DirEntry[str]) -> Stat:
    seen = entry.stat(follow_symlinks=False)
    blocks = getattr(seen, "st_blocks", None)
    reserved = blocks is not None and stat.S_ISREG(seen.st_mode) and blocks * 512 < seen.st_size - 4096
    return Stat(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, reserved)


def is_away(error: OSError) -> bool:
    """The share is at fault, not the file."""
    return isinstance(error, InboxAway) or error.errno in _AWAY


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _is_junk(name: str) -> bool:
    return _junk().match(name.lower()) is not None


def _is_ignored(name: str) -> bool:
    """Not content, at the root of an application."""
    lower = name.lower()
    return _junk().match(lower) is not None or (lower not in _FORMS and _own().match(lower) is not None)


@lru_cache
def _junk() -> re.Pattern[str]:
    return _pattern(JUNK)


@lru_cache
def _own() -> re.Pattern[str]:
    return _pattern(OWN)


@lru_cache
def _temporary() -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in _TEMPORARY), re.IGNORECASE)


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern.lower()) for pattern in names))
