"""Files that docvet writes: all of it or, if that fails, what stood there before; and by one process at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4


def write_whole(path: Path, text: str) -> None:
    """The text as a UTF-8 file. OSError where it cannot be written; what stood there is then untouched.

    A link is followed, an existing file keeps its mode, a device or pipe is written directly.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_text(text, encoding="utf-8", newline="\n")
        return
    part = target.with_name(f".docvet-{uuid4().hex}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """While it lasts, no other process is the only writer of this file; waits until that is so.

    OSError where nothing can be written beside the file. What marks it (``.NAME.part``, which scans ignore) is gone
    afterwards, and means nothing after a crash.
    """
    mark = path.with_name(f".{path.name}.part")
    while True:
        descriptor = os.open(mark, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(descriptor)
            # The last writer may have removed the mark between the opening and the lock.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), mark.stat()):
                    yield
                    return
        finally:
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(descriptor), mark.stat()):
                    mark.unlink()
            os.close(descriptor)
            with contextlib.suppress(OSError):
                if os.name == "nt":  # an open file cannot be removed there
                    mark.unlink()


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            except OSError:
                time.sleep(0.05)
            else:
                return
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
