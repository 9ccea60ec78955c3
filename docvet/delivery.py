"""Where reports go: each format to the output that follows it, a file an application where the output is a folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docvet import console
from docvet.errors import UsageError
from docvet.words import localized

if TYPE_CHECKING:
    from docvet.report.model import Report

SUFFIXES: Mapping[str, str] = {"text": ".txt", "markdown": ".md", "message": ".txt", "csv-summary": ".csv"}
"""Of files that docvet names itself; a format that is not here is its own suffix."""
_OWN_NAMES: Mapping[str, str] = {"message": "-message", "csv-summary": "-summary"}
"""What tells the files of two formats apart where their suffixes do not."""
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


@dataclass(frozen=True, slots=True)
class Target:
    """One format and its place; None is standard output."""

    format: str
    output: Path | None
    folder: bool = False
    """The place is a folder: one file an application."""


def targets(arguments: Sequence[str], formats: Sequence[str], outputs: Sequence[str]) -> list[Target]:
    """Which format goes where, by the order in which a command line names them.

    Each format pairs with the output that follows it; an output before all formats goes to the first without one.

    Raises:
        UsageError: two formats for standard output, or an output without a format.
    """
    named: list[list[str | None]] = []
    early: list[str] = []
    left = list(outputs)
    for kind in _order(arguments):
        if kind == "format" and len(named) < len(formats):
            named.append([formats[len(named)], None])
        elif kind == "output" and left:
            output = left.pop(0)
            if named and named[-1][1] is None:
                named[-1][1] = output
            else:
                early.append(output)
    named += [[name, None] for name in formats[len(named) :]]
    if not named:
        named = [["text", None]]
    for pair in named:
        if pair[1] is None and (early or left):
            pair[1] = (early or left).pop(0)
    if early or left:
        raise UsageError(**localized("error.output_without_format", path=(early or left)[0]))
    if sum(pair[1] is None for pair in named) > 1:
        raise UsageError(**localized("error.two_formats", formats=", ".join(str(pair[0]) for pair in named)))
    return [_target(str(name), output) for name, output in named]


def _order(arguments: Sequence[str]) -> list[str]:
    names = ("format", "output")
    return [name for text in arguments for name in names if text == f"--{name}" or text.startswith(f"--{name}=")]


def _target(name: str, output: str | None) -> Target:
    if output is None:
        return Target(name, None)
    return Target(name, Path(output), Path(output).is_dir() or output.endswith(("/", os.sep)))


def check_target(target: Target, folders: Sequence[Path]) -> None:
    """Whether reports can be written there, asked before the work is done. UsageError if not."""
    if target.output is None:
        return
    if not target.folder:
        console.check_output(target.output, folders)
        return
    place = target.output if target.output.exists() else target.output.resolve().parent
    if not place.is_dir():
        raise UsageError(**localized("error.output_parent", path=target.output))
    if any(target.output.resolve().is_relative_to(folder.resolve()) for folder in folders):
        raise UsageError(**localized("error.output_folder_inside", path=target.output))
    if not os.access(place, os.W_OK):
        raise UsageError(**localized("error.output_denied", path=target.output, reason=os.strerror(13)))


def file_names(target: Target, reports: Sequence[Report]) -> list[Path]:
    """A file for each application in the target's folder: its name, with the parent's where two are alike."""
    folder = target.output or Path()
    suffix = _OWN_NAMES.get(target.format, "") + SUFFIXES.get(target.format, f".{target.format}")
    names = [report.application.name.translate(_UNSAFE) or "_" for report in reports]
    counts = Counter(name.casefold() for name in names)
    parents = [Path(report.application.path).resolve().parent.name.translate(_UNSAFE) for report in reports]
    full = [f"{p}-{n}" if counts[n.casefold()] > 1 else n for n, p in zip(names, parents, strict=True)]
    seen: Counter[str] = Counter()
    files = []
    for name in full:
        seen[name.casefold()] += 1
        at = seen[name.casefold()]
        files.append(folder / f"{name}{f'-{at}' if at > 1 else ''}{suffix}")
    return files
