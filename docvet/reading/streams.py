"""Whether the data inside a PDF came over whole: programs show what they can of a broken stream, and say nothing."""

from __future__ import annotations

import mmap
import re
import zlib

_BEGIN = re.compile(rb"(?<!end)stream(?:\r\n|\n)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\d|\s+\d+\s+R)")
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\b")
_END, _NEAR = b"endstream", 2
"""What stands behind a stream, and bytes that its stated length may take of that too much (a line end)."""
_HEAD, _BLOCK, _PIECE = 2_000, 1 << 16, 1 << 20
"""Bytes before a stream that its dictionary may take, that are read at once, and that are unfolded at once."""
_OF_ONE, _OF_ALL = 64_000_000, 256_000_000
"""Bytes that are unfolded of one stream and of a file, to see whether they can be."""
_MOST = 50_000
"""Streams, and entries of the table of objects, that are looked at."""
_START = re.compile(rb"startxref\s+(\d{1,10})\s")
_ANY_OBJECT = re.compile(rb"\d{1,10}\s+\d{1,10}\s+obj\b")
_TABLE, _SECTION = re.compile(rb"\s*xref\s+"), re.compile(rb"(\d{1,10})\s+(\d{1,10})\s+")
_ENTRY, _OBJECT = re.compile(rb"(\d{10}) (\d{5}) ([nf])\s*"), re.compile(rb"\s*(\d{1,10})\s+(\d{1,10})\s+obj")


def is_damaged(data: bytes | mmap.mmap, *, encrypted: bool) -> bool:
    """Whether its last table of objects, the stated length of a stream or the checksum of compressed data does not fit.

    What is encrypted is not unfolded. A file without any such table says nothing.
    """
    if not _table_fits(data):
        return True
    at, left = 0, _OF_ALL
    for _ in range(_MOST):
        begin = _BEGIN.search(data, at)
        if begin is None:
            break
        at = begin.end()
        before = data[max(0, begin.start() - _HEAD) : begin.start()].rstrip()
        head = before[before.rfind(b" obj") :] if b" obj" in before and before.endswith(b">>") else b""
        if not head:
            continue
        if stated := [at + int(length[1]) for length in _LENGTH.finditer(head)]:
            # A text in the dictionary may name another length.
            ends = (data.find(_END, max(at, end - _NEAR), end + len(_END) + 4) for end in stated)
            if (end := next((end for end in ends if end >= 0), -1)) < 0:
                return True
        elif (end := data.find(_END, at)) < 0:
            break  # nothing that follows has an end either
        blank = end - at <= _NEAR and not data[at:end].strip()
        if end > at and not blank and left > 0 and not encrypted and _DEFLATED.search(head):
            unfolded = _unfolded(data, at, end)
            if unfolded is None:
                return True
            left -= unfolded
        at = max(at, end)
    return False


def _table_fits(data: bytes | mmap.mmap) -> bool:
    """Whether the last table of objects is where the file says, and objects are where the table says."""
    last = data.rfind(b"startxref")
    if last >= 0 and _ANY_OBJECT.search(data, last):
        return False  # programs that look for the end themselves find another file there
    start = _START.match(data, last) if last >= 0 else None
    if start is None or not int(start[1]):
        return True
    at, before = int(start[1]), 0
    if not _TABLE.match(data, at) and not _OBJECT.match(data, at):
        before = max(0, data.find(b"%PDF-", 0, 1024))
        at += before  # something was put in front of it
    table = _TABLE.match(data, at)
    if table is None:
        return _OBJECT.match(data, at) is not None  # a stream that is the table
    at, left = table.end(), _MOST
    while section := _SECTION.match(data, at):
        at = section.end()
        first = _ENTRY.match(data, at)
        of_all = int(section[1]) == 1 and first is not None and first[2] == b"65535" and first[3] == b"f"
        begin = 0 if of_all else int(section[1])  # some programs count the head of the free ones as 1
        for number in range(begin, begin + int(section[2])):
            entry = _ENTRY.match(data, at)
            if entry is None:
                return False
            at, left = entry.end(), left - 1
            if left < 0:
                return True
            if entry[3] == b"n" and int(entry[1]):
                found = _OBJECT.match(data, before + int(entry[1]))
                if found is None or int(found[1]) != number:
                    return False
    return True


def _unfolded(data: bytes | mmap.mmap, start: int, end: int) -> int | None:
    """How many bytes it unfolds to, as far as is looked; None if it does not."""
    unpacker, made = zlib.decompressobj(), 0
    try:
        for place in range(start, end, _BLOCK):
            block = data[place : min(end, place + _BLOCK)]
            while (
                block and made < _OF_ONE and not unpacker.eof
            ):  # what stands behind the end stays in the tail for ever
                made += len(unpacker.decompress(block, _PIECE))
                block = unpacker.unconsumed_tail
            if unpacker.eof or made >= _OF_ONE:
                break
    except zlib.error:
        return None
    return made
