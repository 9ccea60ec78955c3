"""The brand, to be seen on a photo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from docvet.models import Document, Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence, listed
from docvet.rules.checks import Check
from docvet.rules.facts import all_of
from docvet.rules.problems import Problem, Result
from docvet.values.names import normal
from docvet.values.text import simplified, squeezed


class BrandOnPhoto(Args):
    """How much of a brand must be found in a text to be taken for it by a person."""

    near_likeness: float


def run(case: Case, args: BrandOnPhoto) -> Result:
    """A question unless one photo shows the brand: print on goods is never read whole."""
    photos = case.cast("photos").chosen
    if not photos:
        yield case.absent("photos")
        return
    brands = [brand for brand in case.brands if _key(brand)]
    if not brands:
        yield Problem(
            documents=tuple(photo.id for photo in photos), values={"brand": "", "found": ""}, variant="no_brand",
            at_most=Severity.REVIEW,
        )  # fmt: skip
        return
    texts = [text for photo in photos for text in _texts(photo, brands)]
    likeness = max((_likeness(brand, text) for brand in brands for text in texts), default=0.0)
    if likeness >= 1.0:
        return
    variant = "near" if likeness >= args.near_likeness else "no_text" if not any(texts) else None
    if variant is None and not any(_same_script(brand, text) for brand in brands for text in texts):
        variant = "other_script"
    read = tuple((photo.id, "texts") for photo in photos)
    yield Problem(
        documents=tuple(photo.id for photo in photos), evidence=tuple(e for photo in photos for e in evidence(photo, "texts")),
        values={"brand": brands[0], "found": listed(texts[:5])}, expected=brands[0], found=all_of(texts[:5]),
        variant=variant, rests_on=read, at_most=Severity.REVIEW, absent=True,
    )  # fmt: skip


def _texts(photo: Document, brands: Sequence[str]) -> Iterator[str]:
    """The photo's texts, and every line of every pass: one that was set aside may still show the brand.

    Words laid over the picture, and pieces of them, do not count: a brand in a watermark is not on the goods. The
    brand by itself counts, since it may as well be the logo.
    """
    overlaid = [squeezed(str(text)) for text in photo.value("watermarks") or ()]
    alone = {_key(brand) for brand in brands}
    lines = (line.text for page in photo.pages for reading_pass in page.passes for line in reading_pass.lines)
    for text in (*map(str, photo.value("texts") or ()), *lines):
        if _key(text) in alone or not any(squeezed(text) in words for words in overlaid):
            yield text


def _key(text: str) -> str:
    return re.sub(r"[^\w]+", "", simplified(normal(text))).casefold()


def _likeness(brand: str, text: str) -> float:
    """1 where the text holds the brand; a short brand must stand by itself in it."""
    key, text = _key(brand), _key(text)
    if len(key) <= 2 and key.isascii():
        words = {_key(word) for word in re.split(r"[^\w]+", text)}
        return 1.0 if key in words else 0.0
    if key in text:
        return 1.0
    # A hit of partial_ratio on a text shorter than the brand says nothing.
    return min(fuzz.partial_ratio(key, text) / 100, 0.99) if len(text) >= len(key) - 1 else 0.0


def _same_script(brand: str, text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in brand) == any("\u4e00" <= c <= "\u9fff" for c in text) and bool(text)


CHECK = Check(
    "brand_on_photo", BrandOnPhoto, run, papers=("photos",), fills=frozenset({"brand", "found"}),
    variants={"near": frozenset(), "no_text": frozenset(), "other_script": frozenset(), "no_brand": frozenset()},
)  # fmt: skip
