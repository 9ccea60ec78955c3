"""Protected PDFs, read with the passwords that people gave: through private plain copies that last as long as the reading."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docvet.application import Application
    from docvet.limits import Limits
    from docvet.reading.processes import WorkerProcess


@contextmanager
def unlocked(
    application: Application, passwords: Mapping[str, str], into: Path, limits: Limits, worker: WorkerProcess
) -> Iterator[Application]:
    """The application with plain copies in the place of those files whose password (by path) opens them.

    Paths and hashes stay those of the originals. The copies lie in the new folder ``into``, which is gone when the block ends.
    """
    if not passwords:
        yield application
        return
    into.mkdir(mode=0o700, parents=True)
    try:
        files = list(application.files)
        for number, file in enumerate(files):
            copy = into / f"{number}.pdf"
            if file.path in passwords and plain(file.absolute, passwords[file.path], copy, limits, worker):
                files[number] = replace(file, absolute=copy)
        yield replace(application, files=tuple(files))
    finally:
        shutil.rmtree(into, ignore_errors=True)


def plain(path: Path, password: str, target: Path, limits: Limits, worker: WorkerProcess) -> bool:
    """Write a plain copy of a PDF, in a worker process; false where it has no password, another one, or cannot be read."""
    from docvet.reading.processes import Budget, Task, run

    ((_, data),) = list(run([Task("", _plain, (path, password), Budget.of(limits), (path,))], [worker]))
    if not isinstance(data, bytes):
        return False
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(data)
    return True


def _plain(path: Path, password: str) -> bytes | None:
    from docvet.reading import pdf
    from docvet.reading.image_file import Unreadable

    try:
        with pdf.opened(path, password) as document:
            return pdf.plain(document) if pdf.protected(document) else None
    except Unreadable:
        return None
