"""Attachments of a PDF, and the way through all that it may hide."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from docvet.models import Hidden, HiddenKind
from docvet.reading import pdf, received
from docvet.reading.hidden import Search, actions, on_paper, signatures, two_readers
from docvet.reading.hidden.finds import Finds
from docvet.reading.hidden.tree import array, entry, leaves, notes, opened, text
from docvet.reading.image_file import Unreadable
from docvet.reading.jobs import LookedInto
from docvet.sniff import sniff

_DATA = (
    ".xml",
    ".xbrl",
    ".json",
    ".xmp",
    ".xsl",
    ".xslt",
    ".xsd",
    ".rdf",
    ".p7s",
    ".p7b",
    ".p7m",
    ".cer",
    ".crt",
    ".sig",
    ".asc",
    ".tsr",
)
"""What programs attach for programs; anything else may be a document."""
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_HEAD, _FILTERS = 4096, 4
"""Bytes of a file without an ending that are looked at, and times over that they may be compressed."""
_PAPERS = (b"<html", b"<svg", b"mso-application", b"office:document", b"pkg:package")
"""XML that programs show as a page: of the web, of office programs."""


def look_into(path: Path) -> LookedInto:
    """See :func:`docvet.reading.hidden.look_into`."""
    search = Search()
    attached: dict[str, None] = {}
    with received.opened(path) as stream:
        try:
            reader = opened(stream)
            root = reader.root_object
        except MemoryError:
            raise
        except Exception:  # what PDFium can repair, pypdf may not
            return LookedInto(whole=False, attached=tuple(_by_pdfium(path)))

        def attachments() -> list[Hidden]:
            finds = Finds()
            for name, page, file in _files(reader, root):
                if name.lower().endswith(_DATA) or (not _ENDING.search(name) and _is_xml(_head(file))):
                    finds.add(HiddenKind.DATA, name, page)
                else:
                    attached[name] = None
            return finds.hidden()

        search.part(attachments)
        search.part(lambda: actions.search(reader, root))
        search.part(lambda: on_paper.search(reader, root))
        search.part(lambda: signatures.changes(reader, stream))
        search.part(lambda: two_readers.disagreements(reader, path))
    if not search.whole:
        attached |= dict.fromkeys(_by_pdfium(path))
    return LookedInto(tuple(search.hidden), tuple(attached), search.whole)


def _by_pdfium(path: Path) -> Iterator[str]:
    with suppress(Unreadable), pdf.opened(path) as document:
        yield from (name for name in pdf.attachments(document) if not name.lower().endswith(_DATA))


def _head(file: Any) -> bytes:
    """The first bytes of an embedded file, of which no more is unfolded; none where it is packed in an unusual way."""
    filters = entry(file, "/Filter")
    data: bytes = file._data if isinstance(file, StreamObject) else b""
    for name in filters[:_FILTERS] if isinstance(filters, list) else [filters] if filters else []:
        if name not in ("/FlateDecode", "/Fl"):
            return b""
        with suppress(zlib.error):
            data = zlib.decompressobj().decompress(data, _HEAD)
    return data[:_HEAD]


def _is_xml(head: bytes) -> bool:
    """Whether it says that it is XML, and is no paper in it."""
    kind, _ = sniff(io.BytesIO(head), len(head))
    plain = head.replace(b"\0", b"").lower()
    return kind == "application/xml" and b"<?xml" in plain[:200] and not any(paper in plain for paper in _PAPERS)


_Embedded = tuple[str, int | None, Any]


def _files(reader: pypdf.PdfReader, root: DictionaryObject) -> Iterator[_Embedded]:
    """The name, page and stream of each embedded file once: in the list of the file, on a paper clip, or beside what it belongs to."""
    seen: set[Any] = set()

    def new(spec: Any, page: int | None, name: Any = "") -> Iterator[_Embedded]:
        if not isinstance(entry(spec), DictionaryObject):
            return
        streams = entry(spec, "/EF")
        if not isinstance(streams, DictionaryObject) or not streams:
            return
        raw = streams.raw_get(next(iter(streams)))
        key = (raw.idnum, raw.generation) if isinstance(raw, IndirectObject) else id(raw)
        if key in seen:
            return
        seen.add(key)
        named = [text(value) for part in ("/UF", "/F", "/DOS") if (value := entry(spec, part))]
        yield next((each for each in named if each), text(name) or "?"), page, entry(raw)

    for name, spec in leaves(entry(root, "/Names", "/EmbeddedFiles")):
        yield from new(spec, None, name)
    for spec in array(root, "/AF"):
        yield from new(spec, None)
    for number, note in notes(reader):
        yield from new(entry(note, "/FS"), number)
        for spec in array(note, "/AF"):
            yield from new(spec, number)
        for _, spec in leaves(entry(note, "/RichMediaContent", "/Assets")):
            yield from new(spec, number)
    for number, page in enumerate(reader.pages, 1):
        for spec in array(page, "/AF"):
            yield from new(spec, number)
