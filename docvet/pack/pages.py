"""PDFs made of the pages of other files; runs in a worker process.

PDFium alone does it, as in :mod:`docvet.reading.pdf`: what is packed is what was read. PDF pages are imported as they
are and turned by ``/Rotate``; a JPEG is embedded as it is, other pictures pixel by pixel. Only a :class:`Compression` makes
pixels coarser. Every page of the result is then compared with its original as both are shown.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from docvet.limits import Limits
from docvet.models import Effort, Trouble, TroubleKind
from docvet.pack.manifest import Change
from docvet.pack.plan import SourcePage
from docvet.reading import image_file, orientation, pdf, received
from docvet.reading.engines import Pixels
from docvet.reading.image_file import Unreadable

_POINTS = 72.0
_A4 = 8.27, 11.69
"""Inches."""
_LEAST_DPI = 150.0
"""At which a picture without a stated resolution is placed where A4 would make it coarser."""
_SIDES = 2.0, 60.0
"""Inches that a page's longer side may have by the resolution a picture states."""
_PIXELS = 80_000_000
"""Pixels of a picture that are packed without reduction."""
_SCAN_COVER = 0.5
"""PDF pages that are pictures to this share are scans, which a step makes coarser; others stay as they are."""
_EXIF_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}
"""Clockwise degrees by orientation tag; the other values mirror."""
_ORIENTATION = 0x0112
_SHOWN, _BLUR = 400, 7
_ALIKE = 32.0
"""Pixels of the longer side at which pages are compared, of the blur before it, and levels by which no place may differ:
JPEG and a shift by a pixel make at most 13, a seal that is gone above 100."""


@dataclass(frozen=True, slots=True)
class Compression:
    """How far scans are compressed."""

    dpi: float | None
    """At most so many pixels an inch; None keeps all pixels."""
    quality: int
    """Of the JPEG."""

    def __str__(self) -> str:
        pixels = f"{self.dpi:g} dpi" if self.dpi else "all pixels"
        return f"{pixels}, JPEG {self.quality}"


class Differs(Exception):
    """A packed page does not look like its original."""


class Protected(Exception):
    """A PDF that opens, but whose owner allows no changed copies without the password."""


def compose(
    source_pages: Sequence[SourcePage], step: Compression | None, limits: Limits
) -> tuple[bytes, tuple[frozenset[Change], ...]]:
    """A PDF of these pages, upright, and for each page what was done to it.

    Raises:
        Unreadable: a page cannot be opened, or is too large.
        Protected: see there.
        Differs: the result does not show what the originals show.
    """
    made = pdfium.PdfDocument.new()
    try:
        changes = [
            change
            for _, run in groupby(source_pages, key=lambda source_page: source_page.file.absolute)
            for change in _added(made, list(run), step, limits)
        ]
        written = io.BytesIO()
        made.save(written)
    finally:
        made.close()
    data = written.getvalue()
    _compare(source_pages, data, limits)
    return data, tuple(changes)


def _added(
    made: pdfium.PdfDocument, source_pages: Sequence[SourcePage], step: Compression | None, limits: Limits
) -> list[frozenset[Change]]:
    if source_pages[0].file.media_type != "application/pdf":
        return [_picture(made, source_page, step, limits) for source_page in source_pages]
    with pdf.opened(source_pages[0].file.absolute) as source:
        if pdf.protected(source):
            raise Protected
        scanned = {source_page.number: _scanned(source, source_page.number, limits) for source_page in source_pages}
        changes: list[frozenset[Change]] = []
        for coarser, run in groupby(
            source_pages, key=lambda source_page: step is not None and scanned[source_page.number] is not None
        ):
            pages = list(run)
            if coarser and step is not None:
                changes += [
                    _scan(made, source, source_page, scanned[source_page.number] or 0.0, step) for source_page in pages
                ]
            else:
                changes += _imported(made, source, pages)
        return changes


def _scanned(source: pdfium.PdfDocument, number: int, limits: Limits) -> float | None:
    """Pixels an inch of a page that is a scan; None for other pages."""
    with pdf.page(source, number) as loaded:
        pictures = pdf.images(loaded)
    if pictures.largest and pictures.largest[0] * pictures.largest[1] > limits.pixels:
        raise Unreadable(Trouble(TroubleKind.LIMIT, "pixels", (number,)))
    return pictures.dpi if pictures.cover >= _SCAN_COVER else None


def _imported(
    made: pdfium.PdfDocument, source: pdfium.PdfDocument, source_pages: Sequence[SourcePage]
) -> list[frozenset[Change]]:
    """All in one go, so that what pages share is copied once; notes and form fields become part of the page."""
    for source_page in source_pages:
        with pdf.page(source, source_page.number) as loaded:
            if raw.FPDFPage_GetAnnotCount(loaded) and loaded.formenv:
                loaded.flatten()
    start = len(made)
    made.import_pages(source, [source_page.number - 1 for source_page in source_pages])
    for place, source_page in enumerate(source_pages, start):
        if source_page.turned:
            page = made[place]
            page.set_rotation((page.get_rotation() + source_page.turned) % 360)
            page.close()
    return [_with_turn(Change.TAKEN, source_page.turned) for source_page in source_pages]


def _scan(
    made: pdfium.PdfDocument, source: pdfium.PdfDocument, source_page: SourcePage, dpi: float, step: Compression
) -> frozenset[Change]:
    with pdf.page(source, source_page.number) as loaded:
        rgb = pdf.render(loaded, dpi=min(dpi, step.dpi or dpi), effort=Effort.FULL)
        width, height = loaded.get_size()
    _place(made, _jpeg(rgb, step.quality), (width, height), source_page.turned)
    return _with_turn(Change.REDUCED, source_page.turned)


def _picture(
    made: pdfium.PdfDocument, source_page: SourcePage, step: Compression | None, limits: Limits
) -> frozenset[Change]:
    path = source_page.file.absolute
    if step is None and (picture := _embeddable(path)) is not None:
        turned, size, dpi = picture
        with received.opened(path) as stream:
            data = stream.read()
        _place(made, data, page_size(*size, dpi), (turned + source_page.turned) % 360)
        return _with_turn(Change.EMBEDDED, source_page.turned)
    loaded = image_file.load(path, source_page.number, limits.pixels, reduced_to=_PIXELS)
    rgb, points = loaded.rgb, page_size(*loaded.stored, loaded.dpi)
    if step is None:
        _place(made, Image.fromarray(_plain(rgb)), points, source_page.turned)
        same = (rgb.shape[1], rgb.shape[0]) == loaded.stored
        return _with_turn(Change.LOSSLESS if same else Change.REDUCED, source_page.turned)
    factor = min(1.0, step.dpi / (rgb.shape[1] / points[0] * _POINTS)) if step.dpi else 1.0
    if factor < 1:
        rgb = np.asarray(cv2.resize(rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    _place(made, _jpeg(rgb, step.quality), points, source_page.turned)
    return _with_turn(Change.REDUCED, source_page.turned)


def _embeddable(path: Path) -> tuple[int, tuple[int, int], float | None] | None:
    """Turn by EXIF, stored size and resolution of a JPEG that PDF takes as it is; None for any other picture."""
    with received.opened(path) as stream, Image.open(stream) as opened:
        turned = _EXIF_TURNS.get(opened.getexif().get(_ORIENTATION, 1))
        if opened.format not in ("JPEG", "MPO") or opened.mode not in ("RGB", "L") or turned is None:
            return None
        return turned, opened.size, image_file.stated_dpi(dict(opened.info))


def page_size(width: int, height: int, dpi: float | None) -> tuple[float, float]:
    """Points of a page for a picture: by its stated resolution if that makes sense, else within A4, never enlarged."""
    longer, shorter = max(width, height), min(width, height)
    if dpi is None or not _SIDES[0] <= longer / dpi <= _SIDES[1]:
        dpi = max(_LEAST_DPI, shorter / _A4[0], longer / _A4[1])
    return width / dpi * _POINTS, height / dpi * _POINTS


def _place(made: pdfium.PdfDocument, data: bytes | Image.Image, size: tuple[float, float], turned: int) -> None:
    """A new page that is this JPEG or these pixels and nothing else."""
    page = made.new_page(*size)
    item = pdfium.PdfImage.new(made)
    if isinstance(data, bytes):
        item.load_jpeg(io.BytesIO(data), inline=True)
    else:
        item.set_bitmap(pdfium.PdfBitmap.from_pil(data))
    item.set_matrix(pdfium.PdfMatrix(size[0], 0, 0, size[1], 0, 0))
    page.insert_obj(item)
    page.gen_content()
    page.set_rotation(turned)
    page.close()


def _jpeg(rgb: Pixels, quality: int) -> bytes:
    """Colours at full resolution: seals are fine red lines."""
    out = io.BytesIO()
    Image.fromarray(_plain(rgb)).save(out, "JPEG", quality=quality, subsampling=0)
    return out.getvalue()


def _plain(rgb: Pixels) -> Pixels:
    """One channel where all three are the same."""
    red = rgb[..., 0]
    return red if np.array_equal(red, rgb[..., 1]) and np.array_equal(red, rgb[..., 2]) else rgb


def _with_turn(change: Change, turned: int) -> frozenset[Change]:
    return frozenset({change, Change.TURNED} if turned else {change})


def _compare(source_pages: Sequence[SourcePage], data: bytes, limits: Limits) -> None:
    with pdf.opened(data) as made:
        if len(made) != len(source_pages):
            raise Differs
        for number, source_page in enumerate(source_pages, 1):
            with pdf.page(made, number) as loaded:
                packed = _rendered(loaded)
            if _distance(_original(source_page, limits), packed) > _ALIKE:
                raise Differs


def _original(source_page: SourcePage, limits: Limits) -> Pixels:
    if source_page.file.media_type != "application/pdf":
        return orientation.turned(
            image_file.load(source_page.file.absolute, source_page.number, limits.pixels).rgb, source_page.turned
        )
    with pdf.opened(source_page.file.absolute) as source, pdf.page(source, source_page.number) as loaded:
        return orientation.turned(_rendered(loaded), source_page.turned)


def _rendered(loaded: pdfium.PdfPage) -> Pixels:
    return pdf.render(loaded, dpi=2 * _SHOWN * _POINTS / max(loaded.get_size()))


def _distance(original: Pixels, packed: Pixels) -> float:
    """Levels by which the two differ where they differ most, seen from afar; infinite for another shape."""
    height, width = original.shape[:2]
    if abs(math.log(height / width * packed.shape[1] / packed.shape[0])) > 0.03:
        return math.inf
    factor = _SHOWN / max(height, width)
    size = max(1, round(width * factor)), max(1, round(height * factor))
    a, b = (
        cv2.blur(cv2.resize(each, size, interpolation=cv2.INTER_AREA), (_BLUR, _BLUR)).astype(np.int16)
        for each in (original, packed)
    )
    return float(np.abs(a - b).max())
