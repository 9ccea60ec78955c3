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
"""Streams that are looked at."""


def is_damaged(data: bytes | mmap.mmap, *, encrypted: bool) -> bool:
    """Whether a stream is shorter or longer than it says, or its compressed data contradict their own checksum.

    What is encrypted is not unfolded.
    """
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
        if stated := _LENGTH.search(head):
            end = at + int(stated[1])
            if _END not in data[max(at, end - _NEAR) : end + len(_END) + 4]:
                return True
        else:
            end = data.find(_END, at)
        if end > at and left > 0 and not encrypted and _DEFLATED.search(head):
            unfolded = _unfolded(data, at, end)
            if unfolded is None:
                return True
            left -= unfolded
        at = max(at, end)
    return False


def _unfolded(data: bytes | mmap.mmap, start: int, end: int) -> int | None:
    """How many bytes it unfolds to, as far as is looked; None if it does not."""
    unpacker, made = zlib.decompressobj(), 0
    try:
        for place in range(start, end, _BLOCK):
            block = data[place : min(end, place + _BLOCK)]
            while block and made < _OF_ONE:
                made += len(unpacker.decompress(block, _PIECE))
                block = unpacker.unconsumed_tail
            if unpacker.eof or made >= _OF_ONE:
                break
    except zlib.error:
        return None
    return made
