"""Files that docvet writes: all of it or, if that fails, what stood there before."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import uuid4


def write_whole(path: Path, text: str) -> None:
    """The text as a UTF-8 file. OSError where it cannot be written; what stood there is then untouched.

    A link is followed, an existing file keeps its mode, a device or pipe is written directly.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_text(text, encoding="utf-8", newline="\n")
        return
    part = target.with_name(f".docvet-{uuid4().hex}.part")
    try:
        with part.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
