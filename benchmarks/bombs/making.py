"""PDFs of given objects, however odd."""

from __future__ import annotations

import zlib

Objects = dict[int, bytes]


def pdf(objects: Objects, *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects with a table of them."""
    made, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(made), max(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        made += b"%010d 00000 %c \n" % (places.get(number, 0), b"n" if number in places else b"f")
    made += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(made)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it is."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def deflated(data: bytes, times: int = 1, entries: bytes = b"") -> bytes:
    """A stream compressed once or several times over."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    filters = b"[" + b"/FlateDecode" * times + b"]"
    return stream(data, entries + b"/Filter" + filters)


def zeros(size: int) -> bytes:
    """So many zero bytes, compressed, without holding them."""
    packer, made = zlib.compressobj(9), bytearray()
    block = bytes(1 << 20)
    for _ in range(size >> 20):
        made += packer.compress(block)
    return bytes(made + packer.flush())


def page(contents: bytes = b"", *, box: bytes = b"0 0 595 842", more: bytes = b"", **extra: bytes) -> Objects:
    """One page with this content; ``extra`` are objects ``o5`` and so on."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R%s>>" % (box, more),
        4: stream(contents),
    }
    return objects | {int(name[1:]): body for name, body in extra.items()}
