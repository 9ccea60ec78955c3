"""A bundle within the size limit: without loss if possible, else compressed as little as it takes, and proved."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docvet.limits import Limits
from docvet.models import File
from docvet.pack.manifest import Change, Why
from docvet.pack.pages import Compression, Differs, Protected, compose
from docvet.pack.plan import Bundle, SourcePage
from docvet.pack.proof import lost
from docvet.reading.pool import Readers
from docvet.reading.processes import Budget, Failed, Task, WorkerProcess, run

_LADDER = (
    Compression(None, 95), Compression(None, 90), Compression(None, 80), Compression(300, 85), Compression(300, 75), Compression(250, 75), Compression(200, 75), Compression(200, 60),
    Compression(150, 60),
)  # fmt: skip
"""From almost no loss down to what a person still reads with ease; each is smaller than the one before."""

_PAGES_A_LIMIT = 10
"""Pages that are made within the time limit of a file; so much again for each further such number."""

Changes = tuple[frozenset[Change], ...]


class NotPacked(Exception):
    """A bundle cannot be packed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Fitted:
    """A bundle that is known to fit."""

    bundle: Bundle
    source_pages: tuple[SourcePage, ...]
    """What the output is made of: the bundle's own, or the pages of a compressed copy."""
    changes: Changes
    """For each page."""
    bytes: int
    step: Compression | None = None
    proved: int = 0
    """Values that were read again."""


class Press:
    """Makes PDFs in a bounded worker process, in a private folder that the caller removes.

    Raises, like its methods, :class:`NotPacked` for what a stranger's file does.
    """

    def __init__(self, work: Path, limit: int, least_dpi: float, limits: Limits, readers: Readers) -> None:
        self._work = work
        self.limit = limit
        """Bytes that an output may have."""
        self._ladder = tuple(step for step in _LADDER if step.dpi is None or step.dpi >= least_dpi)
        self._limits = limits
        self._readers = readers
        self._slot = WorkerProcess(2 * limits.memory)
        self._made = 0

    def close(self) -> None:
        """End the worker process."""
        self._slot.stop()
        self._slot.join()

    def fit(self, bundle: Bundle) -> Fitted:
        """The bundle without loss if it fits so, else after the first step at which it does, if still legible then."""
        path, changes = self._try(bundle.source_pages, None)
        size = path.stat().st_size
        path.unlink()
        if size <= self.limit:
            return Fitted(bundle, bundle.source_pages, changes, size)
        for step in self._ladder:
            path, changes = self._try(bundle.source_pages, step)
            if (size := path.stat().st_size) <= self.limit:
                return self._proved(bundle, path, changes, step)
            path.unlink()
        raise NotPacked(Why.TOO_LARGE)

    def write(self, source_pages: Sequence[SourcePage], target: Path) -> Changes:
        """A PDF of these pages."""
        return self._compose(source_pages, target, None)

    def _proved(self, bundle: Bundle, path: Path, changes: Changes, step: Compression) -> Fitted:
        copy = file_at(path)
        gone, kept = lost(bundle.documents, copy, self._readers)
        if gone:
            raise NotPacked(Why.ILLEGIBLE)
        source_pages = tuple(SourcePage(copy, number) for number in range(1, len(bundle.source_pages) + 1))
        return Fitted(bundle, source_pages, changes, copy.bytes, step, kept)

    def _try(self, source_pages: Sequence[SourcePage], step: Compression | None) -> tuple[Path, Changes]:
        self._made += 1
        path = self._work / f"{self._made}.pdf"
        return path, self._compose(source_pages, path, step)

    def _compose(self, source_pages: Sequence[SourcePage], target: Path, step: Compression | None) -> Changes:
        cpu = float(self._limits.seconds) * (1 + len(source_pages) // _PAGES_A_LIMIT)
        files = tuple(source_page.file.absolute for source_page in source_pages)
        work = source_pages, step, self._limits
        task = Task(target.name, compose, work, Budget(cpu, cpu * self._limits.clock), files)
        ((_, outcome),) = run([task], [self._slot])
        if isinstance(outcome, Failed):
            raise NotPacked(_meaning(outcome))
        data, changes = outcome
        target.write_bytes(data)
        return changes  # type: ignore[no-any-return]


def _meaning(failed: Failed) -> Why:
    if isinstance(failed.error, Protected):
        return Why.PROTECTED
    return Why.DIFFERS if isinstance(failed.error, Differs) else Why(failed.trouble.kind.value)


def file_at(path: Path) -> File:
    """The record of a PDF of docvet's own."""
    return File(path.name, path, digest(path), path.stat().st_size, "application/pdf")


def digest(path: Path) -> str:
    """SHA-256 of a file, as :attr:`docvet.models.File.sha256`."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
