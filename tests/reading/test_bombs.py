"""Files that want to become huge, deep or endless: what a reader makes of the small ones. The others are the benchmark's."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.bombs.registry import BOMBS
from docvet.application import load_application
from docvet.errors import FormError
from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import Effort, TroubleKind
from docvet.reading import guard, image_file, worker
from docvet.reading.jobs import PageJob
from docvet.reading.pool import Readers

SMALL = (
    "type3-within-itself.pdf", "pattern-within-itself.pdf", "page-tree-circle.pdf", "xref-loop.pdf",
    "length-refers-to-itself.pdf", "pages-claimed-2000000000.pdf", "box-huge.pdf",
    "box-negative.pdf", "box-beyond-numbers.pdf", "box-sliver.pdf", "picture-jbig2-claims-4-billion.pdf",
    "picture-jpx-gigapixel.pdf", "gigapixel.jpg", "claims-65535-a-side.gif", "claims-2-billion-a-side.bmp",
    "claims-60000-a-side.heic", "pages-circle.tif", "entities.xlsx", "cell-beyond-the-end.xlsx", "merged-everything.xlsx",
    "entities.xls", "pdf-and-png.pdf", "zip-and-pdf.xlsx", "archive-deep.xls",
    "second-frame-stays.gif", "second-frame-stays.webp", "still-picture-is-no-frame.png", "another-paper-on-black.png",
    "gamma-of-a-fiftieth.png", "pixels-and-checksum-differ.png", "exif-that-is-none.png", "resolution-in-words.tif",
    "formats-that-lie.xlsx", "part-twice.xlsx", "day-without-end.xls", "declaration-that-is-none.xls",
    "letters-turned-round.csv", "note-on-paper-alone.pdf", "layer-on-paper-alone.pdf", "another-file-behind-its-end.pdf",
    "picture-of-no-size.pdf",
)  # fmt: skip


def test_none_of_them_breaks_a_worker(tmp_path: Path) -> None:
    for name in SMALL:
        (tmp_path / name).write_bytes(BOMBS[name]())
    with Readers(1, limits=Limits(seconds=20, application_ocr_pages=1)) as readers:
        readings = readers.read(collect(tmp_path).files)
    assert len(readings) == len(SMALL)
    lost = {
        reading.file.path for reading in readings if any(each.kind is TroubleKind.CRASHED for each in reading.troubles)
    }
    assert lost == set()


def test_opening_and_drawing_a_page_take_their_share_of_its_files_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def at_most(seconds: float) -> contextlib.nullcontext[None]:
        asked.append(seconds)
        return contextlib.nullcontext()

    monkeypatch.setattr(guard.METER, "at_most", at_most)
    limits = Limits(seconds=50)
    Image.new("RGB", (300, 400), "white").save(tmp_path / "a.png")
    (tmp_path / "b.pdf").write_bytes(BOMBS["dashes-tiny.pdf"]())
    for file in collect(tmp_path).files:
        opened, told = worker.open_file(file, "rapidocr", limits), asked.copy()
        asked.clear()
        assert told[0] == 10.0, "opening it"
        for number in opened.ocr_pages:
            worker.read_page(PageJob(file, number, Effort.FIRST, "rapidocr", limits))
        assert 5.0 in [*told, *asked], "drawing it"
        asked.clear()


@pytest.mark.parametrize("name", ["billion-laughs", "deep-yaml"])
def test_a_form_that_unfolds_without_end_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("SAMPLE", encoding="utf-8")
    (tmp_path / "application.yaml").write_bytes(BOMBS[f"{name}/application.yaml"]())
    with pytest.raises(FormError) as caught:
        load_application(tmp_path)
    assert len(str(caught.value)) < 300


def test_the_maker_of_a_picture_is_read_without_decoding_it(tmp_path: Path) -> None:
    Image.new("L", (64, 64)).save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(data[: data.index(b"IDAT") + 4])  # there are no pixels
    assert image_file.about(tmp_path / "a.png", 10_000_000).software == ""


def test_a_strip_is_given_room_in_bounds() -> None:
    for shape in ((1, 100_000, 3), (100_000, 2, 3)):
        assert worker._with_room(np.zeros(shape, np.uint8)).size < 12_000 * 400 * 3
    assert worker._with_room(np.zeros((800, 600, 3), np.uint8)).shape == (800, 600, 3)
