"""Where a pack is written: a new folder that is there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from docvet.errors import UsageError
from docvet.intake import printable


def check(output: Path, folder: Path) -> Path:
    """The place of the pack, resolved, asked before the work is done.

    Raises:
        UsageError: inside the application's folder, not an empty or new folder, or not writable.
    """
    shown = printable(str(output))
    target = output.resolve()
    if target.is_relative_to(folder.resolve()):
        raise UsageError(
            en=f"--output {shown} is inside the application's folder; choose a place outside it",
            zh=f"--output {shown} 在申请材料的文件夹里；请写到它外面",
        )
    if target.exists() and not target.is_dir():
        raise UsageError(en=f"--output {shown} is a file; name a folder", zh=f"--output {shown} 是文件；请给出文件夹")
    if not target.parent.is_dir():
        raise UsageError(
            en=f"the folder that is to hold --output {shown} does not exist",
            zh=f"--output 的上级文件夹不存在：{shown}",
        )
    try:
        filled = target.exists() and any(target.iterdir())
    except OSError as error:
        raise _denied(shown, error) from None
    if filled:
        raise UsageError(
            en=f"--output {shown} is not empty; name a new or an empty folder",
            zh=f"--output {shown} 不是空文件夹；请给出新的或空的文件夹",
        )
    if not os.access(target.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise _denied(shown, PermissionError(13, os.strerror(13)))
    return target


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` that takes its place when the block ends well and is removed when it does not.

    Raises:
        UsageError: it cannot be written.
    """
    part = target.with_name(f".docvet-{uuid4().hex}.part")
    try:
        part.mkdir()
        yield part
        if target.exists():
            target.rmdir()
        part.rename(target)
    except OSError as error:
        raise _denied(printable(str(target)), error) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _denied(shown: str, error: OSError) -> UsageError:
    reason = error.strerror or type(error).__name__
    return UsageError(en=f"--output {shown} cannot be written: {reason}", zh=f"--output 写不进去：{shown}（{reason}）")
