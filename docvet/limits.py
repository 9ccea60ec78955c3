"""How much of a stranger's files docvet is willing to read; every bound can be configured."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from docvet.errors import UsageError

_PREFIX = "DOCVET_LIMIT_"


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; what one of them leaves unread becomes a ``LIMIT`` trouble, never silence."""

    files: int = 500
    """Files of one application."""
    bytes: int = 200_000_000
    """Size of one file."""
    pixels: int = 150_000_000
    """Pixels of one stored picture, checked before it is decoded."""
    ocr_pages: int = 60
    """Pages of one file that are read by OCR; pages with a text layer do not count."""
    application_ocr_pages: int = 200
    """Pages of one application that are read by OCR."""
    cells: int = 1_000_000
    """Filled cells of one spreadsheet."""
    seconds: int = 120
    """CPU time of one file in one round of reading, so that a busy machine reads no less."""
    structure_seconds: int = 20
    """CPU time that the search for what a file hides may take."""
    page_seconds: int = 5
    """CPU time that each page of it read by OCR adds."""
    clock: int = 5
    """Times its CPU time that a file may take on the clock: what waits or hangs uses none."""
    upload: int = 2_000_000_000
    """Bytes of one application handed in over HTTP."""
    memory: int = 1_000_000_000
    """Resident bytes of one worker."""

    def __post_init__(self) -> None:
        for item in fields(self):
            if getattr(self, item.name) < 1:
                raise UsageError(
                    en=f"limit {item.name} must be a whole number of at least 1",
                    zh=f"上限 {item.name} 应为不小于 1 的整数",
                )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Limits:
        """The defaults, changed by ``DOCVET_LIMIT_FILES``, ``DOCVET_LIMIT_OCR_PAGES`` and so on.

        Raises:
            UsageError: a variable is not a whole number of at least 1, or names no limit.
        """
        environment = os.environ if environment is None else environment
        names = {_PREFIX + item.name.upper(): item.name for item in fields(cls)}
        changed: dict[str, int] = {}
        for variable, text in environment.items():
            if not variable.startswith(_PREFIX):
                continue
            if variable not in names:
                raise UsageError(
                    en=f"{variable} names no limit; there are {', '.join(sorted(names))}",
                    zh=f"{variable} 不是上限的名称；可用：{'、'.join(sorted(names))}",
                )
            if not text.strip().isdecimal():
                raise UsageError(
                    en=f"{variable} is {text!r}; it must be a whole number of at least 1",
                    zh=f"{variable} 的值是 {text!r}；应为不小于 1 的整数",
                )
            changed[names[variable]] = int(text)
        return cls(**changed)
