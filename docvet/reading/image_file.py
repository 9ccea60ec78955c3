"""Pictures of any kind to upright RGB arrays, measured before they are decoded."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageFile, ImageOps, TiffImagePlugin

from docvet.models import Trouble, TroubleKind
from docvet.reading import jpeg, other_looks, png, received
from docvet.reading.engines import Pixels

MAX_PIXELS = 16_000_000
"""Larger pictures are reduced to this many pixels: more helps no reader and costs memory."""

_DECODED = 490_000_000
"""Bytes that decoding a picture may take, by what its head says; checked before it is decoded. HEIC of 48 megapixels, the
most that telephones make, takes 488 million."""
_BYTES = {"1": 2, "L": 1, "P": 5, "I;16": 6, "I;16B": 6, "I;16L": 6, "RGBA": 8, "LA": 8, "PA": 9}
"""Of a pixel as Pillow holds it until it is reduced; four in all other modes."""
_WORKING = {"WEBP": 4, "HEIF": 6}
"""Bytes of a pixel that a decoder holds beside it; others go by rows or blocks, or see :func:`_coded`."""
_ROWS_A_STRIP = 278
_LONG, _NARROW = 4, 900
"""Times that a picture is longer than wide from which it is long, and the pixels across that a document on it needs."""

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # the limit below is the caller's, and an error instead of a warning
ImageFile.LOAD_TRUNCATED_IMAGES = False


class Unreadable(Exception):
    """A picture, page or file that cannot be read; carries the trouble to report."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)  # so that it can be pickled
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Loaded:
    """A decoded picture."""

    rgb: Pixels
    stored: tuple[int, int]
    """Width and height in pixels, upright, before any reduction."""
    dpi: float | None
    """As the file states it; None where it does not."""
    format: str
    """As Pillow calls it: ``PNG``, ``JPEG`` …"""
    software: str
    """The program that the file names as its maker, or an empty string."""


@dataclass(frozen=True, slots=True)
class About:
    """What a picture says of itself before it is decoded."""

    pages: int
    """Of a TIFF; 1 for every other picture (of an animation only the first frame counts)."""
    is_too_long: bool
    """A long picture, reduced to what is read of one, is left too narrow for its print."""
    software: str
    """The program that the file names as its maker, or an empty string."""
    is_damaged: bool
    """Data are missing or overwritten, though it opens; larger pictures than are read are not looked at."""
    looks: tuple[str, ...]
    """How other programs may show another picture; see :mod:`docvet.reading.other_looks`."""


def about(path: Path, max_pixels: int) -> About:
    """What there is to know of a picture before a page of it is read: its head is gone through once.

    Raises:
        Unreadable: it is no picture that can be opened.
    """
    with _opened(path) as image:
        pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        looked_at = image.width * image.height <= max_pixels and _coded(image) <= _DECODED
        kind = image.format if looked_at else None
        too_long, software = _is_too_long(image), _software(image)
        looks = other_looks.found(image, _DECODED - _coded(image)) if looked_at else ()
    damaged = False
    if kind in ("JPEG", "MPO", "PNG"):
        with received.opened(path) as stream:
            damaged = png.is_damaged(stream) if kind == "PNG" else jpeg.is_damaged(stream.read())
    return About(pages, too_long, software, damaged, looks)


def _is_too_long(image: Image.Image) -> bool:
    across, down = sorted(image.size)
    factor = min(1.0, (MAX_PIXELS / (across * down)) ** 0.5)
    return down > _LONG * across and factor < 1 and across * factor < _NARROW


def load(path: Path, number: int, max_pixels: int, reduced_to: int = MAX_PIXELS) -> Loaded:
    """Page ``number`` (from 1), upright by its EXIF orientation, alpha laid over white, at most ``reduced_to`` pixels.

    Raises:
        Unreadable: damaged or cut off, or more than ``max_pixels`` stored pixels.
    """
    with _opened(path) as image:
        if number > 1:
            image.seek(number - 1)
        if image.width * image.height > max_pixels:
            raise Unreadable(Trouble(TroubleKind.LIMIT, "pixels"))
        if image.width < 1 or image.height < 1:
            raise Unreadable(Trouble(TroubleKind.DAMAGED, "no pixels"))
        stored, coded = image.size, _coded(image)
        if image.format == "JPEG":
            factor = (reduced_to / (image.width * image.height)) ** 0.5
            if factor < 1:
                image.draft(None, (int(image.width * factor), int(image.height * factor)))
        if coded + image.width * image.height * _BYTES.get(image.mode, 4) > _DECODED:
            raise Unreadable(Trouble(TroubleKind.LIMIT, "pixels"))
        info, format_ = dict(image.info), image.format or ""
        software = _software(image)
        small = _reduced(_averaged(image, reduced_to), reduced_to)
        upright = _upright(small)
        turned = (small.width >= small.height) != (upright.width >= upright.height)
        rgb = _to_rgb(upright)
    return Loaded(
        rgb=np.asarray(rgb, dtype=np.uint8),
        stored=(stored[1], stored[0]) if turned else stored,
        dpi=stated_dpi(info),
        format=format_,
        software=software,
    )


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """Pillow's many ways to fail on a broken file, as one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with received.opened(path) as stream, Image.open(stream) as image:
                yield image
    except (Unreadable, MemoryError):
        raise
    except PermissionError:
        raise Unreadable(Trouble(TroubleKind.NO_ACCESS)) from None
    except Exception as error:  # decoders raise OSError, ValueError, SyntaxError, struct.error, zlib.error …
        raise Unreadable(Trouble(TroubleKind.DAMAGED, type(error).__name__)) from error


def _coded(image: Image.Image) -> int:
    """Bytes that the decoder takes for itself: all coefficients of a progressive JPEG, a strip of a TIFF."""
    pixels, channels = image.width * image.height, len(image.getbands())
    if image.format == "JPEG" and image.info.get("progressive"):
        return 2 * pixels * channels
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        rows = image.tag_v2.get(_ROWS_A_STRIP, image.height)
        return image.width * channels * min(image.height, rows if isinstance(rows, int) and rows > 0 else image.height)
    return _WORKING.get(image.format or "", 0) * pixels


def _averaged(image: Image.Image, most: int) -> Image.Image:
    """The picture itself, or where it will be reduced and its pixels are no amounts of light (a palette) one whose are."""
    if image.width * image.height <= most:
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I;16"):
        return image.convert("I")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    return image


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode in ("I", "I;16", "I;16B", "I;16L", "F"):
        values = np.asarray(image, dtype=np.float32)
        top = 65535.0 if values.max(initial=0) > 255 else 255.0
        return Image.fromarray(np.clip(values * (255 / top), 0, 255).astype(np.uint8)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image.convert("RGB")  # Pillow turns Adobe's inverted CMYK round while decoding


def _reduced(image: Image.Image, most: int) -> Image.Image:
    factor = (most / (image.width * image.height)) ** 0.5
    if factor >= 1:
        return image
    size = max(1, int(image.width * factor)), max(1, int(image.height * factor))
    return image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)


def stated_dpi(info: dict[str | tuple[int, int], object]) -> float | None:
    """A resolution that a scanner wrote; 72 and 96 are what programs write who know none."""
    dpi = info.get("dpi")
    try:
        value = float(dpi[0]) if isinstance(dpi, tuple) else 0.0
    except (TypeError, ValueError):  # of a type that is none of a number
        return None
    return value if value > 96.5 else None


def _upright(image: Image.Image) -> Image.Image:
    """By its EXIF; as it is stored where that is broken, as programs show it."""
    try:
        return ImageOps.exif_transpose(image)
    except MemoryError:
        raise
    except Exception:  # whatever it makes its reader raise
        return image


def _exif(image: Image.Image) -> Image.Exif:
    """An empty one where it is broken, which keeps no program from showing the picture."""
    if image.format == "PNG" and "exif" not in image.info:
        return Image.Exif()  # Pillow would decode all pixels to see whether one follows them
    try:
        return image.getexif()
    except MemoryError:
        raise
    except Exception:  # whatever it makes its reader raise
        return Image.Exif()


def _software(image: Image.Image) -> str:
    exif = _exif(image)
    texts = [str(exif.get(tag, "")) for tag in (0x0131, 0x010E)]  # Software, ImageDescription
    texts += [str(image.info.get(key, "")) for key in ("Software", "Description", "Comment", "XML:com.adobe.xmp")]
    return " ".join(text[:2000] for text in texts if text).strip()
