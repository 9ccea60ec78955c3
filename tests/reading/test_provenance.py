"""What files say of how they were made: labels of AI in pictures, and in pictures inside PDFs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, PngImagePlugin

from docvet.limits import Limits
from docvet.models import File
from docvet.reading.provenance import ai_label
from docvet.reading.worker import open_file

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" {}/></rdf:RDF></x:xmpmeta>'
)
AIGC = XMP.format(
    "TC260:AIGC=&quot;{&quot;Label&quot;:&quot;1&quot;,&quot;ContentProducer&quot;:&quot;SAMPLE&quot;}&quot;"
)
SOURCE = XMP.format(
    'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"'
)
CAMERA = XMP.format('Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"')
PARAMETERS = "a licence on a desk\nNegative prompt: blurry\nSteps: 30, Sampler: Euler a, CFG scale: 7, Seed: 1"
FileOf = Callable[[Path], File]


def picture() -> Image.Image:
    return Image.effect_noise((400, 300), 60).convert("RGB")


def png(path: Path, **texts: str) -> Path:
    about = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        about.add_text(key, text)
    picture().save(path, "PNG", pnginfo=about)
    return path


def jpeg(path: Path, xmp: str = "", comment: bytes = b"", software: str = "") -> Path:
    exif = Image.Exif()
    if comment:
        exif.get_ifd(0x8769)[0x9286] = comment
    if software:
        exif[0x0131] = software
    picture().save(path, "JPEG", xmp=xmp.encode(), exif=exif)
    return path


def with_manifest(path: Path) -> Path:
    """A C2PA manifest as generators put it in front of a picture: boxes of JUMBF in a segment APP11."""
    claim = b"jumbc2pa.assertions\0c2pa.actions\0c2pa.created\0digitalSourceType" + (
        b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    )
    data = jpeg(path).read_bytes()
    path.write_bytes(data[:2] + b"\xff\xeb" + struct.pack(">H", len(claim) + 2) + claim + data[2:])
    return path


def pdf_of(path: Path, source: Path) -> Path:
    """A PDF that holds the bytes of a JPEG as they are, as most programs that turn pictures into PDF do."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(400, 300)
    image = pdfium.PdfImage.new(document)
    image.load_jpeg(source)
    image.set_matrix(pdfium.PdfMatrix().scale(400, 300))
    page.insert_obj(image)
    page.gen_content()
    document.save(path)
    return path


@pytest.mark.parametrize(
    ("make", "label"),
    [
        (lambda p: jpeg(p, AIGC), "AIGC Label: 1"),
        (lambda p: jpeg(p, SOURCE), "DigitalSourceType: trainedAlgorithmicMedia"),
        (lambda p: jpeg(p, comment=b"UNICODE\0" + '{"AIGC":{"Label":"2"}}'.encode("utf-16-le")), "AIGC Label: 2"),
        (lambda p: png(p, AIGC='{"Label":"1"}'), "AIGC Label: 1"),
        (lambda p: png(p, parameters=PARAMETERS), "Stable Diffusion parameters"),
        (with_manifest, "DigitalSourceType: trainedAlgorithmicMedia"),
        (lambda p: jpeg(p, comment=b'{"aigc_info":{"aigc_label_type":0}}'), "AIGC aigc_info"),
        (lambda p: png(p, Description="a cup --ar 1:1 --v 6.0 Job ID: 0b1c2d3e"), "Midjourney"),
        (lambda p: png(p, prompt='{"3": {"class_type": "KSampler"}}'), "Stable Diffusion workflow"),
        (lambda p: png(p, Software="NovelAI"), "AI generated (NovelAI)"),
    ],
)
def test_labels_are_found_in_a_picture_and_in_its_pdf(
    tmp_path: Path, file_of: FileOf, make: Callable[[Path], Path], label: str
) -> None:
    path = make(tmp_path / "a.bin")
    assert ai_label(path) == label
    if path.read_bytes().startswith(b"\xff\xd8"):
        held = pdf_of(tmp_path / "b.pdf", path)
        assert label in open_file(file_of(held), "rapidocr", Limits()).reading.producer
    assert label in open_file(file_of(path), "rapidocr", Limits()).reading.producer


@pytest.mark.parametrize(
    "make",
    [
        lambda p: jpeg(p, CAMERA, software="Camera 1.2"),
        lambda p: png(p, Comment="Sampler: none; AIGC is not used"),
        lambda p: png(p, Comment="Printed by Job ID: 12, a KSampler of music"),
        lambda p: p.write_bytes(zlib.compress(bytes(100_000))) and p,
        lambda p: p.write_bytes(b"") or p,
    ],
)
def test_other_files_bear_none(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert ai_label(make(tmp_path / "a.bin")) == ""


def test_the_program_that_wrote_a_picture_is_known(tmp_path: Path, file_of: FileOf) -> None:
    path = jpeg(tmp_path / "a.jpg", software="Adobe Photoshop 25.0")
    assert "Photoshop" in open_file(file_of(path), "rapidocr", Limits()).reading.producer
