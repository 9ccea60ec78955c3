"""From a folder to its files: walked, sniffed, hashed; nothing is opened as a document yet."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from docvet.errors import UsageError
from docvet.limits import Limits
from docvet.models import File, Trouble, TroubleKind
from docvet.sniff import NO_FORMAT, Sniffed, sniff

JUNK = (
    ".DS_Store", "._*", "Thumbs.db", "desktop.ini", "@eaDir", "__MACOSX", ".stfolder", "#recycle", "#snapshot",
    "@Recycle", ".~*", "~$*", "*.downloading", "*.tmp", "*.part", "*.crdownload", "*.filepart", ".ready",
)  # fmt: skip
"""Names, of files and folders, that systems and programs leave behind."""
_REPORT = "docvet-report.*"
OWN = ("application.yaml", "application.yml", "decisions.yaml", "decisions.yml", _REPORT)
"""Names at the folder's root that speak to docvet or come from it."""
_PACK_MARK = b'"docvet/pack-1"'
_OWN_MARKS = (b'"docvet/report-1"', _PACK_MARK)
"""Near the start of reports, and of the manifest of a pack."""
_READ = frozenset(
    {
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".jfif",
        ".gif",
        ".webp",
        ".tif",
        ".tiff",
        ".bmp",
        ".heic",
        ".heif",
        ".xlsx",
        ".xls",
    }
)
"""Endings of formats that are read."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What a folder holds."""

    files: tuple[File, ...]
    """By path; those with a trouble too."""
    ignored: tuple[str, ...] = ()
    """Paths of junk, docvet's own files, pipes and devices, and links to other files of the folder."""
    over: tuple[str, ...] = ()
    """Paths beyond the limit of files: counted, not opened."""
    troubles: tuple[Trouble, ...] = ()
    """What concerns the folder as a whole: ``LIMIT`` ``files`` when something is in ``over``."""


def collect(folder: Path, limits: Limits | None = None) -> Intake:
    """Every file below ``folder``, at any depth.

    Links that lead out of the folder are reported and never followed; a link to something inside is
    ignored, since its target is met anyway.

    Raises:
        UsageError: ``folder`` does not exist, is not a folder or cannot be listed.
    """
    limits = limits or Limits.from_environment()
    root = _root(folder)
    items = sorted(_walk(root), key=lambda item: item.path)
    files: list[File] = []
    ignored: list[str] = []
    over: list[str] = []
    for item in items:
        if item.ignored:
            ignored.append(item.path)
        elif len(files) >= limits.files:
            over.append(item.path)
        elif (file := _file(item, limits)) is None:
            ignored.append(item.path)
        else:
            files.append(file)
    troubles = (Trouble(TroubleKind.LIMIT, "files"),) if over else ()
    return Intake(tuple(files), tuple(ignored), tuple(over), troubles)


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    absolute: Path
    ignored: bool = False
    trouble: Trouble | None = None
    media_type: str = ""


def _root(folder: Path) -> Path:
    name = printable(str(folder))
    try:
        root = Path(folder).resolve(strict=True)
        with os.scandir(root):
            return root
    except NotADirectoryError:
        raise UsageError(en=f"{name} is a file; docvet takes a folder", zh=f"{name}: 这是文件，请给出文件夹") from None
    except FileNotFoundError:
        raise UsageError(en=f"{name} does not exist", zh=f"{name}: 文件夹不存在") from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(en=f"{name} cannot be opened: {reason}", zh=f"{name}: 打不开（{reason}）") from None


def printable(name: str) -> str:
    r"""A name as it is, but bytes that are no UTF-8 (surrogates here) as ``\xNN``, so that any stream takes it."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _walk(root: Path) -> Iterator[_Item]:
    """Everything that is not a plain folder. A stack instead of recursion: depth is the stranger's choice."""
    folders = [root]
    while folders:
        folder = folders.pop()
        if folder != root and _is_pack(folder):
            yield _Item(_relative(root, folder), folder, ignored=True)
            continue
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            yield _trouble(root, folder, TroubleKind.NO_ACCESS, _reason(error), "inode/directory")
            continue
        for entry in entries:
            item = Path(entry.path)
            relative = _relative(root, item)
            if _is_junk(entry.name, at_root=folder == root):
                yield _Item(relative, item, ignored=True)
            elif entry.is_symlink() or (entry.is_dir(follow_symlinks=False) and not _inside(root, item)):
                yield _link(root, item)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(item)
            else:
                yield _Item(relative, item, ignored=not entry.is_file(follow_symlinks=False))


def _is_pack(folder: Path) -> bool:
    """Copies that ``docvet pack`` wrote: the documents themselves lie beside it."""
    manifest = folder / "manifest.json"
    try:
        if not stat.S_ISREG(manifest.lstat().st_mode):
            return False
        with manifest.open("rb") as stream:
            return _PACK_MARK in stream.read(4096)
    except OSError:
        return False


def _relative(root: Path, item: Path) -> str:
    return printable(item.relative_to(root).as_posix())


def is_own_report(name: str) -> bool:
    """A file of this name at a folder's root is taken for a report of docvet and left alone."""
    return fnmatchcase(name.lower(), _REPORT)


def _is_junk(name: str, *, at_root: bool) -> bool:
    patterns = JUNK + OWN if at_root else JUNK
    return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in patterns)


def _inside(root: Path, item: Path) -> bool:
    """Also false for Windows junctions, which are no links to :func:`os.scandir`."""
    try:
        return Path(os.path.realpath(item)).is_relative_to(root)
    except OSError:  # it went away, or leads nowhere
        return False


def _link(root: Path, item: Path) -> _Item:
    if not _inside(root, item):
        return _trouble(root, item, TroubleKind.LINK_OUTSIDE, "", "inode/symlink")
    if not item.exists():
        return _trouble(root, item, TroubleKind.NO_ACCESS, "broken_link", "inode/symlink")
    return _Item(_relative(root, item), item, ignored=True)


def _trouble(root: Path, item: Path, kind: TroubleKind, detail: str, media_type: str) -> _Item:
    return _Item(_relative(root, item), item, trouble=Trouble(kind, detail), media_type=media_type)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _as_named(path: Path, sniffed: Sniffed) -> Sniffed:
    """Damaged where the name promises a format that is read, and the content is of none that is known."""
    media_type, troubles = sniffed
    is_broken = Trouble(TroubleKind.UNKNOWN_TYPE) in troubles and path.suffix.lower() in _READ
    return (media_type, (Trouble(TroubleKind.DAMAGED),)) if is_broken else sniffed


def _file(item: _Item, limits: Limits) -> File | None:
    """The file sniffed and hashed; None for one of docvet's own reports."""
    if item.trouble:
        return File(item.path, item.absolute, "", 0, item.media_type, (item.trouble,))
    try:
        # Without blocking and without links: between listing and opening the name may have been exchanged.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(item.absolute, flags), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                return None
            media_type, troubles = _as_named(item.absolute, sniff(stream, status.st_size))
            if status.st_size > limits.bytes:
                return File(
                    item.path, item.absolute, "", status.st_size, media_type, (Trouble(TroubleKind.LIMIT, "bytes"),)
                )
            stream.seek(0)
            if media_type in ("text/html", "application/json"):
                head = stream.read(4096)
                if any(mark in head for mark in _OWN_MARKS):
                    return None
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        trouble = Trouble(TroubleKind.NO_ACCESS, _reason(error))
        return File(item.path, item.absolute, "", 0, NO_FORMAT, (trouble,))
    return File(item.path, item.absolute, digest, status.st_size, media_type, troubles)
