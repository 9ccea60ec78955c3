"""Codes of pages that were made flat: read from the page's own pixels, placed on the flat page."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from docvet.reading import codes, projection
from docvet.reading.engines import Pixels

LEAN = 0.05
"""Tangent of the page's lean."""


@pytest.fixture(scope="module")
def page() -> Pixels:
    """A sheet with a QR code in its lower half."""
    drawn = np.asarray(zxingcpp.create_barcode("SAMPLE 样本 0001", zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
    sheet = np.full((900, 700, 3), 255, np.uint8)
    height, width = drawn.shape[:2]
    sheet[500 : 500 + height, 300 : 300 + width] = drawn[..., None] if drawn.ndim == 2 else drawn
    return sheet


def test_a_page_that_was_level_has_its_codes_where_they_stand(page: Pixels) -> None:
    assert codes.of_page(page, page, None) == codes.find(page)
    assert [code.text for code in codes.find(page)] == ["SAMPLE 样本 0001"]


def test_codes_of_a_leaning_page_lie_on_the_flat_one(page: Pixels) -> None:
    height, width = page.shape[:2]
    matrix = projection.rows_levelled(LEAN, 0.0, (width / 2, height / 2))
    how, size = projection.straightening(matrix, projection.all_of(matrix, width, height), width, height)
    flat = projection.flattened(page, how, size)
    (found,) = codes.of_page(page, flat, how)
    (there,) = codes.find(flat)
    assert found.text == there.text
    assert found.box == pytest.approx(there.box, abs=0.03)


def test_a_code_that_only_the_flat_page_shows_is_read_there(page: Pixels) -> None:
    height, width = page.shape[:2]
    matrix = projection.rows_levelled(LEAN, 0.0, (width / 2, height / 2))
    how, _ = projection.straightening(matrix, projection.all_of(matrix, width, height), width, height)
    assert codes.of_page(np.full_like(page, 255), page, how) == codes.find(page)
