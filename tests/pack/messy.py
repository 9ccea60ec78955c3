"""A folder as people really send it: pictures, a sideways card in two files, too large a scan, a signed letter …"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pillow_heif
import pypdf
import yaml
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from sample_docs import camera
from sample_docs.documents.id_card import IdCard
from sample_docs.folders import page_picture, planned
from sample_docs.paint.pdf import drawings_pdf
from sample_docs.paint.raster import render
from sample_docs.story import Story

PASSWORD = "owner-样本"  # noqa: S105


def build(folder: Path) -> Path:
    """Writes the folder: one letter, own licence, card, mark, bank paper, vouchers, three photos, an archive, a note."""
    story = Story.invent(4, levels=1)
    made = planned(story)
    pillow_heif.register_heif_opener()
    folder.mkdir()
    for slot, leaf in made.leaves.items():
        paper = leaf.documents[0]
        if slot == "licence":
            (folder / "执照扫描.png").write_bytes(noisy(render(made.document("licence").draw(), 250)))
        elif slot == "id_card":
            _card(folder, made.document("id_card"))
        elif slot.startswith("photo"):
            name, form = {"1": ("IMG_1.heic", "HEIF"), "2": ("图2.png", "PNG"), "3": ("图3.jpg", "JPEG")}[slot[-1]]
            page_picture(paper, "photo").save(folder / name, form)
        else:
            data = drawings_pdf([made.document(slot).draw()])
            if slot == "letter_1":
                data = signed(data)
            elif slot == "voucher_1":
                data = encrypted(data)
            (folder / Path(leaf.path).name).write_bytes(data)
    with zipfile.ZipFile(folder / "备份.zip", "w") as archive:
        archive.writestr("样本.txt", "SAMPLE")
    (folder / "说明.txt").write_text("样本 SAMPLE：请尽快提交", encoding="utf-8")
    (folder / "application.yaml").write_text(yaml.safe_dump(dict(made.form), allow_unicode=True), encoding="utf-8")
    return folder


def noisy(page: Image.Image) -> bytes:
    """A PNG of more than 10 MB: a scanner at full colour depth with grain in every channel."""
    pixels = np.asarray(page.convert("RGB")).astype(np.float32)
    grain = np.random.default_rng(1).normal(0, 5, pixels.shape)
    out = io.BytesIO()
    Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8)).save(out, "PNG", dpi=(250, 250), compress_level=1)
    return out.getvalue()


def _card(folder: Path, card: IdCard) -> None:
    """The emblem first, stored on its side; the portrait is turned by its EXIF tag only."""
    emblem = camera.turn(render(replace(card, sides=("emblem",)).draw(), 150), 90)
    emblem.save(folder / "a身份证国徽面.jpg", quality=85)
    portrait = camera.turn(render(replace(card, sides=("portrait",)).draw(), 150), 270)
    exif = Image.Exif()
    exif[0x0112] = 6
    portrait.save(folder / "b身份证人像面.jpg", quality=85, exif=exif)


def encrypted(data: bytes) -> bytes:
    """The PDF with a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(PASSWORD, algorithm="AES-256")
    return _bytes(writer)


def restricted(data: bytes) -> bytes:
    """The PDF that opens without a password and may not be changed without it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    allowed = pypdf.constants.UserAccessPermissions.PRINT
    writer.encrypt("", PASSWORD, permissions_flag=allowed, algorithm="AES-256")
    return _bytes(writer)


def signed(data: bytes) -> bytes:
    """The PDF with a signature field that has contents."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    value = DictionaryObject(
        {NameObject("/Type"): NameObject("/Sig"), NameObject("/Contents"): ByteStringObject(b"\x30\x82")}
    )
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("sig"),
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Rect"): ArrayObject([FloatObject(0)] * 4),
            NameObject("/V"): writer._add_object(value),
        }
    )
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    return _bytes(writer)


def _bytes(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
