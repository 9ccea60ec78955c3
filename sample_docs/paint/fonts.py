"""The three Chinese fonts of Debian (fonts-wqy-zenhei, fonts-arphic-uming, fonts-arphic-ukai) and their measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_ROOT = Path("/usr/share/fonts/truetype")


@dataclass(frozen=True, slots=True)
class _Face:
    path: Path
    index: int
    """Which face of the collection; 0 of the arphic collections is the mainland one."""


class Font(Enum):
    """A type face, named as a Chinese printer would."""

    HEI = _Face(_ROOT / "wqy/wqy-zenhei.ttc", 0)
    SONG = _Face(_ROOT / "arphic/uming.ttc", 0)
    KAI = _Face(_ROOT / "arphic/ukai.ttc", 0)

    @property
    def path(self) -> Path:
        """The font file; raises :class:`FileNotFoundError` with the package to install where it is absent."""
        found: Path = self.value.path
        if not found.exists():
            raise FileNotFoundError(f"{found}: install fonts-wqy-zenhei, fonts-arphic-uming and fonts-arphic-ukai")
        return found

    @property
    def index(self) -> int:
        """The face within the collection."""
        index: int = self.value.index
        return index


@lru_cache(maxsize=256)
def pixel_font(font: Font, pixels: int) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels."""
    return ImageFont.truetype(str(font.path), pixels, index=font.index)


@lru_cache(maxsize=8192)
def width(text: str, font: Font, size: float) -> float:
    """How wide ``text`` runs, in the unit of ``size``."""
    return float(pixel_font(font, 100).getlength(text)) * size / 100


_NOT_FIRST = "，。；、：）)》”"
"""Punctuation that may not open a line."""
_UNIT = re.compile(r"（?(?:[A-Za-z0-9][\w.,:/@-]*|.)", re.ASCII)
"""What may not be broken: a word or number, an opening bracket and what follows it."""


def wrapped(text: str, font: Font, size: float, room: float) -> Iterator[str]:
    """The lines that ``text`` fills in a column ``room`` wide; a line feed breaks a line."""
    for paragraph in text.split("\n"):
        line = ""
        for unit in _UNIT.findall(paragraph):
            if line and width(line + unit, font, size) > room and unit not in _NOT_FIRST:
                yield line
                line = ""
            line += unit
        yield line
