"""Lines of a leaning page lie where they would have been read on the flat one."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from docvet.models import Line
from docvet.reading import projection
from docvet.reading.carried import carried

WIDTH, HEIGHT = 1000, 1400


def leaning(degrees: float, x: float, y: float, length: float, height: float, confidence: float = 0.99) -> Line:
    """A row of text that leans, boxed as a detector does: upright around all of it."""
    angle = math.radians(degrees)
    across = length * math.cos(angle) + height * abs(math.sin(angle))
    down = length * abs(math.sin(angle)) + height * math.cos(angle)
    box = (x - across / 2) / WIDTH, (y - down / 2) / HEIGHT, (x + across / 2) / WIDTH, (y + down / 2) / HEIGHT
    return Line("样本", box, confidence, "rapidocr")


def nobody(_: object) -> Line | None:
    raise AssertionError("every line was read well")


@pytest.mark.parametrize("degrees", [-8.0, -2.0, 3.0, 12.0])
def test_rows_become_level_and_keep_their_size(degrees: float) -> None:
    slope = math.tan(math.radians(degrees))
    matrix = projection.rows_levelled(slope, 0.0, (WIDTH / 2, HEIGHT / 2))
    how, size = projection.straightening(matrix, projection.all_of(matrix, WIDTH, HEIGHT), WIDTH, HEIGHT)
    rows = [(300.0, 300.0, 320.0, 30.0), (500.0, 300.0 + 200 * slope, 80.0, 30.0), (450.0, 900.0, 600.0, 42.0)]
    lines = carried([leaning(degrees, *row) for row in rows], how, size, np.zeros(size[::-1], np.uint8), nobody)
    assert lines is not None
    for line, (_, _, length, height) in zip(lines, rows, strict=True):
        left, top, right, bottom = line.box
        assert (right - left) * size[0] == pytest.approx(length, rel=0.05)
        assert (bottom - top) * size[1] == pytest.approx(height, rel=0.1)
    first, second = lines[:2]
    assert first.box[1] + first.box[3] == pytest.approx(second.box[1] + second.box[3], abs=0.002)


def test_a_line_that_read_badly_is_read_again_alone_and_the_better_reading_stays() -> None:
    matrix = projection.rows_levelled(0.02, 0.0, (WIDTH / 2, HEIGHT / 2))
    how, size = projection.straightening(matrix, projection.all_of(matrix, WIDTH, HEIGHT), WIDTH, HEIGHT)
    lines = [leaning(1.15, 500, 300, 400, 30), leaning(1.15, 500, 600, 400, 30, 0.7)]
    level = np.zeros(size[::-1], np.uint8)
    shapes = []

    def better(crop: np.ndarray) -> Line:
        shapes.append(crop.shape)
        return Line("清楚", (0.0, 0.0, 1.0, 1.0), 0.95, "rapidocr")

    read = carried(lines, how, size, level, better)
    assert read is not None
    assert [line.text for line in read] == ["样本", "清楚"]
    (shape,) = shapes
    assert 30 <= shape[0] < 60
    assert 390 <= shape[1] < 450
    kept = carried(lines, how, size, level, lambda _: Line("糊", (0.0, 0.0, 1.0, 1.0), 0.4, "rapidocr"))
    assert kept is not None
    assert kept[1].text == "样本"


def test_a_page_seen_from_the_side_is_read_anew() -> None:
    matrix = projection.rows_levelled(0.05, 1e-4, (WIDTH / 2, HEIGHT / 2))
    how, size = projection.straightening(matrix, projection.all_of(matrix, WIDTH, HEIGHT), WIDTH, HEIGHT)
    lines = [leaning(2, 500, 100 * row, 200, 30) for row in range(1, 14)]
    assert carried(lines, how, size, np.zeros(size[::-1], np.uint8), nobody) is None


def test_the_few_lines_of_a_label_seen_from_the_side_are_placed_each_by_its_own_lean() -> None:
    fan = 7e-5
    matrix = projection.rows_levelled(0.05, fan, (WIDTH / 2, HEIGHT / 2))
    how, size = projection.straightening(matrix, projection.all_of(matrix, WIDTH, HEIGHT), WIDTH, HEIGHT)
    places = [(300.0, 300.0), (700.0, 700.0), (400.0, 1100.0)]
    degrees = [math.degrees(math.atan(0.05 + fan * (y - HEIGHT / 2))) for _, y in places]
    rows = [leaning(lean, x, y, 200, 30) for lean, (x, y) in zip(degrees, places, strict=True)]
    lines = carried(rows, how, size, np.zeros(size[::-1], np.uint8), nobody)
    assert lines is not None
    for line, (x, y) in zip(lines, places, strict=True):
        left, top, right, bottom = how.back(line.box)
        assert ((left + right) / 2 * WIDTH, (top + bottom) / 2 * HEIGHT) == pytest.approx((x, y), abs=6)
        assert 25 < (line.box[3] - line.box[1]) * size[1] < 45


def test_few_lines_seen_from_far_aside_are_read_anew() -> None:
    matrix = projection.rows_levelled(0.05, 1e-4, (WIDTH / 2, HEIGHT / 2))
    how, size = projection.straightening(matrix, projection.all_of(matrix, WIDTH, HEIGHT), WIDTH, HEIGHT)
    assert carried([leaning(2, 500, 500, 200, 30)], how, size, np.zeros(size[::-1], np.uint8), nobody) is None


def test_few_lines_seen_from_far_aside_are_carried_where_the_reader_saw_their_lean() -> None:
    matrix = projection.rows_levelled(0.05, 1.5e-4, (WIDTH / 2, HEIGHT / 2))
    how, size = projection.straightening(matrix, projection.all_of(matrix, WIDTH, HEIGHT), WIDTH, HEIGHT)
    row = replace(leaning(2, 500, 1000, 300, 30), lean=2.0)
    lines = carried([row], how, size, np.zeros(size[::-1], np.uint8), nobody)
    assert lines is not None
    (line,) = lines
    # By the outline the row would lean by 5.4 degrees, and its box be less than half as high.
    assert 24 < (line.box[3] - line.box[1]) * size[1] < 42
    assert line.lean is None


def test_a_sheet_that_is_cut_out_of_a_photo_is_read_anew() -> None:
    matrix = projection.rows_levelled(0.02, 0.0, (WIDTH / 2, HEIGHT / 2))
    how, size = projection.straightening(matrix, (200, 200, 700, 900), WIDTH, HEIGHT)
    line = leaning(1.15, 500, 500, 200, 30)
    assert carried([line], how, size, np.zeros(size[::-1], np.uint8), nobody) is None
