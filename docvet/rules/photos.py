"""Product photos as pictures: which of them are the same one."""

from __future__ import annotations

from collections.abc import Sequence

from docvet.models import Document, Page


def pictures(photos: Sequence[Document]) -> list[tuple[Document, Page]]:
    """Every page of the photos is one picture."""
    return [(photo, page) for photo in photos for page in photo.pages]


def distinct(photos: Sequence[Document], max_distance: int) -> list[tuple[Document, Page]]:
    """The pictures without those that nearly equal one before them (bits of the perceptual hash)."""
    kept: list[tuple[Document, Page]] = []
    for photo, page in pictures(photos):
        if not any(_same(page, other, max_distance) for _, other in kept):
            kept.append((photo, page))
    return kept


def _same(one: Page, other: Page, max_distance: int) -> bool:
    if one.picture is None or other.picture is None:
        return False
    return (one.picture.phash ^ other.picture.phash).bit_count() <= max_distance
