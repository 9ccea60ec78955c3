"""Writes an application folder: ``build(Story.invent(7), folder, look="photo", defect="letter_expired")``."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast
from zlib import crc32

import yaml
from PIL import Image

from sample_docs import application, camera, joint
from sample_docs.defects import DEFECTS
from sample_docs.documents.base import Rows, SampleDocument
from sample_docs.documents.product_photo import ProductPhoto
from sample_docs.paint.pdf import drawings_pdf, jpeg, pictures_pdf
from sample_docs.paint.raster import render
from sample_docs.plan import Leaf, Mode, Plan
from sample_docs.story import Story

__all__ = ["Look", "Mode", "Story", "build", "page_picture", "planned"]

Look = Literal["digital", "scan", "photo", "mixed"]
"""``digital``: PDFs with a text layer; ``scan`` and ``photo``: pixels; ``mixed``: every other document photographed."""

_DPI = {"scan": 200, "photo": 170, "mixed": 160}
"""What a page is drawn at; a phone sees less of it than a scanner."""
_QUALITY = {"mixed": 48}
"""JPEG quality where it is not the usual 60: mixed folders are as small as messengers make them."""


def build(
    story: Story,
    folder: Path,
    look: Look = "digital",
    defect: str | Iterable[str] | None = None,
    mode: Mode = "pop",
    looks: Mapping[str, Look] | None = None,
) -> Path:
    """Writes the story's documents and ``application.yaml`` into ``folder`` (made if absent) and returns it.

    ``defect`` names one or more of :data:`sample_docs.defects.DEFECTS`, see :func:`planned`; ``looks`` gives single
    slots another look than the rest. The same arguments write the same bytes; a document that was written before in this
    process costs nothing.
    """
    made = planned(story, mode, defect)
    for slot, leaf in made.leaves.items():
        path = folder / leaf.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_written(leaf, (looks or {}).get(slot, look), crc32(f"{story.seed} {slot}".encode())))
    form = yaml.safe_dump(dict(made.form), allow_unicode=True, sort_keys=False)
    (folder / "application.yaml").write_text(form, encoding="utf-8")
    return folder


def planned(story: Story, mode: Mode = "pop", defect: str | Iterable[str] | None = None) -> Plan:
    """What :func:`build` writes.

    Raises:
        KeyError: no such defect.
        ValueError: the defect is not one of folders of this mode.
    """
    made = application.plan(story) if mode == "pop" else joint.plan(story)
    for name in [defect] if isinstance(defect, str) else defect or ():
        staged = DEFECTS[name]
        if mode not in staged.modes:
            raise ValueError(f"{name} is staged in mode {' and '.join(staged.modes)} only")
        made = staged.spoil(made)
    return made


@lru_cache(maxsize=512)
def _written(leaf: Leaf, look: Look, seed: int) -> bytes:
    match leaf.form:
        case "csv":
            data = cast(Rows, leaf.documents[0]).csv()
        case "xlsx":
            data = cast(Rows, leaf.documents[0]).xlsx()
        case _:
            data = _drawn(leaf, cast("tuple[SampleDocument, ...]", leaf.documents), look, seed)
    for finish in leaf.finish:
        data = finish(data)
    return data


def _drawn(leaf: Leaf, documents: tuple[SampleDocument, ...], look: Look, seed: int) -> bytes:
    if leaf.form == "pdf" and not leaf.effects and all(_stays_digital(document, look) for document in documents):
        return drawings_pdf([document.draw() for document in documents])
    pages = [page_picture(document, look, seed + place) for place, document in enumerate(documents)]
    for effect in leaf.effects:
        pages = [effect(page) for page in pages]
    match leaf.form:
        case "png":
            return _as_png(pages[0])
        case "jpg":
            return jpeg(pages[0])
        case _:
            return pictures_pdf(pages, _QUALITY.get(look, 60))


def _stays_digital(document: SampleDocument, look: Look) -> bool:
    """A photo is pixels in every look, an electronic licence in none."""
    if isinstance(document, ProductPhoto):
        return False
    return look == "digital" or bool(getattr(document, "born_digital", False))


def page_picture(document: SampleDocument, look: Look, seed: int = 0) -> Image.Image:
    """The document as pixels: as drawn (digital), from a scanner, or from a phone."""
    if isinstance(document, ProductPhoto):
        picture = document.photo()
        picture.info["dpi"] = (254, 254)
        return picture
    page = render(document.draw(), _DPI.get(look, 150))
    if look == "mixed":
        look = "photo" if crc32(type(document).__name__.encode()) % 2 else "scan"
    match look:
        case "scan":
            return camera.scan(page, seed=seed)
        case "photo":
            return camera.photo(page, seed=seed)
        case _:
            return page


def _as_png(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
