"""QR codes and barcodes on a page."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import zxingcpp

from docvet.models import Code, Straightening
from docvet.reading import projection
from docvet.reading.engines import Pixels


def find(rgb: Pixels) -> tuple[Code, ...]:
    """Every code that can be decoded, in the order of its place."""
    height, width = rgb.shape[:2]
    codes: list[Code] = []
    for result in zxingcpp.read_barcodes(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)):
        corners = (
            result.position.top_left,
            result.position.top_right,
            result.position.bottom_right,
            result.position.bottom_left,
        )
        xs = [min(max(corner.x / width, 0.0), 1.0) for corner in corners]
        ys = [min(max(corner.y / height, 0.0), 1.0) for corner in corners]
        codes.append(Code(result.text, result.format.name, (min(xs), min(ys), max(xs), max(ys))))
    return tuple(sorted(codes, key=lambda code: (code.box[1], code.box[0], code.text)))


def of_page(upright: Pixels, flat: Pixels, how: Straightening | None) -> tuple[Code, ...]:
    """The codes of an upright page that may have been made ``flat``, with their places there.

    They are read from its own pixels, which show fine bars best, and on the flat page only if there are none.
    """
    codes = find(upright)
    if how is None:
        return codes
    there = np.linalg.inv(np.reshape(how.matrix, (3, 3)))
    return tuple(replace(code, box=projection.moved_box(there, code.box)) for code in codes) or find(flat)
