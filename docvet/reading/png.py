"""Whether a PNG came over whole: what decodes it here leaves the checksums of its pixels aside, other programs refuse it."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

_HEAD, _BLOCK = 8, 1 << 20
"""Bytes before the first part of a PNG and of the head of each part, and those that are read at once."""
_PIXELS, _END = b"IDAT", b"IEND"


def is_damaged(stream: BinaryIO) -> bool:
    """Whether the checksum of a part that holds pixels does not fit; the other parts are checked where it is opened."""
    stream.seek(_HEAD)
    while len(head := stream.read(_HEAD)) == _HEAD:
        size, kind = struct.unpack(">I4s", head)
        if kind == _END:
            return False
        if kind != _PIXELS:
            stream.seek(size + 4, 1)
            continue
        checksum, left = zlib.crc32(kind), size
        while left > 0 and (block := stream.read(min(left, _BLOCK))):
            checksum, left = zlib.crc32(block, checksum), left - len(block)
        if stream.read(4) != struct.pack(">I", checksum):
            return True
    return False
