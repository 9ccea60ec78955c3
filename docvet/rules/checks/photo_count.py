"""Enough different photos."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args, SlotName
from docvet.rules.case import Case
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, at_least
from docvet.rules.photos import distinct, pictures
from docvet.rules.problems import Problem, Result


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
    files = ", ".join(reading.file.path for reading in case.could_be("product_photo"))
    variant = "maybe" if files else "repeated" if seen >= args.min_count else None
    yield Problem(
        documents=tuple(photo.id for photo in photos),
        values={
            "count": str(different), "needed": str(args.min_count), "lacking": str(args.min_count - different),
            "files": files, "seen": str(seen),
        },
        expected=at_least(args.min_count, "{} 张", "{} photos"), found=Fact(str(different), f"{different} 张", str(different)), variant=variant, topic="" if photos else args.slot,
        at_most=Severity.REVIEW if files else Severity.REJECT,
    )  # fmt: skip


CHECK = Check(
    "photo_count", PhotoCount, run, fills=frozenset({"count", "needed", "lacking"}),
    variants={"maybe": frozenset({"files"}), "repeated": frozenset({"seen"})},
)  # fmt: skip
