"""Outputs of a slot: joined as far as the limit allows, numbered, signed files and tables as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PIL import Image

from docvet.limits import Limits
from docvet.models import Document, File
from docvet.pack.manifest import Change, Packed, Why
from docvet.pack.plan import Bundle, Left, SourcePage
from docvet.pack.shrink import Press
from docvet.pack.write import SlotWriter
from docvet.reading.cache import PageCache
from docvet.reading.pool import Readers
from docvet.rules.model import Bilingual
from docvet.rules.ruleset import RequiredSlot
from tests.rules import builders as b

LIMIT = 300_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.source_page"
Write = Callable[[Sequence[Bundle]], tuple[list[Packed], list[Left]]]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Readers(1, cache=PageCache()) as readers:
        made = Press(tmp_path_factory.mktemp("work"), LIMIT, 150, Limits(), readers)
        yield made
        made.close()


@pytest.fixture
def write(press: Press, tmp_path: Path) -> Write:
    def run(bundles: Sequence[Bundle]) -> tuple[list[Packed], list[Left]]:
        (tmp_path / "out").mkdir()
        writer = SlotWriter(tmp_path / "out", press, {})
        slot = RequiredSlot(title=Bilingual(zh="授权书（每一级）: 全部", en="letters"), kinds=("authorization_letter",))
        packed = writer.write(4, "letters", slot, bundles)
        assert {path.name for path in (tmp_path / "out").iterdir()} == {item.name for item in packed}
        return packed, writer.left

    return run


def bundle(path: Path, *, media_type: str = "application/pdf", pages: int = 1, verbatim: bool = False) -> Bundle:
    data = path.read_bytes()
    file = File(path.name, path, hashlib.sha256(data).hexdigest(), len(data), media_type)
    document: Document = b.paper("authorization_letter", path.name)
    document = replace(document, reading=replace(document.reading, file=file, page_count=pages))
    return Bundle((document,), tuple(SourcePage(file, number) for number in range(1, pages + 1)), verbatim)


def grain(path: Path, size: tuple[int, int] = (310, 310)) -> Path:
    """A JPEG in a PDF of some 100 kB, or what the size makes of it."""
    pixels = np.random.default_rng(len(path.name)).integers(0, 255, (size[1], size[0], 3), np.uint8)
    Image.fromarray(pixels).save(path, resolution=150, quality=95)
    return path


def test_small_papers_are_joined_in_order(write: Write, tmp_path: Path) -> None:
    packed, left = write([bundle(grain(tmp_path / name, (150, 150))) for name in ("b.pdf", "a.pdf")])
    (item,) = packed
    assert item.name == "04-授权书全部.pdf"
    assert [source.path for source in item.made_of] == ["b.pdf", "a.pdf"]
    assert all(source.changes == (Change.TAKEN,) for source in item.made_of)
    assert (item.pages, left) == (2, [])


def test_what_does_not_fit_together_is_numbered(write: Write, tmp_path: Path) -> None:
    paths = [grain(tmp_path / name) for name in ("a.pdf", "bb.pdf", "ccc.pdf", "dddd.pdf", "eeeee.pdf")]
    assert LIMIT / 3 < sum(path.stat().st_size for path in paths) / 5 < LIMIT / 2
    packed, _ = write([bundle(path) for path in paths])
    assert [item.name for item in packed] == [f"04-授权书全部-{number}.pdf" for number in (1, 2, 3)]
    assert [[source.path for source in item.made_of] for item in packed] == [
        ["a.pdf", "bb.pdf"], ["ccc.pdf", "dddd.pdf"], ["eeeee.pdf"],
    ]  # fmt: skip
    assert all(item.bytes <= LIMIT for item in packed)


def test_signed_files_and_tables_stand_by_themselves_where_they_belong(write: Write, tmp_path: Path) -> None:
    small = [grain(tmp_path / f"{name}.pdf", (60, 60)) for name in "abc"]
    (tmp_path / "t.xlsx").write_bytes(b"PK table")
    table = bundle(tmp_path / "t.xlsx", media_type=XLSX, verbatim=True)
    packed, _ = write([bundle(small[0]), bundle(small[1], verbatim=True), bundle(small[2]), table])
    assert [(item.name, item.made_of[0].path) for item in packed] == [
        ("04-授权书全部-1.pdf", "a.pdf"),
        ("04-授权书全部-2.pdf", "b.pdf"),
        ("04-授权书全部-3.pdf", "c.pdf"),
        ("04-授权书全部-4.xlsx", "t.xlsx"),
    ]
    assert all(item.made_of[0].changes == (Change.COPIED,) for item in packed)


def test_a_signed_file_above_the_limit_and_a_sideways_one(write: Write, tmp_path: Path) -> None:
    large = bundle(grain(tmp_path / "large.pdf", (900, 900)), verbatim=True)
    turned = bundle(grain(tmp_path / "turned.pdf"), verbatim=True)
    turned = replace(turned, source_pages=(replace(turned.source_pages[0], turned=90),))
    packed, left = write([large, turned])
    assert [item.made_of[0].path for item in packed] == ["turned.pdf"]
    assert left == [Left("large.pdf", Why.TOO_LARGE, True), Left("turned.pdf", Why.SIGNED_SIDEWAYS, True, (1,))]


def test_a_file_that_was_changed_meanwhile_is_not_packed(write: Write, tmp_path: Path) -> None:
    changed = bundle(grain(tmp_path / "a.pdf"))
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 another")
    gone = bundle(grain(tmp_path / "b.pdf"))
    (tmp_path / "b.pdf").unlink()
    packed, left = write([changed, gone])
    assert not packed
    assert left == [Left("a.pdf", Why.CHANGED, True), Left("b.pdf", Why.NO_ACCESS, True)]


def test_a_protected_letter_is_copied_beside_the_others(write: Write, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=grain(tmp_path / "a.pdf", (60, 60)))
    writer.encrypt("", "owner", permissions_flag=pypdf.constants.UserAccessPermissions.PRINT, algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    packed, left = write([bundle(tmp_path / "a.pdf"), bundle(tmp_path / "locked.pdf")])
    assert [item.made_of[0].changes for item in packed] == [(Change.COPIED,), (Change.COPIED,)]
    assert (tmp_path / "out" / packed[1].name).read_bytes() == (tmp_path / "locked.pdf").read_bytes()
    assert not left
