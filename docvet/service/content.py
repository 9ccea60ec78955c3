"""What the files of an application contain: their hashes, of which only changed files are read."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from io import BufferedReader
from pathlib import Path

from docvet.intake import printable
from docvet.service.inbox import Listing, Stat

_TAIL = 4096

Known = Mapping[str, Sequence[int | str]]


def hashed(folder: Path, listing: Listing, known: Known) -> dict[str, list[int | str]]:
    """Relative path → size, modification time, sha256, time of the entry's change.

    Files that stand in ``known`` with the same size and times are not read. A link counts by what it points to.

    Raises:
        OSError: a file cannot be read, or is no longer there.
    """
    files: dict[str, list[int | str]] = {}
    for path, seen in listing.files.items():
        name = printable(path)
        before = known.get(name)
        if before is not None and [before[0], before[1], before[3]] == [seen.size, seen.modified, seen.changed]:
            digest = str(before[2])
        else:
            digest = _digest(folder / path)
        files[name] = [seen.size, seen.modified, digest, seen.changed]
    return files


def version(files: Mapping[str, Sequence[int | str]]) -> str:
    """The content version: a hash over relative paths and hashes."""
    lines = [f"{path}\0{entry[2]}" for path, entry in sorted(files.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def looks_unfinished(folder: Path, listing: Listing, known: Known) -> bool:
    """A changed file has room that nothing was written to yet: copies reserve the whole size ahead."""
    return any(
        _unfinished(folder / path, seen)
        for path, seen in listing.files.items()
        if (before := known.get(printable(path))) is None or before[1] != seen.modified
    )


def _unfinished(path: Path, seen: Stat) -> bool:
    if seen.reserved:
        return True
    if seen.size < _TAIL:
        return False
    with _opened(path) as stream:
        stream.seek(-_TAIL, os.SEEK_END)
        return not any(stream.read(_TAIL))


def _digest(path: Path) -> str:
    if path.is_symlink():
        return hashlib.sha256(os.fsencode(path.readlink())).hexdigest()
    with _opened(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _opened(path: Path) -> BufferedReader:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    stream = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise FileNotFoundError(path)
    return stream
