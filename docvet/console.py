"""Standard streams and report files: UTF-8 everywhere, one sentence for an error."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from docvet.errors import DocvetError, UsageError
from docvet.files import write_whole
from docvet.words import Lang, default_language, did_you_mean, localized

_PIPE_WIDTH = 80
_language = default_language()


def use_utf8() -> None:
    """Both streams write UTF-8 on every console, and no character makes them fail.

    A stream that was closed (``>&-``) becomes the null device, before some other file gets its number.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def use_language(lang: Lang) -> None:
    """What :func:`complain` speaks from now on."""
    global _language
    _language = lang


def complain(problem: DocvetError | str) -> None:
    """One line on standard error, safe to show; an error in the language of the console."""
    note(f"docvet: {problem.text(_language) if isinstance(problem, DocvetError) else problem}")


def note(sentence: str) -> None:
    """The same for what is no complaint."""
    from docvet.visible import visible

    with contextlib.suppress(OSError):
        print(visible(sentence), file=sys.stderr, flush=True)  # noqa: T201


def say(text: str) -> None:
    """Text on standard output; a reader who has gone away is no error.

    Raises:
        UsageError: it cannot be written (a full disk).
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more at its end and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or type(error).__name__
            raise UsageError(**localized("error.stdout", reason=reason)) from None


def width() -> int:
    """Cells a line: of the terminal, else ``COLUMNS``, else 80."""
    return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns


def colours() -> bool:
    """Standard output is a terminal that wants colours, or ``FORCE_COLOR`` asks for them (``| less -R``)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def choose(option: str, value: str, allowed: Iterable[str]) -> str:
    """The value, if it is one of those allowed.

    Raises:
        UsageError: it is not; names the nearest one.
    """
    names = list(allowed)
    if value in names:
        return value
    hint = did_you_mean(value.lower(), names)
    raise UsageError(**localized("error.choice", option=option, value=value, hint=hint, allowed=", ".join(names)))


def check_output(path: Path, folders: Sequence[Path]) -> None:
    """Whether a report can be written there, asked before the work is done.

    In one of the ``folders`` to be scanned it must have a name that scans leave alone: there it can neither
    replace one of the applicant's files nor be taken for one the next time.

    Raises:
        UsageError: its folder does not exist, it is write-protected, or it would stand
            among the applicant's files.
    """
    target = path.resolve()
    for root in (folder.resolve() for folder in folders):
        if target.is_relative_to(root):
            from docvet.intake import is_own_report

            if target.parent != root or not is_own_report(target.name):
                raise UsageError(
                    **localized("error.output_inside", path=path, own=root / f"docvet-report{path.suffix}")
                )
    if not path.resolve().parent.is_dir():
        raise UsageError(**localized("error.output_parent", path=path))
    place = path if path.exists() else path.resolve().parent
    if not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise UsageError(**localized("error.output_denied", path=path, reason=os.strerror(13)))


def write_report(path: Path, text: str) -> None:
    """A report to its file, see :func:`docvet.files.write_whole`. UsageError where it cannot be written."""
    try:
        write_whole(path, text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(**localized("error.output_denied", path=path, reason=reason)) from None
