"""Product photos as pictures: which of them are the same one."""

from __future__ import annotations

from collections.abc import Sequence

from docvet.models import Document, Page


def pictures(photos: Sequence[Document]) -> list[tuple[Document, Page]]:
    """Every page of the photos is one picture."""
    return [(photo, page) for photo in photos for page in photo.pages]


def distinct(photos: Sequence[Document], max_distance: int) -> list[tuple[Document, Page]]:
    """The pictures without those that repeat one before them.

    A repeat looks the same (bits of the perceptual hash) and says the same: goods of one series, taken one after
    the other on one table, differ in their labels only.
    """
    kept: list[tuple[Document, Page]] = []
    for photo, page in pictures(photos):
        if not any(_alike(page, seen, max_distance) and _same_codes(photo, other) for other, seen in kept):
            kept.append((photo, page))
    return kept


def original(photo: Document, page: Page, kept: Sequence[tuple[Document, Page]], max_distance: int) -> Document | None:
    """The photo among those ``kept`` that this picture repeats."""
    return next((o for o, seen in kept if _alike(page, seen, max_distance) and _same_codes(photo, o)), None)


def _alike(one: Page, other: Page, max_distance: int) -> bool:
    if one.picture is None or other.picture is None:
        return False
    return (one.picture.phash ^ other.picture.phash).bit_count() <= max_distance


def _same_codes(one: Document, other: Document) -> bool:
    for name in ("sku_codes", "barcodes"):
        first, second = one.value(name), other.value(name)
        if first and second and not set(first) & set(second):
            return False
    return True
