"""What runs inside a worker process: one file opened, or one page read."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

import cv2
import numpy as np
import pypdfium2 as pdfium

from docvet.limits import Limits
from docvet.models import (
    Box,
    Effort,
    File,
    Line,
    Page,
    Pass,
    Reading,
    Seal,
    Source,
    Straightening,
    Trouble,
    TroubleKind,
    overlap,
)
from docvet.reading import (
    appearance,
    carried,
    chop_blocks,
    close_up,
    codes,
    digits,
    engines,
    goods,
    guard,
    image_file,
    orientation,
    pdf,
    projection,
    provenance,
    red_print,
    seals,
    straighten,
    strips,
    text_layer,
    tiles,
)
from docvet.reading.crops import part_of
from docvet.reading.engines import Pixels
from docvet.reading.hidden import look_into
from docvet.reading.image_file import Unreadable
from docvet.reading.jobs import Opened, PageJob

__all__ = ["look_into", "open_file", "read_page"]

_OPENING_SHARE = 0.8
"""Share of a file's time after which opening it stops at the page it has reached."""
_PAGE_SHARE = 0.2
"""Share of it that opening one page or picture may take: one of a paper takes a tenth of that, and who made one that takes more
keeps a worker busy no longer.
"""
_DRAWING_SHARE = 0.1
"""Share of it that drawing a page, or decoding a picture, may take."""
_DETAIL_DPI = 200.0
_SCAN_COVER = 0.5
"""Pages that are pictures to this share have the resolution of their largest picture."""
_PLAIN_COVER = 0.01
"""Pages with fewer pictures than this are text and drawings only."""
_MOSTLY = 0.5
"""Part of a page's ink that its characters must explain; where they do not, all of the page is read by OCR."""
_NO_WORSE = 0.95
"""Part of what was read well on a page that must be read well on it once it is straightened."""
_LEAST_SIDE, _THINNEST = 32, 60
"""Pixels a side, and times that a page may be longer than wide, under and beyond which nothing is legible."""
_STATED = 200
"""Characters that are kept of what a picture says of its maker."""
_LONGEST = 12_000
"""Pixels to which such a strip is reduced before it is given room."""
_BLANK = 16
"""A page whose brightness differs by less than this is empty."""


def open_file(file: File, engine: str, limits: Limits) -> Opened:
    """Structure, troubles and text-layer pages of a file; a file that cannot be read gives troubles, not errors."""
    blank = Reading(file, troubles=file.troubles)
    if file.troubles:
        return Opened(blank, ())
    try:
        if file.media_type != "application/pdf" and not file.media_type.startswith("image/"):
            from docvet.reading import spreadsheet  # its library is large, and only tables need it

            deadline = time.process_time() + _OPENING_SHARE * limits.seconds
            return Opened(spreadsheet.read(file, limits.cells, deadline), ())
        if file.media_type != "application/pdf":
            with guard.METER.at_most(_PAGE_SHARE * limits.seconds):
                return _open_picture(blank, limits.pixels)
        with pdf.opened(file.absolute) as document:
            return _open_pdf(blank, document, engine, limits)
    except Unreadable as error:
        return Opened(replace(blank, troubles=(error.trouble,)), ())


def read_page(job: PageJob) -> Page:
    """One page by OCR, with a single pass.

    Raises:
        Unreadable: the page is damaged or too large; the trouble names the page.
    """
    try:
        if job.file.media_type == "application/pdf":
            with pdf.opened(job.file.absolute) as document, pdf.page(document, job.number) as loaded:
                return _read_pdf_page(job, document, loaded)
        return _read_picture(job)
    except Unreadable as error:
        raise Unreadable(replace(error.trouble, pages=(job.number,))) from None


def _open_picture(blank: Reading, max_pixels: int) -> Opened:
    path = blank.file.absolute
    about = image_file.about(path, max_pixels)
    troubles = [Trouble(TroubleKind.LIMIT, detail) for detail in (*["long"] * about.is_too_long, *about.looks)]
    if about.is_damaged:
        troubles.append(_damaged_pictures(1))
    made = about.software[:_STATED], provenance.ai_label(path)
    reading = replace(blank, page_count=about.pages, troubles=tuple(troubles), producer=" · ".join(filter(None, made)))
    return Opened(reading, tuple(range(1, about.pages + 1)))


def _damaged_pictures(*pages: int) -> Trouble:
    return Trouble(TroubleKind.DAMAGED, "picture", pages)


def _open_pdf(blank: Reading, document: pdfium.PdfDocument, engine: str, limits: Limits) -> Opened:
    deadline = time.process_time() + _OPENING_SHARE * limits.seconds
    about = pdf.structure(document, blank.file.absolute)
    pages: list[Page] = []
    needy: list[int] = []
    troubles = list(about.troubles)
    known, pictures, damaged = _Known(), dict[str, bool](), list[int]()
    for number in range(1, about.page_count + 1):
        if time.process_time() > deadline:
            troubles.append(Trouble(TroubleKind.LIMIT, "time", tuple(range(number, about.page_count + 1))))
            break
        try:
            with guard.METER.at_most(_PAGE_SHARE * limits.seconds), pdf.page(document, number) as loaded:
                if pdf.has_damaged_picture(loaded, limits.pixels, pictures):
                    damaged.append(number)
                if read := _text_page(document, number, loaded, engine, known, limits):
                    pages.append(read)
                else:
                    needy.append(number)
        except Unreadable as error:
            troubles.append(replace(error.trouble, pages=(number,)))
    if damaged:
        troubles.append(_damaged_pictures(*damaged))
    elif not troubles and pdf.has_damaged_stream(document, blank.file.absolute):
        troubles.append(Trouble(TroubleKind.DAMAGED, "stream"))
    reading = replace(
        blank,
        pages=tuple(pages),
        page_count=about.page_count,
        troubles=tuple(troubles),
        signed=about.signed,
        producer=" · ".join(filter(None, (about.producer, provenance.ai_label(blank.file.absolute)))),
    )
    return Opened(reading, tuple(needy))


@dataclass(slots=True)
class _Known:
    """What earlier pages of a file have shown, and need not be looked at again."""

    prints: set[bytes] = field(default_factory=set)
    """Print without characters (a logo)."""
    digits: set[digits.Sample] = field(default_factory=set)


def _digits_hold(
    document: pdfium.PdfDocument,
    number: int,
    detail: Pixels | None,
    layer: text_layer.Layer,
    engine: str,
    known: _Known,
) -> bool:
    """Whether the digits of the layer are those that show; on the overview alone where earlier pages told of them."""
    overview = orientation.turned(layer.overview, layer.turn)
    firsts = digits.first_of_each(layer.shown_digits)
    new = [digit for sample, digit in firsts.items() if sample not in known.digits]
    told = [digit for sample, digit in firsts.items() if sample in known.digits]
    if digits.doubted(overview, told):  # another font may bear the same name
        new += told
    suspects = list(dict.fromkeys([*new, *digits.unlike(overview, layer.shown_digits)]))
    if not suspects:
        return True
    if detail is None:
        with pdf.page(document, number) as loaded:
            detail = pdf.render(loaded, dpi=_DETAIL_DPI)
    rgb = orientation.turned(detail, layer.turn)
    doubts = digits.doubted(rgb, suspects)
    if doubts and digits.contradicted(rgb, doubts, layer.shown_digits, layer.lines, _engine(engine).read_row):
        return False
    known.digits.update(firsts)
    return True


def _text_page(
    document: pdfium.PdfDocument, number: int, loaded: pdfium.PdfPage, engine: str, known: _Known, limits: Limits
) -> Page | None:
    """The page by its text layer, or None if it must be read from pixels.

    Print that no character explains is read by OCR, without the page around it.
    """
    if text_layer.is_bare(loaded):
        return None
    pictures = pdf.images(loaded)
    if pictures.speaking:
        return None
    with guard.METER.at_most(_DRAWING_SHARE * limits.seconds):
        overview = pdf.render(loaded, dpi=text_layer.OVERVIEW_DPI)
    plain = pictures.cover < _PLAIN_COVER and not appearance.is_coloured(overview)
    detail = None if plain else pdf.render(loaded, dpi=_DETAIL_DPI)
    layer = text_layer.read(document, number, loaded, overview)
    if not layer.believed or layer.left.share > _MOSTLY:
        return None
    if not _digits_hold(document, number, detail, layer, engine, known):
        return None
    upright = orientation.turned(overview, layer.turn)
    rgb = upright if detail is None else orientation.turned(detail, layer.turn)
    height, width = rgb.shape[:2]
    search = None if plain else seals.SealSearch(rgb)
    stamps = _seals(search, engine) if search else ()
    prints = {part_of(upright, box).tobytes(): box for box in layer.left.boxes}
    new = [box for pixels, box in prints.items() if pixels not in known.prints]
    known.prints.update(prints)
    more = _beside(document, number, new, layer, engine) if new else []
    if search:
        more += red_print.find(search, partial(_read, engine, effort=Effort.FIRST), (*layer.lines, *more), stamps)
    effort = Effort.FULL if pictures.cover < _PLAIN_COVER else Effort.FIRST
    return Page(
        number=number,
        width=width,
        height=height,
        passes=(_joined(effort, layer.lines, more, engine),),
        seals=(*stamps, *chop_blocks.find(rgb, more)),
        stray_ink=seals.stray(search, stamps) if search else (),
        codes=() if plain else codes.find(rgb),
        picture=None if pictures.cover < _PLAIN_COVER else appearance.measure(rgb, dpi=pictures.dpi),
        turned=layer.turn,
        typed_over=layer.typed_over,
        hidden=layer.hidden if pictures.cover < _SCAN_COVER else (),
    )


def _beside(
    document: pdfium.PdfDocument, number: int, boxes: Sequence[Box], layer: text_layer.Layer, engine: str
) -> list[Line]:
    """What OCR reads in these places of a page that its text layer does not have."""
    with pdf.page(document, number) as loaded:
        ink = _ink(orientation.turned(pdf.render(loaded, dpi=_DETAIL_DPI), layer.turn))
    read = strips.read(ink, boxes, partial(_read, engine, effort=Effort.FIRST))
    return [line for line in read if not any(overlap(line.box, other.box) > _MOSTLY for other in layer.lines)]


def _joined(effort: Effort, layer: Sequence[Line], more: Sequence[Line], engine: str) -> Pass:
    """One pass of both; with lines of the engine's it is the engine's first one, so that the page can be looked at again."""
    if not more:
        return Pass(effort, Source.TEXT_LAYER, tuple(layer))
    lines = sorted((*layer, *more), key=lambda line: (round(line.box[1], 2), line.box[0]))
    return Pass(Effort.FIRST, _engine(engine).name, tuple(lines))


def _read_pdf_page(job: PageJob, document: pdfium.PdfDocument, loaded: pdfium.PdfPage) -> Page:
    pictures = pdf.images(loaded, decoded=False)
    if pictures.largest and pictures.largest[0] * pictures.largest[1] > job.limits.pixels:
        raise Unreadable(Trouble(TroubleKind.LIMIT, "pixels"))
    with guard.METER.at_most(_DRAWING_SHARE * job.limits.seconds):
        rgb = pdf.render(loaded, dpi=pdf.reading_dpi(pictures), effort=job.effort)
    layer = None
    if not text_layer.is_bare(loaded):
        overview = pdf.render(loaded, dpi=text_layer.OVERVIEW_DPI)
        layer = text_layer.read(document, job.number, loaded, overview)
    signs = appearance.screen_signs(pictures.largest if pictures.cover > 0.9 else None)
    page = _read_pixels(job, rgb, dpi=pictures.dpi if pictures.cover >= _SCAN_COVER else None, signs=signs)
    if (
        layer is None
        or layer.turn != page.turned
        or page.straightening is not None
        or not text_layer.plausible(layer.lines)
    ):
        return page
    seen = page.passes[-1]
    doubts = digits.doubted(orientation.turned(rgb, layer.turn), layer.shown_digits)
    exact = [line for line in layer.lines if not any(overlap(line.box, box) > 0 for box in doubts)]
    lines, near = (tuple(text_layer.confirmed(some, exact)) for some in (seen.lines, seen.near))
    page = replace(page, passes=(replace(seen, lines=lines, near=near),))
    return replace(page, typed_over=layer.typed_over, hidden=layer.hidden) if pictures.cover < _SCAN_COVER else page


def _read_picture(job: PageJob) -> Page:
    with guard.METER.at_most(_DRAWING_SHARE * job.limits.seconds):
        loaded = image_file.load(job.file.absolute, job.number, job.limits.pixels)
    signs = appearance.screen_signs(loaded.stored, kind=loaded.format, dpi=loaded.dpi, software=loaded.software)
    return _read_pixels(job, loaded.rgb, dpi=None, signs=signs)


def _read_pixels(job: PageJob, rgb: Pixels, *, dpi: float | None, signs: tuple[str, ...]) -> Page:
    rgb = _with_room(rgb)
    if job.places:
        return _read_closely(job, rgb)
    read = partial(_read, job.engine, effort=job.effort)
    if job.turned is not None:
        return _read_again(job, rgb, read)
    turn, lines = orientation.settle(_ink(rgb), read)
    rgb = orientation.turned(rgb, turn)
    looks = appearance.measure(rgb, dpi=dpi, screen=signs, lines=lines)
    coloured = looks.coloured
    upright = rgb
    rgb, lines, straightening = _straightened(rgb, lines, read, _engine(job.engine).read_row)
    height, width = rgb.shape[:2]
    passes = (Pass(job.effort, _engine(job.engine).name, tuple(lines)),)
    search = seals.SealSearch(rgb)
    stamps = _seals(search, job.engine, coloured=coloured)
    if coloured:
        lines = lines + red_print.find(search, read, lines, stamps)
    return Page(
        number=job.number,
        width=width,
        height=height,
        passes=(replace(passes[0], lines=tuple(lines)),),
        seals=(*stamps, *chop_blocks.find(rgb, lines)) if coloured else stamps,
        stray_ink=seals.stray(search, stamps) if coloured else (),
        codes=codes.of_page(upright, rgb, straightening),
        picture=looks,
        turned=turn,
        straightening=straightening,
    )


def _straightened(
    rgb: Pixels, lines: list[Line], read: orientation.Read, read_row: carried.ReadRow
) -> tuple[Pixels, list[Line], Straightening | None]:
    """The page and its lines after it was made level and flat, where it needs to be and reads as well then."""
    if (how := straighten.needed(rgb, lines)) is None:
        return rgb, lines, None
    level = projection.flattened(rgb, *how)
    ink = _ink(level)
    if (kept := carried.carried(lines, *how, ink, read_row)) is not None:
        return level, kept, how[0]
    again = read(ink)
    if orientation.well_read(again) < _NO_WORSE * orientation.well_read(lines):
        return rgb, lines, None
    return level, again, how[0]


def _read_again(job: PageJob, rgb: Pixels, read: orientation.Read) -> Page:
    """The lines only, on the page as an earlier pass turned and flattened it; of goods, those in all directions."""
    ink = _as_before(job, _ink(rgb))
    height, width = ink.shape
    lines = read(ink)
    if goods.may_be(lines):
        even = _as_before(job, goods.evened(rgb))
        lines = goods.joined(lines, goods.find(even, partial(_read, job.engine, effort=Effort.FIRST), lines))
    passes = (Pass(job.effort, _engine(job.engine).name, tuple(lines)),)
    return Page(job.number, width, height, passes, turned=job.turned or 0, straightening=job.straightening)


def _as_before(job: PageJob, ink: Pixels) -> Pixels:
    """The ink (or colours) turned and flattened as an earlier pass did; where more pixels were rendered since, all of them are used."""
    ink = orientation.turned(ink, job.turned or 0)
    if job.straightening is None:
        return ink
    finer = max(1.0, ink.shape[1] / job.straightening.width)
    return projection.flattened(ink, job.straightening, (round(job.size[0] * finer), round(job.size[1] * finer)))


def _read_closely(job: PageJob, rgb: Pixels) -> Page:
    """The lines of single places, on the page as an earlier pass turned and flattened it."""
    engine = _engine(job.engine)
    lines = tuple(close_up.read(_as_before(job, rgb), job.places, engine, job.print_height, job.row_height))
    seen = Pass(Effort.CLOSE, engine.name, lines, job.places, lines)
    return Page(job.number, *job.size, (seen,), turned=job.turned or 0, straightening=job.straightening)


def _with_room(rgb: Pixels) -> Pixels:
    """A strip too thin to hold text (1 × 20,000 pixels) on white, so that it can be scaled like a page."""
    height, width = rgb.shape[:2]
    least = max(_LEAST_SIDE, max(height, width) // _THINNEST)
    if min(height, width) >= least:
        return rgb
    if max(height, width) > _LONGEST:
        factor = _LONGEST / max(height, width)
        size = max(1, round(width * factor)), max(1, round(height * factor))
        return _with_room(np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), dtype=np.uint8))
    margins = (0, max(0, least - height)), (0, max(0, least - width)), (0, 0)
    return np.pad(rgb, margins, constant_values=255)


def _ink(rgb: Pixels) -> Pixels:
    """The red channel: seal ink vanishes in it, black and blue print stays (for red print see ``red_print``)."""
    return np.ascontiguousarray(rgb[..., 0])


@lru_cache(maxsize=1)
def _engine(name: str) -> engines.Engine:
    return engines.find(name)()


def _read(engine: str, pixels: Pixels, effort: Effort) -> list[Line]:
    if tiles.is_long(pixels):
        return tiles.seen(pixels, partial(_read, engine, effort=effort))
    if int(np.ptp(pixels[::2, ::2])) < _BLANK:
        return []
    return engines.checked(_engine(engine).read(pixels, effort))


def _seals(search: seals.SealSearch, engine: str, *, coloured: bool = True) -> tuple[Seal, ...]:
    read = partial(_read, engine, effort=Effort.FIRST)
    if tiles.is_long(search.rgb):
        return tuple(tiles.seen(search.rgb, lambda tile: seals.find(seals.SealSearch(tile), read, coloured=coloured)))
    return seals.find(search, read, coloured=coloured)
