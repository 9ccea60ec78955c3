"""The packed upload of an application as one archive, made in a process of its own."""

from __future__ import annotations

import secrets
import shutil
import threading
import zipfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

_ONE = threading.Lock()
"""Packing reads pages again: one at a time is what a machine that also scans can bear."""
_MEMORY = 4_000_000_000
PATIENCE = 600.0
"""Seconds that somebody waits for another's pack to be done."""


class Busy(Exception):
    """Other packs take too long."""


class Crashed(Exception):
    """The process that packed ended by itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be packed."""

    folder: Path
    loose: bool
    """Only the files directly in the folder; its subfolders are other applications."""
    name: str
    ruleset: str | None
    defaults: Mapping[str, Any]
    """What holds for the client unless the folder's file says otherwise."""
    entered: Mapping[str, Any]
    """What people entered: it wins over the file."""
    decisions: Any
    """:class:`docvet.decisions.Decisions`"""
    today: date
    password: str | None = None
    """Of protected PDFs; it must give the right to change them."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file; whoever asked for it deletes it."""

    path: Path
    complete: bool
    """Nothing that is needed is missing in it."""


def archive(wanted: Wanted, home: Path) -> Archive:
    """Pack the application.

    Raises:
        DocvetError: it cannot be scanned or packed.
        Busy, Crashed: see there.
        OSError: the home cannot be written.
    """
    if not _ONE.acquire(timeout=PATIENCE):
        raise Busy
    work = home / "staging" / f"pack-{secrets.token_hex(8)}"
    try:
        work.mkdir(mode=0o700, parents=True)
        # Spawned and not a daemon: it has readers of its own, and leaves with its parent as they do.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_follow, initargs=(_MEMORY,)) as pool:
            complete = pool.submit(_pack, wanted, work).result()
        target = work.with_suffix(".zip")
        (work / "pack.zip").rename(target)
        return Archive(target, complete)
    except BrokenProcessPool:
        raise Crashed from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
        _ONE.release()


def _follow(memory: int) -> None:
    from docvet.reading import guard

    guard.start_parent(memory)


def _pack(wanted: Wanted, work: Path) -> bool:
    from docvet.form.model import load_form
    from docvet.intake import collect
    from docvet.pack import pack

    folder = _alone(wanted, work) if wanted.loose else wanted.folder
    in_file = load_form(folder, [file.path for file in collect(folder).files]).model_fields_set - {"submission_date"}
    form = {
        "submission_date": wanted.today.isoformat(),
        **{key: value for key, value in wanted.defaults.items() if key not in in_file},
        **wanted.entered,
    }
    packed = work / "packed"
    manifest = pack(
        folder, packed, ruleset=wanted.ruleset, form=form, jobs=1, decisions=wanted.decisions, password=wanted.password
    )
    with zipfile.ZipFile(work / "pack.zip", "w", zipfile.ZIP_STORED) as target:
        for file in sorted(packed.rglob("*")):
            if file.is_file():
                target.write(file, f"{wanted.name}/{file.relative_to(packed).as_posix()}")
    (work / "pack.zip").chmod(0o600)
    return manifest.complete


def _alone(wanted: Wanted, work: Path) -> Path:
    """A private copy of the files that lie beside other applications."""
    copy = work / wanted.folder.name
    copy.mkdir(mode=0o700)
    for file in wanted.folder.iterdir():
        if file.is_file() and not file.is_symlink():
            shutil.copy2(file, copy / file.name)
    return copy
