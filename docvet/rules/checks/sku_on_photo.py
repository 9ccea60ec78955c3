"""A SKU code that can be read on a photo."""

from __future__ import annotations

from docvet.models import Severity
from docvet.rules.arguments import Args
from docvet.rules.case import Case, evidence, listed, unread
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, unsaid
from docvet.rules.problems import Problem, Result


class SkuOnPhoto(Args):
    """How sharp the label must be (variance of the Laplacian)."""

    min_sharpness: float


def run(case: Case, args: SkuOnPhoto) -> Result:
    """A question unless one photo shows a code or barcode, sharp where the label is."""
    photos = case.cast("photos").chosen
    if not photos:
        yield case.absent("photos")
        return
    coded = [photo for photo in photos if photo.value("sku_codes") or photo.value("barcodes")]
    sharpness = {photo.id: float(photo.value("sharpness")) for photo in coded if photo.value("sharpness") is not None}
    if any(value >= args.min_sharpness for value in sharpness.values()):
        return
    if len(sharpness) < len(coded):
        yield from (unread(photo, "sharpness") for photo in coded if photo.id not in sharpness)
        return
    found = "" if not coded else f"{max(sharpness.values()):.0f}"
    yield Problem(
        documents=tuple(photo.id for photo in coded or photos),
        evidence=tuple(item for photo in coded for item in evidence(photo, "sku_codes", "barcodes")),
        values={"files": listed(photo.path for photo in coded or photos)},
        expected=unsaid(f"≥ {args.min_sharpness:g}") if coded else Fact("SKU", "SKU 编码", "a SKU code"), found=unsaid(found), variant="blurred" if coded else None,
        at_most=Severity.REVIEW,
    )  # fmt: skip


CHECK = Check(
    "sku_on_photo", SkuOnPhoto, run, papers=("photos",), fills=frozenset({"files"}), variants={"blurred": frozenset()}
)
