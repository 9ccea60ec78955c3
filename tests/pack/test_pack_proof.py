"""A compressed copy counts only if it says what the original said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from docvet.documents import build
from docvet.intake import collect
from docvet.limits import Limits
from docvet.models import Document
from docvet.pack.manifest import Why
from docvet.pack.plan import Bundle, SourcePage
from docvet.pack.proof import lost
from docvet.pack.shrink import NotPacked, Press, file_at
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from sample_docs.folders import planned
from sample_docs.paint.raster import render
from sample_docs.story import Story


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(1, cache=PageCache()) as made:
        yield made


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory, readers: Readers) -> tuple[Path, Document]:
    """A scanned account permit, and what was read from it."""
    folder = tmp_path_factory.mktemp("proof")
    render(planned(Story.invent(4, levels=0)).document("bank").draw(), 150).save(folder / "a.png", dpi=(150, 150))
    (document,) = build(readers.read(collect(folder).files))
    return folder / "a.png", document


def blurred(source: Path, target: Path, radius: float) -> None:
    with Image.open(source) as opened:
        opened.convert("RGB").filter(ImageFilter.GaussianBlur(radius)).save(target, resolution=150, quality=90)


def test_a_fair_copy_says_the_same_and_a_blurred_one_does_not(
    paper: tuple[Path, Document], readers: Readers, tmp_path: Path
) -> None:
    path, document = paper
    assert {"account_name", "bank"} <= document.fields.keys()
    blurred(path, tmp_path / "fair.pdf", 0)
    gone, kept = lost([document], file_at(tmp_path / "fair.pdf"), readers)
    assert not gone
    assert kept >= 3
    blurred(path, tmp_path / "poor.pdf", 6)
    gone, _ = lost([document], file_at(tmp_path / "poor.pdf"), readers)
    assert {"text", "account_name"} <= gone


def test_other_values_on_the_copy_are_noticed(paper: tuple[Path, Document], readers: Readers, tmp_path: Path) -> None:
    path, document = paper
    name = document.fields["account_name"]
    other = replace(document, fields={**document.fields, "account_name": replace(name, value="某某样本有限公司")})
    blurred(path, tmp_path / "fair.pdf", 0)
    gone, _ = lost([other], file_at(tmp_path / "fair.pdf"), readers)
    assert gone == {"account_name"}


def test_what_fits_at_no_step_is_left(paper: tuple[Path, Document], readers: Readers, tmp_path: Path) -> None:
    _, document = paper
    press = Press(tmp_path, 2_000, 150, Limits(), readers)
    bundle = Bundle((document,), (SourcePage(document.reading.file, 1),))
    try:
        with pytest.raises(NotPacked) as caught:
            press.fit(bundle)
    finally:
        press.close()
    assert caught.value.why is Why.TOO_LARGE
    assert not list(tmp_path.iterdir())
