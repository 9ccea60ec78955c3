"""Macros, links to elsewhere and embedded files of workbooks, and cells of any table that start a program."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

from xlrd.compdoc import CompDoc

from docvet.models import Hidden, HiddenKind
from docvet.reading import received, workbooks
from docvet.reading.hidden import Search
from docvet.reading.hidden.finds import Finds, plain
from docvet.reading.jobs import LookedInto
from docvet.sniff import XLS, XLSX, decode

_PART = 2_000_000
"""Bytes of one part of a workbook that are looked at."""
_TABLE = 20_000_000
"""Bytes of a text table that are looked at."""
_TARGET = re.compile(rb"""<(?:\w+:)?Relationship\b[^>]*?\bTarget\s*=\s*["']([^"']*)["'][^>]*>""")
_EXTERNAL = re.compile(rb"""\bTargetMode\s*=\s*["']External["']""")
_DDE = re.compile(rb"<(?:\w+:)?ddeLink\b")
_STARTS = re.compile(r"""(?:^|[,;\t|"'=\n])[^\S\t\n]*[=+\-@]\s*+[\w.\\/:'\[\] ]{2,80}\|\s*+['"]?[^!\n]{0,200}!""")
"""A cell that asks another program for its value: ``=cmd|'/c calc'!A1``. A run of blanks is walked through once."""
_FETCHES = re.compile(
    r"=\s*(?:WEBSERVICE|IMPORTXML|IMPORTDATA|IMPORTHTML|IMPORTRANGE|RTD|CALL|REGISTER)\s*\(", re.IGNORECASE
)
_BOUND_SHEET, _SUPPORTING_BOOK, _END = 0x85, 0x1AE, 0x0A
"""Records of BIFF8 (MS-XLS 2.4.28, 2.4.271, 2.4.103)."""
_MACRO_SHEET, _OWN_BOOK, _ADD_IN = 1, 0x0401, 0x3A01
_OBJECTS = ("MBD", "\x01Ole10Native")


def look_into(path: Path, media_type: str) -> LookedInto:
    """See :func:`docvet.reading.hidden.look_into`."""
    look = {XLSX: _xlsx, XLS: _xls}.get(media_type, _table)
    search = Search()
    search.part(lambda: look(path))
    return LookedInto(tuple(search.hidden), whole=search.whole)


def _xlsx(path: Path) -> list[Hidden]:
    finds = Finds()
    with received.opened(path) as stream, workbooks.archive(stream) as archive:
        for part in archive.infolist():
            name = part.filename.lower()
            if name.endswith("vbaproject.bin"):
                finds.add(HiddenKind.MACROS, "VBA")
            elif "/macrosheets/" in name and name.endswith(".xml"):
                finds.add(HiddenKind.MACROS, "Excel 4.0")
            elif "/embeddings/" in name or "/activex/activex" in name:
                finds.add(HiddenKind.OBJECTS, name.rpartition("/")[2])
            elif name.endswith(("/connections.xml", "/websettings.xml")):
                finds.add(HiddenKind.EXTERNAL)
            elif "/externallinks/" in name and name.endswith(".xml") and _DDE.search(_read(archive, part)):
                finds.add(HiddenKind.DDE)
            elif "/externallinks/_rels/" in name:
                data = _read(archive, part)
                for link in _TARGET.finditer(data):
                    if _EXTERNAL.search(link[0]):
                        finds.add(HiddenKind.EXTERNAL, _file(link[1].decode("utf-8", "replace")))
    return finds.hidden()


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as stream:
        return stream.read(_PART)


def _file(target: str) -> str:
    """The name of the file that a link leads to; its folders may name people."""
    return plain(re.split(r"[/\\]|%5[cC]", target.rstrip("/\\"))[-1])


def _xls(path: Path) -> list[Hidden]:
    finds = Finds()
    with received.opened(path) as stream:
        data = stream.read(workbooks.XLS_BYTES)
    book = data
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        parts = CompDoc(data, logfile=io.StringIO())
        names = [str(entry.name) for entry in parts.dirlist]
        if any(name in ("_VBA_PROJECT_CUR", "VBA", "_VBA_PROJECT") for name in names):
            finds.add(HiddenKind.MACROS, "VBA")
        for name in names:
            if name.startswith(_OBJECTS):
                finds.add(HiddenKind.OBJECTS)
        book = next(
            (book_stream for name in ("Workbook", "Book") if (book_stream := parts.get_named_stream(name))), b""
        )
    for kind, body in _records(book):
        if kind == _BOUND_SHEET and len(body) > 5 and body[5] == _MACRO_SHEET:
            finds.add(HiddenKind.MACROS, "Excel 4.0")
        elif kind == _SUPPORTING_BOOK and len(body) >= 4:
            sheets, mark = struct.unpack_from("<HH", body)
            if mark not in (_OWN_BOOK, _ADD_IN):
                finds.add(HiddenKind.EXTERNAL if sheets else HiddenKind.DDE)
    return finds.hidden()


def _records(book: bytes) -> list[tuple[int, bytes]]:
    """Those of the workbook as a whole, before its first sheet."""
    kinds, at = [], 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        kinds.append((kind, bytes(book[at + 4 : at + 4 + size])))
        at += 4 + size
        if kind == _END:
            break
    return kinds


def _table(path: Path) -> list[Hidden]:
    finds = Finds()
    with received.opened(path) as stream:
        text = decode(stream.read(_TABLE), final=False) or ""
    for cell in _STARTS.finditer(text):
        finds.add(HiddenKind.DDE, plain(cell[0].strip("\n,;\t\"' ").partition("|")[0]))
    for cell in _FETCHES.finditer(text):
        finds.add(HiddenKind.EXTERNAL, plain(cell[0].strip("=( ")))
    return finds.hidden()
