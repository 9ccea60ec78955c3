"""What a file holds and does not show: looked for in its structure, named as what it is, never followed or run.

A PDF's structure is read by ``pypdf``, as a second reader beside PDFium: it says what hangs on the pages and where the two
disagree, and never what a page says.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from docvet.models import File, Hidden, Reading, Trouble, TroubleKind
from docvet.reading.jobs import LookedInto
from docvet.sniff import XLS, XLSX

_PDF, _CSV = "application/pdf", "text/csv"
_NAMED = 5
"""Attached files that are named."""


def concerns(reading: Reading) -> bool:
    """Whether the file opens and has a structure that can hide something."""
    return reading.file.media_type in (_PDF, XLSX, XLS, _CSV) and reading.page_count > 0


def look_into(file: File) -> LookedInto:
    """Run in a worker: all that the file hides. What breaks the search in one part leaves the others."""
    logging.disable(logging.CRITICAL)  # pypdf tells of every oddity
    try:
        if file.media_type == _PDF:
            from docvet.reading.hidden import pdf_parts

            return pdf_parts.look_into(file.absolute)
        from docvet.reading.hidden import workbook_parts

        return workbook_parts.look_into(file.absolute, file.media_type)
    finally:
        logging.disable(logging.NOTSET)


def added(reading: Reading, looked: LookedInto | Trouble) -> Reading:
    """The reading with what was found in its file, or with what kept it from being looked into."""
    if isinstance(looked, Trouble):
        return replace(reading, troubles=(*reading.troubles, looked), looked_into=False)
    troubles = reading.troubles
    if names := looked.attached:
        detail = f"{len(names)}: {', '.join(names[:_NAMED])}" + (" …" if len(names) > _NAMED else "")
        troubles = (*troubles, Trouble(TroubleKind.ATTACHED, detail))
    return replace(reading, troubles=troubles, hidden=looked.hidden, looked_into=looked.whole)


class Search:
    """Collects what parts of a search find, and notes where one of them broke off."""

    def __init__(self) -> None:
        self.hidden: list[Hidden] = []
        self.whole = True

    def part(self, look: Callable[[], list[Hidden]]) -> None:
        """Add what ``look`` finds."""
        try:
            self.hidden += look()
        except MemoryError:
            raise
        except Exception:  # a stranger's structure makes its reader raise whatever it leads to
            self.whole = False


class Prefix(io.RawIOBase):
    """The first bytes of a stream as a stream of their own: a file as it was before something was appended."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._size, self._at = stream, size, 0

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """As of any stream."""
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Up to the end of the prefix."""
        count = max(0, min(len(buffer), self._size - self._at))
        self._stream.seek(self._at)
        data = self._stream.read(count)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
