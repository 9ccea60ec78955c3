"""The answer to a scan of folders in which nothing changed since the same scan: given again, at the cost of hashing them.

An answer lies with the pages that were read before (:mod:`docvet.reading.cache`), is as private and goes with them. It is
found by everything that it depends on: the folders' bytes, what was asked, docvet's own code, the packages that are
installed, the day. Where one of them cannot be told, folders are read and judged.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from docvet import remembered
from docvet.delivery import Target
from docvet.errors import DocvetError
from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import Reading
from docvet.reading.cache import PageCache
from docvet.values.clock import now_in_china, today_in_china
from docvet.words import Lang

CHECKED_AT = "0000-00-00T00:00:00+08:00"
"""Stands in a kept answer where the time of the check will stand; people are shown its first sixteen characters."""
LAST = "-"
"""Stands for the remembered report where ``--compare`` names no file."""
_MOST_CHARACTERS = 8_000_000
"""Of all the texts of a kept answer; HTML with the pictures of many folders is larger."""
_ROOT = Path(__file__).parent
_CODE = (".py", ".toml", ".yaml", ".html", ".css", ".js")
_GROUPS = frozenset({"docvet.kinds", "docvet.checks", "docvet.renderers", "docvet.engines"})


@dataclass(frozen=True, slots=True)
class Shape:
    """How a scan's answer shall look, whatever the folders hold."""

    lang: Lang
    wanted: tuple[Target, ...]
    fail_on: str
    several: bool
    """The command was given several folders."""
    compare: str | None
    """The report to compare with: its path, :data:`LAST`, or None."""
    remember: bool
    open_report: bool
    show_personal_data: bool
    quiet: bool
    verbose: bool

    @property
    def lasting(self) -> bool:
        """Whether the answer may be kept: nothing of a report is without ``remember``, nothing unmasked, and no other report or log takes part."""
        alone = self.compare in (None, LAST) and not (self.open_report or self.verbose)
        return alone and self.remember and not self.show_personal_data


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text and the file that it goes to; None is standard output."""

    path: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """All that a scan says."""

    outputs: tuple[RenderedText, ...]
    notes: tuple[str, ...]
    """The closing lines, for standard error."""
    exit_code: int

    def at(self, moment: str) -> ScanAnswer:
        """The answer with this time of the check, ISO with seconds and offset, in the place of :data:`CHECKED_AT`."""
        shown = moment[:16].replace("T", " ")
        outputs = tuple(
            RenderedText(
                one.path, one.text.replace(CHECKED_AT, moment).replace(CHECKED_AT[:16].replace("T", " "), shown)
            )
            for one in self.outputs
        )
        return ScanAnswer(outputs, self.notes, self.exit_code)


class ScanQuestion:
    """What is asked of which folders. ``asked`` is all that shapes the answer beside them, and has a true ``repr``."""

    def __init__(self, folders: Sequence[Path], asked: Mapping[str, object], cache: PageCache) -> None:
        self._folders = folders
        self._asked = asked
        self._cache = cache
        self._contents = _contents(folders)
        self._surroundings = _surroundings()

    def answer(self) -> ScanAnswer | None:
        """The answer that was kept, if nothing has changed since."""
        if (key := self._key()) is None:
            return None
        kept = self._cache.get(self._place(), key, ScanAnswer)
        return kept and kept.at(now_in_china().isoformat(timespec="seconds"))

    def keep(self, answer: ScanAnswer, readings: Sequence[Reading]) -> None:
        """Keep what the next scan shall say, unless a file changed meanwhile or something kept a part of it from being read."""
        whole = all(reading.troubles == reading.file.troubles for reading in readings)
        small = sum(len(output.text) for output in answer.outputs) <= _MOST_CHARACTERS
        # Midnight or an upgrade may have come while the folders were judged.
        same = self._surroundings == _surroundings() and self._contents == _contents(self._folders)
        if whole and small and same and (key := self._key()):
            self._cache.put(self._place(), key, answer)

    def has_file(self, folder: Path, path: str) -> bool:
        """Whether the answer depends on the bytes of this file of the folder."""
        return any(each[:2] == (str(folder.resolve()), path) for each in self._contents or ())

    def _place(self) -> str:
        return _hash("\n".join(str(folder.resolve()) for folder in self._folders))

    def _key(self) -> str | None:
        if self._contents is None or self._surroundings is None:
            return None
        traces = [remembered.trace(self._cache, folder) for folder in self._folders]
        limits = {name: text for name, text in os.environ.items() if name.startswith("DOCVET_")}
        asked = sorted(self._asked.items()), sorted(limits.items()), str(Path.cwd())
        return _hash(repr((asked, self._contents, traces, self._surroundings)))


_Contents = list[tuple[str, str, str]]


def _contents(folders: Sequence[Path]) -> _Contents | None:
    """Folder, path and hash of every file that a scan may look into; None where one has no hash, or none was found."""
    contents: _Contents = []
    for folder in folders:
        try:
            intake = collect(folder, Limits.from_environment())
            root = folder.resolve()
            if not intake.files or intake.troubles or not all(file.sha256 for file in intake.files):
                return None
            contents += [(str(root), file.path, file.sha256) for file in intake.files]
            contents += [(str(root), path, _form(root / path)) for path in intake.ignored]
        except (DocvetError, OSError):
            return None
    return contents


def _form(path: Path) -> str:
    """The hash of the form or of decisions; of other files that a scan ignores their names are enough."""
    if path.suffix.lower() not in {".yaml", ".yml"} or not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _surroundings() -> object:
    """All else that a judgement rests on: the day, the packages, docvet's own code; None where one cannot be told."""
    packages = _packages()
    return None if packages is None else (today_in_china(), packages, list(_code()))


def _code() -> Iterator[tuple[str, int, int]]:
    """Docvet's own files, with the shipped rulesets."""
    rulesets = _ROOT.parent / "rulesets"
    folders = [str(_ROOT), *([str(rulesets)] if rulesets.is_dir() else [])]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir() and entry.name not in {"__pycache__", "specimens"}:
                    folders.append(entry.path)
                elif entry.name.endswith(_CODE):
                    about = entry.stat()
                    yield entry.path, about.st_size, about.st_mtime_ns


def _packages() -> list[str] | None:
    """Name and version of all packages; None where one extends docvet: it may be under development."""
    if not _GROUPS.isdisjoint(entry_points().groups):
        return None
    names = [sys.version]
    for folder in sys.path:
        try:
            names += sorted(each.name for each in Path(folder).iterdir() if each.suffix in {".dist-info", ".egg-info"})
        except OSError:
            continue
    return names


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
