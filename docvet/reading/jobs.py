"""What is handed to worker processes and what comes back; nothing heavy, since the parent may find all of it in its cache."""

from __future__ import annotations

from dataclasses import dataclass

from docvet.limits import Limits
from docvet.models import Box, Effort, File, Hidden, Reading, Straightening


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's structure and the pages whose text layer is good."""

    reading: Reading
    ocr_pages: tuple[int, ...]
    """The pages that need OCR, in order."""


@dataclass(frozen=True, slots=True)
class LookedInto:
    """What a file holds and does not show."""

    hidden: tuple[Hidden, ...] = ()
    attached: tuple[str, ...] = ()
    """Names of attached files that can be documents."""
    whole: bool = True
    """False where a part of the structure could not be read."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to read by OCR."""

    file: File
    number: int
    effort: Effort
    engine: str
    limits: Limits
    turned: int | None = None
    """As an earlier pass found it; such a further pass reads lines only. None lets this pass find out."""
    straightening: Straightening | None = None
    size: tuple[int, int] = (0, 0)
    """Width and height in pixels of the flat page, as an earlier pass found them; meaningless without one."""
    places: tuple[Box, ...] = ()
    """Where to look closely, on the flat page; none means everywhere."""
    print_height: float = 0.0
    """Part of the page's height that a line takes where to look closely, as an earlier pass found it; 0 where it found none."""
    row_height: float = 0.0
    """Part of the page's height that the smaller rows take there, as an earlier pass found them; 0 where it found none."""
