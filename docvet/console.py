"""Standard streams and report files: UTF-8 everywhere, whole files or none, one sentence for a fault."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from docvet.errors import UsageError
from docvet.words import Words

_PIPE_WIDTH = 80


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


def complain(sentence: str) -> None:
    """One line on standard error, safe to show."""
    note(f"docvet: {sentence}")


def note(sentence: str) -> None:
    """The same for what is no complaint."""
    from docvet.report.visible import visible

    with contextlib.suppress(OSError):
        print(visible(sentence), file=sys.stderr, flush=True)  # noqa: T201


def say(text: str, words: Words) -> None:
    """Text on standard output; a reader who has gone away is no fault.

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
            raise UsageError(words("error.stdout", reason=reason)) from None


def width() -> int:
    """Cells a line: of the terminal, else ``COLUMNS``, else 80."""
    return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns


def colours() -> bool:
    """Standard output is a terminal that wants colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def choose(option: str, value: str, allowed: Iterable[str], words: Words) -> str:
    """The value, if it is one of those allowed.

    Raises:
        UsageError: it is not; names the nearest one.
    """
    names = list(allowed)
    if value in names:
        return value
    from difflib import get_close_matches

    close = get_close_matches(value.lower(), names, n=1, cutoff=0.6)
    hint = words("error.hint", name=close[0]) if close else ""
    raise UsageError(words("error.choice", option=option, value=value, hint=hint, allowed=", ".join(names)))


def check_output(path: Path, folders: Sequence[Path], words: Words) -> None:
    """Whether a report can be written there, asked before the work is done.

    In one of the ``folders`` to be scanned it must have a name that scans leave alone: there it can neither
    replace one of the applicant's files nor be taken for one the next time.

    Raises:
        UsageError: it is a folder, its folder does not exist, it is write-protected, or it would stand
            among the applicant's files.
    """
    target = path.resolve()
    for root in (folder.resolve() for folder in folders):
        if target.is_relative_to(root) and not target.is_dir():
            from docvet.intake import is_own_report

            if target.parent != root or not is_own_report(target.name):
                raise UsageError(words("error.output_inside", path=path, own=root / f"docvet-report{path.suffix}"))
    if path.is_dir():
        raise UsageError(words("error.output_folder", path=path))
    if not path.resolve().parent.is_dir():
        raise UsageError(words("error.output_parent", path=path))
    place = path if path.exists() else path.resolve().parent
    if not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise UsageError(words("error.output_denied", path=path, reason=os.strerror(13)))


def write_file(path: Path, text: str, words: Words) -> None:
    """The text as a UTF-8 file: all of it or, on a fault, what stood there before.

    A link is followed, an existing file keeps its mode, a device or pipe is written directly.

    Raises:
        UsageError: it cannot be written.
    """
    from uuid import uuid4

    target = path.resolve()
    part = target.with_name(f".docvet-{uuid4().hex}.part")
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8", newline="\n")
            return
        with part.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(words("error.output_denied", path=path, reason=reason)) from None
    finally:
        part.unlink(missing_ok=True)
