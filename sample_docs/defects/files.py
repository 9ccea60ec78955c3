"""Files that cannot be used as they are, or are not there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pypdf
from PIL import Image

from sample_docs.camera import turn
from sample_docs.defects.registry import DEFECTS, defect
from sample_docs.paint.fonts import Font
from sample_docs.paint.raster import render
from sample_docs.paint.sheet import Sheet
from sample_docs.plan import Plan

OVERSIZE = 11_000_000
"""Bytes: above 10 MB by either way of counting."""


def _encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("sample", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _oversized(data: bytes) -> bytes:
    """The PDF with a stream of ballast that no page uses."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    ballast = pypdf.generic.StreamObject()
    ballast.set_data(b"\x53" * (OVERSIZE - len(data)))
    writer.root_object[pypdf.generic.NameObject("/SampleBallast")] = writer._add_object(ballast)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("paper.pdf"), data)
    return out.getvalue()


def _screenshot(page: Image.Image) -> Image.Image:
    """The page in a phone's viewer, 1170 × 2532 pixels, with the status bar."""
    bar = Sheet(117, 24, (246, 246, 246))
    bar.text(6, 3, "9:41", 5, font=Font.HEI)
    bar.text(111, 3, "5G 87%", 5, font=Font.HEI, right=True)
    bar.text(6, 14, "＜返回", 5, font=Font.HEI)
    bar.text(58, 14, "文件预览", 5, font=Font.HEI, centre=True)
    top = render(bar, 254)
    shot = Image.new("RGB", (1170, 2532), (230, 230, 232))
    shot.paste(top, (0, 0))
    shown = page.resize((1150, round(page.height * 1150 / page.width)), Image.Resampling.LANCZOS)
    shot.paste(shown, (10, 300))
    return shot


@defect
def encrypted_pdf(plan: Plan) -> Plan:
    """The licence's PDF asks for a password."""
    return plan.file("licence", finish=(_encrypted,))


@defect
def oversized(plan: Plan) -> Plan:
    """The licence's PDF is larger than 10 MB."""
    return plan.file("licence", finish=(_oversized,))


@defect
def png_screenshot(plan: Plan) -> Plan:
    """The bank's paper is a phone's screenshot."""
    return plan.file("bank", path="Screenshot_20240528-094100.png", form="png", effects=(_screenshot,))


@defect
def jpg_instead_of_pdf(plan: Plan) -> Plan:
    """The bank's paper is a JPEG."""
    return plan.file("bank", path="开户资料.jpg", form="jpg")


@defect
def zip_archive(plan: Plan) -> Plan:
    """The certificate of the mark lies in an archive."""
    return plan.file("mark", path="商标注册证.zip", finish=(_zipped,))


@defect
def zip_named_pdf(plan: Plan) -> Plan:
    """The certificate of the mark is an archive that calls itself PDF."""
    return plan.file("mark", finish=(_zipped,))


@defect
def empty_file(plan: Plan) -> Plan:
    """The certificate of the mark has no bytes."""
    return plan.file("mark", finish=(lambda _: b"",))


@defect
def truncated_pdf(plan: Plan) -> Plan:
    """The upload of the certificate stopped halfway."""
    return plan.file("mark", finish=(lambda data: data[: len(data) // 2],))


@defect
def wrong_slot(plan: Plan) -> Plan:
    """The ID card is given as the bank's paper."""
    path = "03-开户许可证.pdf"
    plan = plan.file("bank", path=path, papers=plan.leaves["id_card"].papers)
    return plan.typed(documents={path: "bank_permit"})


@defect
def turned_pages(plan: Plan) -> Plan:
    """The licence lies on its side and the bank's paper on its head (no defect)."""
    plan = plan.file("licence", effects=(lambda page: turn(page, 90),))
    return plan.file("bank", effects=(lambda page: turn(page, 180),))


def _missing(prefix: str) -> Callable[[Plan], Plan]:
    def missing(plan: Plan) -> Plan:
        return plan.without(*plan.slots(prefix))

    return missing


for _kind, _prefix in {
    "licence": "licence", "id_card": "id_card", "bank": "bank", "mark": "mark", "vouchers": "voucher_", "photos": "photo_",
}.items():  # fmt: skip
    DEFECTS[f"missing_{_kind}"] = _missing(_prefix)
