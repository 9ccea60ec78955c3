"""Real folders with everything that people and strangers put into them."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import socket
import struct
import sys
import tarfile
import threading
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from docvet.errors import UsageError
from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import File, TroubleKind
from docvet.sniff import sniff

PDF = b"%PDF-1.4\n%%EOF\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


def by_path(folder: Path, limits: Limits | None = None) -> dict[str, File]:
    return {file.path: file for file in collect(folder, limits or Limits()).files}


def trouble(file: File) -> tuple[str, str] | None:
    return (file.troubles[0].kind.value, file.troubles[0].detail) if file.troubles else None


def picture(format_: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 10), "white").save(stream, format_)
    return stream.getvalue()


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 300)
    return stream.getvalue()


def ole(stream_name: str) -> bytes:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 3)
    return bytes(header) + b"\0" * 1536 + stream_name.encode("utf-16-le").ljust(512, b"\0")


def test_files_come_sorted_hashed_and_from_any_depth(tmp_path: Path) -> None:
    deep = tmp_path / "b" / "c" / "d"
    deep.mkdir(parents=True)
    (deep / "z.pdf").write_bytes(PDF)
    (tmp_path / "a.pdf").write_bytes(PDF + b"1")
    files = collect(tmp_path, Limits()).files
    assert [file.path for file in files] == ["a.pdf", "b/c/d/z.pdf"]
    assert files[1].sha256 == hashlib.sha256(PDF).hexdigest()
    assert files[1].bytes == len(PDF)
    assert files[1].absolute == deep / "z.pdf"


@posix
def test_chinese_decomposed_long_and_undecodable_names(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "résumé.pdf")
    long = "长" * 80 + ".pdf"
    for name in ("营业执照.pdf", decomposed, long):
        (tmp_path / name).write_bytes(PDF)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xb4\xd5\xd5.pdf")).write_bytes(PDF)
    found = by_path(tmp_path)
    assert set(found) == {"营业执照.pdf", decomposed, long, "\\xff\\xb4\\xd5\\xd5.pdf"}
    for path, file in found.items():
        json.dumps(path, ensure_ascii=False).encode("utf-8")
        assert file.absolute.read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "media_type", "expected"),
    [
        (PDF, "application/pdf", None),
        (b"\n" * 900 + PDF, "application/pdf", None),
        (picture("JPEG"), "image/jpeg", None),
        (picture("PNG"), "image/png", None),
        (picture("TIFF"), "image/tiff", None),
        (picture("WEBP"), "image/webp", None),
        (picture("BMP"), "image/bmp", None),
        (picture("GIF"), "image/gif", None),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic", None),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "image/avif", ("unknown_type", "avif")),
        ("货号,品名\nA1,上衣\nA2,裤子\n".encode(), "text/csv", None),
        ("货号,品名\nA1,上衣\nA2,裤子\n".encode("gb18030"), "text/csv", None),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), None, None),
        (b"", "application/x-empty", ("empty", "")),
        (zipped("a.txt", "b.txt"), "application/zip", ("archive", "zip")),
        (b"Rar!\x1a\x07\x01\x00" + b"\0" * 50, "application/x-rar", ("archive", "rar")),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "application/x-7z", ("archive", "7z")),
        (gzip.compress(PDF, mtime=0), "application/x-gz", ("archive", "gz")),
        (zipped("[Content_Types].xml", "word/document.xml"), None, ("office", "docx")),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), None, ("office", "pptx")),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "application/ofd", ("office", "ofd")),
        (ole("WordDocument"), "application/msword", ("office", "doc")),
        (ole("Workbook"), "application/vnd.ms-excel", None),
        (ole("EncryptedPackage"), "application/x-ole-storage", ("encrypted", "")),
        (ole("PowerPoint Document"), "application/vnd.ms-powerpoint", ("office", "ppt")),
        (b"{\\rtf1\\ansi hello}", "application/rtf", ("office", "rtf")),
        (b"<!DOCTYPE html><html></html>", "text/html", ("unknown_type", "html")),
        (b"<html><table><tr><td>1</table>", "text/html", None),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table>", "multipart/related", None),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "application/xml",
            None,
        ),
        (b'<?xml version="1.0"?><note/>', "application/xml", ("unknown_type", "xml")),
        ("貨號,品名\nA1,連衣裙\nA2,褲子\n".encode("big5"), "text/csv", None),
        ("货号,品名\nA1,上衣\nA2,裤子\n".encode("utf-16-le"), "text/csv", None),
        (b"MZ\x90\0" + bytes(range(256)), "application/octet-stream", ("unknown_type", None)),
        (struct.pack("<6H", 0x0809, 8, 0, 0x10, 0, 0), "application/vnd.ms-excel", None),
        (struct.pack("<4H", 0x0009, 4, 2, 0x10), "application/vnd.ms-excel", None),
        (b"%TSD-Header-###%" + bytes(range(256)), "application/octet-stream", ("encrypted", "company")),
        (b"E-SafeNet\0\0\0LOCK" + bytes(range(256)), "application/octet-stream", ("encrypted", "company")),
        (picture("JPEG")[:100] + PDF + picture("JPEG"), "application/octet-stream", ("unknown_type", "polyglot")),
    ],
)
@pytest.mark.parametrize("name", ["paper.pdf", "without-extension"])
def test_type_is_told_by_content_whatever_the_name(
    tmp_path: Path, name: str, content: bytes, media_type: str | None, expected: tuple[str, str | None] | None
) -> None:
    (tmp_path / name).write_bytes(content)
    file = by_path(tmp_path)[name]
    if media_type is not None:
        assert file.media_type == media_type
    if expected is None:
        assert file.troubles == ()
    else:
        assert trouble(file)[0] == expected[0]  # type: ignore[index]
        assert expected[1] in (None, trouble(file)[1])  # type: ignore[index]


NOTHING = b"BSAMPLE" + bytes(range(200, 256)) * 9
WORDS = "只是一段说明文字。".encode()
PDF_OBJECTS = b"%QDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("without-extension", b"\0" * 5000, ("unknown_type", "")),
        ("without-extension", NOTHING, ("unknown_type", "")),
        ("a.bin", NOTHING, ("unknown_type", "")),
        ("a.PDF", NOTHING, ("damaged", "")),
        ("a.jpg", b"\0" * 5000, ("damaged", "")),
        ("a.xlsx", NOTHING, ("damaged", "")),
        ("a.pdf", WORDS, ("unknown_type", "text")),
        ("a.xls", WORDS, ("unknown_type", "text")),  # one column of an export
        ("without-extension", PDF_OBJECTS, ("damaged", "")),
        ("a.pdf", b"\x93" + PDF_OBJECTS, ("damaged", "")),
    ],
)
def test_what_is_of_no_format_is_damaged_if_its_name_promises_one(
    tmp_path: Path, name: str, content: bytes, expected: tuple[str, str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert trouble(by_path(tmp_path)[name]) == expected


def test_a_tar_renamed_to_pdf_is_an_archive(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "执照.pdf", "w") as archive:
        archive.add(__file__, "x")
    assert trouble(by_path(tmp_path)["执照.pdf"]) == ("archive", "tar")


def test_names_of_a_large_zip_are_found_at_its_end(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("[Content_Types].xml", os.urandom(300_000))
        archive.writestr("word/document.xml", "x")
    assert trouble(by_path(tmp_path)["a"]) == ("office", "docx")


def test_junk_and_own_files_are_ignored(tmp_path: Path) -> None:
    for name in (".DS_Store", "._a.pdf", "Thumbs.db", "desktop.ini", "x.tmp", "~$a.docx", "a.pdf.crdownload", ".ready"):
        (tmp_path / name).write_bytes(PDF)
    for name in ("application.yaml", "decisions.yaml", "docvet-report.html"):
        (tmp_path / name).write_text("x: 1")
    (tmp_path / "old.json").write_text('{\n  "schema": "docvet/report-1"\n}')
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "a.pdf").write_bytes(PDF)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "application.yaml").write_text("x: 1")
    intake = collect(tmp_path, Limits())
    assert [file.path for file in intake.files] == ["sub/application.yaml"]
    assert len(intake.ignored) == 13


@posix
def test_links_are_never_followed_out(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "secret.pdf").write_bytes(PDF)
    (folder / "in.pdf").write_bytes(PDF)
    (folder / "file.pdf").symlink_to(outside / "secret.pdf")
    (folder / "dir").symlink_to(outside)
    (folder / "same.pdf").symlink_to(folder / "in.pdf")
    (folder / "loop").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")
    found = by_path(folder)
    assert trouble(found["file.pdf"]) == ("link_outside", "")
    assert trouble(found["dir"]) == ("link_outside", "")
    assert found["file.pdf"].sha256 == ""
    assert trouble(found["gone.pdf"]) == ("no_access", "broken_link")
    assert set(found) == {"file.pdf", "dir", "in.pdf", "gone.pdf", "self"}


@posix
def test_a_folder_reached_through_a_link_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.pdf").write_bytes(PDF)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert set(by_path(tmp_path / "link")) == {"a.pdf"}


@posix
def test_pipes_and_sockets_do_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.pdf")
        worker = threading.Thread(target=lambda: results.append(collect(tmp_path, Limits())), daemon=True)
        results: list[object] = []
        worker.start()
        worker.join(10)
    assert results
    assert collect(tmp_path, Limits()).ignored == ("pipe.pdf", "socket.pdf")


@posix
def test_what_may_not_be_read_is_said(unprivileged: Path) -> None:
    (unprivileged / "a.pdf").write_bytes(PDF)
    (unprivileged / "a.pdf").chmod(0)
    (unprivileged / "sub").mkdir(mode=0)
    found = by_path(unprivileged)
    assert found["a.pdf"].troubles[0].kind is TroubleKind.NO_ACCESS
    assert found["sub"].troubles[0].kind is TroubleKind.NO_ACCESS


def test_more_files_than_allowed_are_one_trouble(tmp_path: Path) -> None:
    for index in range(7):
        (tmp_path / f"{index}.pdf").write_bytes(PDF)
    (tmp_path / ".DS_Store").write_bytes(b"x")
    intake = collect(tmp_path, Limits(files=5))
    assert [file.path for file in intake.files] == ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "4.pdf"]
    assert intake.over == ("5.pdf", "6.pdf")
    assert [(each.kind, each.detail) for each in intake.troubles] == [(TroubleKind.LIMIT, "files")]
    assert collect(tmp_path, Limits(files=7)).troubles == ()


def test_a_file_beyond_the_size_limit_is_not_hashed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF + b"x" * 1000)
    file = by_path(tmp_path, Limits(bytes=500))["a.pdf"]
    assert trouble(file) == ("limit", "bytes")
    assert file.sha256 == ""


def test_a_missing_folder_and_a_file_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        collect(tmp_path / "nothing", Limits())
    (tmp_path / "a.pdf").write_bytes(PDF)
    with pytest.raises(UsageError, match="is a file"):
        collect(tmp_path / "a.pdf", Limits())


def test_limits_come_from_the_environment() -> None:
    assert Limits.from_environment({"DOCVET_LIMIT_OCR_PAGES": "7", "PATH": "x"}) == Limits(ocr_pages=7)
    with pytest.raises(UsageError, match="DOCVET_LIMIT_PAGES names no limit"):
        Limits.from_environment({"DOCVET_LIMIT_PAGES": "7"})
    with pytest.raises(UsageError, match="must be a whole number"):
        Limits.from_environment({"DOCVET_LIMIT_SECONDS": "2m"})
    with pytest.raises(UsageError, match="at least 1"):
        Limits(files=0)


@given(st.binary(max_size=2000) | st.binary(max_size=500).map(lambda tail: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + tail))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_sniffed_without_an_error(content: bytes) -> None:
    media_type, troubles = sniff(io.BytesIO(content), len(content))
    assert "/" in media_type
    assert troubles or media_type in {"application/pdf", "text/csv"} or media_type.startswith("image/")
