"""Whether a JPEG came over whole: decoders show a damaged one all the same, from some place on in false colours."""

from __future__ import annotations

import simplejpeg

_DAMAGE = ("Corrupt JPEG data", "Premature end", "Inconsistent progression", "Invalid SOS")
"""How libjpeg's warnings of lost or overwritten data begin; what it cannot decode at all it says otherwise."""
_SMALLEST = 8
"""The part of each side at which it is decoded: all data are gone through, few pixels made."""


def is_damaged(data: bytes) -> bool:
    """Whether data are missing or overwritten; False where the decoder does not know the kind of JPEG."""
    try:
        simplejpeg.decode_jpeg(data, "GRAY", min_height=1, min_width=1, min_factor=_SMALLEST, strict=True)
    except ValueError as error:
        return str(error).startswith(_DAMAGE)
    return False
