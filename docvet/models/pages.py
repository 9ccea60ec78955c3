"""What was read: files, and pages with their lines, seals, codes and looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from pathlib import Path

from docvet.models.hidden import Hidden

Box = tuple[float, float, float, float]


WHOLE_PAGE: Box = (0.0, 0.0, 1.0, 1.0)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def inside(box: Box, region: Box) -> bool:
    """Whether the middle of a box lies in a region."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return region[0] <= across < region[2] and region[1] <= down < region[3]


def overlap(one: Box, other: Box) -> float:
    """Shared area over the smaller area."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / max(min(areas), 1e-12)


class Source(StrEnum):
    """Where a value comes from if no OCR engine read it; an engine's readings bear its name instead, which is text."""

    TEXT_LAYER = "text_layer"
    QR = "qr"
    FORM = "form"
    OPERATOR = "operator"


class Effort(IntEnum):
    """How much a reading pass costs; a later pass sees more."""

    FIRST = 1
    FULL = 2
    CLOSE = 3
    """Single places of the page, enlarged; what stands elsewhere is as an earlier pass saw it."""


class TroubleKind(StrEnum):
    """What kept a file, or a part of it, from being read."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    ARCHIVE = "archive"
    ATTACHED = "attached"
    """A PDF carries documents as attachments, as a portfolio does; the detail is their number and names."""
    OFFICE = "office"
    UNKNOWN_TYPE = "unknown_type"
    NO_ACCESS = "no_access"
    LINK_OUTSIDE = "link_outside"
    LIMIT = "limit"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One obstacle; ``detail`` is a short technical word for the report (a format, a limit)."""

    kind: TroubleKind
    detail: str = ""
    pages: tuple[int, ...] = ()
    """The pages it concerns; empty means the whole file."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the application, sniffed and hashed but not yet opened as a document."""

    path: str
    """Relative to the application folder, with forward slashes, as the disk spells it."""
    absolute: Path
    sha256: str
    bytes: int
    media_type: str
    """By content, never by name: ``application/pdf``, ``image/jpeg``, ``text/csv`` …"""
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one line of a page."""

    text: str
    box: Box
    confidence: float
    source: str
    """A :class:`Source`, or the name of the engine that read it."""
    lean: float | None = None
    """Degrees by which its row falls to the right in the picture that was read, where the engine says so."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp found by colour and shape; ``text`` is what its ring and middle say, if legible."""

    box: Box
    shape: str
    """``round``, ``oval`` or ``square``."""
    colour: str
    """``red``, ``blue``, ``green`` or ``black``."""
    text: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or barcode."""

    text: str
    symbology: str
    box: Box


@dataclass(frozen=True, slots=True)
class Picture:
    """What the pixels of a page are like, measured on the upright page."""

    coloured: bool
    """False for a grey or black-and-white scan: no seal ink can be recognised there."""
    sharpness: float
    """Variance of the Laplacian at a width of 1000 px; under about 60 text is blurred."""
    glare: float
    """Fraction of the page that is burnt out inside the paper."""
    dpi: float | None
    """Effective pixels an inch where the page has a physical size (PDF), else None."""
    phash: int
    """64-bit perceptual hash, for near-duplicates."""
    screen: tuple[str, ...] = ()
    """Signs of a screenshot in the file itself: ``device_size``, ``no_dpi_png``, ``screenshot_software``."""
    shadow: float = 0.0
    """By what part the paper behind the darkest lines is darker than behind the brightest."""
    cut: tuple[str, ...] = ()
    """Sides at which text runs off the picture: ``left``, ``top``, ``right``, ``bottom``."""
    text_height: float | None = None
    """Pixels that a usual line is high; None without text."""
    grid: float = 0.0
    """How far coloured stripes all over the page stand out; a photographed screen has them."""
    spots: tuple[tuple[Box, float], ...] = ()
    """Sharpness at each line of text, where there are few of them: one label of a sharp photo may be out of focus."""


@dataclass(frozen=True, slots=True)
class Pass:
    """The lines that one reading of a page gave, in reading order."""

    effort: Effort
    source: str
    lines: tuple[Line, ...]
    places: tuple[Box, ...] = ()
    """Where it looked, if not everywhere."""
    near: tuple[Line, ...] = ()
    """Those of its lines that it read itself where it looked at places only; the others are an earlier pass's."""

    def saw(self, box: Box) -> bool:
        """Whether it looked at the middle of this box."""
        return not self.places or any(inside(box, place) for place in self.places)


@dataclass(frozen=True, slots=True)
class Straightening:
    """How an upright page that leaned, or was seen from the side, was made flat before it was read."""

    matrix: tuple[float, ...]
    """Nine numbers, row by row: takes a point of the flat page to its place on the upright original, both in fractions."""
    width: int
    height: int
    """Pixels of the upright original."""

    def back(self, box: Box) -> Box:
        """Where a box of the flat page lies on the upright original: the smallest box around it there."""
        a, b, c, d, e, f, g, h, i = self.matrix
        left, top, right, bottom = box
        places = []
        for x, y in ((left, top), (right, top), (right, bottom), (left, bottom)):
            w = g * x + h * y + i
            places.append(((a * x + b * y + c) / w, (d * x + e * y + f) / w))
        xs, ys = zip(*(((min(max(x, 0.0), 1.0)), min(max(y, 0.0), 1.0)) for x, y in places), strict=True)
        return (min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Page:
    """One page with everything that was seen on it, passes in rising effort.

    A reading's pages are as they were read: upright, and flat where :attr:`straightening` says so. A document's
    pages, like every field, refer to the upright original (:attr:`upright`).
    """

    number: int
    width: int
    height: int
    """Pixels of the page as it was read, so that geometry knows its shape."""
    passes: tuple[Pass, ...]
    seals: tuple[Seal, ...] = ()
    stray_ink: tuple[Box, ...] = ()
    """Places with red ink that might be a seal and was not recognised as one."""
    codes: tuple[Code, ...] = ()
    picture: Picture | None = None
    """None for a page that is text and vectors only."""
    turned: int = 0
    """Clockwise degrees by which the stored page was turned to stand upright."""
    straightening: Straightening | None = None
    """None where the upright page was read as it is."""
    typed_over: tuple[Line, ...] = ()
    """Print of a PDF that lies under other print, and is not seen; it is no part of ``passes``."""
    hidden: tuple[Line, ...] = ()
    """Print of a PDF that lies under a picture or an annotation, and is not seen; it is no part of ``passes``."""
    table: tuple[tuple[str, ...], ...] = ()
    """All rows of a spreadsheet's sheet that are not empty; ``passes`` then hold its first rows only, for the head."""

    @property
    def upright(self) -> Page:
        """The same page with all boxes on the upright original."""
        flat = self.straightening
        if flat is None:
            return self
        return replace(
            self,
            width=flat.width,
            height=flat.height,
            passes=tuple(
                replace(
                    item,
                    lines=tuple(replace(line, box=flat.back(line.box)) for line in item.lines),
                    places=tuple(flat.back(box) for box in item.places),
                    near=tuple(replace(line, box=flat.back(line.box)) for line in item.near),
                )
                for item in self.passes
            ),
            seals=tuple(replace(seal, box=flat.back(seal.box)) for seal in self.seals),
            stray_ink=tuple(flat.back(box) for box in self.stray_ink),
            codes=tuple(replace(code, box=flat.back(code.box)) for code in self.codes),
            straightening=None,
        )

    def within(self, region: Box) -> Page:
        """The same page with only what has its middle in ``region``, a box of the page as it was read."""
        if region == WHOLE_PAGE:
            return self
        return replace(
            self,
            passes=tuple(
                replace(
                    item,
                    lines=tuple(line for line in item.lines if inside(line.box, region)),
                    near=tuple(line for line in item.near if inside(line.box, region)),
                )
                for item in self.passes
            ),
            seals=tuple(seal for seal in self.seals if inside(seal.box, region)),
            stray_ink=tuple(box for box in self.stray_ink if inside(box, region)),
            codes=tuple(code for code in self.codes if inside(code.box, region)),
            typed_over=tuple(line for line in self.typed_over if inside(line.box, region)),
            hidden=tuple(line for line in self.hidden if inside(line.box, region)),
        )

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the pass that saw most."""
        return self.passes[-1].lines if self.passes else ()

    @property
    def effort(self) -> Effort | None:
        """The highest effort spent on all of this page."""
        return max((item.effort for item in self.passes if not item.places), default=None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file after reading: its pages, or what kept them from being read."""

    file: File
    pages: tuple[Page, ...] = ()
    page_count: int = 0
    """Pages that the file has, read or not."""
    troubles: tuple[Trouble, ...] = ()
    signed: bool = False
    """The PDF carries a digital signature."""
    producer: str = ""
    """Producer and creator as the PDF states them."""
    encoding: str = ""
    """Of a text file that common programs may show as nonsense (``Big5``, ``UTF-16`` without a mark); else empty."""
    cached: frozenset[int] = frozenset()
    """Numbers of the pages of which nothing had to be read anew."""
    hidden: tuple[Hidden, ...] = ()
    """What the file holds and does not show."""
    looked_into: bool = True
    """False where a part of its structure could not be read, so that it may hide more."""
