"""Print on goods in directions and colours that the first look misses."""

from __future__ import annotations

import numpy as np
import pytest

from docvet.models import Effort, Line
from docvet.reading import engines, goods
from sample_docs.documents.pack_photo import PackPhoto


@pytest.fixture(scope="module")
def engine() -> engines.Engine:
    return engines.find("rapidocr")()


def _found(pack: PackPhoto, engine: engines.Engine) -> tuple[list[Line], list[Line]]:
    rgb = np.asarray(pack.photo())

    def read(pixels: np.ndarray) -> list[Line]:
        return engine.read(pixels, Effort.FIRST)

    known = read(np.ascontiguousarray(rgb[..., 0]))
    return known, goods.find(goods.evened(rgb), read, known)


@pytest.mark.parametrize("turn", [180, 270])
def test_a_brand_in_another_direction(engine: engines.Engine, turn: int) -> None:
    known, found = _found(PackPhoto("VELDORN", "VE-001", turn=turn), engine)  # type: ignore[arg-type]
    assert "VELDORN" not in {line.text for line in known}
    (brand,) = [line for line in found if line.text == "VELDORN"]
    assert brand.box[0] < 0.3 < brand.box[2]
    assert brand.box[1] < 0.4


def test_no_place_is_told_twice() -> None:
    def at(text: str, left: float, right: float, confidence: float) -> Line:
        return Line(text, (left, 0.1, right, 0.2), confidence, "rapidocr")

    known = [at("1990年3月7日", 0.1, 0.4, 0.9), at("VELDORN GARMENTS", 0.5, 0.9, 0.9)]
    better, piece, new = at("1990年3月 7日", 0.1, 0.41, 0.99), at("GARMENTS", 0.7, 0.9, 0.99), at("S", 0.95, 0.99, 0.9)
    assert goods.joined(known, [better, piece, new]) == [known[1], better, new]


def test_what_was_read_well_is_not_told_again(engine: engines.Engine) -> None:
    known, found = _found(PackPhoto("VELDORN", "VE-001"), engine)
    assert "VELDORN" in {line.text for line in known}
    assert "VELDORN" not in {line.text for line in found}


def test_a_paper_of_few_long_lines_is_no_photo_of_goods() -> None:
    def lines(*texts: str) -> list[Line]:
        return [Line(text, (0.1, 0.1, 0.9, 0.2), 0.99, "rapidocr") for text in texts]

    assert goods.may_be(lines("VELDORN", "SKU: VE-2024-001", "品名：女式连衣裙"))
    assert not goods.may_be(lines(*["经营范围：服装鞋帽、日用百货的批发与零售。"] * 15))
    assert not goods.may_be(lines(*["样"] * 30))
