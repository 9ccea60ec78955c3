"""Protected PDFs, opened with the password of their owner: a private copy of the folder in which they are plain."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

from pypdfium2 import raw

from docvet.errors import UsageError
from docvet.intake import collect, printable
from docvet.limits import Limits
from docvet.models import File
from docvet.reading import pdf
from docvet.reading.image_file import Unreadable
from docvet.reading.processes import Budget, Task, WorkerProcess, run

_CHANGES = 1 << 3
"""The right to change a document (ISO 32000-1, table 22, bit 4)."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The folder to read, and the originals of the files in it that were protected, by path."""

    folder: Path
    originals: dict[str, File]


@contextmanager
def unlocked(folder: Path, password: str | None, limits: Limits) -> Iterator[Unlocked]:
    """The folder itself where nothing is to be lifted, else a private copy that is gone when the block ends.

    A protection is lifted only where the password gives the right to change the document, and never from a signed
    one, whose signature would break.

    Raises:
        UsageError: the folder cannot be copied.
    """
    if not password:
        yield Unlocked(folder, {})
        return
    with tempfile.TemporaryDirectory(prefix="docvet-") as name:
        plain = Path(name) / "plain"
        plain.mkdir()
        lifted = _lifted(folder, password, plain, limits)
        if not lifted:
            yield Unlocked(folder, {})
            return
        root = folder.resolve()
        copy = Path(name) / root.name
        _copied(root, copy)
        for file, path in lifted:
            place = copy / file.absolute.relative_to(root)
            place.unlink()
            path.rename(place)
        yield Unlocked(copy, {file.path: file for file, _ in lifted})


def _copied(root: Path, copy: Path) -> None:
    def special(folder: str, names: list[str]) -> list[str]:
        """Pipes and devices, which no scan reads."""
        modes = {name: (Path(folder) / name).lstat().st_mode for name in names}
        return [name for name, mode in modes.items() if not (S_ISREG(mode) or S_ISDIR(mode) or S_ISLNK(mode))]

    try:
        shutil.copytree(root, copy, symlinks=True, ignore=special)
    except (OSError, shutil.Error) as error:
        reason = getattr(error, "strerror", None) or "a file in it cannot be read"
        name = printable(str(root))
        raise UsageError(
            en=f"--password needs a private copy of {name}, which failed: {reason}",
            zh=f"--password 需要 {name} 的临时副本，复制失败（{reason}）",
        ) from None


def _lifted(folder: Path, password: str, into: Path, limits: Limits) -> list[tuple[File, Path]]:
    files = [file for file in collect(folder, limits).files if file.media_type == "application/pdf"]
    worker = WorkerProcess(limits.memory)
    try:
        tasks = [
            Task(str(place), _lift, (file.absolute, password), Budget.of(limits), (file.absolute,))
            for place, file in enumerate(files)
        ]
        done = []
        for task, data in run(tasks, [worker]):
            if isinstance(data, bytes):
                place = into / f"{task.owner}.pdf"
                place.write_bytes(data)
                done.append((files[int(task.owner)], place))
    finally:
        worker.stop()
        worker.join()
    return done


def _lift(path: Path, password: str) -> bytes | None:
    """A plain copy of a protected PDF; None for one that is not protected or must stay so."""
    try:
        with pdf.opened(path, password) as document:
            allowed = raw.FPDF_GetDocPermissions(document) & _CHANGES
            if not pdf.protected(document) or not allowed or raw.FPDF_GetSignatureCount(document) > 0:
                return None
            return pdf.plain(document)
    except Unreadable:
        return None
