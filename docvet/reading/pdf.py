"""PDF files through PDFium alone: text layer and pixels are one program's view of the file.

A second reader of text would open the door to files that show the one something else than the other (what hides in the
structure is :mod:`docvet.reading.hidden`'s). Nothing in a file is executed: PDFium is built without JavaScript.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import io
import itertools
import math
import mmap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from docvet.models import Box, Effort, Trouble, TroubleKind
from docvet.reading import jpeg, received, streams
from docvet.reading.engines import Pixels
from docvet.reading.image_file import Unreadable

_POINTS = 72.0
_DPI = 200.0
"""For pages that are no single picture."""
_MAX_PIXELS = {Effort.FIRST: 9_000_000, Effort.FULL: 16_000_000, Effort.CLOSE: 16_000_000}
_MAX_SIDE = 12_000
_MAX_OBJECTS = 5_000
"""Page objects that are looked at for pictures."""
_SPEAKING_SHARE = 0.04
"""Share of the page from which a picture may hold text that matters: an ID card on A4 takes 0.07."""
_STRIPS_SHARE = 0.5
"""The same for a scan that was cut into many small pictures."""
_MAX_DECODED = 80_000_000
"""Pixels beyond which a picture is not decoded only to look for ink."""
_INK_SIDE, _INK_SHARE = 1000, 0.003
"""Size in pixels at which a picture is searched for ink, and the share of it that must be."""
_NAME = 80
"""Characters of an attached file's name."""
_UNIT = 1_000_000
"""Device units a page side, for exact fractions."""
_SPAN = 1000.0
"""Points between the places that show how a page is mapped."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What the file says of itself."""

    page_count: int
    signed: bool
    producer: str
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class Images:
    """The pictures on a page."""

    cover: float
    """Their share of the page's area, at most 1."""
    largest: tuple[int, int] | None
    """Width and height in pixels of the one that takes most room."""
    dpi: float | None
    """Its pixels an inch as placed on the page."""
    speaking: bool
    """One of them is large enough to hold text and has ink: no faint background, no small logo."""


@contextlib.contextmanager
def opened(source: Path | bytes, password: str | None = None) -> Iterator[pdfium.PdfDocument]:
    """The document, with its form fields drawn (the appearance of an electronic seal is one).

    Raises:
        Unreadable: encrypted with a password, or nothing that PDFium can mend.
    """
    try:
        data = source if isinstance(source, bytes) else received.mapped(source)
        document = pdfium.PdfDocument(data, password=password)
    except OSError:
        raise Unreadable(Trouble(TroubleKind.NO_ACCESS)) from None
    except ValueError:  # the file is empty
        raise Unreadable(Trouble(TroubleKind.DAMAGED, "pdf")) from None
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable(Trouble(TroubleKind.ENCRYPTED)) from None
        raise Unreadable(Trouble(TroubleKind.DAMAGED, "pdf")) from None
    try:
        with contextlib.suppress(pdfium.PdfiumError):
            document.init_forms()
        yield document
    finally:
        document.close()


def protected(document: pdfium.PdfDocument) -> bool:
    """Encrypted, though it may open without a password."""
    return int(raw.FPDF_GetSecurityHandlerRevision(document)) != -1


def plain(document: pdfium.PdfDocument) -> bytes:
    """The document without its protection."""
    made = io.BytesIO()
    document.save(made, flags=raw.FPDF_REMOVE_SECURITY)
    return made.getvalue()


def structure(document: pdfium.PdfDocument, path: Path) -> Structure:
    """Page count, signature, producer, and whether the file's end is missing."""
    stated = [_stated(document, key) for key in ("Producer", "Creator")]
    return Structure(
        page_count=len(document),
        signed=any(_is_signed(document, index) for index in range(raw.FPDF_GetSignatureCount(document))),
        producer=" · ".join(text[:200] for text in stated if text),
        troubles=(Trouble(TroubleKind.DAMAGED, "truncated"),) if _is_cut(path) else (),
    )


def has_damaged_stream(document: pdfium.PdfDocument, path: Path) -> bool:
    """Whether data inside the file are missing or overwritten, as far as the file itself can tell."""
    with received.opened(path) as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return streams.is_damaged(data, encrypted=protected(document))


def _stated(document: pdfium.PdfDocument, key: str) -> str:
    try:
        return str(document.get_metadata_value(key))
    except UnicodeDecodeError:
        return ""


def attachments(document: pdfium.PdfDocument) -> list[str]:
    """The names in the file's list of attached files, as PDFium sees it."""
    names = []
    for index in range(min(raw.FPDFDoc_GetAttachmentCount(document), _MAX_OBJECTS)):
        attachment = raw.FPDFDoc_GetAttachment(document, index)
        size = raw.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
        if not size:
            continue
        name = ctypes.create_string_buffer(size)
        raw.FPDFAttachment_GetName(attachment, ctypes.cast(name, ctypes.POINTER(raw.FPDF_WCHAR)), size)
        text = name.raw.decode("utf-16-le", "replace").rstrip("\0")
        if text.startswith("\xfe\xff"):  # UTF-16 that its writer stored as bytes of characters
            text = text.encode("latin-1", "replace").decode("utf-16", "replace")
        names.append(text[:_NAME])
    return names


def _is_signed(document: pdfium.PdfDocument, index: int) -> bool:
    """An empty signature field has no contents."""
    signature = raw.FPDF_GetSignatureObject(document, index)
    return bool(signature) and int(raw.FPDFSignatureObj_GetContents(signature, None, 0)) > 0


def _is_cut(path: Path) -> bool:
    with received.opened(path) as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 4096))
        return b"%%EOF" not in stream.read()


@contextlib.contextmanager
def page(document: pdfium.PdfDocument, number: int) -> Iterator[pdfium.PdfPage]:
    """Page ``number``, from 1.

    Raises:
        Unreadable: PDFium cannot load it, or it has no size.
    """
    try:
        loaded = document[number - 1]
    except pdfium.PdfiumError:
        raise Unreadable(Trouble(TroubleKind.DAMAGED, "page", (number,))) from None
    try:
        width, height = loaded.get_size()
        if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
            raise Unreadable(Trouble(TroubleKind.DAMAGED, "page size", (number,)))
        yield loaded
    except pdfium.PdfiumError:
        raise Unreadable(Trouble(TroubleKind.DAMAGED, "page", (number,))) from None
    finally:
        loaded.close()


def images(loaded: pdfium.PdfPage, *, decoded: bool = True) -> Images:
    """How much of the page is pictures, how fine the largest is, and whether they may hold text (only if ``decoded``)."""
    width, height = loaded.get_size()
    whole = width * height
    placed = [(min(area, whole), item) for item in _pictures(loaded) if (area := _area(item)) > 0]
    cover = sum(area / whole for area, _ in placed)
    if not placed:
        return Images(0.0, None, None, speaking=False)
    area, largest = max(placed, key=lambda pair: pair[0])
    across, down = largest.get_px_size()
    large = [item for area, item in placed if area >= _SPEAKING_SHARE * whole]
    return Images(
        cover=min(cover, 1.0),
        largest=(int(across), int(down)),
        dpi=math.sqrt(across * down / area) * _POINTS,
        speaking=decoded and (any(map(_has_ink, large)) if large else cover >= _STRIPS_SHARE),
    )


def _pictures(loaded: pdfium.PdfPage) -> Iterator[pdfium.PdfImage]:
    for item in itertools.islice(loaded.get_objects(max_depth=4), _MAX_OBJECTS):
        if isinstance(item, pdfium.PdfImage):
            yield item


_TEXTUAL = {"ASCII85Decode", "ASCIIHexDecode"}
"""Filters that make bytes fewer, never more."""


def has_damaged_picture(loaded: pdfium.PdfPage, max_pixels: int, known: dict[str, bool]) -> bool:
    """Whether data of one of its JPEGs are missing or overwritten; ``known`` remembers pictures of earlier pages."""
    damaged = False
    for item in _pictures(loaded):
        *packed, last = item.get_filters() or [""]
        if last == "DCTDecode" and set(packed) <= _TEXTUAL and math.prod(item.get_px_size()) <= max_pixels:
            data = bytes(item.get_data(decode_simple=True))
            digest = hashlib.sha256(data).hexdigest()
            if digest not in known:
                known[digest] = jpeg.is_damaged(data)
            damaged = damaged or known[digest]
    return damaged


def _matrices(picture: pdfium.PdfImage) -> Iterator[pdfium.PdfMatrix]:
    """Its own and those of the forms it is in, from the inside out: together they place the unit square on the page."""
    at: pdfium.PdfObject | None = picture
    while at is not None:
        yield at.get_matrix()
        at = at.container


def _area(picture: pdfium.PdfImage) -> float:
    """Square points on the page."""
    return float(math.prod(abs(matrix.a * matrix.d - matrix.b * matrix.c) for matrix in _matrices(picture)))


def _has_ink(item: pdfium.PdfImage) -> bool:
    """Whether the picture, red aside, has strokes that stand out from their surroundings."""
    across, down = item.get_px_size()
    if across * down > _MAX_DECODED:
        return True
    try:
        bitmap = item.get_bitmap()
    except (pdfium.PdfiumError, ValueError):
        return True  # undecided: the page is read from its pixels
    pixels = bitmap.to_numpy()
    red = pixels if pixels.ndim == 2 else pixels[..., min(2, pixels.shape[2] - 1)]
    factor = min(1.0, _INK_SIDE / max(red.shape))
    small = cv2.resize(np.ascontiguousarray(red), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return float((cv2.blur(small, (25, 25)).astype(np.int16) - small > 40).mean()) > _INK_SHARE


_SHOWS_THROUGH = (
    raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE,
)  # fmt: skip
"""Annotations that lie over print and hide none of it, and fields, which stand on lines that they fill."""


def notes_over(loaded: pdfium.PdfPage) -> list[Box]:
    """Where annotations lie that can hide print, as fractions of the page; to be asked before they are flattened."""
    to_box, places = boxes(loaded), []
    for index in range(min(raw.FPDFPage_GetAnnotCount(loaded), _MAX_OBJECTS)):
        note, rect = raw.FPDFPage_GetAnnot(loaded, index), raw.FS_RECTF()
        if note:
            if raw.FPDFAnnot_GetSubtype(note) not in _SHOWS_THROUGH and raw.FPDFAnnot_GetRect(note, rect):
                places.append(to_box(rect.left, rect.bottom, rect.right, rect.top))
            raw.FPDFPage_CloseAnnot(note)
    return places


def pictures_over(loaded: pdfium.PdfPage) -> list[Box]:
    """Where pictures lie, as fractions of the page."""
    to_box, places = boxes(loaded), []
    for item in _pictures(loaded):
        corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
        for matrix in _matrices(item):
            corners = [matrix.on_point(x, y) for x, y in corners]
        xs, ys = zip(*corners, strict=True)
        places.append(to_box(min(xs), min(ys), max(xs), max(ys)))
    return places


def boxes(loaded: pdfium.PdfPage) -> Callable[[float, float, float, float], Box]:
    """What turns a rectangle in the page's own points into fractions of the page as it is shown.

    Rotation and crop box are honoured; PDFium's mapping is linear, so that three points tell all of it.
    """
    (x0, y0), (xa, ya), (xb, yb) = (_shown(loaded, *point) for point in ((0, 0), (_SPAN, 0), (0, _SPAN)))
    matrix = ((xa - x0) / _SPAN, (xb - x0) / _SPAN, (ya - y0) / _SPAN, (yb - y0) / _SPAN)

    def to_box(x1: float, y1: float, x2: float, y2: float) -> Box:
        a, b, c, d = matrix
        xs = x0 + a * x1 + b * y1, x0 + a * x2 + b * y2
        ys = y0 + c * x1 + d * y1, y0 + c * x2 + d * y2
        return (min(xs), min(ys), max(xs), max(ys))

    return to_box


def _shown(loaded: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(loaded, 0, 0, _UNIT, _UNIT, 0, x, y, across, down)
    return across.value / _UNIT, down.value / _UNIT


def render(loaded: pdfium.PdfPage, *, dpi: float = _DPI, effort: Effort = Effort.FIRST, sharp: bool = False) -> Pixels:
    """The page as RGB, ``/Rotate`` honoured, annotations and form fields drawn, pixels limited by effort.

    ``sharp`` draws every edge without blending, so that each pixel has the colour of one thing.
    """
    width, height = loaded.get_size()
    scale = min(dpi / _POINTS, math.sqrt(_MAX_PIXELS[effort] / (width * height)), _MAX_SIDE / max(width, height))
    scale = (
        max(scale, 1.5 / min(width, height)) if 1.5 / min(width, height) * max(width, height) <= _MAX_SIDE else scale
    )
    try:
        bitmap = loaded.render(
            scale=scale, rev_byteorder=True, no_smoothtext=sharp, no_smoothimage=sharp, no_smoothpath=sharp
        )
    except ValueError:
        raise Unreadable(Trouble(TroubleKind.DAMAGED, "page size")) from None
    try:
        return np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8)
    finally:
        bitmap.close()


@contextlib.contextmanager
def flattened(document: pdfium.PdfDocument, number: int, loaded: pdfium.PdfPage) -> Iterator[pdfium.PdfPage]:
    """Page ``number`` with what annotations and form fields show as part of its content, so that their text is text.

    Only in memory, and for good: whatever is to be drawn of ``loaded`` is drawn before.
    """
    if (
        raw.FPDFPage_GetAnnotCount(loaded) < 1
        or raw.FPDFPage_Flatten(loaded, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL
    ):
        yield loaded
        return
    with page(document, number) as again:
        yield again


def reading_dpi(pictures: Images) -> float:
    """The resolution to read a page at: that of the picture it consists of, else 200."""
    if pictures.dpi is None or pictures.cover < 0.3:
        return _DPI
    return min(max(pictures.dpi, 100.0), 600.0)
