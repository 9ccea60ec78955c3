"""Where two readers of one PDF disagree: then what is checked need not be what another program shows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject

from docvet.models import Hidden, HiddenKind
from docvet.reading import pdf
from docvet.reading.hidden.tree import entry
from docvet.reading.image_file import Unreadable

_PAGES = 500
"""Pages that both readers are asked for."""
_POINTS, _PART = 1.5, 0.005
"""By how many points, and by what part, two readers may differ in the size of a page."""
_LETTER = (0.0, 0.0, 612.0, 792.0)
"""What PDFium takes for a page without a proper size."""


def disagreements(reader: pypdf.PdfReader, path: Path) -> list[Hidden]:
    """Pages that PDFium and pypdf see otherwise: their number, sizes and directions."""
    hidden: list[Hidden] = []
    sizes, turns = [], []
    with pdf.opened(path) as document:
        counts = len(document), len(reader.pages)
        if counts[0] != counts[1]:
            hidden.append(Hidden(HiddenKind.PAGE_COUNT, 1, tuple(map(str, counts))))
        for number in range(1, min(*counts, _PAGES) + 1):
            page = reader.pages[number - 1]
            rotation = _rotation(page)
            box = _box(page)
            try:
                with pdf.page(document, number) as loaded:
                    size, turn = loaded.get_size(), loaded.get_rotation()
            except Unreadable:
                continue  # said where pages are read
            if turn != rotation:
                turns.append(number)
            across, down = (box[2] - box[0], box[3] - box[1])[:: -1 if rotation in (90, 270) else 1]
            if turn == rotation and not (_alike(size[0], across) and _alike(size[1], down)):
                sizes.append(number)
    hidden += [Hidden(HiddenKind.BOXES, len(sizes), (), tuple(sizes))] if sizes else []
    hidden += [Hidden(HiddenKind.ROTATION, len(turns), (), tuple(turns))] if turns else []
    return hidden


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= max(_POINTS, _PART * max(one, other))


def _rotation(page: DictionaryObject) -> int:
    """In quarter turns, as PDFium counts them."""
    value = entry(page, "/Rotate")
    return int(float(value) / 90) % 4 * 90 if isinstance(value, (int, float)) else 0


def _box(page: DictionaryObject) -> tuple[float, float, float, float]:
    """What is shown of the page: its crop box inside its media box."""
    media = _rectangle(entry(page, "/MediaBox")) or _LETTER
    crop = _rectangle(entry(page, "/CropBox"))
    if crop is None:
        return media
    shown = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return shown if shown[0] < shown[2] and shown[1] < shown[3] else media


def _rectangle(value: Any) -> tuple[float, float, float, float] | None:
    numbers: Iterable[Any] = [item.get_object() for item in value] if isinstance(value, ArrayObject) else []
    sides = [float(number) for number in numbers if isinstance(number, (int, float))]
    if len(sides) != 4:
        return None
    left, right = sorted(sides[::2])
    bottom, top = sorted(sides[1::2])
    return (left, bottom, right, top) if left < right and bottom < top else None
