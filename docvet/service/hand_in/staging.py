"""Where files land before they become an application, and the step that makes them one.

Everything lands in a folder of the inbox whose name ends in ``.part``, which nobody looks into. A new application is then
moved to its place in one step. Into one that is there the files are moved one by one, under a temporary name that keeps the
folder from being taken meanwhile; a journal lets the next start finish what a power cut left half done. What a file
takes the place of is kept beside it in a folder ``.~replaced-…``, which is no part of the application.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from docvet.service.hand_in.names import is_ignored
from docvet.service.home import sync_folder

_PREFIX, _SUFFIX = ".docvet-", ".part"
_FILES, _JOURNAL = "files", "commit.json"
_READY = ".ready"


class LooseFiles(Exception):
    """The client's files lie directly in its folder, so that an application cannot be added by this name."""


class Elsewhere(Exception):
    """The client's or the application's folder is a link: the files would land outside the inbox."""


@dataclass(slots=True)
class Staging:
    """Files on their way."""

    inbox: Path
    folder: Path
    paths: list[str] = field(default_factory=list)
    """Relative paths of the files that are complete."""

    @property
    def files(self) -> Path:
        """Where they lie."""
        return self.folder / _FILES

    @contextlib.contextmanager
    def file(self, path: str) -> Iterator[BinaryIO]:
        """A new file at this relative path, which counts once it is closed without an exception."""
        place = self.files / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        self.paths.append(path)

    def commit(self, client: str, name: str, *, replace: bool) -> None:
        """Make them the application of this client and name, or add them to it.

        With ``replace`` the application holds these files and no others afterwards.

        Raises:
            LooseFiles: see there.
            Elsewhere: see there.
            OSError: the inbox cannot be written.
        """
        target = self.inbox / client / name
        if name == "default" and not target.exists() and _has_loose_files(self.inbox / client):
            raise LooseFiles
        if (self.inbox / client).is_symlink() or target.is_symlink():
            raise Elsewhere
        (self.inbox / client).mkdir(exist_ok=True)
        if not target.exists():
            (self.files / _READY).write_bytes(b"")
            try:
                self.files.rename(target)
            except OSError:
                if not target.exists():
                    raise
                (self.files / _READY).unlink()
            else:
                sync_folder(target.parent)
                shutil.rmtree(self.folder, ignore_errors=True)
                return
        aside = f".~replaced-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}"
        journal = {"client": client, "name": name, "paths": self.paths, "replace": replace, "aside": aside}
        part = self.folder / f"{_JOURNAL}.part"
        part.write_text(json.dumps(journal, ensure_ascii=False), encoding="utf-8")
        part.rename(self.folder / _JOURNAL)
        sync_folder(self.folder)
        _finish(self.inbox, self.folder, journal)

    def discard(self) -> None:
        """Nothing of it stays."""
        shutil.rmtree(self.folder, ignore_errors=True)


def begin(inbox: Path) -> Staging:
    """A place for files. OSError where the inbox cannot be written."""
    folder = inbox / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
    (folder / _FILES).mkdir(parents=True)
    return Staging(inbox, folder)


def recover(inbox: Path) -> None:
    """Finish or clear away what a service that ended left on its way, as far as the inbox can be written."""
    for folder in inbox.glob(f"{_PREFIX}*{_SUFFIX}"):
        journal = folder / _JOURNAL
        with contextlib.suppress(OSError):
            if journal.is_file():
                _finish(inbox, folder, json.loads(journal.read_text(encoding="utf-8")))
            else:
                shutil.rmtree(folder, ignore_errors=True)


def _finish(inbox: Path, folder: Path, journal: dict[str, object]) -> None:
    """Move the files that are still there; may be done again from the start."""
    target = inbox / str(journal["client"]) / str(journal["name"])
    paths = [str(path) for path in journal["paths"]]  # type: ignore[attr-defined]
    aside = target / str(journal["aside"])
    target.mkdir(parents=True, exist_ok=True)
    marker = target / folder.name
    marker.touch()
    for path in paths:
        source = folder / _FILES / path
        if source.exists():
            _clear_way(target, path, aside)
            source.replace(target / path)
    if journal["replace"]:
        for path in _others(target, set(paths)):
            _put_aside(target, path, aside)
    (target / _READY).unlink(missing_ok=True)
    marker.unlink()
    (target / _READY).touch()
    sync_folder(target)
    shutil.rmtree(folder, ignore_errors=True)


def _put_aside(target: Path, path: str, aside: Path) -> None:
    if (target / path).is_symlink() or (target / path).exists():
        (aside / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).replace(aside / path)


def _others(target: Path, paths: set[str]) -> list[str]:
    others = []
    for folder, folders, files in os.walk(target):
        inside = Path(folder).relative_to(target)
        folders[:] = [name for name in folders if not is_ignored((inside / name).as_posix())]
        others += [path for name in files if (path := (inside / name).as_posix()) not in paths and not is_ignored(path)]
    return others


def _clear_way(target: Path, path: str, aside: Path) -> None:
    """Links on the way, files where a folder is needed, and whatever stands at the path itself, are put aside."""
    inside = Path()
    for part in Path(path).parts[:-1]:
        inside = inside / part
        if (target / inside).is_symlink() or (target / inside).is_file():
            _put_aside(target, inside.as_posix(), aside)
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    _put_aside(target, path, aside)


def _has_loose_files(client: Path) -> bool:
    return client.is_dir() and any(item.is_file() and not is_ignored(item.name) for item in client.iterdir())
