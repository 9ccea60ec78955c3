"""Pictures of pages for people who may see them: made in a worker process, kept by content for a while.

They lie in ``HOME/pages``, by the hash of the file alone: no client and no name stands there.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docvet.service.unlocking import plain

if TYPE_CHECKING:
    from docvet.limits import Limits
    from docvet.reading.engines import Pixels
    from docvet.reading.processes import WorkerProcess
    from docvet.report.covering import PageCover

SIDES = {"small": 320, "medium": 1600, "large": 2600}
"""Pixels of the longer side."""
DAYS = 30
FOLDER = "pages"
_LINGER = 120.0
"""Seconds after which an idle worker process ends."""


class Replaced(Exception):
    """The file is no longer the one that was read, or is gone."""


class Pictures:
    """Makes and keeps them; may be used by several threads."""

    def __init__(self, home: Path, stopping: threading.Event | None = None) -> None:
        self._folder = home / FOLDER
        self._stopping = stopping or threading.Event()
        self._lock = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._used = 0.0

    def of(
        self,
        root: Path,
        path: str,
        *,
        sha256: str,
        media_type: str,
        page: int,
        turned: int,
        size: str,
        password: str | None = None,
        cover: PageCover | None = None,
    ) -> Path | None:
        """The PNG file of an upright page; None for a file of which there is no picture.

        ``root`` is the application's folder and ``path`` the file's in it, which must have this hash; ``password`` opens
        it where it is protected. With ``cover`` only that is seen of it which people may see who may not see personal data.

        Raises:
            Replaced: see there.
            OSError: the home cannot be written.
        """
        kept = self._folder / sha256[:2] / sha256 / f"{page}-{turned}-{size}{_mark(cover)}.png"
        if kept.is_file():
            return kept
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = kept.parent / f".{secrets.token_hex(8)}.part"
        try:
            _copy(root, path, copy, sha256)
            pixels = self._made(copy, sha256, media_type, page, turned, SIDES[size], password)
            png = _png(pixels, cover) if pixels is not None else None
            if png is None:
                return None
            part = copy.with_suffix(".png.part")
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                stream.write(png)
            part.replace(kept)
            return kept
        finally:
            copy.unlink(missing_ok=True)
            copy.with_suffix(".plain.part").unlink(missing_ok=True)

    def _made(
        self, copy: Path, sha256: str, media_type: str, page: int, turned: int, side: int, password: str | None
    ) -> Pixels | None:
        from docvet.limits import Limits
        from docvet.models import File
        from docvet.reading.originals import PageView, show

        limits = Limits.from_environment()
        file = File(copy.name, copy, sha256, copy.stat().st_size, media_type)
        with self._lock:
            opened = copy.with_suffix(".plain.part")
            if password is not None and plain(copy, password, opened, limits, self._warm(limits)):
                file = replace(file, absolute=opened)
            pixels = show([PageView(file, page, turned, side=side)], limits, self._warm(limits))[0]
            self._used = time.monotonic()
        return pixels

    def _warm(self, limits: Limits) -> WorkerProcess:
        from docvet.reading.processes import WorkerProcess

        if self._worker is None:
            self._worker = WorkerProcess(limits.memory)
        return self._worker

    def wake(self) -> None:
        """Have the worker process ready for whoever will soon want a picture; returns at once."""
        if self._worker is None and not self._lock.locked():
            threading.Thread(target=self._wake, name="pictures", daemon=True).start()

    def _wake(self) -> None:
        from docvet.limits import Limits
        from docvet.reading.originals import wake

        limits = Limits.from_environment()
        with self._lock:
            if self._worker is None and not self._stopping.is_set():
                wake(self._warm(limits), limits)
                self._used = time.monotonic()

    def rest(self) -> None:
        """End the worker process where nobody has asked for a while."""
        with self._lock:
            if self._worker is not None and time.monotonic() - self._used > _LINGER:
                self._end()

    def close(self) -> None:
        """End the worker process."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.stop()
            self._worker.join()
            self._worker = None


def _png(pixels: Pixels, cover: PageCover | None) -> bytes | None:
    import cv2

    from docvet.report.covering import covered

    shown = pixels if cover is None else covered(pixels, cover)
    done, png = cv2.imencode(".png", cv2.cvtColor(shown, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 3])
    return png.tobytes() if done else None


def _mark(cover: PageCover | None) -> str:
    """Tells pictures apart that show more or less of one page."""
    return "" if cover is None else f"-{hashlib.sha256(cover.model_dump_json().encode()).hexdigest()[:16]}"


def expire(home: Path, days: float = DAYS) -> None:
    """Delete pictures that were made so many days ago."""
    before = time.time() - days * 86400
    for file in (home / FOLDER).glob("*/*/*"):
        try:
            if file.stat().st_mtime < before:
                file.unlink()
                file.parent.rmdir()
        except OSError:
            continue  # others are left in that folder, or somebody was quicker


def drop(home: Path, hashes: Iterable[str]) -> None:
    """Delete the pictures of files with these hashes."""
    for sha256 in hashes:
        shutil.rmtree(home / FOLDER / sha256[:2] / sha256, ignore_errors=True)


def _copy(root: Path, path: str, target: Path, sha256: str) -> None:
    """A private copy of the file, which is the very content of that hash whatever happens to the original."""
    place = root / path
    try:
        if not place.resolve(strict=True).is_relative_to(root.resolve(strict=True)):
            raise Replaced
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        source = os.fdopen(os.open(place, flags), "rb")
    except OSError:
        raise Replaced from None
    digest = hashlib.sha256()
    with source, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
            raise Replaced
        while piece := source.read(1 << 20):
            digest.update(piece)
            stream.write(piece)
    if digest.hexdigest() != sha256:
        raise Replaced
