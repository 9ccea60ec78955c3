"""Enough different photos."""

from __future__ import annotations

from docvet.models import Document, LocalizedText, Severity
from docvet.rules.arguments import Args, SlotName
from docvet.rules.case import Case, join, listed
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, at_least
from docvet.rules.photos import distinct, original, pictures
from docvet.rules.problems import Problem, Result

_SHOWN = 3
"""Repeats that are named."""


class PhotoCount(Args):
    """How many; how many bits of the perceptual hash two pictures may differ in and still be the same."""

    min_count: int
    max_distance: int
    slot: SlotName


def run(case: Case, args: PhotoCount) -> Result:
    """A problem if fewer are surely photos; while an unknown file could be one, only a question."""
    photos = case.cast("photos").chosen
    sure = [photo for photo in photos if not case.weak(photo)]
    seen, different = len(pictures(sure)), len(distinct(sure, args.max_distance))
    if different >= args.min_count:
        return
    files = [reading.file.path for reading in case.could_be("product_photo")]
    variant = "maybe" if files else "repeated" if seen >= args.min_count else None
    yield Problem(
        documents=tuple(photo.id for photo in photos),
        values={
            "count": str(different), "needed": str(args.min_count), "lacking": str(args.min_count - different),
            "files": listed(files), "seen": str(seen),
            "repeats": _repeats(sure, args.max_distance),
        },
        expected=at_least(args.min_count, "{} 张", "{} photos"), found=Fact(str(different), f"{different} 张", str(different)), variant=variant, topic="" if photos else args.slot,
        at_most=Severity.REVIEW if files else Severity.REJECT,
    )  # fmt: skip


def _repeats(photos: list[Document], max_distance: int) -> LocalizedText:
    """Which picture repeats which."""
    kept = distinct(photos, max_distance)
    pairs = {
        photo.path: first.path
        for photo, page in pictures(photos)
        if (photo, page) not in kept and (first := original(photo, page, kept, max_distance))
    }
    named = list(pairs.items())[:_SHOWN]
    said = join([{"zh": f"{one} 与 {other} 相同", "en": f"{one} is the same as {other}"} for one, other in named])
    return said if len(pairs) <= _SHOWN else {lang: f"{text} …" for lang, text in said.items()}


CHECK = Check(
    "photo_count", PhotoCount, run, fills=frozenset({"count", "needed", "lacking"}),
    variants={"maybe": frozenset({"files"}), "repeated": frozenset({"seen", "repeats"})},
)  # fmt: skip
