"""A multipart body as it comes in: files go straight to where they land, fields are kept; nothing is held in memory or spooled."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from docvet.service.api.problems import Problem
from docvet.service.api.site import Bounds
from docvet.service.hand_in.names import BadName, is_ignored, relative_path
from docvet.service.hand_in.staging import Staging

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

_MOST_FIELDS = 300
_FIELD_BYTES = 20_000


class Incoming:
    """Takes the body piece by piece."""

    def __init__(self, content_type: str, staging: Staging, bounds: Bounds) -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise Problem(415, "not_multipart")
        self.fields: dict[str, list[str]] = defaultdict(list)
        self.ignored: list[str] = []
        self.renamed: dict[str, str] = {}
        self.bytes = 0
        self._staging = staging
        self._bounds = bounds
        self._seen: set[str] = set()
        self._header = self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._name = ""
        self._field = bytearray()
        self._file: BinaryIO | None = None
        self._open = contextlib.ExitStack()
        self._is_file = self._is_whole = False
        self._file_bytes = self._count = 0
        callbacks: MultipartCallbacks = {
            "on_part_begin": self._part_begins, "on_header_field": self._header_name, "on_header_value": self._header_value,
            "on_header_end": self._header_ends, "on_headers_finished": self._headers_end, "on_part_data": self._data,
            "on_part_end": self._part_ends, "on_end": self._ends,
        }  # fmt: skip
        self._parser = MultipartParser(options[b"boundary"], callbacks)

    def take(self, piece: bytes) -> None:
        """The next piece. Problem for what is too much or cannot be."""
        try:
            self._parser.write(piece)
        except FormParserError:
            raise Problem(400, "cut_short") from None

    def finish(self) -> None:
        """All has come. Problem 400 where the end is missing."""
        if not self._is_whole:
            raise Problem(400, "cut_short")

    def close(self) -> None:
        """Let go of a file that is not complete."""
        self._open.pop_all()
        if self._file is not None:
            self._file.close()

    def _part_begins(self) -> None:
        self._headers, self._field, self._is_file = {}, bytearray(), False
        self._count += 1
        if self._count > self._bounds.files + _MOST_FIELDS:
            raise Problem(413, "too_many_files", limit=self._bounds.files)

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_ends(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _headers_end(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._is_file = b"filename" in options
        if self._is_file:
            self._begin_file(options[b"filename"].decode("utf-8", "replace"))

    def _begin_file(self, given: str) -> None:
        if not given:
            return  # a file input that nobody filled
        try:
            path = relative_path(given)
        except BadName:
            raise Problem(400, "bad_path", path=given[:200]) from None
        if is_ignored(path):
            self.ignored.append(path)
            return
        if path.casefold() in self._seen:
            raise Problem(400, "same_path", path=path)
        self._seen.add(path.casefold())
        if len(self._seen) > self._bounds.files:
            raise Problem(413, "too_many_files", limit=self._bounds.files)
        if path != given:
            self.renamed[given] = path
        self._file_bytes = 0
        try:
            self._file = self._open.enter_context(self._staging.file(path))
        except (FileExistsError, NotADirectoryError):
            raise Problem(400, "same_path", path=path) from None

    def _data(self, data: bytes, start: int, end: int) -> None:
        if not self._is_file:
            self._field += data[start:end]
            if len(self._field) > _FIELD_BYTES:
                raise Problem(413, "too_large", limit=_FIELD_BYTES / 1_000_000)
            return
        self.bytes += end - start
        self._file_bytes += end - start
        if self.bytes > self._bounds.upload:
            raise Problem(413, "too_large", limit=self._bounds.upload // 1_000_000)
        if self._file_bytes > self._bounds.file:
            raise Problem(413, "file_too_large", limit=self._bounds.file // 1_000_000)
        if self._file is not None:
            self._file.write(data[start:end])

    def _part_ends(self) -> None:
        if self._is_file:
            self._open.close()
            self._file = None
        else:
            self.fields[self._name].append(self._field.decode("utf-8", "replace"))

    def _ends(self) -> None:
        self._is_whole = True
