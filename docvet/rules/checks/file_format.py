"""Formats that the platform takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator

from docvet.models import LocalizedText, Reading, Severity, TroubleKind
from docvet.rules.arguments import Args
from docvet.rules.case import Case, listed, other_document, troubles_of
from docvet.rules.checks import Check
from docvet.rules.facts import Fact, fact
from docvet.rules.model import refused
from docvet.rules.problems import Problem, Result
from docvet.rules.ruleset import KindName
from docvet.rules.vocabulary import nearest
from docvet.sniff import NO_FORMAT, XLSX
from docvet.words import localized

_TYPES = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "tif": "image/tiff", "tiff": "image/tiff", "bmp": "image/bmp", "heic": "image/heic", "xlsx": XLSX, "csv": "text/csv",
}  # fmt: skip
_NAMES = {media_type: name.upper() for name, media_type in _TYPES.items()} | {
    "text/plain": "TXT", "text/html": "HTML", "multipart/related": "MHTML", "application/xml": "XML", "image/gif": "GIF",
    "application/vnd.ms-excel": "XLS",
}  # fmt: skip
_TABLES = frozenset({XLSX, "application/vnd.ms-excel", "text/csv"})
_MARKUP = frozenset({"text/html", "multipart/related", "application/xml"})
"""Pages of the web and XML, which banks and shops also hand out under the name of a spreadsheet."""
_NO_PAPERS = frozenset({"text/plain", "text/csv", "application/json", XLSX})
"""Notes and tables: without a slot in the form they are no document that might be missing."""
_UNKNOWN: LocalizedText = {"zh": "未知格式", "en": "an unknown format"}
_POLYGLOT: LocalizedText = {"zh": "图片与 PDF 的混合文件", "en": "a picture and a PDF at once"}
_HOW: dict[str, LocalizedText] = {
    "picture": {"zh": "扫描或照片可“打印为 PDF”", "en": "print the scan or photo to PDF"},
    "office": {"zh": "用 WPS 或 Office 打开，导出为 PDF", "en": "open it in WPS or Office and export it as PDF"},
    "ofd": {
        "zh": "用 OFD 阅读器打开，导出或打印为 PDF",
        "en": "open it in an OFD reader and export or print it as PDF",
    },
    "table": {
        "zh": "用 Excel 或 WPS 打开，另存为 .xlsx，不要只改文件名",
        "en": "open it in Excel or WPS and save it as .xlsx; renaming it is not enough",
    },
    "other": {"zh": "用能打开它的程序另存或打印为 PDF", "en": "save or print it as PDF in the program that opens it"},
}


def _known_format(name: str) -> str:
    if name not in _TYPES:
        raise refused("format", localized("ruleset.unknown_format", name=name, hint=nearest(name, _TYPES)))
    return name


Format = Annotated[str, AfterValidator(_known_format)]


class FileFormat(Args):
    """Formats by the usual ending; which documents only get a warning for another image format."""

    allowed: tuple[Format, ...]
    lenient_kinds: tuple[KindName, ...] = ()
    lenient: tuple[Format, ...] = ()
    """Formats that these kinds may have with a warning."""
    table_kinds: tuple[KindName, ...] = ()
    """Documents that may be spreadsheets as well."""


def run(case: Case, args: FileFormat) -> Result:
    """A problem for each file of another format; what fills no slot and is not needed is only mentioned."""
    allowed = {_TYPES[name] for name in args.allowed}
    lenient = {_TYPES[name] for name in args.lenient}
    for reading in case.readings:
        file = reading.file
        kinds = {trouble.kind for trouble in troubles_of(reading)}
        elsewhere = {TroubleKind.ARCHIVE, TroubleKind.EMPTY, TroubleKind.LINK_OUTSIDE, TroubleKind.NO_ACCESS}
        if file.media_type == NO_FORMAT:  # why it does not open is all that there is to say
            elsewhere |= {TroubleKind.DAMAGED, TroubleKind.ENCRYPTED}
        if file.media_type in allowed or kinds & elsewhere or file.path == case.directory:
            continue
        documents = case.documents_of(reading)
        known = [document for document in documents if case.slot_of(document)]
        if known and file.media_type in _TABLES and all(document.kind in args.table_kinds for document in known):
            if reading.encoding:
                yield _odd_encoding(reading, [document.id for document in documents])
            continue
        at_most, variant, table = Severity.REJECT, None, file.media_type in _MARKUP
        named = PurePosixPath(file.path).suffix.removeprefix(".").lower()
        if not known and case.declared_slot(file.path) is None:
            named_else = bool(documents) and all(other_document(document) for document in documents)
            spare = named_else or not case.open_slots or (file.media_type in _NO_PAPERS and named not in args.allowed)
            at_most, variant = (Severity.INFO, "spare") if spare else (Severity.REVIEW, "unknown")
        elif known and file.media_type in lenient and all(document.kind in args.lenient_kinds for document in known):
            at_most, variant = Severity.WARN, "photo"
        elif known and table and all(document.kind in args.table_kinds for document in known):
            at_most, variant = Severity.WARN, "web_table"
        if named in args.allowed and at_most is not Severity.INFO:
            variant = "misnamed"
        format_, takes = _format(reading), listed(name.upper() for name in args.allowed)
        yield Problem(
            documents=tuple(document.id for document in documents),
            values={
                "file": file.path, "found": format_, "how": _how(reading), "named": named.upper(),
                "allowed": takes,
            },
            expected=Fact(takes["en"], takes["zh"], takes["en"]),
            found=format_ if isinstance(format_, str) else replace(fact(format_), plain=file.media_type),
            variant=variant, at_most=at_most,
            rests_on_kind=tuple(document.id for document in known) if at_most is Severity.REJECT and args.lenient_kinds and
            file.media_type in lenient else (),
        )  # fmt: skip


def _odd_encoding(reading: Reading, documents: Sequence[str]) -> Problem:
    """A table whose characters other programs may show as nonsense."""
    values = {"file": reading.file.path, "encoding": reading.encoding}
    return Problem(
        documents=tuple(documents), values=values, found=reading.encoding, expected="UTF-8", variant="encoding", at_most=Severity.WARN
    )  # fmt: skip


def _format(reading: Reading) -> str | LocalizedText:
    """What people call the file's format."""
    if name := _NAMES.get(reading.file.media_type):
        return name
    named = {TroubleKind.OFFICE, TroubleKind.UNKNOWN_TYPE}
    detail = next((trouble.detail for trouble in troubles_of(reading) if trouble.kind in named), "")
    return _POLYGLOT if detail == "polyglot" else detail.upper() or _UNKNOWN


def _how(reading: Reading) -> LocalizedText:
    """How to make a PDF of it."""
    media_type = reading.file.media_type
    if media_type.startswith("image/"):
        return _HOW["picture"]
    if media_type == "application/ofd":
        return _HOW["ofd"]
    office = any(trouble.kind is TroubleKind.OFFICE for trouble in troubles_of(reading))
    if media_type in _MARKUP and reading.pages:
        return _HOW["table"]
    return _HOW["office" if office or media_type in (XLSX, "text/csv") else "other"]


CHECK = Check(
    "file_format", FileFormat, run, fills=frozenset({"file", "found", "allowed", "how"}),
    variants={
        "photo": frozenset(), "unknown": frozenset(), "spare": frozenset(), "misnamed": frozenset({"named"}),
        "web_table": frozenset({"named"}), "encoding": frozenset({"encoding"}),
    },
)  # fmt: skip
