"""Whether a JPEG came over whole: decoders show a damaged one all the same, from some place on in false colours."""

from __future__ import annotations

import simplejpeg

_DAMAGE = (
    "Corrupt JPEG data", "Premature end", "Inconsistent progression", "Invalid SOS", "Invalid JPEG file structure",
    "Invalid component ID", "Invalid progressive", "Unsupported marker type", "Missing Huffman code", "Bogus", "Huffman table",
    "Quantization table",
)  # fmt: skip
"""How libjpeg's warnings and errors of lost or overwritten data begin: other decoders show what came before. Of kinds of JPEG
that it does not know it speaks otherwise."""
_SMALLEST = 8
"""The part of each side at which it is decoded: all data are gone through, few pixels made."""


def is_damaged(data: bytes) -> bool:
    """Whether data are missing or overwritten; False where the decoder does not know the kind of JPEG."""
    try:
        simplejpeg.decode_jpeg(data, "GRAY", min_height=1, min_width=1, min_factor=_SMALLEST, strict=True)
    except ValueError as error:
        return str(error).startswith(_DAMAGE)
    return False
