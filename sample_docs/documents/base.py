"""What all documents share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from PIL import Image

from sample_docs.paint.drawing import Box, Drawing, Picture
from sample_docs.paint.stamps import round_seal, sample_mark


class SampleDocument(Protocol):
    """Something that can be drawn on one sheet."""

    def draw(self) -> Drawing:
        """The sheet."""
        ...

    def truth(self) -> Truth:
        """What the sheet says."""
        ...


class Rows(Protocol):
    """Something that is a table in a file of its own, not a sheet."""

    def csv(self) -> bytes:
        """Comma-separated values."""
        ...

    def xlsx(self) -> bytes:
        """A workbook."""
        ...


@dataclass(frozen=True, slots=True)
class Truth:
    """What reading a document should give: its kind and fields, named and written as in docvet's report."""

    kind: str
    fields: Mapping[str, Any]
    """Dates as ISO text, an open end as ``open-ended``; ``seals`` as the sorted owners of the seals on it."""


def iso(when: date | None) -> str:
    """``2024-05-06``; an open end for None."""
    return when.isoformat() if when else "open-ended"


def stated(**fields: Any) -> dict[str, Any]:
    """The fields that the document prints: those that are not empty."""
    return {name: value for name, value in fields.items() if value not in ("", (), [], None)}


def day(when: date) -> str:
    """``2024年05月06日``."""
    return f"{when:%Y年%m月%d日}"


def marked(sheet: Drawing) -> Drawing:
    """The sheet with the SAMPLE 样本 mark across its middle, under the print (but over filled boxes)."""
    side = min(sheet.w, sheet.h) * 0.95
    mark = Picture((sheet.w - side) / 2, (sheet.h - side) / 2, side, side, sample_mark())
    filled = [place for place, other in enumerate(sheet.marks) if isinstance(other, Box) and other.fill]
    sheet.marks.insert(max(filled, default=-1) + 1, mark)
    return sheet


def company_seal(text: str, code: str = "", middle: str = "") -> Image.Image:
    """The seal of a company; the same company always stamps the same."""
    return round_seal(text, code, middle, seed=sum(map(ord, text)))
