"""Where a service and its processes put files for a moment: in a folder that the next service clears, however this one ends."""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import IO

from docvet.service.home import lock_file

_LOCK = ".lock"


def enter() -> None:
    """Have a folder of one's own for temporary files, from now on; those of services that were killed are deleted."""
    place = Path(tempfile.gettempdir())
    prefix = f"docvet-{os.getuid() if hasattr(os, 'getuid') else 0}-"
    for left in place.glob(f"{prefix}*{_LOCK}"):
        with contextlib.suppress(OSError):
            _clear(left)
    lock = place / f"{prefix}{secrets.token_hex(3)}{_LOCK}"
    with contextlib.suppress(OSError):  # no room for temporary files: whatever needs them says so
        held = _locked(lock)
        folder = lock.with_suffix("")
        folder.mkdir(mode=0o700)
        tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
        atexit.register(_leave, lock, held)


def _clear(lock: Path) -> None:
    """Delete the folder of a service that has gone. OSError where it is alive."""
    with _locked(lock):
        shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
        lock.unlink()


def _locked(lock: Path) -> IO[str]:
    """Its file, locked until it is closed or this process ends. OSError where another one holds it."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        lock_file(descriptor)
    except OSError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "r+", encoding="utf-8")


def _leave(lock: Path, held: IO[str]) -> None:
    shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
    with contextlib.suppress(OSError):
        lock.unlink()
    held.close()
