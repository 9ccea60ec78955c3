"""What a file is, by its content and never by its name."""

from __future__ import annotations

import codecs
import csv
import io
import re
import struct
from collections import Counter
from typing import BinaryIO, Literal

from docvet.models import Trouble, TroubleKind
from docvet.values.common_characters import CHARACTERS
from docvet.values.text import simplified

_HEAD = 65_536
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_IMAGES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
)
_ARCHIVES = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
)
_COMPANY_LOCKS = (b"%TSD-Header-###%", b"E-SafeNet")
"""How files begin that a company's security program keeps readable on its own computers alone."""
_OBJECT = re.compile(rb"\d obj\b[^\x00]{0,4000}?endobj", re.DOTALL)
NO_FORMAT = "application/octet-stream"
XLSX, XLS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel"
# (name inside the ZIP, format, media type); names stand in clear in a ZIP's headers and directory.
_ZIPPED = (
    (b"xl/workbook.", "xlsx", XLSX),
    (b"word/document.", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"ppt/presentation.", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"OFD.xml", "ofd", "application/ofd"),
    (b"opendocument.text", "odt", "application/vnd.oasis.opendocument.text"),
    (b"opendocument.spreadsheet", "ods", "application/vnd.oasis.opendocument.spreadsheet"),
)
HTML, SHEET_XML, MHTML = "text/html", "application/xml", "multipart/related"
"""What programs also save as ``.xls``: a web page with a table, XML of Excel 2003, a web archive."""
_OLE = (
    ("WordDocument", "doc", "application/msword"),
    ("Workbook", "xls", XLS),
    ("Book", "xls", XLS),
    ("PowerPoint Document", "ppt", "application/vnd.ms-powerpoint"),
)
_BIG5 = "big5hkscs"
ODD_ENCODINGS = {_BIG5: "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
"""Encodings that programs on the mainland show as nonsense, and what people call them."""
_CLEARLY = 0.2
"""By how much more usual characters a text must have in Big5 to be taken for it."""
_LEAST_OF_LANGUAGE = 8
"""Chinese characters from which on a text tells in which of two encodings it is language."""
_BEYOND_LETTERS = re.compile("[^\x00-\u07ff]")
_LEAST_ZEROS = 4
_ZEROS = 0.05
"""Part of a file that is zero bytes if it is a table in UTF-16."""
_SURE = 0.4
"""Confidence of puremagic from which a format is named: below, two bytes agree by chance."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE, _CHARACTERS = 50, 500_000
"""Lines that tell a table, and characters of them."""
_WIDE, _MOST, _NEARLY_ALL = 4, 0.5, 0.8
"""Rows of so many cells need to be most of all rows; narrower ones, such as a list in prose has, nearly all."""

Sniffed = tuple[str, tuple[Trouble, ...]]


def sniff(stream: BinaryIO, size: int) -> Sniffed:
    """The media type of a seekable stream of ``size`` bytes, and what keeps it from being read.

    Readable types (PDF, pictures, XLSX, CSV) come without a trouble.
    """
    if size == 0:
        return "application/x-empty", (Trouble(TroubleKind.EMPTY),)
    head = stream.read(_HEAD)
    tail = b""
    if size > _HEAD:
        stream.seek(max(_HEAD, size - _HEAD))
        tail = stream.read(_HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(head + tail)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(head, stream)
    image = _image(head, size)
    is_pdf = b"%PDF-" in head[:1024]
    if is_pdf and image and not head.startswith(b"%PDF-"):
        # A viewer decides for itself what it shows of such a file, so nothing read here would count.
        return NO_FORMAT, (Trouble(TroubleKind.UNKNOWN_TYPE, "polyglot"),)
    if is_pdf:
        return "application/pdf", ()
    if image:
        return image, () if image != "image/avif" else (Trouble(TroubleKind.UNKNOWN_TYPE, "avif"),)
    return _by_its_start(head) or _text(head, cut=size > _HEAD) or _other(head)


def _by_its_start(head: bytes) -> Sniffed | None:
    """Archives, RTF, bare sheets, files that a company locked, and PDFs without their head."""
    for magic, name in _ARCHIVES:
        if head.startswith(magic):
            return f"application/x-{name}", (Trouble(TroubleKind.ARCHIVE, name),)
    if head[257:262] == b"ustar":
        return "application/x-tar", (Trouble(TroubleKind.ARCHIVE, "tar"),)
    if head.lstrip().startswith(b"{\\rtf"):
        return "application/rtf", (Trouble(TroubleKind.OFFICE, "rtf"),)
    if _is_sheet_stream(head):
        return XLS, ()
    if head.startswith(_COMPANY_LOCKS):
        return NO_FORMAT, (Trouble(TroubleKind.ENCRYPTED, "company"),)
    if _OBJECT.search(head):
        return NO_FORMAT, (Trouble(TroubleKind.DAMAGED),)
    return None


def _is_sheet_stream(head: bytes) -> bool:
    """A workbook of Excel 2 to 97 without a container, as programs on the web export it: it begins with the record BOF."""
    if len(head) < 8:
        return False
    record, length, version = struct.unpack_from("<HHH", head)
    return record in (0x0009, 0x0209, 0x0409, 0x0809) and 4 <= length <= 16 and version in (0, 2, 3, 4, 0x500, 0x600)


def _zip(data: bytes) -> Sniffed:
    for inner, name, media_type in _ZIPPED:
        if inner in data:
            return media_type, () if media_type == XLSX else (Trouble(TroubleKind.OFFICE, name),)
    return "application/zip", (Trouble(TroubleKind.ARCHIVE, "zip"),)


def _ole(head: bytes, stream: BinaryIO) -> Sniffed:
    """An OLE compound file, recognised by the stream names in its directory (MS-CFB 2.2, 2.6)."""
    names = head
    if len(head) >= 52:
        shift, directory = struct.unpack_from("<H", head, 30)[0], struct.unpack_from("<I", head, 48)[0]
        if shift in (9, 12):
            stream.seek((directory + 1) << shift)
            names = stream.read(8192)
    if "EncryptedPackage".encode("utf-16-le") in names:  # DOCX, XLSX or PPTX with a password (MS-OFFCRYPTO 2.3)
        return "application/x-ole-storage", (Trouble(TroubleKind.ENCRYPTED),)
    for inner, name, media_type in _OLE:
        if inner.encode("utf-16-le") in names:
            return media_type, () if media_type == XLS else (Trouble(TroubleKind.OFFICE, name),)
    return "application/x-ole-storage", (Trouble(TroubleKind.OFFICE, "ole"),)


def _image(head: bytes, size: int) -> str | None:
    for magic, media_type in _IMAGES:
        if head.startswith(magic):
            return media_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if (
        head.startswith(b"BM")
        and len(head) > 18
        and struct.unpack_from("<I", head, 14)[0] in (12, 40, 52, 56, 64, 108, 124)
    ):
        return "image/bmp"
    if head[4:8] == b"ftyp" and size > 16:
        length = min(max(struct.unpack_from(">I", head)[0], 16), 256)
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
        if brands & {b"avif", b"avis"}:
            return "image/avif"
        if brands & _HEIC_BRANDS:
            return "image/heic"
    return None


def _text(head: bytes, *, cut: bool) -> Sniffed | None:
    text = decode(head, final=not cut)
    if text is None or _CONTROLS.search(text):
        return None
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith("mime-version:") and "multipart/related" in text and "<table" in text.lower():
        return MHTML, ()
    if start.startswith(("<!doctype html", "<html", "<head", "<meta", "<style", "<table")):
        return HTML, () if "<table" in text.lower() else (Trouble(TroubleKind.UNKNOWN_TYPE, "html"),)
    if start.startswith(("<?xml", "<svg")):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text:
            return SHEET_XML, ()
        if "<html" in text.lower() and "<table" in text.lower():
            return HTML, ()
        return "application/xml", (Trouble(TroubleKind.UNKNOWN_TYPE, "xml"),)
    if start.startswith(("{", "[")):
        return "application/json", (Trouble(TroubleKind.UNKNOWN_TYPE, "json"),)
    if delimiter(text):
        return "text/csv", ()
    return "text/plain", (Trouble(TroubleKind.UNKNOWN_TYPE, "text"),)


def decode(data: bytes, *, final: bool = True) -> str | None:
    """Text in UTF-8, UTF-16 (with a byte-order mark or without), GB18030 or Big5; None if it is none of them.

    ``final=False`` allows the last character to be cut off.
    """
    text = decoded(data, final=final)
    return text[0] if text else None


def decoded(data: bytes, *, final: bool = True) -> tuple[str, str] | None:
    """As :func:`decode`, with the name that Python gives the encoding."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else (*_unmarked(data), "utf-8-sig"):
        if (text := _decoded(data, encoding, final)) is not None:
            odd = encoding == "utf-8-sig" and not text.isascii() and not _BEYOND_LETTERS.search(text)
            mainland = _decoded(data, "gb18030", final) if odd else None
            return (mainland, "gb18030") if mainland and _is_of_mainland(mainland) else (text, encoding)
    if marked:
        return None
    # Every second byte of Big5 is one of GB18030 too; which of them is language tells.
    mainland, island = _decoded(data, "gb18030", final), _decoded(data, _BIG5, final)
    if island is None or (mainland is not None and not _is_of_island(island, mainland)):
        return None if mainland is None else (mainland, "gb18030")
    return island, _BIG5


def _is_of_mainland(mainland: str) -> bool:
    """A few Chinese characters (女装, 联通) make valid UTF-8 of letters that no such file holds."""
    words = re.findall(r"[^\x00-\x7f]+", mainland)  # one alone is an accented letter of a Latin word
    return all(len(word) > 1 and CHARACTERS.issuperset(word) for word in words)


def _is_of_island(island: str, mainland: str) -> bool:
    if sum(char > "\u2e7f" for char in island[:_HEAD]) < _LEAST_OF_LANGUAGE:
        return False
    return _language(simplified(island[:_HEAD])) > _language(mainland) + _CLEARLY


def _decoded(data: bytes, encoding: str, final: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final)
    except UnicodeDecodeError:
        return None


def _unmarked(data: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark, told by the zero bytes of its digits, commas and line ends."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < max(_LEAST_ZEROS, _ZEROS * len(head)) or min(even, odd) > 0.1 * max(even, odd):
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _language(text: str) -> float:
    """The part of usual characters among the Chinese ones."""
    chinese = [character for character in text[:_HEAD] if "\u3400" <= character <= "\u9fff"]
    return sum(character in CHARACTERS for character in chinese) / max(len(chinese), 1)


def delimiter(text: str) -> str | None:
    """What separates the cells of a table, None for other text: recognised by rows with the same number of cells.

    Exports of banks and shops have a few lines of head above the table, so that not every row need have it.
    """
    sample = "\n".join(line for line in text[:_CHARACTERS].splitlines()[:_SAMPLE] if line.strip())
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):  # a quotation mark that never closes hides the rows behind it
        evenness = [one for mark in ",\t;|" if (one := _evenness(sample, mark, quoting)) is not None]
        if evenness:
            return max(evenness)[2]
    return None


def _evenness(sample: str, mark: str, quoting: Literal[0, 3]) -> tuple[float, int, str] | None:
    """How many rows have the same number of cells, that number, and the mark; None if it makes no table."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=mark, quoting=quoting)]
    except csv.Error:
        return None
    width, times = Counter(widths).most_common(1)[0] if widths else (0, 0)
    share = times / max(len(widths), 1)
    even = (width >= _WIDE and share >= _MOST) or (width >= 2 and share >= _NEARLY_ALL)
    return (share, width, mark) if times >= 2 and even else None


def _other(head: bytes) -> Sniffed:
    import puremagic  # its table of formats is read when it is imported, and hardly any file comes here

    try:
        best = puremagic.magic_string(head)[0]
        name = best.extension.lstrip(".") if best.confidence >= _SURE and head.strip(b"\0") else ""
    except (puremagic.PureError, ValueError, IndexError):
        name = ""
    return NO_FORMAT, (Trouble(TroubleKind.UNKNOWN_TYPE, name),)
